"""What a screen is started with is checked before anything starts, and said in both languages."""

from pathlib import Path

import pytest

from lachan.readers.errors import InputError
from lachan.screening import startup
from lachan.screening.startup import Start, check_machine, kamailio_folder, prepare, read_listen, read_next_hop


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("127.0.0.1", "udp:127.0.0.1:5060"),
        ("udp:192.0.2.5:5070", "udp:192.0.2.5:5070"),
        ("tls:[2001:db8::5]", "tls:[2001:db8::5]:5061"),
        (" tcp:sip.example:5060 ", "tcp:sip.example:5060"),
    ],
)
def test_addresses_to_listen_on_are_read(text: str, url: str) -> None:
    assert read_listen(text).url == url


@pytest.mark.parametrize("text", ["", "sctp:127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", 'a"b', "a;b", "a b", "::1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_listen(text)
    assert refused.value.code == "listen"
    with pytest.raises(InputError):
        read_next_hop(text, ())


def test_the_next_hop_is_another_address_than_the_screens() -> None:
    listen = (read_listen("127.0.0.1:5060"),)
    assert read_next_hop("192.0.2.9", listen) == "sip:192.0.2.9:5060"
    assert read_next_hop("sip:[2001:db8::9]:5070;transport=tcp", listen) == "sip:[2001:db8::9]:5070;transport=tcp"
    with pytest.raises(InputError) as refused:
        read_next_hop("127.0.0.1:5060", listen)
    assert "circles" in refused.value.message("en")


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup.shutil, "which", lambda _: None)
    with pytest.raises(InputError) as refused:
        check_machine()
    assert "apt install kamailio kamailio-python3-modules" in refused.value.message("en")
    monkeypatch.setattr(startup, "MODULES", ())
    with pytest.raises(InputError) as refused:
        check_machine(tls=True)
    assert "kamailio-tls-modules" in refused.value.message("vi")


def test_every_name_of_the_configuration_gets_its_value(tmp_path: Path) -> None:
    start = Start((read_listen("127.0.0.1"),), "sip:127.0.0.1:5070", tmp_path, fail_open=False, in_the_path=True)
    command, environment = prepare(start)
    text = (tmp_path / "kamailio.cfg").read_text(encoding="utf-8")
    assert "@" not in "".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert "#!define FAIL_CLOSED" in text
    assert '$du = "sip:127.0.0.1:5070"' in text
    assert command[-2:] == ["-l", "udp:127.0.0.1:5060"]
    assert environment["LACHAN_SCREEN_RUN"] == str(tmp_path)
    assert (kamailio_folder() / "screen.py").is_file()


def test_a_run_folder_that_kamailio_cannot_use_is_refused(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 120)
    long.mkdir()
    with pytest.raises(InputError) as refused:
        prepare(Start((read_listen("127.0.0.1"),), "sip:127.0.0.1:5070", long))
    assert refused.value.code == "run_folder"
    odd = tmp_path / 'a"b'
    odd.mkdir()
    with pytest.raises(InputError) as refused:
        prepare(Start((read_listen("127.0.0.1"),), "sip:127.0.0.1:5070", odd))
    assert refused.value.code == "path"
