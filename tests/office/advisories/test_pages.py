"""The pages of the desk and of the catalogue, and the public page where square codes lead."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from lachan.documents.advisories import PaperForm
from lachan.office.advisories import actions
from lachan.office.advisories.content import digest_of, facts_of
from lachan.office.advisories.forms import from_version
from lachan.office.advisories.models import AdvisoryVersion, Trick
from tests.office.advisories.conftest import approved, checked, drafted, published, reviewed_trick, where
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


SignIn = Callable[..., Client]


@pytest.fixture
def lan(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.lan)


def typed(version: AdvisoryVersion, **changes: object) -> dict[str, object]:
    """What the form of a version sends."""
    return from_version(version) | {"until": f"{version.until:%d/%m/%Y}"} | changes


def test_an_officer_writes_looks_at_the_remarks_and_saves(cast: Cast, lan: Client) -> None:
    said = typed(drafted(cast), signs="Bấm vào link lạ.\nGọi 0500 123 456.")
    looked = lan.post(reverse("advisory_add"), said | {"look": "1"}).content.decode()
    assert "Nên viết: đường dẫn." in looked
    assert "Phải bỏ trước khi công bố:" in looked
    assert AdvisoryVersion.objects.count() == 1
    lan.post(reverse("advisory_add"), said)
    kept = AdvisoryVersion.objects.order_by("-pk")[0]
    assert kept.vietnamese["signs"] == ["Bấm vào link lạ.", "Gọi 0500 123 456."]
    answer = lan.post(
        reverse("advisory_check", args=[kept.advisory_id, 1]),
        {"seen": digest_of(facts_of(kept)), "note": "Hồ sơ vụ việc"},
    )
    assert answer.status_code == 422
    assert "0500 123 456" in answer.content.decode()


def test_an_advisory_of_a_trick_starts_with_its_text(cast: Cast, lan: Client) -> None:
    trick = reviewed_trick(cast)
    page = lan.get(reverse("advisory_add"), {"thu-doan": trick.pk}).content.decode()
    assert "Công an không làm việc qua điện thoại." in page
    assert "Người lạ gọi, xưng là công an." in page


def test_all_forms_of_one_text_stand_on_one_screen_and_each_paper_is_a_pdf(cast: Cast, lan: Client) -> None:
    version = published(cast)
    page = lan.get(reverse("advisory_forms", args=[version.advisory_id, 1])).content.decode()
    for words in ("Tờ rơi A5", "Áp phích A3", "Bài 60 giây", "Bài 120 giây", "Có dấu", "Không dấu", "một một ba"):
        assert words in page
    assert page.count("/in/") == len(PaperForm) + 3
    answer = lan.get(reverse("advisory_paper", args=[version.advisory_id, 1, "leaflet-a5", "en"]))
    assert answer["Content-Type"] == "application/pdf"
    assert "CB-2026-0001-1-leaflet-a5-en.pdf" in answer["Content-Disposition"]
    assert "False police" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    for wrong in (("leaflet-a5", "fr"), ("script", "en"), ("brochure", "vi")):
        assert lan.get(reverse("advisory_paper", args=[version.advisory_id, 1, *wrong])).status_code == 404


def test_a_commune_sees_and_prints_what_went_out_and_no_draft(cast: Cast, sign_in: SignIn) -> None:
    hoa = sign_in(cast.hoa)
    out, draft = published(cast), drafted(cast, title="Bản nháp kín")
    listed = hoa.get(reverse("advisories")).content.decode()
    assert "CB-2026-0001" in listed
    assert "Bản nháp kín" not in listed
    assert hoa.get(reverse("advisory", args=[out.advisory_id])).status_code == 200
    assert hoa.get(reverse("advisory", args=[draft.advisory_id])).status_code == 404
    assert hoa.get(reverse("advisory_paper", args=[draft.advisory_id, 1, "script", "vi"])).status_code == 404
    second = actions.start_correction(**where(out), actor=cast.actor("lan"), now=NOW)
    assert hoa.get(reverse("advisory_version", args=[out.advisory_id, second.version])).status_code == 404
    page = hoa.get(reverse("advisory", args=[out.advisory_id])).content.decode()
    assert "Lương Văn Minh" not in page


def test_a_leader_approves_what_was_seen_and_an_officer_publishes(cast: Cast, sign_in: SignIn) -> None:
    version = checked(cast, drafted(cast))
    minh = sign_in(cast.minh)
    page = minh.get(reverse("advisory", args=[version.advisory_id])).content.decode()
    seen = digest_of(facts_of(version))
    assert seen in page
    minh.post(reverse("advisory_approve", args=[version.advisory_id, 1]), {"seen": seen})
    minh.post(reverse("advisory_publish", args=[version.advisory_id, 1]))
    version.refresh_from_db()
    assert version.state == "published"
    again = minh.post(reverse("advisory_publish", args=[version.advisory_id, 1]))
    assert again.status_code == 409


def test_everybody_reads_what_is_in_force_and_is_told_what_is_over(cast: Cast, client: Client) -> None:
    version = published(cast)
    address = reverse("public_advisory", args=[version.advisory.number])
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Công an không làm việc qua điện thoại." in answer.content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "The police do not work" in client.get(address).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    actions.withdraw(**where(version), reason="Có chỗ sai", actor=cast.actor("minh"), now=NOW + timedelta(hours=1))
    gone = client.get(address)
    assert gone.status_code == 410
    assert "Cảnh báo này đã rút." in gone.content.decode()
    assert client.get(reverse("public_advisory", args=["CB-2026-9999"])).status_code == 404


def test_lists_search_without_accents_and_ask_the_data_base_little(
    cast: Cast, lan: Client, django_assert_max_num_queries: object
) -> None:
    for place in range(3):
        approved(cast, drafted(cast, title=f"Lừa đảo kiểu {place}"))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = lan.get(reverse("advisories"), {"q": "lua dao kieu 2"}).content.decode()
    assert "Lừa đảo kiểu 2" in page
    assert "Lừa đảo kiểu 1" not in page


def test_the_catalogue_is_shown_proposed_and_reviewed_on_pages(cast: Cast, lan: Client) -> None:
    actions.seed_tricks(NOW)
    assert "40 thủ đoạn" in lan.get(reverse("tricks")).content.decode()
    trick = Trick.objects.get(key="sim_lock")
    assert "Nhà mạng không khóa SIM" in lan.get(reverse("trick", args=[trick.pk])).content.decode()
    form = lan.get(reverse("trick_change", args=[trick.pk])).context["form"]
    said = form.initial | {name: f"{form.initial[name]:%d/%m/%Y}" for name in ("first_seen", "valid_from")}
    said |= {"key_line": "Nhà mạng không khóa SIM qua điện thoại.", "valid_to": ""}
    lan.post(reverse("trick_change", args=[trick.pk]), said)
    trick.refresh_from_db()
    assert (trick.vietnamese["key_line"], trick.state) == ("Nhà mạng không khóa SIM qua điện thoại.", "proposed")
    assert lan.get(reverse("without_trick")).status_code == 200
