"""The pages: the queue by buttons and by script, groups, runs; nothing of what strangers wrote runs or links."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.intake.actions.bulk import plan_bulk
from lachan.office.intake.models import Allowed, Subject, TakenRun
from tests.office.intake.conftest import citizen, row, run_files, signal, subject
from tests.people import Cast

SignIn = Callable[..., Client]


def sent(page: Any, **more: Any) -> dict[str, Any]:
    """What the form of the card would send."""
    names = ("subject", "seen", "skipped")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page.content.decode()) for name in names}
    return {name: one[1] for name, one in found.items() if one} | more


def test_without_script_each_button_decides_and_the_next_one_is_shown(cast: Cast, sign_in: SignIn) -> None:
    first, second = subject("mot.top", score=0.9), subject("hai.top", score=0.1)
    lan = sign_in(cast.lan)
    page = lan.get(reverse("review"))
    assert "mot[.]top" in page.content.decode()
    page = lan.post(reverse("review"), sent(page, move="false_alarm"), follow=True)
    first.refresh_from_db()
    assert first.state == "false_alarm"
    assert "hai[.]top" in page.content.decode()
    page = lan.post(reverse("review_undo"), sent(page), follow=True)
    assert "mot[.]top" in page.content.decode()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("waiting", "waiting")


def test_for_the_script_the_answer_is_the_next_card_alone(cast: Cast, sign_in: SignIn) -> None:
    subject("mot.top", score=0.9)
    subject("hai.top", score=0.1)
    lan = sign_in(cast.lan)
    page = lan.get(reverse("review"))
    answer = lan.post(reverse("review"), sent(page, move="corroborate"), headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="card"')
    assert "hai[.]top" in text
    assert "<html" not in text


def test_what_is_left_for_later_does_not_come_at_once_again(cast: Cast, sign_in: SignIn) -> None:
    subject("mot.top", score=0.9)
    subject("hai.top", score=0.1)
    lan = sign_in(cast.lan)
    page = lan.post(reverse("review"), sent(lan.get(reverse("review")), move="skip"), follow=True)
    assert "hai[.]top" in page.content.decode()
    page = lan.post(reverse("review"), sent(page, move="more"), follow=True)
    assert "Hàng đợi đã hết" in page.content.decode()
    assert "mot[.]top" in lan.get(reverse("review")).content.decode()


def test_a_decision_on_what_changed_meanwhile_is_not_taken(cast: Cast, sign_in: SignIn) -> None:
    one = subject("mot.top")
    lan = sign_in(cast.lan)
    page = lan.get(reverse("review"))
    signal("mot.top", mark="2")
    page = lan.post(reverse("review"), sent(page, move="false_alarm"), follow=True)
    one.refresh_from_db()
    assert one.state == "waiting"
    assert "Vừa có tín hiệu mới" in page.content.decode()


@pytest.mark.parametrize("data", [{"move": "return"}, {"move": "x"}, {}, {"subject": "9" * 30, "move": "more"}])
def test_what_no_button_sends_is_refused(cast: Cast, sign_in: SignIn, data: dict[str, str]) -> None:
    subject("mot.top")
    answer = sign_in(cast.lan).post(reverse("review"), data)
    assert answer.status_code in (404, 422)


def test_enter_in_the_reason_presses_no_button(cast: Cast, sign_in: SignIn) -> None:
    subject("mot.top")
    text = sign_in(cast.lan).get(reverse("review")).content.decode()
    form = text[text.index('action="/tin-hieu/xem-xet/"') :]
    assert re.search(r"<button[^>]*>", form)[0].count("disabled") == 1  # type: ignore[index]


def test_nothing_that_strangers_wrote_runs_or_links(cast: Cast, sign_in: SignIn) -> None:
    signal("vay88.top", why="<script>alert(1)</script> http://vay88.top", source="feed", origin="<b>x</b>", trust=1)
    lan = sign_in(cast.lan)
    one = Subject.objects.get()
    for address in (reverse("review"), reverse("subjects"), reverse("subject", args=[one.pk])):
        text = lan.get(address).content.decode()
        assert "<script>alert" not in text
        assert "<b>x" not in text
        assert 'href="http://vay88' not in text


def test_the_queue_asks_for_the_same_few_rows_however_long_it_is(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for place in range(12):
        subject(f"casino{place}.top")
    lan = sign_in(cast.lan)
    with django_assert_max_num_queries(22):
        lan.get(reverse("review"))


def test_a_group_is_decided_in_the_browser(cast: Cast, sign_in: SignIn) -> None:
    for place in range(4):
        subject(f"casino{place}.top", trick="gambling")
    lan, key = sign_in(cast.lan), "WEB-009:gambling"
    assert "?group=WEB-009%3Agambling" in lan.get(reverse("groups")).content.decode()
    plan = plan_bulk(cast.actor("lan"), key)
    data = {"group": key, "seen": plan.digest, "move": "false_alarm"}
    assert lan.post(reverse("group"), data).status_code == 422
    data |= {f"answer-{one.pk}": "false_alarm" for one in plan.sample}
    assert lan.post(reverse("group"), data).status_code == 302
    assert Allowed.objects.count() == 4
    assert "casino1" in lan.get(reverse("allowed")).content.decode()


def test_a_run_comes_in_over_its_plan(cast: Cast, sign_in: SignIn) -> None:
    lan = sign_in(cast.lan)
    files = {name: BytesIO(content) for name, content in run_files(row("vay88.top")).items()}
    assert lan.post(reverse("runs"), files).status_code == 302
    run = TakenRun.objects.get()
    assert "Xác nhận tiếp nhận" in lan.get(reverse("run", args=[run.pk])).content.decode()
    assert lan.post(reverse("run_take", args=[run.pk])).status_code == 302
    assert Subject.objects.get().key == "vay88.top"
    bad = {"summary": BytesIO(b"{}"), "findings": BytesIO(b"x")}
    assert lan.post(reverse("runs"), bad).status_code == 422


def test_the_receipt_of_a_noted_report_is_shown_and_what_is_sealed_opens_with_a_purpose(
    cast: Cast, sign_in: SignIn
) -> None:
    lan = sign_in(cast.lan)
    data = {
        "text": "0205 000 0678 giả công an",
        "channel": "phone",
        "money_at": "02/03/2026 08:00",
        "contact": "Chị Ví",
    }
    page = lan.post(reverse("signal_note"), data)
    assert re.search(r"[A-Z0-9]{3}(-[A-Z0-9]{3}){4}", page.content.decode())
    one = Subject.objects.get()
    address = reverse("subject_reveal", args=[one.pk])
    assert "Chị Ví" not in lan.get(address).content.decode()
    text = lan.post(address, {"purpose": "Gọi lại để hỏi thêm"}).content.decode()
    assert "Chị Ví" in text
    assert "+842050000678" in text


def test_the_page_of_a_subject_offers_what_its_state_allows(cast: Cast, sign_in: SignIn) -> None:
    one = citizen("vay88.top")
    lan = sign_in(cast.lan)
    page = lan.get(reverse("subject", args=[one.pk])).content.decode()
    assert "Xem xét mục này" in page
    lan.post(reverse("review"), {"subject": one.pk, "seen": 1, "move": "more"})
    back = reverse("subject_return", args=[one.pk])
    assert lan.post(back, {"reason": "x"}).status_code == 422
    assert lan.post(back, {"reason": "Có thêm căn cứ"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "waiting"
    assert "Mở nội dung" not in sign_in(cast.dung).get(reverse("subject", args=[one.pk])).content.decode()
