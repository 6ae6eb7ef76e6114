"""What strangers can do to the fetcher: nothing but waste a bounded bit of its time."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.office.fetching import Fetched, Limits, NotFetched, Trouble, Way, fetch
from tests.office.api.receiver import certificate_for
from tests.office.fetching.strangers import PUBLIC, Net, Speak, page, redirect, server

QUICK = Limits(seconds=3, step=1)
T = Trouble
INSIDE = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1.",
    "127.8.8.8", "0", "0.0.0.0", "0x0", "10.0.0.1", "10.1", "167772161", "012.0.0.1", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.1", "0xc0a80001", "0300.0250.0.1", "169.254.169.254", "2852039166", "0xa9fea9fe",
    "0251.0376.0251.0376", "169.254.43518", "100.64.0.1", "100.100.100.200", "100.127.255.255", "168.63.129.16",
    "192.0.0.192", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "192.88.99.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "１２７.0.0.1", "127。0。0。1", "[::1]", "[::]",
    "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:8.8.8.8]", "[::127.0.0.1]",
    "[::ffff:0:10.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]",
    "[fd20:ce::254]", "[ff02::1]", "[100::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[2a00::5efe:a00:1]",
    "localhost", "LOCALHOST.", "may-chu", "router.lan", "nas.local", "metadata.google.internal", "x.localhost",
    "wpad.home.arpa", "intranet",
)  # fmt: skip
HOSTILE = (
    *((f"http://{one}/latest/meta-data/", T.INSIDE) for one in INSIDE), ("https://127.0.0.1:443/", T.INSIDE),
    ("file:///etc/passwd", T.BAD_SCHEME), ("ftp://vidu.example/", T.BAD_SCHEME),
    ("gopher://127.0.0.1:70/_x", T.BAD_SCHEME), ("data:text/html,<b>x", T.BAD_SCHEME),
    ("javascript:alert(1)", T.BAD_SCHEME), ("ws://vidu.example/", T.BAD_SCHEME),
    ("http://vidu.example:22/", T.BAD_PORT), ("http://vidu.example:8000/", T.BAD_PORT),
    ("http://vidu.example:6379/", T.BAD_PORT), ("http://1@2/", T.USER_INFO),
    ("http://vidu.example@127.0.0.1/", T.USER_INFO), ("http://ten:mat-khau@vidu.example/", T.USER_INFO),
    ("http://vidu.example:80@10.0.0.1/", T.USER_INFO), ("http://vidu.example\\@127.0.0.1/", T.BAD_LINK),
    ("http:\\\\127.0.0.1/", T.BAD_LINK), ("http://127.0.0.1%00.vidu.example/", T.BAD_LINK),
    ("http://127%2e0%2e0%2e1/", T.BAD_LINK), ("http://[fe80::1%25eth0]/", T.BAD_LINK),
    ("http://vidu.example/\r\nHost: 127.0.0.1", T.BAD_LINK), ("http://vidu\u202e.example/", T.BAD_LINK),
    ("http://vidu.exa\tmple/", T.BAD_LINK), ("http:///127.0.0.1/", T.BAD_LINK), ("http://1.2.3.256/", T.BAD_LINK),
    ("http://127.0.0.1.5/", T.BAD_LINK), ("http://vidu..example/", T.BAD_LINK),
    ("http://" + "a" * 64 + ".example/", T.BAD_LINK), ("http://" + "a." * 130 + "example/", T.BAD_LINK),
    ("http://vidu.example/" + "a" * 3000, T.BAD_LINK), ("http://[::1/", T.BAD_LINK),
    ("http://vidu.example:x/", T.BAD_LINK), ("//127.0.0.1/", T.BAD_LINK), ("", T.BAD_LINK),
    ("vidu.example", T.BAD_LINK),
)  # fmt: skip


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def up() -> Iterator[SimpleNamespace]:
    """`up.site(net, "vidu.example", speak)` puts a real server behind a name."""
    with ExitStack() as stack:

        def site(net: Net, host: str, speak: Speak, *, certificate: Path | None = None, address: str = PUBLIC) -> None:
            port = stack.enter_context(server(speak, certificate=certificate))
            net.stands(host, port, port=443 if certificate else 80, address=address)

        yield SimpleNamespace(site=site)


def canned(said: bytes) -> socket.socket:
    """The near end of a wire at whose far end somebody says this and no more."""
    here, there = socket.socketpair()
    there.sendall(said)
    there.shutdown(socket.SHUT_WR)
    threading.Thread(target=lambda: there.recv(65536) and there.close(), daemon=True).start()
    return here


@pytest.mark.parametrize(("link", "trouble"), HOSTILE)
def test_a_hostile_address_is_refused_before_anybody_is_asked(net: Net, link: str, trouble: Trouble) -> None:
    with pytest.raises(NotFetched) as no:
        fetch(link, way=net.way)
    assert no.value.trouble is trouble
    assert (net.asked, net.called) == ([], [])


def test_the_table_is_as_long_as_it_was_promised() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 100


@pytest.mark.parametrize(
    "to", [*(f"http://{one}/" for one in INSIDE), "file:///etc/passwd", "//127.0.0.1/", "http://x@y.example/"]
)
def test_a_redirect_into_the_local_network_is_not_followed(net: Net, to: str) -> None:
    def connect(address: str, port: int, seconds: float) -> socket.socket:
        net.called.append((address, port))
        return canned(b"HTTP/1.1 301 x\r\nLocation: " + to.encode() + b"\r\n\r\n")

    net.names["vidu.example"] = [PUBLIC]
    with pytest.raises(NotFetched) as no:
        fetch("http://vidu.example/", way=Way(net.resolve, connect))
    assert no.value.trouble in (T.INSIDE, T.BAD_SCHEME, T.USER_INFO)
    assert net.called == [(PUBLIC, 80)]
    assert [hop.status for hop in no.value.hops] == [301]


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.7"],
        [PUBLIC, "127.0.0.1"],
        ["::1"],
        [PUBLIC, "::ffff:10.0.0.1"],
        ["fe80::1%eth0"],
        ["169.254.169.254"],
        [],
    ],
)
def test_a_name_of_which_one_address_lies_inside_is_not_called(net: Net, addresses: list[str]) -> None:
    net.names["vidu.example"] = addresses
    with pytest.raises(NotFetched) as no:
        fetch("http://vidu.example/", way=net.way)
    assert no.value.trouble is (T.INSIDE if addresses else T.NO_NAME)
    assert net.called == []


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(net: Net, up: SimpleNamespace) -> None:
    up.site(net, "vidu.example", page(b"trang"))
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    found = fetch("http://vidu.example/", way=Way(lambda host, port: next(answers), net.connect))
    assert (found.content, net.called) == (b"trang", [(PUBLIC, 80)])
    with pytest.raises(NotFetched) as no:
        fetch("http://vidu.example/", way=Way(lambda host, port: next(answers), net.connect))
    assert no.value.trouble is T.INSIDE


def test_a_page_comes_with_its_way_there(net: Net, up: SimpleNamespace) -> None:
    up.site(net, "cu.example", redirect("//moi.example/a?b"), address="93.184.216.1")
    up.site(net, "moi.example", page(b"<p>xin", Set_Cookie="a=b", Server="x"))
    found = fetch("http://cu.example/", limits=QUICK, way=net.way)
    assert (found.content, found.cut) == (b"<p>xin", "")
    assert [(one.link.text, one.addresses, one.address, one.status) for one in found.hops] == [
        ("http://cu.example/", ("93.184.216.1",), "93.184.216.1", 302),
        ("http://moi.example/a?b", (PUBLIC,), PUBLIC, 200),
    ]
    assert found.last.header("set-cookie") == "a=b"


def test_no_cookie_comes_back_and_own_headers_stay_at_home(net: Net, up: SimpleNamespace) -> None:
    heads: list[str] = []

    def remember(head: str, sock: socket.socket) -> None:
        heads.append(head)
        to = ("http://vidu.example/2", "http://khac.example/", "")[len(heads) - 1]
        answer = redirect(to) if to else page(b"")
        sock.sendall(b"HTTP/1.1 302 x\r\nSet-Cookie: a=b\r\n" if to else b"")
        answer(head, sock) if not to else sock.sendall(f"Location: {to}\r\n\r\n".encode())

    up.site(net, "vidu.example", remember)
    net.names["khac.example"] = [PUBLIC]
    fetch("http://vidu.example/", headers={"Authorization": "Bearer x"}, limits=QUICK, way=net.way)
    assert ["Bearer x" in one for one in heads] == [True, True, False]
    assert not any("cookie" in one.lower() for one in heads)


def test_redirects_without_end_are_left(net: Net, up: SimpleNamespace) -> None:
    up.site(net, "vidu.example", redirect("/lai"))
    with pytest.raises(NotFetched) as no:
        fetch("http://vidu.example/", limits=QUICK, way=net.way)
    assert no.value.trouble is T.TOO_MANY_REDIRECTS
    assert len(net.called) == 6


def _endless(piece: bytes, pause: float, first: bytes) -> Speak:
    def speak(head: str, sock: socket.socket) -> None:
        stop = threading.Event()
        sock.sendall(first)
        while not stop.wait(pause):
            sock.sendall(piece)

    return speak


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("speak", "trouble"),
    [
        (_endless(b"X", 0.02, b""), T.TOO_SLOW),
        (_endless(b"X: y\r\n", 0.02, OK), T.TOO_SLOW),
        (_endless(b"", 10, b""), T.TOO_SLOW),
        (_endless(b"X" * 60_000, 0, OK + b"A: "), T.TOO_LARGE),
        (_endless(b"HTTP/1.1 100 Continue\r\nA: " + b"x" * 9000 + b"\r\n\r\n", 0, b""), T.TOO_LARGE),
    ],
)
def test_a_head_that_drips_or_never_ends_is_left(net: Net, up: SimpleNamespace, speak: Speak, trouble: Trouble) -> None:
    up.site(net, "vidu.example", speak)
    started = time.monotonic()
    with pytest.raises(NotFetched) as no:
        fetch("http://vidu.example/", limits=Limits(seconds=0.4, step=0.3), way=net.way)
    assert no.value.trouble is trouble
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("speak", "cut"),
    [
        (_endless(b"x" * 50_000, 0, OK + b"\r\n"), "too_large"),
        (_endless(b"C350\r\n" + b"x" * 50_000 + b"\r\n", 0, OK + b"Transfer-Encoding: chunked\r\n\r\n"), "too_large"),
        (_endless(b"x", 0.02, OK + b"\r\n"), "too_slow"),
        (page(gzip.compress(bytes(80_000_000), 9), Content_Encoding="gzip"), "too_large"),
        (page(gzip.compress(b"x" * 5000)[:-9], Content_Encoding="gzip"), "broken"),
        (page(b"khong nen", Content_Encoding="gzip"), "broken"),
        (_endless(b"", 10, OK + b"Content-Length: 90\r\n\r\nabc"), "too_slow"),
    ],
)
def test_a_content_that_never_ends_or_unpacks_to_too_much_is_cut(
    net: Net, up: SimpleNamespace, speak: Speak, cut: str
) -> None:
    up.site(net, "vidu.example", speak)
    limits = Limits(seconds=0.4 if cut == "too_slow" else 3, step=0.3, most_raw=400_000, most=1_000_000)
    found = fetch("http://vidu.example/", limits=limits, way=net.way)
    assert found.cut == cut
    assert len(found.content) <= limits.most
    assert found.raw_bytes <= limits.most_raw + 100_000


def test_a_packed_page_is_unpacked(net: Net, up: SimpleNamespace) -> None:
    up.site(net, "vidu.example", page(gzip.compress(b"x" * 5000), Content_Encoding="gzip"))
    found = fetch("http://vidu.example/", limits=QUICK, way=net.way)
    assert (found.content, found.cut, found.raw_bytes < 200) == (b"x" * 5000, "", True)


def test_a_certificate_that_proves_nothing_is_kept_or_refused(
    net: Net, up: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = certificate_for("vidu.example", tmp_path)
    up.site(net, "vidu.example", page(b"trang"), certificate=own)
    found = fetch("https://vidu.example/", insist=False, limits=QUICK, way=net.way)
    certificate = found.last.certificate
    assert certificate is not None
    assert (found.content, certificate.trusted, certificate.why[:4]) == (b"trang", False, "self")
    assert b"vidu.example" in certificate.der
    with pytest.raises(NotFetched) as no:
        fetch("https://vidu.example/", limits=QUICK, way=net.way)
    assert no.value.trouble is T.BAD_CERTIFICATE
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    found = fetch("https://vidu.example/", limits=QUICK, way=net.way)
    assert found.last.certificate is not None
    assert found.last.certificate.trusted
    assert found.last.certificate.tls.startswith("TLS")


@pytest.mark.parametrize(
    ("link", "trouble"),
    [("https://vidu.example/", T.NO_TLS), ("http://khong-co.example/", T.NO_NAME), ("http://1.1.1.1/", T.NO_ANSWER)],
)
def test_what_speaks_no_tls_has_no_name_or_hangs_up_is_told(net: Net, link: str, trouble: Trouble) -> None:
    def connect(address: str, port: int, seconds: float) -> socket.socket:
        return canned(b"HTTP/1.1 400 x\r\n\r\n") if port == 443 else net.connect(address, port, seconds)

    net.names["vidu.example"] = [PUBLIC]
    with pytest.raises(NotFetched) as no:
        fetch(link, limits=QUICK, insist=False, way=Way(net.resolve, connect))
    assert no.value.trouble is trouble


def test_a_resolver_that_never_answers_is_left() -> None:
    stop = threading.Event()
    with pytest.raises(NotFetched) as no:
        fetch("http://vidu.example/", limits=Limits(seconds=0.2), way=Way(lambda host, port: [str(stop.wait(5))]))
    assert no.value.trouble is T.TOO_SLOW


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda rest: OK + rest))
def test_any_bytes_are_a_page_or_a_trouble_but_never_a_fault(said: bytes) -> None:
    def connect(address: str, port: int, seconds: float) -> socket.socket:
        return canned(said)

    try:
        found = fetch("http://vidu.example/", limits=QUICK, way=Way(lambda host, port: [PUBLIC], connect))
    except NotFetched:
        return
    assert isinstance(found, Fetched)
