"""An advisory from the first draft to its end: steps, four eyes bound to the text, versions under one number."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lachan.office.advisories import actions
from lachan.office.advisories.actions.announce import remind
from lachan.office.advisories.content import digest_of, facts_of
from lachan.office.advisories.models import AdvisoryVersion, VersionState
from lachan.office.advisories.queries import changed_since, find_published, public_text
from lachan.office.advisories.queries import published as in_force
from lachan.office.notices.models import Notice
from lachan.office.refusals import NotAllowed, NotNow, NotRight, Refusal
from lachan.office.trail.models import Entry
from tests.office.advisories.conftest import TODAY, approved, checked, drafted, facts, published, where
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def test_a_text_goes_from_draft_to_the_public_by_two_persons_and_each_step_is_in_the_trail(cast: Cast) -> None:
    version = published(cast)
    assert version.advisory.number == "CB-2026-0001"
    assert version.state == VersionState.PUBLISHED
    assert (version.written_by, version.approved_by) == (cast.lan, cast.minh)
    assert version.approved_digest == digest_of(facts_of(version))
    told = Entry.objects.filter(object_kind="advisories.advisoryversion", object_id=str(version.pk))
    assert list(told.order_by("number").values_list("event", flat=True)) == [
        "advisory_drafted", "advisory_checked", "advisory_approved", "advisory_published",
    ]  # fmt: skip
    assert published(cast).advisory.number == "CB-2026-0002"


def test_whoever_wrote_a_text_cannot_approve_it(cast: Cast) -> None:
    version = actions.start_advisory(facts=facts(), actor=cast.actor("minh"), now=NOW)
    checked(cast, version)
    with pytest.raises(NotAllowed) as no:
        actions.approve(**where(version), seen=digest_of(facts()), actor=cast.actor("minh"), now=NOW)
    assert no.value.code == "four_eyes"
    with pytest.raises(IntegrityError), transaction.atomic():
        AdvisoryVersion.objects.filter(pk=version.pk).update(
            state="approved", approved_by=cast.minh, approved_digest="0" * 64
        )


def test_without_two_factors_nobody_approves(cast: Cast) -> None:
    version = checked(cast, drafted(cast))
    with pytest.raises(NotAllowed):
        actions.approve(
            **where(version), seen=digest_of(facts()), actor=cast.actor("minh", second_factor=False), now=NOW
        )


def test_an_approval_holds_for_the_text_that_was_seen_and_for_no_other(cast: Cast) -> None:
    version = checked(cast, drafted(cast))
    with pytest.raises(NotNow) as no:
        actions.approve(**where(version), seen=digest_of(facts(title="Khác")), actor=cast.actor("minh"), now=NOW)
    assert no.value.code == "changed_meanwhile"
    version = approved(cast, drafted(cast))
    changed = actions.change_draft(**where(version), facts=facts(title="Khác"), actor=cast.actor("lan"), now=NOW)
    assert (changed.state, changed.approved_digest, changed.approved_by) == ("draft", "", None)
    with pytest.raises(NotNow):
        actions.publish(**where(version), actor=cast.actor("lan"), now=NOW)


def test_a_text_changed_behind_the_office_is_not_published(cast: Cast) -> None:
    version = approved(cast, drafted(cast))
    AdvisoryVersion.objects.filter(pk=version.pk).update(vietnamese=facts(title="Khác").vietnamese.stored())
    with pytest.raises(NotNow) as no:
        actions.publish(**where(version), actor=cast.actor("lan"), now=NOW)
    assert no.value.code == "approval_void"


@pytest.mark.parametrize(
    "changes",
    [
        {"signs": ("Số 0500 123 456 gọi tới.",)},
        {"script": ("Chuyển vào tài khoản 1234567890.",)},
        {"advice": ("Người ở số nhà 12 đường Trần Phú đã bị lừa.",)},
        {"say": ("Căn cước 099123456789.",)},
        {"english": facts(signs=("Account 1234567890.",)).vietnamese},
    ],
)
def test_a_text_with_personal_data_or_a_bank_account_is_kept_as_draft_and_refused_for_publication(
    cast: Cast, changes: dict[str, Any]
) -> None:
    version = drafted(cast, **changes)
    with pytest.raises(NotRight) as no:
        checked(cast, version)
    assert no.value.code == "personal_data"
    assert no.value.field in {"signs", "script", "advice", "say", "en_signs"}


def test_hard_words_and_blame_are_advice_and_stop_nobody(cast: Cast) -> None:
    version = published(cast, signs=("Người nhẹ dạ bấm link, UBND xã khuyến cáo.",))
    assert version.state == VersionState.PUBLISHED


def test_a_correction_takes_the_place_of_what_is_published_under_the_same_number(cast: Cast) -> None:
    first = published(cast)
    second = actions.start_correction(**where(first), actor=cast.actor("lan"), now=LATER)
    assert [one.version.version for one in in_force(LATER)] == [1]
    with pytest.raises(NotNow):
        actions.start_correction(**where(first), actor=cast.actor("lan"), now=LATER)
    actions.change_draft(**where(second), facts=facts(title="Đã sửa"), actor=cast.actor("lan"), now=LATER)
    second.refresh_from_db()
    published(cast, second, LATER)
    first.refresh_from_db()
    assert first.state == VersionState.CORRECTED
    [now_out] = in_force(LATER)
    assert (now_out.number, now_out.version.version) == (first.advisory.number, 2)
    assert public_text(now_out, "vi").title == "Đã sửa"
    assert public_text(first, "vi").title == "Giả danh công an"


def test_a_withdrawal_is_for_good_and_gives_up_the_correction_that_was_being_written(cast: Cast) -> None:
    first = published(cast)
    second = actions.start_correction(**where(first), actor=cast.actor("lan"), now=NOW)
    with pytest.raises(Refusal):
        actions.withdraw(**where(first), reason="Có chỗ sai", actor=cast.actor("lan"), now=LATER)
    actions.withdraw(**where(first), reason="Có chỗ sai", actor=cast.actor("minh"), now=LATER)
    second.refresh_from_db()
    assert second.state == VersionState.DISCARDED
    assert in_force(LATER) == ()
    [gone] = changed_since(NOW)
    assert gone.gone
    assert public_text(gone, "vi").withdrawn
    found = find_published(gone.number)
    assert found is not None
    assert found.gone
    with pytest.raises(NotNow):
        actions.start_correction(**where(first), actor=cast.actor("lan"), now=LATER)


def test_what_is_past_its_last_day_is_out_at_once_and_the_clockwork_ends_it_once(cast: Cast) -> None:
    version = published(cast, until=TODAY + timedelta(days=1))
    on_the_last_day, after = NOW + timedelta(days=1), NOW + timedelta(days=2)
    assert actions.expire(on_the_last_day) == 0
    assert len(in_force(on_the_last_day)) == 1
    assert in_force(after) == ()
    assert [actions.expire(after), actions.expire(after)] == [1, 0]
    version.refresh_from_db()
    assert version.state == VersionState.EXPIRED
    assert [one.number for one in changed_since(NOW)] == [version.advisory.number]


def test_a_text_sent_back_is_a_draft_with_the_reason_and_can_be_checked_again(cast: Cast) -> None:
    version = approved(cast, drafted(cast))
    back = actions.send_back(**where(version), reason="Thiếu nguồn", actor=cast.actor("minh"), now=NOW)
    assert (back.state, back.reason, back.approved_digest) == ("draft", "Thiếu nguồn", "")
    assert checked(cast, back).reason == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"key_line": "x" * 201}, "key_line"),
        ({"signs": ()}, "signs"),
        ({"what_to_do": ("x",) * 7}, "what_to_do"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"until": TODAY + timedelta(days=400)}, "until"),
        ({"audiences": ("X",)}, "audiences"),
    ],
)
def test_what_is_missing_or_too_much_is_named_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(NotRight) as no:
        drafted(cast, **changes)
    assert no.value.field == field


def test_only_the_department_writes(cast: Cast) -> None:
    for name in ("hoa", "dung", "vy", "son", "khoa"):
        with pytest.raises(Refusal):
            actions.start_advisory(facts=facts(), actor=cast.actor(name), now=NOW)


def test_the_same_content_again_changes_nothing(cast: Cast) -> None:
    version = approved(cast, drafted(cast))
    before = Entry.objects.count()
    same = actions.change_draft(**where(version), facts=facts(), actor=cast.actor("lan"), now=NOW)
    assert (same.state, Entry.objects.count()) == ("approved", before)


def test_local_offices_of_the_area_are_told_and_no_others_and_reminders_come_once(cast: Cast) -> None:
    version = published(cast, area=(cast.commune_a,), until=TODAY + timedelta(days=5))
    told = Notice.objects.filter(key=f"advisory-{version.pk}-published")
    assert {one.person for one in told} == {cast.hoa, cast.tam}
    for _again in range(2):
        remind(NOW)
    ending = Notice.objects.filter(key__startswith=f"advisory-{version.pk}-ends")
    assert {one.person for one in ending} == {cast.lan, cast.minh}
    assert ending.count() == 2


def test_the_public_text_is_whole_in_both_languages_and_falls_back_to_vietnamese(cast: Cast) -> None:
    [out] = [published(cast, area=(cast.commune_a,))]
    text, english = public_text(out, "vi"), public_text(out, "en")
    assert (text.number, text.version, text.since, text.until) == ("CB-2026-0001", 1, TODAY, out.until)
    assert text.area == "Phường Đông Kinh"
    assert text.issuer == "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"
    assert text.address.endswith("/canh-bao/CB-2026-0001/")
    assert english.title == "False police"
    assert (english.language, english.number) == ("en", text.number)
    alone = published(cast, english=type(facts().english)())
    assert public_text(alone, "en").language == "vi"
    assert public_text(alone, "vi").area == "toàn tỉnh Lạng Sơn"
    assert public_text(drafted(cast), "vi").number == ""
