"""Trunks and rules in TOML: what is taken, and how what is wrong is named."""

import json

import pytest

from lachan.readers.errors import InputError
from lachan.screening import compiled_settings, load_settings, read_settings
from lachan.screening.rules import RULES
from tests.screening.messages import ABROAD, HOME, TRUNKS

FILE = TRUNKS.encode()
ONE = '[[trunk]]\nname = "a"\noperator = "b"\nkind = "domestic"\naddresses = ["192.0.2.1"]\n'


def test_a_trunk_is_found_by_address_network_and_certificate() -> None:
    trunks = read_settings(FILE).trunks
    assert [
        trunks.of(one).name for one in (ABROAD, "203.0.113.15", "203.0.113.16", HOME, "2001:db8:1::7", "junk", "")
    ] == [
        "quoc-te-1",
        "quoc-te-1",
        "",
        "trong-nuoc-1",
        "quoc-te-1",
        "",
        "",
    ]
    assert trunks.of("::ffff:198.51.100.7").name == "trong-nuoc-1"
    assert trunks.of("[2001:db8:1::7]").name == "quoc-te-1"
    assert trunks.of("8.8.8.8", "SIP.abroad.example").name == "quoc-te-1"
    assert trunks.of(HOME, "sip.abroad.example").name == "quoc-te-1"
    assert trunks.of(HOME, "other.example").name == "trong-nuoc-1"
    assert trunks.named("trong-nuoc-1") is trunks.of(HOME)
    assert len(list(trunks)) == 3


def test_the_narrowest_network_counts() -> None:
    file = ONE.replace("192.0.2.1", "192.0.2.0/24") + ONE.replace('"a"', '"c"').replace("192.0.2.1", "192.0.2.8/29")
    trunks = read_settings(file.encode()).trunks
    assert [trunks.of(f"192.0.2.{one}").name for one in (7, 8, 15, 16)] == ["a", "c", "c", "a"]


def test_every_rule_watches_until_told_otherwise() -> None:
    trunk = read_settings(FILE).trunks.of(HOME)
    assert {one.id: trunk.answers[one.id].action for one in RULES} == {one.id: "watch" for one in RULES}


def test_rules_may_stand_in_a_file_of_their_own() -> None:
    rules = b'[rules.SCR-001]\nanswer = "reject"\n'
    assert read_settings(FILE, rules).trunks.of(HOME).answers["SCR-001"].status == 603
    with pytest.raises(InputError, match="rules"):
        read_settings(FILE + rules, rules)


def test_workers_read_the_same_from_the_checked_copy() -> None:
    rules = b'[rules.SCR-001]\nanswer = "reject"\n[rules.SCR-013]\nlimit = 9\nexcept = ["19001234"]\n'
    content = compiled_settings(FILE, rules)
    mine, theirs = read_settings(FILE, rules), load_settings(content)
    assert theirs.limits == mine.limits
    assert theirs.excepted == mine.excepted == {"+8419001234"}
    assert list(theirs.trunks) == list(mine.trunks)
    with pytest.raises(ValueError):
        load_settings(content[:-1])
    with pytest.raises(InputError):
        load_settings(json.dumps({"trunks": {}, "rules": {}}).encode())


