"""Which addresses are called, in whatever writing and disguise."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.fetching.networks import LOOPBACK, REFUSED_4, may_be_called, written_address

PRIVATE = st.sampled_from(REFUSED_4).flatmap(lambda net: st.ip_addresses(network=net))


def disguises(address: IPv4Address) -> list[IPv6Address]:
    """An IPv4 address as it hides in IPv6: mapped, compatible, 6to4, NAT64 (two), Teredo, ISATAP."""
    four = int(address)
    return [
        IPv6Address(0xFFFF << 32 | four),
        IPv6Address(four),
        IPv6Address(0x2002 << 112 | four << 80),
        IPv6Address(0x0064FF9B << 96 | four),
        IPv6Address(0x0064FF9B0001 << 80 | four),
        IPv6Address(0x20010000 << 96 | (four ^ 0xFFFFFFFF)),
        IPv6Address(0x2A00 << 112 | 0x5EFE << 32 | four),
    ]


@pytest.mark.parametrize(
    "text", ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "203.162.4.190", "2606:4700::1111"]
)
def test_public_addresses_are_called(text: str) -> None:
    assert may_be_called(ip_address(text))


@given(PRIVATE)
def test_an_address_inside_is_called_in_no_disguise(address: IPv4Address) -> None:
    assert not may_be_called(address)
    assert not any(may_be_called(one) for one in disguises(address))


@given(st.ip_addresses())
def test_what_the_standard_library_calls_private_is_never_called(address: IPv4Address | IPv6Address) -> None:
    inside = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    assert not (inside and may_be_called(address))


def test_loopback_is_called_only_where_somebody_allows_it() -> None:
    assert not may_be_called(ip_address("127.0.0.1"))
    assert may_be_called(ip_address("127.0.0.1"), allowed=LOOPBACK)
    assert not may_be_called(ip_address("10.0.0.1"), allowed=LOOPBACK)


@given(st.ip_addresses(v=4), st.data())
def test_every_writing_of_an_address_is_read_as_the_address(address: IPv4Address, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 4))
    octets = list(address.packed)
    numbers = [*octets[: count - 1], int.from_bytes(bytes(octets[count - 1 :]), "big")]
    forms = st.sampled_from([str, hex, lambda one: f"0{one:o}" if one else "0", lambda one: f"0X{one:08X}"])
    written = ".".join(data.draw(forms)(one) for one in numbers)
    assert written_address(written) == address
    assert written_address(written + ".") == address


@pytest.mark.parametrize(
    "text", ["1.2.3.256", "256.1", "1.2.3.4.5", "08.1.1.1", "4294967296", "a.1", "0x1.b.3", "1..1"]
)
def test_what_ends_in_a_number_and_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        written_address(text)


@pytest.mark.parametrize("text", ["vidu.vn", "1.vidu", "0x.vn", "x7"])
def test_a_name_is_no_written_address(text: str) -> None:
    assert written_address(text) is None
