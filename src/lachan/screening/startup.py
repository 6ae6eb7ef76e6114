"""How Kamailio is started: its configuration with values put in, its command line, what it needs on this machine."""

import ipaddress
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from lachan.readers.errors import InputError
from lachan.screening.worker import LABEL_HEADER
from lachan.vietnam.wording import Wording

PACKAGES: Final = ("kamailio", "kamailio-python3-modules")
TLS_PACKAGE: Final = "kamailio-tls-modules"
PYTHON: Final = "/usr/bin/python3"
"""Debian's Python: the one inside Kamailio's workers."""
MODULES = (Path("/usr/lib/x86_64-linux-gnu/kamailio/modules"), Path("/usr/lib/aarch64-linux-gnu/kamailio/modules"))
CONFIGURATION, SCRIPT = "kamailio.cfg", "screen.py"
CONTROL_SOCKET = "control"
LONGEST_SOCKET = 100
SHARED_MEGABYTES = 256
PRIVATE_MEGABYTES = 16
Transport = Literal["udp", "tcp", "tls"]
_HOST = r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,252})|\[[0-9A-Fa-f:.]+\])"
_LISTEN = re.compile(rf"(?:(?P<transport>udp|tcp|tls):)?{_HOST}(?::(?P<port>\d{{1,5}}))?")
_NEXT_HOP = re.compile(rf"(?:sip:)?{_HOST}(?::(?P<port>\d{{1,5}}))?(?:;transport=(?P<transport>udp|tcp|tls))?")
_SAFE_PATH = re.compile(r"[^\"'\\\n\r;@]+")


@dataclass(frozen=True, slots=True)
class Listen:
    """One address that Kamailio listens on."""

    transport: Transport
    host: str
    port: int

    @property
    def url(self) -> str:
        """As Kamailio writes it."""
        return f"{self.transport}:{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Tls:
    """Files in PEM for connections with TLS: own certificate and key, and the authorities of the partners."""

    certificate: Path
    key: Path
    authorities: Path


@dataclass(frozen=True, slots=True)
class Start:
    """What one Kamailio is started with. `window` is the seconds of its table of rates."""

    listen: tuple[Listen, ...]
    next_hop: str
    folder: Path
    workers: int = 4
    window: int = 60
    fail_open: bool = True
    in_the_path: bool = False
    tls: Tls | None = None


def read_listen(text: str) -> Listen:
    """An address such as 127.0.0.1, udp:192.0.2.5:5060, tls:[2001:db8::5]:5061; InputError for anything else."""
    found = _LISTEN.fullmatch(text.strip())
    transport: Transport = "udp"
    if found and found["transport"]:
        transport = next(one for one in ("udp", "tcp", "tls") if one == found["transport"])
    port = int((found and found["port"]) or (5061 if transport == "tls" else 5060))
    if not found or not 0 < port < 65_536:
        raise InputError(
            "listen",
            Wording(
                f"“{text}” không phải địa chỉ nghe; ví dụ đúng: udp:192.0.2.5:5060, tls:[2001:db8::5]:5061",
                f"“{text}” is no address to listen on; right ones: udp:192.0.2.5:5060, tls:[2001:db8::5]:5061",
            ),
        )
    return Listen(transport, found["host"], port)


def read_next_hop(text: str, listen: tuple[Listen, ...]) -> str:
    """The SIP address of the switch behind the screen; InputError when it is none, or is the screen itself."""
    found = _NEXT_HOP.fullmatch(text.strip())
    port = int((found and found["port"]) or 5060)
    if not found or not 0 < port < 65_536:
        raise InputError(
            "next_hop",
            Wording(
                f"“{text}” không phải địa chỉ tổng đài; ví dụ đúng: 192.0.2.9:5060, sip:switch.example;transport=tcp",
                f"“{text}” is no address of a switch; right ones: 192.0.2.9:5060, sip:switch.example;transport=tcp",
            ),
        )
    transport = found["transport"] or "udp"
    if any(one.host == found["host"] and one.port == port and one.transport == transport for one in listen):
        raise InputError(
            "next_hop",
            Wording(
                "tổng đài phía sau không thể là chính địa chỉ đang nghe: cuộc gọi sẽ chạy vòng",
                "the next hop must not be an address that is listened on: calls would go in circles",
            ),
        )
    suffix = "" if transport == "udp" else f";transport={transport}"
    return f"sip:{found['host']}:{port}{suffix}"


