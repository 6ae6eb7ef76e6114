"""Ways into the screen other than UDP, calls that stay in its path, and a Python that fails."""

import shutil
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lachan.screening import startup
from lachan.screening.kamailio import Kamailio
from lachan.screening.startup import Start, read_listen
from tests.screening.live import PARTNER, LiveScreen, Party, free_port, header, request
from tests.screening.messages import HOT_LINE

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(shutil.which("kamailio") is None, reason="the Debian package kamailio is not installed"),
]
TLS_MODULE = Path("/usr/lib/x86_64-linux-gnu/kamailio/modules/tls.so")
NOW = datetime.now(UTC)


def certificate(folder: Path, name: str, issuer: "tuple[x509.Name, ec.EllipticCurvePrivateKey] | None" = None) -> None:
    """A certificate and its key in PEM, signed by the issuer or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, signing = issuer or (subject, key)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signing, hashes.SHA256())
    )
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / f"{name}.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    if issuer is None:
        for other in ("screen.example", "partner.example", "nobody.example"):
            certificate(folder, other, (subject, key))


def reply_over(connection: socket.socket, message: str) -> str:
    """The first answer on a connection."""
    connection.settimeout(5)
    connection.sendall(message.encode())
    return connection.recv(65_536).decode()


@pytest.mark.skipif(not TLS_MODULE.exists(), reason="the Debian package kamailio-tls-modules is not installed")
def test_a_partner_is_known_by_the_name_in_its_certificate(tmp_path: Path) -> None:
    certificate(tmp_path, "authority.example")
    port = free_port()
    files = ",".join(
        str(tmp_path / one) for one in ("screen.example.pem", "screen.example.key", "authority.example.pem")
    )
    screen = LiveScreen(
        tmp_path,
        rules="".join(
            f'[rules.{rule}]\nanswer = "reject"\nstatus = "{status}"\n'
            for rule, status in (("SCR-012", 403), ("SCR-001", 607))
        ),
        options=("--listen", f"tls:127.0.0.1:{port}", "--tls", files),
    )
    trunk = '[[trunk]]\nname = "TLS-1"\noperator = "O"\nkind = "domestic"\ntls_names = ["partner.example"]\n'
    text = (tmp_path / "trunks.toml").read_text().replace(', "127.0.0.1"]', "]")
    (tmp_path / "trunks.toml").write_text(text + trunk)
    screen.start()
    try:
        context = ssl.create_default_context(cafile=str(tmp_path / "authority.example.pem"))
        for name, status in (("partner.example", 607), ("nobody.example", 403)):
            context = ssl.create_default_context(cafile=str(tmp_path / "authority.example.pem"))
            context.load_cert_chain(tmp_path / f"{name}.pem", tmp_path / f"{name}.key")
            with (
                socket.create_connection(("127.0.0.1", port), 5) as plain,
                context.wrap_socket(plain, server_hostname="screen.example") as connection,
            ):
                number = HOT_LINE if status == 607 else "+4930123456"
                message = request(by=number).replace("SIP/2.0/UDP", "SIP/2.0/TLS")
                assert reply_over(connection, message).startswith(f"SIP/2.0 {status} ")
    finally:
        assert screen.stop() == 0


def test_a_call_that_stays_in_the_path_comes_back_through_it(tmp_path: Path) -> None:
    port = free_port()
    screen = LiveScreen(tmp_path, options=("--listen", f"tcp:127.0.0.1:{port}", "--stay-in-path"))
    screen.start()
    try:
        partner = screen.party(PARTNER)
        partner.send(request(call_id="a-dialog", source=partner.at))
        got = screen.switch.heard("a-dialog")
        (route,) = header(got, "Record-Route")
        assert str(screen.port) in route
        onward = request("BYE", call_id="a-dialog", cseq=2, to_tag="t", headers=[f"Route: {route}"], source=partner.at)
        partner.send(onward)
        assert header(screen.switch.heard("a-dialog"), "Route") == [], "our own route is taken off"
        back = request(
            "BYE", call_id="a-dialog", cseq=3, uri=f"sip:x@{partner.at}", from_="<sip:callee@b.example>;tag=t",
            to_tag="1", headers=[f"Route: {route}"], source=screen.switch.at,
        ).replace("tag=t;tag=1\r\n", "tag=t\r\n")  # fmt: skip
        screen.switch.socket.sendto(back.encode(), ("127.0.0.1", screen.port))
        assert partner.heard("a-dialog").startswith("BYE")
        stranger = screen.party("127.0.0.9")
        stranger.send(back)
        assert screen.switch.heard("a-dialog").startswith("BYE"), (
            "whoever else writes so has it sent to the switch alone"
        )
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.sendall(request(call_id="by-tcp").replace("SIP/2.0/UDP", "SIP/2.0/TCP").encode())
            assert screen.switch.heard("by-tcp").startswith("INVITE")
    finally:
        screen.hang_up()
        assert screen.stop() == 0


@pytest.mark.parametrize("fail_open", [True, False])
def test_a_python_that_fails_is_counted_and_the_call_passes_or_not_as_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail_open: bool
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "kamailio.cfg").write_bytes((startup.kamailio_folder() / "kamailio.cfg").read_bytes())
    (broken / "screen.py").write_text(
        "class Handler:\n"
        "    def child_init(self, rank):\n        return 0\n"
        "    def screen_plain(self, message):\n        raise RuntimeError\n"
        "    def idle(self, message):\n        return 1\n"
        "def mod_init():\n    return Handler()\n"
    )
    monkeypatch.setattr(startup, "kamailio_folder", lambda: broken)
    port, switch = free_port(), Party("127.0.0.1")
    start = Start(
        (read_listen(f"127.0.0.1:{port}"),), f"sip:127.0.0.1:{switch.port}", tmp_path, workers=2, fail_open=fail_open
    )
    kamailio = Kamailio(start, tmp_path)
    caller = Party(PARTNER, port)
    try:
        kamailio.start()
        caller.send(request(call_id="failed", source=caller.at))
        if fail_open:
            assert switch.heard("failed")
        else:
            assert caller.heard("failed").startswith("SIP/2.0 503 ")
        caller.send(request(call_id="for-help", to="113", source=caller.at))
        assert switch.heard("for-help")
        assert kamailio.probe()
        assert kamailio.failures == 2
    finally:
        kamailio.end()
        for one in (caller, switch):
            one.socket.close()
