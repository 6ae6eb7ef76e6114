"""A bundle is verified, shown, taken in once, counted; and what was not asked for stays outside."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.urls import reverse

from lachan.exchange.bundle import Cleanup
from lachan.exchange.handover import RequestFile
from lachan.office.bundles import actions
from lachan.office.bundles.models import Bundle, BundleHolder, BundleState
from lachan.office.bundles.queries import counts_in, snapshots_of
from lachan.office.files.models import StoredFile
from lachan.office.inspections.models import Inspection
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.requests.models import AgencyRequest, OperatorKey
from lachan.office.trail.models import Entry
from lachan.readers.errors import InputError
from tests.exchange.bundle.runs import NOW, PLANTED
from tests.office.bundles.conftest import made
from tests.people import Cast

SignIn = Callable[..., Client]


def bring(cast: Cast, content: bytes, who: str = "vy") -> Bundle:
    return actions.bring_bundle(content=content, name="goi.lchb", actor=cast.actor(who, now=NOW), now=NOW)


def take(cast: Cast, content: bytes) -> Bundle:
    brought = bring(cast, content)
    return actions.take_bundle(bundle_id=brought.pk, actor=cast.actor("vy", now=NOW), now=NOW)


def test_a_preview_counts_nothing_until_it_is_taken_in(cast: Cast, known_key: OperatorKey, tmp_path: Path) -> None:
    october = (date(2026, 10, 1), date(2026, 10, 31))
    brought = bring(cast, made(tmp_path, cast))
    assert (brought.state, counts_in(*october, cast.operator)) == (BundleState.PREVIEW, {})
    actions.take_bundle(bundle_id=brought.pk, actor=cast.actor("vy", now=NOW), now=NOW)
    figures = counts_in(*october, cast.operator)
    assert figures == {
        "TB-01": 900, "TB-02": 849, "TB-03": 51, "TB-05": 30, "TB-06": 0, "TB-07": 2, "TB-08": 1,
    }  # fmt: skip
    assert counts_in(date(2026, 9, 1), date(2026, 9, 30), cast.operator) == {}
    assert counts_in(*october, cast.department) == {}


def test_the_same_file_twice_is_one_bundle_with_one_line_in_the_trail(
    cast: Cast, known_key: OperatorKey, tmp_path: Path
) -> None:
    content = made(tmp_path, cast)
    first = take(cast, content)
    assert bring(cast, content).pk == first.pk
    assert take(cast, content).pk == first.pk
    assert Bundle.objects.count() == 1
    assert Entry.objects.filter(event="bundle_taken_in").count() == 1


def test_what_was_done_counts_only_in_exactly_its_own_period(
    cast: Cast, known_key: OperatorKey, tmp_path: Path
) -> None:
    done = Cleanup(notified=50, one_way=40, two_way=30, recovered=20, put_right=10)
    take(cast, made(tmp_path, cast, cleanup=done, since=date(2026, 9, 1), until=date(2026, 10, 1)))
    figures = counts_in(date(2026, 9, 1), date(2026, 10, 1), cast.operator)
    assert [figures[f"TB-{n:02}"] for n in range(9, 14)] == [50, 40, 30, 20, 10]
    assert "TB-09" not in counts_in(date(2026, 9, 1), date(2026, 10, 31), cast.operator)


def test_the_newest_bundle_of_a_day_stands_and_trends_run_over_days(
    cast: Cast, known_key: OperatorKey, tmp_path: Path
) -> None:
    for place, (as_of, active, run) in enumerate(
        [("2026-09-01", 880, "a" * 16), ("2026-10-01", 890, "b" * 16), ("2026-10-01", 900, "c" * 16)]
    ):
        folder = tmp_path / str(place)
        folder.mkdir()
        summary = {"as_of": as_of, "active_rows": active, "run_id": run}
        take(cast, made(folder, cast, summary=summary, now=NOW.replace(minute=place)))
    assert [(one.as_of.isoformat(), one.active) for one in snapshots_of(cast.operator)] == [
        ("2026-09-01", 880),
        ("2026-10-01", 900),
    ]
    assert counts_in(date(2026, 9, 1), date(2026, 10, 31), cast.operator)["TB-01"] == 900


def test_masked_holders_come_in_only_for_the_request_that_asked(
    cast: Cast, known_key: OperatorKey, asked: RequestFile, tmp_path: Path
) -> None:
    taken = take(cast, made(tmp_path, cast, request=asked))
    assert taken.request is not None
    assert taken.request.reference == asked.number
    rows = [(one.reference, one.band, one.numbers) for one in taken.holders.all()]
    assert rows == [("CT-0001", "50+", 60), ("CT-0002", "20+", 25)]
    stored = str(list(Bundle.objects.values())) + str(list(BundleHolder.objects.values()))
    assert not [one for one in PLANTED if one in stored]


def test_holders_for_a_request_that_was_withdrawn_or_never_made_are_refused_as_a_whole(
    cast: Cast, known_key: OperatorKey, asked: RequestFile, tmp_path: Path
) -> None:
    content = made(tmp_path, cast, request=asked)
    AgencyRequest.objects.update(digest="f" * 64)
    with pytest.raises(InputError) as error:
        bring(cast, content)
    assert error.value.code == "not_asked"
    assert not Bundle.objects.exists()
    assert not StoredFile.objects.exists()
    assert Entry.objects.get(event="request_try_refused").facts["code"] == "not_asked"


@pytest.mark.parametrize("case", ["stranger", "changed", "truncated", "newer"])
def test_a_bundle_that_is_not_the_operators_is_refused_and_the_try_is_kept(
    cast: Cast, known_key: OperatorKey, tmp_path: Path, case: str
) -> None:
    good = made(tmp_path, cast)
    content, code = {
        "stranger": (made(tmp_path, cast, key=Ed25519PrivateKey.generate()), "operator_signature"),
        "changed": (good.replace(b'"active_rows":900', b'"active_rows":901'), "operator_signature"),
        "truncated": (good[:-10], "truncated"),
        "newer": (good[:8] + bytes([9]) + good[9:], "newer"),
    }[case]
    with pytest.raises(InputError) as error:
        bring(cast, content)
    assert error.value.code == code
    assert Entry.objects.get(event="request_try_refused").facts["code"] == code
    assert not Bundle.objects.exists()


def test_without_a_verified_key_nothing_is_believed(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(NotRight, match="chưa có khóa ký"):
        bring(cast, made(tmp_path, cast))


@pytest.mark.parametrize("who", ["dung", "hoa", "khoa", "son", "quan"])
def test_others_bring_nothing_in_and_learn_nothing(
    cast: Cast, known_key: OperatorKey, tmp_path: Path, who: str
) -> None:
    with pytest.raises(Http404):
        bring(cast, made(tmp_path, cast), who)


def test_a_department_may_bring_a_bundle_that_came_by_file(cast: Cast, known_key: OperatorKey, tmp_path: Path) -> None:
    brought = bring(cast, made(tmp_path, cast), "lan")
    taken = actions.take_bundle(bundle_id=brought.pk, actor=cast.actor("lan", now=NOW), now=NOW)
    assert taken.state == BundleState.TAKEN
    with pytest.raises(NotAllowed):
        actions.take_bundle(bundle_id=brought.pk, actor=cast.actor("dung", now=NOW), now=NOW)


def test_a_preview_can_be_discarded_and_brought_again_a_taken_one_stays(
    cast: Cast, known_key: OperatorKey, tmp_path: Path
) -> None:
    content, vy = made(tmp_path, cast), cast.actor("vy", now=NOW)
    brought = bring(cast, content)
    actions.discard_bundle(bundle_id=brought.pk, actor=vy, now=NOW)
    with pytest.raises(NotNow):
        actions.take_bundle(bundle_id=brought.pk, actor=vy, now=NOW)
    again = bring(cast, content)
    assert (again.pk, again.state) == (brought.pk, BundleState.PREVIEW)
    actions.take_bundle(bundle_id=again.pk, actor=vy, now=NOW)
    with pytest.raises(NotNow):
        actions.discard_bundle(bundle_id=again.pk, actor=vy, now=NOW)


def test_from_the_file_over_the_preview_to_an_inspection_in_the_browser(
    cast: Cast, known_key: OperatorKey, asked: RequestFile, tmp_path: Path, sign_in: SignIn
) -> None:
    vy, lan = sign_in(cast.vy), sign_in(cast.lan)
    file = SimpleUploadedFile("goi.lchb", made(tmp_path, cast, request=asked))
    shown = vy.post(reverse("bundle_send"), {"file": file}, follow=True)
    assert "Tiếp nhận gói" in shown.content.decode()
    bundle = Bundle.objects.get()
    assert lan.get(reverse("bundle", args=[bundle.pk])).status_code == 404  # a preview is the operator's alone
    vy.post(reverse("bundle_take", args=[bundle.pk]))
    page = lan.get(reverse("bundle", args=[bundle.pk])).content.decode()
    assert "CT-0001" in page
    assert asked.number in page
    assert not [one for one in PLANTED if one in page]
    holder = bundle.holders.get(reference="CT-0002")
    address = f"{reverse('inspection_plan')}?chu-the={holder.pk}"
    form = lan.get(address).context["form"]
    answer = lan.post(address, form.initial | {
        "operator": cast.operator.pk, "request": bundle.request_id, "starts_on": "06/10/2026",
        "ends_on": "16/10/2026", "team": "Hoàng Thị Lan, Chuyên viên\nVi Văn Dũng, Thư ký",
    })  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    planned = Inspection.objects.get()
    assert (planned.holder, planned.request_id) == (holder, bundle.request_id)
    assert "CT-0002" in planned.origin
    assert lan.get(f"{reverse('inspection_plan')}?chu-the=999999").status_code == 404


def test_a_wrong_file_is_refused_at_its_field_with_what_would_be_right(
    cast: Cast, known_key: OperatorKey, sign_in: SignIn
) -> None:
    answer = sign_in(cast.vy).post(reverse("bundle_send"), {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 no")})
    assert answer.status_code == 422
    assert "lachan bundle make" in answer.content.decode()
