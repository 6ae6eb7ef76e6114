"""The pages: what everybody reads and may not find, an appeal with a script in it, who gets through inside."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.listings import actions
from lachan.office.listings.content import digest_of
from lachan.office.listings.models import Appeal, BlockingProposal, Listing
from lachan.office.listings.queries.public import address_of
from lachan.office.listings.sealing import key_of
from lachan.office.listings.views.public import APPEALS, LOOK_UPS
from tests.office.listings.conftest import ACCOUNT, NUMBER, SITE, VN_SITE, WHY, Desk, facts
from tests.people import NOW

SignIn = Callable[..., Client]
SCRIPT = "<script>alert('x')</script> Trang này là của chúng tôi, xin xem lại."
NEVER = ("Hoàng Thị Lan", "Lương Văn Minh", "Cán bộ đã xem bằng máy riêng", "Đã chụp màn hình")


@pytest.fixture
def visitor() -> Client:
    return Client(HTTP_HOST="localhost")


def test_everybody_reads_the_life_of_a_site_and_no_name_and_no_note(desk: Desk, visitor: Client) -> None:
    listing = desk.published()
    page = visitor.get(address_of(listing)).content.decode()
    for words in ("vietcom-bank[.]example", "Trang giả giao diện ngân hàng", "Nhiều nguồn độc lập", "Duyệt đăng",
                  "Lãnh đạo (ký)", "Sở Khoa học và Công nghệ", "Gửi khiếu nại", "Không mở trang này"):  # fmt: skip
        assert words in page, words
    for words in (*NEVER, f"://{SITE}", f'href="{SITE}'):
        assert words not in page, words


def test_what_is_not_public_yet_is_not_there(desk: Desk, visitor: Client) -> None:
    listing = desk.proposed()
    assert visitor.get(reverse("public_listing", args=[listing.number])).status_code == 404
    assert visitor.get(reverse("public_appeal", args=[listing.number])).status_code == 404
    assert listing.number not in visitor.get(reverse("public_listings")).content.decode()


@pytest.mark.parametrize("text", [NUMBER, ACCOUNT])
def test_a_number_or_account_is_not_found_by_counting(desk: Desk, visitor: Client, text: str) -> None:
    listing = desk.published(text)
    bare = reverse("public_listing", args=[listing.number])
    nothing = visitor.get(reverse("public_listing", args=["MCB-2026-999999"]))
    for address in (bare, f"{bare}?k=", f"{bare}?k={'0' * 24}", f"{bare}?k=é", f"{bare}khieu-nai/"):
        assert visitor.get(address).status_code == nothing.status_code == 404
    assert listing.number not in visitor.get(reverse("public_listings")).content.decode()
    answer = visitor.post(reverse("public_listings"), {"q": text})
    assert answer.status_code == 302
    page = visitor.get(answer["Location"]).content.decode()
    assert listing.number in page
    assert "5550123" not in page
    other = desk.published("khac.example")
    assert key_of(other) == ""


def test_an_exact_look_up_says_plainly_that_nothing_is_known(desk: Desk, visitor: Client) -> None:
    desk.published()
    for asked in ("https://khong-co.example", "javascript:alert(1)", "<b>x</b>", "\x00", "a" * 5000):
        answer = visitor.post(reverse("public_listings"), {"q": asked})
        assert answer.status_code == 200
        assert "<b>x</b>" not in answer.content.decode()


def test_a_machine_that_looks_up_all_numbers_is_stopped(desk: Desk, visitor: Client) -> None:
    asked = [visitor.post(reverse("public_listings"), {"q": "x"}).status_code for _one in range(LOOK_UPS + 1)]
    assert asked == [200] * LOOK_UPS + [429]
    other = Client(HTTP_HOST="localhost", REMOTE_ADDR="198.51.100.7")
    assert other.post(reverse("public_listings"), {"q": "x"}).status_code == 200


def appeal(client: Client, listing: Listing, **changes: str) -> int:
    given = {"appellant": "owner", "text": SCRIPT, "contact": "<img src=x onerror=alert(1)>"} | changes
    answer = client.post(reverse("public_appeal", args=[listing.number]), given)
    return int(answer.status_code)


def test_a_script_in_an_appeal_is_shown_as_what_it_is(desk: Desk, visitor: Client, sign_in: SignIn) -> None:
    listing = desk.published()
    assert appeal(visitor, listing) == 200
    row = Appeal.objects.get()
    address = reverse("appeal_read", args=[listing.pk, row.pk])
    page = sign_in(desk.cast.lan).post(address, {"purpose": "Xem xét khiếu nại"}).content.decode()
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    public = visitor.get(address_of(listing)).content.decode()
    assert "Đang khiếu nại" in public or "đang được khiếu nại" in public
    assert "của chúng tôi" not in public


def test_the_receipt_tells_the_answer_without_account(desk: Desk, visitor: Client) -> None:
    listing = desk.published()
    page = visitor.post(
        reverse("public_appeal", args=[listing.number]), {"appellant": "owner", "text": SCRIPT}
    ).content.decode()  # fmt: skip
    code = page.split('class="code">')[1].split("</p>")[0]
    assert "5 ngày làm việc" in page
    desk.answer(listing, uphold=True)
    told = visitor.post(reverse("public_appeal_answer"), {"code": code}).content.decode()
    assert WHY.reason in told
    assert visitor.post(reverse("public_appeal_answer"), {"code": "ACD-EFG-HJK-MNP-QRT"}).status_code == 404
    gone = visitor.get(address_of(listing)).content.decode()
    assert "Đã rút" in gone
    assert "Bạn nên làm gì" not in gone


def test_a_flood_of_appeals_from_one_network_is_stopped(desk: Desk, visitor: Client) -> None:
    listing = desk.published()
    assert [appeal(visitor, listing) for _one in range(APPEALS + 1)] == [200] * APPEALS + [429]
    assert Appeal.objects.count() == APPEALS
    six = {"REMOTE_ADDR": "2001:db8:1:2::1"}
    neighbour = Client(HTTP_HOST="localhost", **six)
    assert [appeal(neighbour, listing) for _one in range(APPEALS)] == [200] * APPEALS
    same_network = Client(HTTP_HOST="localhost", REMOTE_ADDR="2001:db8:1:2:ffff::9")
    assert appeal(same_network, listing) == 429


def test_what_is_typed_wrong_is_said_and_nothing_is_counted(desk: Desk, visitor: Client) -> None:
    listing = desk.published()
    for _one in range(APPEALS + 1):
        assert appeal(visitor, listing, text="ngắn") == 422
    assert appeal(visitor, listing) == 200


def test_words_that_one_person_alone_has_read_are_not_public(desk: Desk, visitor: Client) -> None:
    listing = desk.published()
    new = facts(reason="Lời mới mà chưa ai duyệt.")
    actions.propose(listing_id=listing.pk, facts=new, actor=desk.actor("lan"), now=NOW)
    page = visitor.get(address_of(listing)).content.decode()
    assert "chưa ai duyệt" not in page
    assert "hiện không cảnh báo" in page


def test_a_block_on_its_way_is_not_told_to_whoever_runs_the_site(desk: Desk, visitor: Client) -> None:
    listing = desk.published(VN_SITE)
    desk.propose(listing)
    assert "ngăn chặn" not in visitor.get(address_of(listing)).content.decode().lower()


def test_the_leader_publishes_what_they_see_and_a_change_meanwhile_stops_it(desk: Desk, sign_in: SignIn) -> None:
    listing = desk.proposed()
    minh = sign_in(desk.cast.minh)
    page = minh.get(reverse("listing_approvals")).content.decode()
    assert digest_of(listing) in page
    assert WHY.reason in page  # the grounds that the approval is bound to
    chosen = f"{listing.pk}:{digest_of(listing)}"
    new = facts(reason="Lời mới sau khi lãnh đạo mở trang.")
    actions.propose(listing_id=listing.pk, facts=new, actor=desk.actor("lan"), now=NOW)
    assert minh.post(reverse("listing_publish"), {"chosen": chosen}).status_code == 409
    listing.refresh_from_db()
    chosen = f"{listing.pk}:{digest_of(listing)}"
    assert sign_in(desk.cast.lan).post(reverse("listing_publish"), {"chosen": chosen}).status_code == 403
    assert minh.post(reverse("listing_publish"), {"chosen": chosen}).status_code == 302
    assert minh.post(reverse("listing_publish"), {"chosen": chosen}).status_code == 409  # a second approval
    assert minh.post(reverse("listing_publish"), {"chosen": "x:y"}).status_code == 422


def test_the_pages_of_the_way_work(desk: Desk, sign_in: SignIn) -> None:
    subject, lan = desk.subject(VN_SITE), sign_in(desk.cast.lan)
    said = {"reason": WHY.reason, "note": ""}
    assert lan.post(reverse("listing_open", args=[subject.pk]), said).status_code == 302
    listing = Listing.objects.get()
    assert lan.post(reverse("listing_corroborate", args=[listing.pk]), said).status_code == 302
    form = lan.get(reverse("listing_propose", args=[listing.pk]))
    assert "Cán bộ ghi: 1" in form.content.decode()  # from whom, counted from the signals
    given = {name: str(value) for name, value in vars(facts()).items()}
    assert lan.post(reverse("listing_propose", args=[listing.pk]), given | {"days": "0"}).status_code == 422
    assert lan.post(reverse("listing_propose", args=[listing.pk]), given).status_code == 302
    listing.refresh_from_db()
    desk.publish(listing)
    for name in ("listing", "listing_propose", "blocking_propose", "blocking_letter"):
        assert lan.get(reverse(name, args=[listing.pk])).status_code == 200
    body = f"registrar:{desk.registrar.pk}"
    letter = lan.post(reverse("blocking_letter", args=[listing.pk]), {"body": body})
    assert letter.content[:2] == b"PK"
    asked = {
        "body": body, "ground": "cooperation", "letter_number": "31/SKHCN", "letter_on": "02/03/2026",
        "letter_signer": desk.cast.minh.pk, "letter_title": "Giám đốc", "letter_days": "3",
        "reason": "Đề nghị ngăn chặn trang lừa đảo.",
    }  # fmt: skip
    assert lan.post(reverse("blocking_propose", args=[listing.pk]), asked).status_code == 302
    proposal = BlockingProposal.objects.get()
    desk.send(proposal)
    outcome = {"outcome": "blocked", "on": "02/03/2026", "note": "Công văn trả lời số 5"}
    assert lan.post(reverse("blocking_outcome", args=[proposal.pk]), outcome).status_code == 302
    moved = {"result": "moved", "moved_to": "https://nha-moi.example", "note": ""}
    assert lan.post(reverse("blocking_recheck", args=[proposal.pk]), moved).status_code == 302
    page = lan.get(reverse("listing", args=[listing.pk])).content.decode()
    for words in ("nha-moi[.]example", "Đã ngăn chặn truy cập", "Kiểm tra lại vào"):
        assert words in page, words


def test_an_answer_is_given_on_a_page_by_the_third_person(desk: Desk, sign_in: SignIn) -> None:
    listing = desk.published()
    seen = str(desk.appeal(listing).appeal.pk)
    address = reverse("appeals_answer", args=[listing.pk])
    assert sign_in(desk.cast.minh).get(address).status_code == 403
    deputy = sign_in(desk.deputy)
    assert seen in deputy.get(address).content.decode()
    given = {"uphold": "keep", "reason": WHY.reason, "note": "", "seen": seen}
    assert deputy.post(address, given).status_code == 302
    listing.refresh_from_db()
    assert listing.state == "kept"


def test_another_department_and_other_bodies_see_nothing_of_it(desk: Desk, sign_in: SignIn) -> None:
    from lachan.office.people.models import Role
    from lachan.office.units.models import UnitKind
    from tests.people import person, unit

    other = unit("so-khac", "Sở khác", UnitKind.DEPARTMENT)
    stranger, listing = person("la", "Người Lạ Mẫu", other, Role.OFFICER), desk.published(VN_SITE)
    proposal = desk.propose(listing)
    row = desk.appeal(desk.published("khac.example")).appeal
    doors = [reverse(name, args=[listing.pk]) for name in ("listing", "listing_propose", "blocking_propose")]
    doors += [reverse("appeal_read", args=[listing.pk, row.pk]), reverse("blocking_outcome", args=[proposal.pk])]
    for who, code in ((stranger, 404), (desk.cast.vy, 403), (desk.cast.khoa, 403), (desk.cast.quan, 403)):
        assert {sign_in(who).get(door).status_code for door in doors} == {code}
    own = sign_in(desk.cast.lan).get(reverse("appeal_read", args=[listing.pk, row.pk]))
    assert own.status_code == 404  # an appeal against another listing


def test_the_review_queue_hands_a_subject_over_and_takes_it_back(desk: Desk) -> None:
    from lachan.office.intake.actions import decide, undo_last
    from lachan.office.intake.policies import SubjectMove

    subject = desk.subject()
    given = {"actor": desk.actor("lan"), "now": NOW}
    decision = decide(subject_id=subject.pk, move=SubjectMove.CORROBORATE, **given)
    listing = Listing.objects.get()
    assert decision.handed_to == f"listings.listing:{listing.pk}"
    assert (listing.state, listing.subject) == ("corroborated", subject)
    assert [step.move for step in listing.steps.all()] == ["open", "corroborate"]
    undo_last(**given)
    listing.refresh_from_db()
    assert listing.state == "dropped"
