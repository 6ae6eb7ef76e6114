"""Requests, keys and a package for the matrix of rights, on the day of the cast."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from lachan.office.files.models import StoredFile
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Role
from lachan.office.requests.actions import approval, drafts
from lachan.office.requests.actions.drafts import Wanted
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import InvestigatorKey, OperatorKey, Package
from lachan.vietnam.request_checks import Identifier
from tests.people import NOW, Cast, person


def requests_of_the_world(cast: Cast, file: StoredFile) -> dict[str, Any]:
    """A draft and a submitted request of the Department, a sent one of the police with its package, and keys."""
    ours = Wanted(
        kind="suspend", ground="telecom_2023_block", asked_unit_id=cast.operator.pk, letter_number="1/SKHCN",
        letter_on=NOW.date(), letter_signer_id=cast.minh.pk, letter_title="Giám đốc", case_reference="HS 1",
        items=(Identifier("number", "+12025550123"),), data_kinds=("measure",), reason="Thuê bao phát tán cuộc gọi rác",
        letter_days=3,
    )  # fmt: skip
    lan = cast.actor("lan")
    draft = drafts.draft_request(unit_id=cast.department.pk, wanted=ours, actor=lan, now=NOW)
    submitted = drafts.draft_request(unit_id=cast.department.pk, wanted=ours, actor=lan, now=NOW)
    drafts.submit_request(request_id=submitted.pk, actor=lan, now=NOW)
    chief = person("truong-pc02", "Nguyễn Trọng Chỉ Huy", cast.police, Role.LEADER, "Trưởng phòng")
    colleague = person("dtv2", "Mạc Văn Điều", cast.police, Role.OFFICER)
    theirs = replace(ours, letter_signer_id=chief.pk, letter_number="2/PC02")
    sent = drafts.draft_request(unit_id=cast.police.pk, wanted=theirs, actor=cast.actor("khoa"), now=NOW)
    drafts.submit_request(request_id=sent.pk, actor=cast.actor("khoa"), now=NOW)
    boss = actor_for(chief, now=NOW, second_factor=True)
    approval.approve_request(request_id=sent.pk, seen_digest=digest_of(sent), actor=boss, now=NOW)
    given = {"unit": cast.police, "registered_at": NOW, "fingerprint": "ab"}
    own = InvestigatorKey.objects.create(
        owner=cast.khoa, registered_by=cast.khoa, public_key="age1", verified_by=chief, verified_at=NOW, **given
    )
    colleagues = InvestigatorKey.objects.create(
        owner=colleague, registered_by=colleague, public_key="age2", **given
    )  # fmt: skip
    sign_key = OperatorKey.objects.create(
        unit=cast.operator, public_key="k", fingerprint="ab", set_by=cast.vy, set_at=NOW
    )  # fmt: skip
    package = Package.objects.create(
        request=sent, recipient_key=own, operator_key=sign_key, file=file, sha256="0" * 64, size=1, sealed_at=NOW,
        expires_at=NOW + timedelta(days=9), received_by=cast.vy, received_at=NOW,
    )  # fmt: skip
    return {
        "department": cast.department.pk, "suspend": "suspend", "request_draft": draft.pk,
        "request_submitted": submitted.pk, "request_sent": sent.pk, "own_key": own.pk, "colleagues_key": colleagues.pk,
        "operator_key": sign_key.pk, "package": package.pk,
    }  # fmt: skip
