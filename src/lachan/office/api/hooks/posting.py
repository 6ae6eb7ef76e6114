"""One POST to a checked address: TLS for the name, no redirect followed, no more than a quarter of a minute."""

import http.client
import socket
import ssl
import threading

from lachan.office.api.hooks.addresses import Target, checked_address

SECONDS_A_STEP = 5.0
SECONDS_IN_ALL = 15.0


class _Plain(http.client.HTTPConnection):
    """A connection to an address that was checked, whatever the name says by now."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS_A_STEP)
        self.address = address

    def connect(self) -> None:
        """Connect to the checked address."""
        self.sock = socket.create_connection((self.address, self.port), SECONDS_A_STEP)


class _Secure(_Plain):
    """The same with TLS; the certificate must be the name's."""

    def connect(self) -> None:
        """Connect, and let the certificate prove the name."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def post(target: Target, content: bytes, headers: dict[str, str]) -> int:
    """The status of the answer, whose content nobody reads. OSError or HTTPException when there is none."""
    address = checked_address(target)
    connection = (_Secure if target.secure else _Plain)(target, address)
    late = threading.Event()
    end = threading.Timer(SECONDS_IN_ALL, _cut, [connection, late])  # who drips an answer holds nobody up
    end.daemon = True
    end.start()
    try:
        connection.request("POST", target.path, body=content, headers=headers)
        status = connection.getresponse().status
        if late.is_set():
            raise TimeoutError("the answer took too long")
        return status
    finally:
        end.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:  # closed in the same moment
            return
