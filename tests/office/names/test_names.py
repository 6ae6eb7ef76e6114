"""The register of protected names: content, four eyes, what ships, files in and out, pages."""

import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lachan.exchange.brands import write_brands
from lachan.office.names.actions import (
    add_name,
    apply_import,
    approve_names,
    change_name,
    send_back,
    take_shipped,
    withdraw,
)
from lachan.office.names.content import digest_of, facts_of
from lachan.office.names.models import NameState, ProtectedName
from lachan.office.names.plan import as_toml, plan_import
from lachan.office.names.policies import NAME_NEXT_STEP, NAME_OWNER
from lachan.office.names.queries import owner_of
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.readers.brands import read_brands, read_entries, shipped_brands
from lachan.readers.errors import InputError
from lachan.readers.subjects import read_subjects
from tests.office.names.conftest import TODAY, added, approved, facts
from tests.people import NOW, Cast

SignIn = Callable[..., Client]


def test_content_is_kept_in_one_writing_and_an_account_under_its_key(cast: Cast) -> None:
    name = added(cast)
    assert name.domains == ["nganhangvidu.vn", "nhvd.com.vn"]
    assert name.short == ["nganhangvidu", "nhvd"]
    assert (name.accounts, name.account_keys) == (["facebook.com/nganhang.vidu"], ["facebook:nganhangvidu"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("domains", ("com.vn",)), ("domains", ("không phải",)), ("domains", ()), ("short", ()), ("short", ("!",)),
        ("words", ("khac",)), ("accounts", ("nganhangvidu.vn",)), ("key", "Có Dấu"), ("name", "x"), ("kind", "???"),
        ("source", ""), ("logos", ("abc",)), ("valid_to", TODAY.replace(year=2025)),
    ],
)  # fmt: skip
def test_content_that_is_wrong_names_its_field(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(NotRight) as no:
        added(cast, **{field: value})
    assert no.value.field == field


def test_nobody_approves_what_they_wrote_not_even_past_the_office(cast: Cast) -> None:
    name = add_name(facts=facts(), actor=cast.actor("minh"), now=NOW)
    with pytest.raises(NotAllowed) as no:
        approve_names(seen={name.pk: digest_of(facts_of(name))}, actor=cast.actor("minh"), now=NOW)
    assert no.value.code == "four_eyes"
    name.state, name.approved_by, name.approved_at, name.approved_digest = "approved", cast.minh, NOW, "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        name.save()


def test_an_approval_holds_for_what_was_seen_and_ends_with_a_change(cast: Cast) -> None:
    name = added(cast)
    seen = {name.pk: digest_of(facts_of(name))}
    change_name(name_id=name.pk, facts=facts(name="Ngân hàng Ví Dụ Mới"), actor=cast.actor("lan"), now=NOW)
    with pytest.raises(NotNow):
        approve_names(seen=seen, actor=cast.actor("minh"), now=NOW)
    name.refresh_from_db()
    done = approve_names(seen={name.pk: digest_of(facts_of(name))}, actor=cast.actor("minh"), now=NOW)[0]
    changed = change_name(name_id=done.pk, facts=facts(shown=False), actor=cast.actor("lan"), now=NOW)
    assert (changed.state, changed.approved_digest) == ("waiting", "")


def test_the_same_content_again_keeps_the_approval(cast: Cast) -> None:
    name = approved(cast)
    assert change_name(name_id=name.pk, facts=facts(), actor=cast.actor("lan"), now=NOW).state == "approved"


def test_what_was_approved_only_a_leader_withdraws_and_its_key_stays_its_own(cast: Cast) -> None:
    name = approved(cast)
    with pytest.raises(NotAllowed):
        withdraw(name_id=name.pk, reason="Không còn dùng", actor=cast.actor("lan"), now=NOW)
    withdraw(name_id=name.pk, reason="Không còn dùng", actor=cast.actor("minh"), now=NOW)
    with pytest.raises(NotRight) as no:
        added(cast)
    assert no.value.code == "key_taken"
    again = change_name(name_id=name.pk, facts=facts(), actor=cast.actor("lan"), now=NOW)
    assert send_back(name_id=again.pk, reason="Thiếu căn cứ", actor=cast.actor("minh"), now=NOW).state == "returned"


def test_every_state_has_an_owner_and_a_next_step() -> None:
    assert set(NAME_OWNER) == set(NAME_NEXT_STEP) == set(NameState.values)


def test_what_ships_is_taken_once_to_be_confirmed_and_never_over_what_people_wrote(cast: Cast) -> None:
    approved(cast, key="vietcombank", name="Tên do Sở ghi")
    assert take_shipped(NOW) == len(shipped_brands()) - 1
    assert take_shipped(NOW) == 0
    assert ProtectedName.objects.get(key="vietcombank").name == "Tên do Sở ghi"
    assert set(ProtectedName.objects.exclude(key="vietcombank").values_list("state", flat=True)) == {"shipped"}


def test_the_export_is_what_the_check_reads_and_says_what_ships(cast: Cast, tmp_path: Path) -> None:
    take_shipped(NOW)
    file = tmp_path / "ten.toml"
    file.write_text(as_toml(TODAY), encoding="utf-8")
    ours = {one.key: one for one in read_brands(file)}
    assert set(ours) == {one.key for one in shipped_brands()}
    assert all(set(ours[one.key].domains) == set(one.domains) for one in shipped_brands())
    assert all(ours[one.key].words == one.words for one in shipped_brands())


def test_a_file_comes_in_over_a_plan_and_the_export_of_it_changes_nothing(cast: Cast) -> None:
    text = (
        '[[brand]]\nkey = "cho-dau"\nname = "Chợ Đầu"\nkind = "shop"\ndomains = ["chodau.vn"]\nshort = ["chodau"]\n'
        'source = "Văn bản 12"\nvalid_from = 2026-01-01\n'
    )
    plan = plan_import(text, name="ten.toml", today=TODAY)
    assert (len(plan.adds), plan.adds[0].valid_from.isoformat()) == (1, "2026-01-01")
    apply_import(content=text, name="ten.toml", seen=plan.digest, actor=cast.actor("lan"), now=NOW)
    with pytest.raises(NotNow):
        apply_import(content=text, name="ten.toml", seen=plan.digest, actor=cast.actor("lan"), now=NOW)
    name = ProtectedName.objects.get()
    approve_names(seen={name.pk: digest_of(facts_of(name))}, actor=cast.actor("minh"), now=NOW)
    again = plan_import(as_toml(TODAY).replace('sure = "approved"', ""), name="ten.toml", today=TODAY)
    assert (again.adds, again.changes, again.unchanged, again.errors) == ((), (), 1, ())


@pytest.mark.parametrize("text", ["", "\ufffd\ufffd", "[[brand]]\nkey = 1", "a = [" * 5000, "[[brand]]\nkey='a'\n" * 2])
def test_a_file_that_is_no_register_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(InputError):
        plan_import(text, name="ten.toml", today=TODAY)


TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@given(st.lists(TEXT, min_size=1, max_size=3), TEXT)
def test_any_text_written_as_toml_is_read_back(short: list[str], name: str) -> None:
    written = write_brands([{"key": "a", "name": name, "short": short}], heading="x")
    assert tomllib.loads(written)["brand"] == [{"key": "a", "name": name, "short": short}]


def test_entries_come_with_their_fields_as_written() -> None:
    content = b'[[brand]]\nkey = "a"\ndomains = ["a.vn"]\nshort = ["ten"]\nsource = "x"\n'
    ((brand, entry),) = read_entries(content, name="a.toml")
    assert (brand.key, entry["source"]) == ("a", "x")


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("https://so.nganhangvidu.vn/dang-nhap", True), ("facebook.com/nganhangvidu", True),
        ("nganhangvidu.com", False), ("facebook.com/nganhangvidu2", False), ("02050000678", False),
    ],
)  # fmt: skip
def test_true_sites_and_accounts_are_known_by_any_address(cast: Cast, text: str, owned: bool) -> None:
    name = approved(cast)
    assert owner_of(read_subjects(text)[0], TODAY) == (name if owned else None)


