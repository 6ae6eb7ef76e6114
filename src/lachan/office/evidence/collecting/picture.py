"""A picture of a page by Chromium: in a throw-away profile, behind the filtering proxy, ended with all it began."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from lachan.office.fetching import OUTSIDE, Way
from lachan.office.fetching.proxy import Call, FilteringProxy

WIDTH, HEIGHT = 1280, 1800
SECONDS_TO_LOAD = 15
SECONDS_IN_ALL = 40
MOST_BYTES = 12 * 1024 * 1024
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1
# What Chromium asks for itself whatever the page is; nobody shall learn from there that the office looks at pages.
OWN_CALLS = frozenset({
    "accounts.google.com", "android.clients.google.com", "clients1.google.com", "clients2.google.com",
    "content-autofill.googleapis.com", "optimizationguide-pa.googleapis.com", "redirector.gvt1.com",
    "safebrowsing.googleapis.com", "safebrowsingohttpgateway.googleapis.com", "update.googleapis.com",
})  # fmt: skip


class NoPicture(models.TextChoices):
    """Why there is no picture of a page that was fetched."""

    NO_BROWSER = "no_browser", _("Máy chủ chưa cài Chromium nên không chụp được ảnh.")
    NO_SANDBOX = "no_sandbox", _("Chromium không dựng được vùng cách ly trên máy chủ này nên không chụp ảnh.")
    TOO_SLOW = "too_slow", _("Chụp ảnh quá lâu, đã dừng.")
    BROKEN = "broken", _("Chromium không chụp được trang này.")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture (PNG, b"" when there is none, then `why`), and every request that the page made."""

    picture: bytes
    why: str
    calls: tuple[Call, ...]


def draw(link: str, *, browser: str, sandbox: bool, way: Way = OUTSIDE) -> Drawn:
    """A picture of the page as a person sees it after at most a quarter of a minute, scripts at work."""
    if shutil.which(browser) is None:
        return Drawn(b"", NoPicture.NO_BROWSER.value, ())
    folder = Path(tempfile.mkdtemp(prefix="lachan-picture-"))
    try:
        with FilteringProxy(seconds=SECONDS_IN_ALL, way=way, closed=OWN_CALLS) as proxy:
            why = _run(_command(link, browser, sandbox, proxy.port, folder), folder)
            calls = tuple(proxy.calls)
        picture = _picture(folder / "trang.png")
        return Drawn(picture, "" if picture else why or NoPicture.BROKEN.value, calls)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _command(link: str, browser: str, sandbox: bool, port: int, folder: Path) -> list[str]:
    """Everything goes through the proxy, names and this machine's own addresses too; what needs no page is off."""
    return [
        browser,
        "--headless=new",
        f"--screenshot={folder / 'trang.png'}",
        f"--window-size={WIDTH},{HEIGHT}",
        f"--timeout={SECONDS_TO_LOAD * 1000}",
        f"--user-data-dir={folder / 'profile'}",
        f"--proxy-server=http://127.0.0.1:{port}",
        "--proxy-bypass-list=<-loopback>",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-extensions",
        "--disable-sync",
        "--disable-breakpad",
        "--disable-crash-reporter",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-features=DnsOverHttps,AsyncDns,OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,"
        "CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,DialMediaRouteProvider",
        "--deny-permission-prompts",
        "--disable-file-system",
        "--ignore-certificate-errors",  # what a bad certificate says is kept by the fetcher; the page is wanted too
        "--hide-scrollbars",
        "--lang=vi",
        "--mute-audio",
        "--no-default-browser-check",
        "--no-first-run",
        "--no-pings",
        "--password-store=basic",
        *([] if sandbox else ["--no-sandbox"]),
        link,
    ]


def _run(command: list[str], folder: Path) -> str:
    """Run the browser to its end or to ours; why there may be no picture, "" when it ended well."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
    }  # fmt: skip
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - the command is ours, and the link stands last, read and rewritten
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment, cwd=folder,
            start_new_session=True, preexec_fn=_end_with_us,
        )  # fmt: skip
        try:
            process.wait(SECONDS_IN_ALL)
            slow = False
        except subprocess.TimeoutExpired:
            slow = True
        finally:
            _end(process)
    if slow:
        return NoPicture.TOO_SLOW.value
    words = (folder / "said").read_bytes()[:100_000]
    return NoPicture.NO_SANDBOX.value if b"sandbox" in words and process.returncode else ""


def _end_with_us() -> None:
    """What the browser's process does first: ask the kernel to end it when the collector is killed outright."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the browser and everything it began: they share a process group of their own."""
    with suppress(ProcessLookupError):  # all are gone already
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _picture(path: Path) -> bytes:
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        return b""
    return path.read_bytes()
