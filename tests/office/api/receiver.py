"""A body's receiver of messages: a real HTTP server on this machine that keeps what it gets."""

import hashlib
import hmac
import ssl
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass
class Got:
    """One message as it arrived."""

    path: str
    headers: dict[str, str]
    content: bytes


@dataclass
class Receiver:
    """What arrived, and what the receiver answers from now on."""

    url: str
    got: list[Got] = field(default_factory=list)
    status: int = 204
    location: str = ""
    drip: bool = False


@contextmanager
def receiver(*, certificate: Path | None = None, name: str = "127.0.0.1") -> Iterator[Receiver]:
    """A receiver on a free port; with TLS when there is a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            there.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, content))
            if there.drip:
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for _ in range(100):
                    self.wfile.write(b"X: x\r\n")
                    time.sleep(0.1)
            self.send_response(there.status)
            if there.location:
                self.send_header("Location", there.location)
            self.end_headers()

        def do_GET(self) -> None:
            there.got.append(Got(self.path, {}, b""))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A caller that hangs up is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    there = Receiver(f"http{'s' if certificate else ''}://{name}:{server.server_address[1]}/tin")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def signature_is_good(got: Got, secret: str) -> bool:
    """What a receiver does, written from the standard and not from the office's code."""
    signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.content
    made = hmac.new(b64decode(secret[len("whsec_") :]), signed, hashlib.sha256).digest()
    return any(
        hmac.compare_digest(one, "v1," + b64encode(made).decode())
        for one in got.headers["webhook-signature"].split(" ")
    )


def certificate_for(name: str, folder: Path) -> Path:
    """A certificate for `name` that is its own authority, with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=3650)).not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / f"{name}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path
