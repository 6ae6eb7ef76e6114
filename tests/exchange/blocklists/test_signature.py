"""The signature beside a list: what was signed is told, anything else is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lachan.exchange.blocklists import FORMATS, sign
from lachan.readers.errors import InputError
from lachan.readers.list_signatures import check_list, read_list_signature
from tests.exchange.blocklists.lists import issue

KEY = Ed25519PrivateKey.generate()
LIST = issue("lua-dao.example")
CONTENT = FORMATS["hosts"].write(LIST)
SIGNED = sign(CONTENT, LIST, name="hosts.txt", key=KEY)


def test_a_signature_says_whose_list_it_is_which_issue_and_until_when() -> None:
    said = read_list_signature(SIGNED, key=KEY.public_key())
    assert (said.name, said.serial, said.valid_until) == ("hosts.txt", LIST.serial, LIST.valid_until)
    check_list(CONTENT, said)


def test_every_changed_byte_is_noticed() -> None:
    for place in range(0, len(SIGNED) - 1, 3):
        changed = bytearray(SIGNED)
        changed[place] ^= 1
        with pytest.raises(InputError):
            read_list_signature(bytes(changed), key=KEY.public_key())


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b"\n", CONTENT.replace(b"lua", b"lia"), b""])
def test_another_list_is_not_the_signed_one(content: bytes) -> None:
    with pytest.raises(InputError) as no:
        check_list(content, read_list_signature(SIGNED, key=KEY.public_key()))
    assert no.value.code == "list_changed"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"<html>", b"x" * 100_000, SIGNED.partition(b"\n")[0]])
def test_what_is_no_signature_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as no:
        read_list_signature(content, key=KEY.public_key())
    assert no.value.code == "no_list_signature"


def test_another_key_is_refused() -> None:
    with pytest.raises(InputError) as no:
        read_list_signature(SIGNED, key=Ed25519PrivateKey.generate().public_key())
    assert no.value.code == "list_signature"
