"""The pages of requests, as each person of the way meets them."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.requests.content import digest_of
from lachan.office.requests.models import AgencyRequest, RequestState
from tests.office.requests.conftest import Desk

SignIn = Callable[..., Client]


def typed(desk: Desk, **changes: object) -> dict[str, object]:
    return {
        "asked_unit": desk.cast.operator.pk, "ground": "cyber_2025_data", "letter_number": "15/PC02-Đ3",
        "letter_on": "03/07/2026", "letter_signer": desk.chief.pk, "letter_title": "Trưởng phòng",
        "case_reference": "AK 12/2026", "identifier_kind": "number", "identifiers": "+1 202 555 0123",
        "since": "01/07/2026 07:00", "until": "02/07/2026 07:00", "zone": "+7", "data_kinds": ["owner"],
        "secrecy": "normal", "recipient_key": desk.key.pk, "reason": "Xác minh dấu hiệu lừa đảo",
    } | changes  # fmt: skip


def draft_address(desk: Desk, kind: str = "identify") -> str:
    return reverse("request_draft", args=[desk.cast.police.pk, kind])


def test_a_request_goes_the_whole_way_through_the_pages(desk: Desk, sign_in: SignIn) -> None:
    khoa, chief, vy = sign_in(desk.cast.khoa), sign_in(desk.chief), sign_in(desk.cast.vy)
    answer = khoa.post(draft_address(desk), typed(desk))
    row = AgencyRequest.objects.get()
    page = reverse("request", args=[row.pk])
    assert answer["Location"] == page
    khoa.post(reverse("request_submit", args=[row.pk]))
    shown = chief.get(reverse("request_approve", args=[row.pk])).content.decode()
    digest = digest_of(row)
    assert "+12025550123" in shown
    assert digest in shown
    chief.post(reverse("request_approve", args=[row.pk]), {"digest": digest})
    vy.post(reverse("request_take_in", args=[row.pk]))
    file = vy.post(reverse("request_file", args=[row.pk]))
    assert file["Content-Disposition"].startswith("attachment")
    row.refresh_from_db()
    vy.post(reverse("package_send", args=[row.pk]), {"file": _named(desk.sealed(row))})
    vy.post(reverse("request_answer", args=[row.pk]), {"kind": "answered"})
    package = row.packages.get()
    taken = khoa.post(reverse("package_take", args=[package.pk]), {"purpose": "Điều tra vụ AK 12"})
    assert taken.status_code == 302
    khoa.post(reverse("request_outcome", args=[row.pk]), {"kind": "used"})
    khoa.post(reverse("request_close", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == RequestState.CLOSED
    assert "Đã kết thúc" in khoa.get(page).content.decode()


def _named(content: bytes) -> BytesIO:
    upload = BytesIO(content)
    upload.name = "goi.lachan"
    return upload


def test_the_page_masks_identifiers_until_a_purpose_is_given(desk: Desk, sign_in: SignIn) -> None:
    row, khoa = desk.draft(), sign_in(desk.cast.khoa)
    masked = khoa.get(reverse("request", args=[row.pk])).content.decode()
    assert "+12****123" in masked
    assert "2025550123" not in masked
    refused = khoa.post(reverse("request_reveal", args=[row.pk]), {"purpose": ""})
    assert refused.status_code == 422
    assert "2025550123" not in refused.content.decode()
    shown = khoa.post(reverse("request_reveal", args=[row.pk]), {"purpose": "Kiểm tra bản nháp"})
    assert "+12025550123" in shown.content.decode()


def test_a_refused_form_keeps_what_was_typed_and_says_why(desk: Desk, sign_in: SignIn) -> None:
    answer = sign_in(desk.cast.khoa).post(draft_address(desk), typed(desk, until="01/12/2026 07:00"))
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "dài quá 92 ngày" in words
    assert "+1 202 555 0123" in words
    assert not AgencyRequest.objects.exists()


def test_the_form_for_changes_shows_what_is_stored(desk: Desk, sign_in: SignIn) -> None:
    row, khoa = desk.draft(), sign_in(desk.cast.khoa)
    address = reverse("request_change", args=[row.pk])
    assert "+12025550123" in khoa.get(address).content.decode()
    answer = khoa.post(address, typed(desk, version=row.version, letter_number="16/PC02-Đ3"))
    row.refresh_from_db()
    assert answer.status_code == 302
    assert row.letter_number == "16/PC02-Đ3"


@pytest.mark.parametrize(
    "kind", ["verify_owner", "suspend", "block_calls", "block_site", "take_down_account", "identify", "transfer"]
)
def test_each_kind_that_the_police_may_ask_has_its_form(desk: Desk, sign_in: SignIn, kind: str) -> None:
    answer = sign_in(desk.cast.khoa).get(draft_address(desk, kind))
    assert answer.status_code == 200


def test_a_kind_that_the_police_may_not_ask_has_no_form(desk: Desk, sign_in: SignIn) -> None:
    assert sign_in(desk.cast.khoa).get(draft_address(desk, "inspect")).status_code == 404


def test_the_list_shows_what_waits_by_due_time(desk: Desk, sign_in: SignIn) -> None:
    later, sooner = desk.sent(), desk.sent(desk.wanted(urgent=True))
    words = sign_in(desk.cast.vy).get(reverse("requests")).content.decode()
    assert words.index(sooner.reference) < words.index(later.reference)


def test_the_department_sees_rows_of_the_police_without_what_is_asked_about(desk: Desk, sign_in: SignIn) -> None:
    row, hidden = desk.sent(), desk.sent(desk.wanted(secrecy="restricted"))
    words = sign_in(desk.cast.lan).get(reverse("requests_overseen")).content.decode()
    assert row.reference in words
    assert hidden.reference not in words
    assert "0123" not in words
    assert reverse("request", args=[row.pk]) not in words


def test_the_statistics_count_for_the_department_and_for_the_operator(desk: Desk, sign_in: SignIn) -> None:
    desk.answered()
    for somebody in (desk.cast.lan, desk.cast.vy):
        words = sign_in(somebody).get(reverse("request_statistics")).content.decode()
        assert desk.cast.operator.name in words
    assert desk.cast.operator.name not in sign_in(desk.stranger).get(reverse("request_statistics")).content.decode()


def test_keys_are_registered_and_compared_on_their_page(desk: Desk, sign_in: SignIn) -> None:
    from pyrage import x25519

    other, khoa = sign_in(desk.other_investigator), sign_in(desk.cast.khoa)
    public = str(x25519.Identity.generate().to_public())
    assert other.post(reverse("keys"), {"unit": desk.cast.police.pk, "public_key": public}).status_code == 302
    key = desk.other_investigator.investigator_keys.get()
    wrong = khoa.post(reverse("key_verify", args=[key.pk]), {"typed_fingerprint": "0000"})
    assert wrong.status_code == 422
    khoa.post(reverse("key_verify", args=[key.pk]), {"typed_fingerprint": key.fingerprint.upper()})
    key.refresh_from_db()
    assert key.is_good
    assert key.fingerprint in khoa.get(reverse("keys")).content.decode()
    assert sign_in(desk.cast.vy).get(reverse("keys")).status_code == 200
