"""One name judged: copies in every way, kinds that copy nobody, and those that must never be accused."""

import csv
import io
import zlib
from pathlib import Path

import pytest

from lachan.checks.sites import Judged, judge_name, register_of
from lachan.checks.sites.bulk import judge_block
from lachan.checks.sites.judge import aimed_at
from lachan.readers.brands import shipped_brands
from lachan.readers.name_files import NameFile, read_blocks
from lachan.readers.names import read_name

REGISTER = register_of(shipped_brands())


def judged(text: str) -> Judged:
    return judge_name(text, REGISTER)


@pytest.mark.parametrize(
    ("text", "rule", "brand"),
    [
        ("vietcombank.top", "WEB-001", "vietcombank"),
        ("bidv88.vip", "WEB-003", "bidv"),
        ("v1etc0mbank.com", "WEB-002", "vietcombank"),
        ("viеtcombаnk.com", "WEB-002", "vietcombank"),
        ("xn--vitcombank-lsi.com", "WEB-002", "vietcombank"),
        ("vieetcombank.com", "WEB-002", "vietcombank"),
        ("vietcombank-hotro.top", "WEB-003", "vietcombank"),
        ("quatang-dienmayxanh.com", "WEB-003", "dienmayxanh"),
        ("vay-acb.com", "WEB-003", "acb"),
        ("acb-vn.com", "WEB-003", "acb"),
        ("tuyendungtiki.com", "WEB-003", "tiki"),
        ("vietcombank.com.vn.dangnhap.top", "WEB-004", "vietcombank"),
        ("acb.chamsocthe-uudaitructuyen.com.vn", "WEB-004", "acb"),
        ("techcombannk.com", "WEB-005", "techcombank"),
        ("vietconbank.net", "WEB-005", "vietcombank"),
        ("http://vietcombank.com.vn@xau.top/", "WEB-006", "vietcombank"),
        ("http://203.0.113.9/vietcombank.com.vn/login", "WEB-006", "vietcombank"),
    ],
)
def test_a_copy_is_told_with_the_brand_and_the_way(text: str, rule: str, brand: str) -> None:
    found = judged(text)
    assert (found.rule, found.brand) == (rule, brand)
    assert found.why
    assert round(min(sum(found.points.values()), 100) / 100, 2) == found.score


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("vaytiennhanh247.xyz", "loans"),
        ("taixiu88.vip", "gambling"),
        ("vongquaymayman-freefire.xyz", "prizes"),
        ("sd8741.xyz", "serial"),
    ],
)
def test_kinds_that_copy_nobody_are_told_with_their_words(text: str, kind: str) -> None:
    found = judged(text)
    assert found.rule
    assert kind in (found.kind, "prizes" if found.kind == "copy" else found.kind)
    assert found.score >= 0.5 or found.points


@pytest.mark.parametrize(
    "text",
    [
        "vietcombank.com.vn", "https://ibanking.acb.com.vn/login", "tuoitre.vn", "thegioididong.com", "langson.gov.vn",
        "dichvucong.hanoi.gov.vn", "hust.edu.vn", "google.com", "amazon.com", "wikipedia.org", "shopee.co.id",
        "acb.org", "mb.com", "vib.tv", "tiki.ru", "otpbank.hu", "cimbbank.com.my", "bachmai.gov.vn", "vnexpress.net",
        "https://tuoitre.vn/vietcombank-tang-lai-suat-2026.htm", "1.2.3.4", "github.com", "zalo.me",
    ],
)  # fmt: skip
def test_owners_bodies_and_the_well_known_are_never_accused(text: str) -> None:
    assert judged(text).rule == ""


def test_of_the_honest_names_that_were_not_learned_hardly_one_in_a_hundred_is_told() -> None:
    with Path("scripts/sites/honest.csv").open(encoding="utf-8") as rows:
        names = [row["name"] for row in csv.DictReader(rows) if zlib.crc32(row["name"].encode()) % 2]
    blocks = read_blocks(io.BytesIO("\n".join(names).encode()), NameFile("honest"))
    told = {names[one.row - 1] for block in blocks for one in judge_block(block, REGISTER)}
    assert len(names) > 600
    assert len(told) <= len(names) / 100, told


def test_hidden_letters_are_told_and_shown_as_codes() -> None:
    found = judged("\u202egro.elpmaxe")
    assert found.rule == "WEB-007"
    assert found.subject == "\\u{202e}gro.elpmaxe"


def test_a_known_host_does_not_cover_what_strangers_put_on_a_free_service() -> None:
    assert judged("vietcombank-hotro.weebly.com").rule == "WEB-004"
    assert judged("vietcombank-hotro.vercel.app").brand == "vietcombank"


def test_another_register_replaces_the_shipped_one_whole() -> None:
    only = register_of(tuple(one for one in shipped_brands() if one.key == "bidv"))
    assert judge_name("vietcombank.top", only).brand == ""
    assert judge_name("bidv-hotro.top", only).brand == "bidv"


def test_a_weak_sign_of_a_brand_is_told_only_beside_a_finding_for_the_making() -> None:
    block = next(read_blocks(io.BytesIO(b"garerna88.vip\nmbtaixiu88.vip\nambient.com\nbamboo.com\n"), NameFile("x")))
    told = [(one.row, one.judged.rule, one.judged.brand) for one in judge_block(block, REGISTER)]
    assert [row for row, rule, _ in told if rule != "WEB-016"] == [1, 2]
    aims = {row: brand for row, rule, brand in told if rule == "WEB-016"}
    assert aims[2] == "mbbank"
    assert set(aims) <= {1, 2}


def test_one_letter_off_a_short_name_is_a_weak_sign() -> None:
    found = aimed_at(read_name("garerna.vip"), REGISTER)
    assert found is not None
    assert (found.rule, found.brand, found.score) == ("WEB-016", "garena", 0.5)
    assert aimed_at(read_name("vnbank.vip"), REGISTER) is None  # nothing but known words
    assert aimed_at(read_name("tuoitre.vn"), REGISTER) is None