def test_what_nobody_confirmed_is_not_vouched_for_to_the_public(cast: Cast) -> None:
    take_shipped(NOW)
    assert owner_of(read_subjects("vietcombank.com.vn")[0], TODAY) is None
    assert "vietcombank.com.vn" not in Client().get(reverse("official_names")).content.decode()


def test_the_pages_lead_from_the_form_over_the_approval_to_the_public_page(cast: Cast, sign_in: SignIn) -> None:
    lan, minh = sign_in(cast.lan), sign_in(cast.minh)
    typed = {
        "key": "cho-dau", "name": "Chợ Đầu", "kind": "shop", "domains": "chodau.vn\n", "short": "chodau", "words": "",
        "accounts": "zalo.me/123456789012345678", "logos": "", "source": "Văn bản 12", "sure": "",
        "valid_from": "02/03/2026", "valid_to": "", "shown": "on",
    }  # fmt: skip
    assert lan.post(reverse("protected_name_add"), typed | {"domains": "vn"}).status_code == 422
    assert lan.post(reverse("protected_name_add"), typed).status_code == 302
    name = ProtectedName.objects.get()
    seen = f"{name.pk}:{digest_of(facts_of(name))}"
    assert seen in minh.get(reverse("name_approvals")).content.decode()
    assert lan.post(reverse("name_approve"), {"chosen": seen}).status_code == 403
    assert minh.post(reverse("name_approve"), {"chosen": seen}).status_code == 302
    page = Client().get(reverse("official_names"), {"q": "cho dau"}).content.decode()
    assert "https://chodau.vn/" in page
    assert "zalo.me/123456789012345678" in page


def test_a_file_is_shown_before_it_is_written(cast: Cast, sign_in: SignIn) -> None:
    lan = sign_in(cast.lan)
    file = BytesIO(as_toml(TODAY).encode())
    file.name = "ten.toml"
    assert lan.post(reverse("names_import"), {"file": file}).status_code == 422
    file = BytesIO('[[brand]]\nkey="cho"\ndomains=["chodau.vn"]\nshort=["chodau"]\nsource="Văn bản 12"\n'.encode())
    file.name = "ten.toml"
    page = lan.post(reverse("names_import"), {"file": file})
    assert page.status_code == 200
    assert not ProtectedName.objects.exists()
    sent = {"sealed": page.context["sealed"], "seen": page.context["plan"].digest}
    assert sign_in(cast.minh).post(reverse("names_import_confirm"), sent).status_code == 409
    assert lan.post(reverse("names_import_confirm"), sent).status_code == 302
    assert ProtectedName.objects.get().state == "waiting"
