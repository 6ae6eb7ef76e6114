"""What the tests of advisories share: the clock, a text to write, and advisories at each step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from lachan.office.advisories import actions
from lachan.office.advisories.content import AdvisoryFacts, Said, TrickFacts, digest_of, facts_of
from lachan.office.advisories.models import AdvisoryVersion, Trick
from tests.people import NOW, Cast

TODAY = date(2026, 3, 2)
SAID = Said(
    title="Giả danh công an",
    key_line="Công an không làm việc qua điện thoại.",
    signs=("Người lạ gọi, xưng là công an.", "Đòi chuyển tiền để kiểm tra."),
    script=("Bà phải giữ bí mật.",),
    say=("Tôi sẽ đến công an xã.",),
    what_to_do=("Gác máy ngay.", "Gọi công an xã, hoặc gọi 113."),
    advice=("Số hiện trên máy có thể bị làm giả.",),
)
ENGLISH = Said(
    title="False police", key_line="The police do not work by telephone.", signs=("A stranger calls.",),
    what_to_do=("Hang up.",),
)  # fmt: skip
FACTS = AdvisoryFacts(vietnamese=SAID, english=ENGLISH, audiences=("E",), until=date(2026, 4, 2))
TRICK = TrickFacts(
    vietnamese=SAID, audiences=("E", "B"), ways=("call",), severity="high", first_seen=TODAY, sureness="cases",
    valid_from=TODAY,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def facts(**changes: Any) -> AdvisoryFacts:
    """Content that is right, but for what is changed; names of `Said` change the Vietnamese text."""
    said = {name: changes.pop(name) for name in tuple(changes) if hasattr(SAID, name)}
    return replace(FACTS, vietnamese=replace(SAID, **said), **changes)


def where(version: AdvisoryVersion) -> dict[str, int]:
    """The address of a version as actions take it."""
    return {"advisory_id": version.advisory_id, "version": version.version}


def drafted(cast: Cast, now: datetime = NOW, **changes: Any) -> AdvisoryVersion:
    """A draft of Lan's."""
    return actions.start_advisory(facts=facts(**changes), actor=cast.actor("lan"), now=now)


def checked(cast: Cast, version: AdvisoryVersion, now: datetime = NOW) -> AdvisoryVersion:
    """The version, its facts checked by Lan."""
    seen = digest_of(facts_of(version))
    note = "Công văn của công an tỉnh, ngày 27/02/2026"
    return actions.check_facts(**where(version), seen=seen, note=note, actor=cast.actor("lan"), now=now)


def approved(cast: Cast, version: AdvisoryVersion, now: datetime = NOW) -> AdvisoryVersion:
    """The version, checked by Lan and approved by Minh."""
    checked(cast, version, now)
    seen = digest_of(facts_of(version))
    return actions.approve(**where(version), seen=seen, actor=cast.actor("minh", now=now), now=now)


def published(cast: Cast, version: AdvisoryVersion | None = None, now: datetime = NOW, **changes: Any) -> Any:
    """A version that went out."""
    version = approved(cast, version or drafted(cast, now, **changes), now)
    return actions.publish(**where(version), actor=cast.actor("lan", now=now), now=now)


def reviewed_trick(cast: Cast) -> Trick:
    """A trick that Lan proposed and Minh reviewed."""
    trick = actions.propose_trick(facts=TRICK, actor=cast.actor("lan"), now=NOW)
    return actions.review_trick(trick_id=trick.pk, reviewers="Lương Văn Minh", actor=cast.actor("minh"), now=NOW)


def advisories_of_the_world(cast: Cast) -> dict[str, Any]:
    """One advisory at each step and two tricks, for the matrix of rights."""
    draft, waiting, ready = drafted(cast), checked(cast, drafted(cast)), approved(cast, drafted(cast))
    out = published(cast)
    proposed = actions.propose_trick(facts=TRICK, actor=cast.actor("minh"), now=NOW)
    return {
        "advisory_draft": draft.advisory_id, "advisory_waiting": waiting.advisory_id,
        "advisory_ready": ready.advisory_id, "advisory_out": out.advisory_id,
        "advisory_number": out.advisory.number, "trick_reviewed": reviewed_trick(cast).pk, "trick_new": proposed.pk,
        "first_version": 1, "paper_form": "leaflet-a5", "paper_language": "vi",
    }  # fmt: skip