def check_machine(*, tls: bool = False) -> None:
    """InputError says which Debian packages are missing, or that Kamailio's Python cannot load the product."""
    modules = next((one for one in MODULES if one.is_dir()), None)
    missing: list[str] = []
    if shutil.which("kamailio") is None or modules is None:
        missing += PACKAGES
    elif not (modules / "app_python3.so").exists():
        missing.append(PACKAGES[1])
    if tls and not (modules and (modules / "tls.so").exists()):
        missing.append(TLS_PACKAGE)
    if missing:
        names = " ".join(missing)
        raise InputError(
            "no_kamailio",
            Wording(
                f"chưa có Kamailio (hoặc thiếu mô-đun); trên Debian: apt install {names}",
                f"Kamailio (or a module of it) is not installed; on Debian: apt install {names}",
            ),
        )
    tried = subprocess.run(  # noqa: S603
        [PYTHON, "-c", "import lachan.screening.worker"],
        env={**os.environ, "PYTHONPATH": python_path()}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if tried.returncode:
        last = (tried.stderr.strip().splitlines() or ["?"])[-1][:300]
        raise InputError(
            "python_differs",
            Wording(
                f"Python của Kamailio ({PYTHON}) không nạp được Lá Chắn: {last}. Hãy cài Lá Chắn bằng cùng phiên bản "
                "Python với Debian",
                f"Kamailio's Python ({PYTHON}) cannot load Lá Chắn: {last}. Install Lá Chắn with the same version of "
                "Python as Debian's",
            ),
        )


def python_path() -> str:
    """The folders in which Kamailio's Python finds the product and `cryptography`."""
    found = []
    for name in ("lachan", "cryptography"):
        spec = find_spec(name)
        assert spec
        assert spec.origin
        folder = str(Path(spec.origin).resolve().parent.parent)
        if folder not in found:
            found.append(folder)
    return os.pathsep.join(found)


def kamailio_folder() -> Path:
    """Where configuration and script lie: inside the installed product, or beside the source."""
    here = Path(__file__).resolve()
    installed = here.parent / "for_kamailio"
    return installed if installed.is_dir() else here.parents[3] / "kamailio"


def prepare(start: Start) -> tuple[list[str], dict[str, str]]:
    """Write the configuration into the run folder; the command that starts Kamailio, and its environment."""
    folder = start.folder
    if len(str(folder / CONTROL_SOCKET)) > LONGEST_SOCKET:
        raise InputError(
            "run_folder",
            Wording(
                f"đường dẫn thư mục chạy dài quá {LONGEST_SOCKET} ký tự: {folder}",
                f"the path of the run folder has more than {LONGEST_SOCKET} characters: {folder}",
            ),
        )
    if start.tls:
        (folder / "tls.cfg").write_text(_tls_text(start.tls), encoding="utf-8")
    configuration = folder / CONFIGURATION
    template = (kamailio_folder() / CONFIGURATION).read_text(encoding="utf-8")
    configuration.write_text(_filled(template, _values(start)), encoding="utf-8")
    command = [
        "kamailio", "-f", str(configuration), "-DD", "-E", "-Y", str(folder), "-w", str(folder),
        "-P", str(folder / "kamailio.pid"), "-m", str(SHARED_MEGABYTES), "-M", str(PRIVATE_MEGABYTES),
        "-x", "fm", "-X", "fm",  # the quick allocator; the default one searches longer the more is kept
    ]  # fmt: skip
    for one in start.listen:
        command += ["-l", one.url]
    environment = {
        **os.environ,
        "LACHAN_SCREEN_PATH": python_path(),
        "LACHAN_SCREEN_RUN": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return command, environment


def _values(start: Start) -> Mapping[str, str]:
    transports = {one.transport for one in start.listen}
    defines = {
        "WITH_TLS": start.tls is not None,
        "WITH_TCP": bool(transports - {"udp"}) or ";transport=" in start.next_hop,
        "IN_THE_PATH": start.in_the_path,
        "FAIL_CLOSED": not start.fail_open,
    }
    return {
        "DEFINES": "\n".join(f"#!define {name}" for name, on in defines.items() if on),
        "WORKERS": str(start.workers),
        "WINDOW": str(start.window),
        "NEXT_HOP": start.next_hop,
        "NEXT_HOP_ADDRESSES": "|".join(map(re.escape, _addresses(start.next_hop))) if start.in_the_path else "",
        "LABEL_HEADER": LABEL_HEADER,
        "SCRIPT_FILE": _path(kamailio_folder() / SCRIPT),
        "CONTROL_SOCKET": _path(start.folder / CONTROL_SOCKET),
        "TLS_FILE": _path(start.folder / "tls.cfg"),
    }


def _addresses(next_hop: str) -> list[str]:
    """The addresses of the switch, as they are now; a name that has none is told."""
    found = _NEXT_HOP.fullmatch(next_hop)
    assert found
    host = found["host"].strip("[]")
    try:
        return sorted({str(one[4][0]) for one in socket.getaddrinfo(host, None)})
    except OSError:
        raise InputError(
            "next_hop",
            Wording(f"không tìm được địa chỉ của {host}", f"no address was found for {host}"),
        ) from None


def _filled(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"@([A-Z_]+)@", lambda found: values[found[1]], template)


def _path(path: Path) -> str:
    """A path that may stand in Kamailio's configuration."""
    if not _SAFE_PATH.fullmatch(str(path)):
        raise InputError(
            "path",
            Wording(
                f"đường dẫn có ký tự không dùng được trong cấu hình Kamailio: {path}",
                f"the path has characters that cannot stand in Kamailio's configuration: {path}",
            ),
        )
    return str(path)


def _tls_text(tls: Tls) -> str:
    """Partners must show a certificate of the authorities; the same files serve towards the next hop."""
    files = (
        f"private_key = {_path(tls.key.resolve())}\n"
        f"certificate = {_path(tls.certificate.resolve())}\n"
        f"ca_list = {_path(tls.authorities.resolve())}\n"
    )
    return (
        f"[server:default]\nmethod = TLSv1.2+\nverify_certificate = yes\nrequire_certificate = yes\n{files}\n"
        f"[client:default]\nmethod = TLSv1.2+\nverify_certificate = yes\nrequire_certificate = yes\n{files}"
    )


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
