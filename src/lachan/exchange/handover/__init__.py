"""The sealed hand-over: what was asked, signed by the office; what is answered, for the asker's eyes alone.

The office writes a request file when a request is approved. The holder of the data seals the answer to the asker's
age key. The office carries the package and reads its header; only the asker opens it. docs/formats/handover.md
"""

from lachan.exchange.handover.keys import (
    KeyKind,
    fingerprint,
    identity_fingerprint,
    new_identity,
    new_signing_key,
    read_identity,
)
from lachan.exchange.handover.opening import Opened, check_package, open_package
from lachan.exchange.handover.package import MOST_PAYLOAD_BYTES, PackageFacts, package_facts, seal_package
from lachan.exchange.handover.receipts import Receipt, check_receipt
from lachan.exchange.handover.request_file import Asked, RequestFile, read_request_file, write_request_file
from lachan.readers.signing_keys import read_signing_key, read_verifying_key

__all__ = [
    "MOST_PAYLOAD_BYTES",
    "Asked",
    "KeyKind",
    "Opened",
    "PackageFacts",
    "Receipt",
    "RequestFile",
    "check_package",
    "check_receipt",
    "fingerprint",
    "identity_fingerprint",
    "new_identity",
    "new_signing_key",
    "open_package",
    "package_facts",
    "read_identity",
    "read_request_file",
    "read_signing_key",
    "read_verifying_key",
    "seal_package",
    "write_request_file",
]