@pytest.mark.parametrize(
    ("extra", "where"),
    [
        ("[screen]\nfail_open = 1", "[screen] fail_open"),
        ("[screen]\nwindow_seconds = 1", "[screen] window_seconds"),
        ("[screen]\nwindow_seconds = true", "[screen] window_seconds"),
        ("[screen]\nwindows = 1", "[screen] windows"),
        ('[screen]\nemergency_also = ["abc"]', "[screen] emergency_also"),
        ("[odd]\na = 1", "odd"),
        ("screen = 3", "[screen]"),
        ("[rules.SCR-999]\nanswer = 'watch'", "[rules] SCR-999"),
        ("[rules.SCR-001]\nanswer = 'block'", "[rules.SCR-001] answer"),
        ("[rules.SCR-006]\nanswer = 'reject'", "[rules.SCR-006] answer"),
        ("[rules.SCR-001]\nstatus = '600'", "[rules.SCR-001] status"),
        ("[rules.SCR-001]\nlimit = 5", "[rules.SCR-001] limit"),
        ("[rules.SCR-013]\nlimit = 0", "[rules.SCR-013] limit"),
        ("[rules.SCR-013]\nexcept = '1'", "[rules.SCR-013] except"),
        ("[rules.SCR-013]\nexcept = ['x']", "[rules.SCR-013] except"),
        ("[log]\nnumbers = 'clear'", "[log] purpose"),
        ("[log]\npurpose = 'x'", "[log] purpose"),
        ("[log]\nkept_files = 0", "[log] kept_files"),
        ("[roaming]\nhttp = 'http://example.com/x'", "[roaming] http"),
        ("[roaming]\nhttp = 'http://127.0.0.1:1/x'\ntable = 'a'", "[roaming] http"),
        ("[roaming]\nmilliseconds = 5000", "[roaming] milliseconds"),
        ("[[trunk]]\nname = 'x'", "[trunk 4: x] addresses"),
        ("[[trunk]]\noperator = 'x'", "[trunk 4: ] name"),
        (ONE.replace('"domestic"', '"national"'), "[trunk 4: a] kind"),
        (ONE.replace("192.0.2.1", "192.0.2.1/x"), "addresses"),
        (ONE.replace("192.0.2.1", "198.51.100.7"), "[[trunk]]"),
        (ONE.replace('"a"', '"quoc-te-1"'), "[[trunk]]"),
        (ONE.replace('"a"', '"a\\nb"'), "name"),
        (ONE + "[trunk.rules]\nSCR-01 = 'off'", "[trunk 4: a.rules] SCR-01"),
        (ONE + "[trunk.rules]\nSCR-006 = 'reject'", "[trunk 4: a.rules] SCR-006"),
        (ONE + "color = 1", "[trunk 4: a] color"),
    ],
)
def test_what_is_wrong_is_named_by_file_table_and_key_in_both_languages(extra: str, where: str) -> None:
    content = f"{extra}\n{TRUNKS}" if extra.startswith("screen =") else f"{TRUNKS}\n{extra}"
    with pytest.raises(InputError) as refused:
        read_settings(content.encode(), name="trung-ke.toml")
    error = refused.value
    assert error.code == "screening_settings"
    for language in ("vi", "en"):
        assert error.message(language).startswith("trung-ke.toml: ")
        assert where in error.message(language)
    assert error.wording.vi != error.wording.en


@pytest.mark.parametrize("content", [b"", b"\xff", b"a = ", b"[" * 5000, b"trunk = 3", b"[trunk]\nname='x'"])
def test_a_file_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read_settings(content)


def test_603_plus_needs_somewhere_to_complain() -> None:
    file = ONE + '[rules.SCR-001]\nanswer = "reject"\n'
    with pytest.raises(InputError, match=r"\[rules.SCR-001\] status"):
        read_settings(file.encode())
    assert read_settings(f'{file}status = "403"'.encode())
    assert read_settings(f'{file}[contact]\ntel = "+842431234567"'.encode())
    with pytest.raises(InputError, match=r"\[contact\] url"):
        read_settings(f'{file}[contact]\nurl = "https://a.example/\\"x"'.encode())
    own = ONE + '[trunk.rules]\nSCR-001 = "reject"\n'
    with pytest.raises(InputError, match="SCR-001"):
        read_settings(own.encode())


def test_608_carries_the_signed_card() -> None:
    file = ONE + '[contact]\ncard = "https://a.example/card"\n[rules.SCR-001]\nanswer = "reject"\nstatus = "608"'
    answer = read_settings(file.encode()).trunks.of("192.0.2.1").answers["SCR-001"]
    assert answer.headers == ("Call-Info: <https://a.example/card>;purpose=jwscard",)


def test_addresses_of_strangers_do_not_fill_the_memory() -> None:
    trunks = read_settings(FILE).trunks
    for one in range(10_050):
        trunks.of(f"{one}")
    assert len(trunks._seen) <= 10_000
