"""A real Chromium behind the filtering proxy: the picture is there, and the page got nothing from inside."""

import io
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from lachan.office.evidence.collecting import picture
from lachan.office.evidence.collecting.picture import NoPicture, draw
from tests.office.fetching.strangers import PUBLIC, Net, page, server

pytestmark = pytest.mark.journey
SANDBOX = os.geteuid() != 0  # Chromium has none for root; the collector is no root when it comes here
HOST = "dang-nhap-vidu.example"
# Green while nothing from inside was reached, red as soon as anything was.
TRYING = """<!doctype html><meta charset=utf-8><body style="margin:0;background:#00a000"><p>Xin chào</p><script>
const red = () => document.body.style.background = '#ff0000';
const inside = ['http://127.0.0.1:{port}/', 'http://localhost:{port}/', 'http://169.254.169.254/latest/meta-data/',
  'http://[::1]:{port}/', 'http://noi-bo.example/', 'http://2130706433:{port}/', 'file:///etc/passwd', 'http://127.0.0.1/'];
for (const one of inside) {{
  fetch(one, {{mode: 'no-cors'}}).catch(() => 0);
  const image = new Image(); image.onload = red; image.src = one;
  const style = document.createElement('link'); style.rel = 'stylesheet'; style.href = one; style.onload = red;
  document.head.append(style);
  const frame = document.createElement('iframe'); frame.src = one; document.body.append(frame);
}}
try {{ new WebSocket('ws://127.0.0.1:{port}/').onopen = red; }} catch (no) {{}}
try {{
  const call = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{port}'}}]}});
  call.createDataChannel('x'); call.createOffer().then(offer => call.setLocalDescription(offer));
}} catch (no) {{}}
</script>"""


@pytest.fixture
def trap() -> Iterator[tuple[int, list[str]]]:
    """A server inside that must hear of nobody."""
    heard: list[str] = []

    def speak(head: str, sock: socket.socket) -> None:
        heard.append(head)
        page(b"body {}", Content_Type="text/css")(head, sock)

    with server(speak) as port:
        yield port, heard


def chromiums() -> int:
    """How many processes of a browser of ours still run."""
    commands = [one.read_bytes() for one in Path("/proc").glob("[0-9]*/cmdline") if one.exists()]
    return sum(b"lachan-picture-" in one for one in commands)


def test_a_page_that_tries_to_reach_inside_gets_nothing_and_its_picture_is_there(trap: tuple[int, list[str]]) -> None:
    port, heard = trap
    net = Net(names={"noi-bo.example": ["127.0.0.1"]}, behind={("127.0.0.1", 80): port})
    html = TRYING.format(port=port).encode()
    with server(page(html, Content_Type="text/html; charset=utf-8")) as stranger:
        net.stands(HOST, stranger)
        drawn = draw(f"http://{HOST}/", browser="chromium", sandbox=SANDBOX, way=net.way)
    assert drawn.why == ""
    with Image.open(io.BytesIO(drawn.picture)) as image:
        assert image.size == (picture.WIDTH, picture.HEIGHT)
        assert image.convert("RGB").getpixel((picture.WIDTH - 5, picture.HEIGHT - 5)) == (0, 160, 0)
    assert heard == []
    assert {address for address, _ in net.called} == {PUBLIC}
    assert {one.to for one in drawn.calls if one.trouble} >= {
        "noi-bo.example:80",
        "http://169.254.169.254/latest/meta-data/",
    }
    assert all(one.to == f"{HOST}:80" for one in drawn.calls if not one.trouble)
    assert chromiums() == 0


def test_a_page_that_never_ends_is_pictured_or_left_in_time_and_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture, "SECONDS_TO_LOAD", 1)
    monkeypatch.setattr(picture, "SECONDS_IN_ALL", 6)

    def speak(head: str, sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Xin cho")
        while True:
            sock.sendall(b"o")
            time.sleep(0.05)

    net = Net()
    started = time.monotonic()
    with server(speak) as stranger:
        net.stands(HOST, stranger)
        drawn = draw(f"http://{HOST}/", browser="chromium", sandbox=SANDBOX, way=net.way)
    assert time.monotonic() - started < 12
    assert bool(drawn.picture) is (drawn.why == "")
    assert chromiums() == 0


def test_without_a_browser_there_is_no_picture_and_a_reason() -> None:
    assert draw("http://x.example/", browser="no-such-browser", sandbox=True).why == NoPicture.NO_BROWSER.value
