"""A browser behind the proxy reaches checked addresses alone."""

import http.client
import socket
import ssl
from pathlib import Path

import pytest

from lachan.office.fetching import Trouble
from lachan.office.fetching.proxy import FilteringProxy
from tests.office.api.receiver import certificate_for
from tests.office.fetching.strangers import PUBLIC, Net, page, server


def through(proxy: FilteringProxy, request: bytes) -> bytes:
    """What the proxy answers to these bytes, as far as it goes."""
    with socket.create_connection(("127.0.0.1", proxy.port), 3) as sock:
        sock.sendall(request)
        got = b""
        while piece := sock.recv(65536):
            got += piece
    return got


@pytest.mark.parametrize(
    "line",
    [
        "GET http://127.0.0.1/ HTTP/1.1", "GET http://169.254.169.254/latest HTTP/1.1", "GET http://[::1]/ HTTP/1.1",
        "GET http://noi-bo.example/ HTTP/1.1", "GET http://vidu.example:8000/ HTTP/1.1",
        "CONNECT 10.0.0.1:443 HTTP/1.1", "CONNECT vidu.example:22 HTTP/1.1", "CONNECT [::1]:443 HTTP/1.1",
        "CONNECT noi-bo.example:443 HTTP/1.1", "CONNECT localhost:443 HTTP/1.1", "GET file:///etc/passwd HTTP/1.1",
        "GET / HTTP/1.1", "GET ftp://vidu.example/ HTTP/1.1", "CONNECT 0x7f000001:443 HTTP/1.1",
        "GET https://vidu.example/ HTTP/1.1", "CONNECT vidu.example HTTP/1.1", "x",
    ],
)  # fmt: skip
def test_nothing_inside_is_reached(line: str) -> None:
    net = Net(names={"noi-bo.example": ["192.168.1.1"], "vidu.example": [PUBLIC]})
    with FilteringProxy(way=net.way) as proxy:
        assert through(proxy, line.encode() + b"\r\nHost: vidu.example\r\n\r\n").startswith(b"HTTP/1.1 403")
    assert net.called == []
    assert [one.address for one in proxy.calls] == [""] * len(proxy.calls)


def test_a_public_page_is_reached_and_told_nothing_of_the_proxy() -> None:
    heads: list[str] = []

    def speak(head: str, sock: socket.socket) -> None:
        heads.append(head)
        page(b"trang")(head, sock)

    net = Net()
    with server(speak) as port, FilteringProxy(way=net.way) as proxy:
        net.stands("vidu.example", port)
        request = (
            b"GET http://vidu.example/a HTTP/1.1\r\nHost: 127.0.0.1\r\nProxy-Connection: keep-alive\r\nA: b\r\n\r\n"
        )
        assert through(proxy, request).endswith(b"trang")
    assert heads[0].split("\r\n")[:4] == ["GET /a HTTP/1.1", "Host: vidu.example", "Connection: close", "A: b"]
    assert "proxy" not in heads[0].lower()
    assert [(one.to, one.address) for one in proxy.calls] == [("vidu.example:80", PUBLIC)]


def test_a_tunnel_carries_tls_to_the_checked_address(tmp_path: Path) -> None:
    net = Net()
    own = certificate_for("vidu.example", tmp_path)
    with server(page(b"kin"), certificate=own) as port, FilteringProxy(way=net.way) as proxy:
        net.stands("vidu.example", port, port=443)
        context = ssl.create_default_context(cafile=str(own))
        browser = http.client.HTTPSConnection("127.0.0.1", proxy.port, context=context, timeout=3)
        browser.set_tunnel("vidu.example", 443)
        browser.request("GET", "/")
        assert browser.getresponse().read() == b"kin"
        browser.close()
    assert proxy.refused == ()


def test_bytes_and_connections_are_bounded_for_the_whole_page() -> None:
    net = Net()
    request = b"GET http://vidu.example/ HTTP/1.1\r\n\r\n"
    with server(page(b"x" * 500_000)) as port:
        net.stands("vidu.example", port)
        with FilteringProxy(way=net.way, most_bytes=100_000) as proxy:
            assert len(through(proxy, request)) <= 100_000
        with FilteringProxy(way=net.way, most_calls=1) as proxy:
            assert len(through(proxy, request)) > 500_000
            assert through(proxy, request).startswith(b"HTTP/1.1 403")
    assert proxy.refused[0].trouble == Trouble.TOO_LARGE.value
