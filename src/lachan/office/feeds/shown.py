"""What the page of open data says of each file, and how a resolver takes it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.exchange.blocklists import FORMATS
from lachan.office.feeds.queries.lists import STIX_FILE


@dataclass(frozen=True)
class ShownFile:
    """A file on the page: its name, for what it is, and what it blocks."""

    name: str
    use: str | Promise
    signed: bool = True


_USES: dict[str, str | Promise] = {
    "rpz": _("Máy chủ tên miền BIND, Unbound, Knot, PowerDNS (vùng chính sách RPZ); chặn cả tên con"),
    "unbound": _("Unbound, không cần RPZ; chặn cả tên con"),
    "dnsmasq": _("dnsmasq, bộ phát Wi-Fi OpenWrt; chặn cả tên con"),
    "adguard": _("AdGuard, AdGuard Home, uBlock Origin; chặn cả tên con"),
    "hosts": _("Tệp hosts của máy tính, Pi-hole; chỉ chặn đúng tên"),
    "plain": _("Mỗi dòng một tên miền, cho công cụ tự viết"),
    "csv": _("Bảng tính, thống kê; có cả địa chỉ IP, thủ đoạn, thời hạn"),
    "json": _("Chương trình; có cả địa chỉ IP, thủ đoạn, thời hạn"),
}
FILES = (
    *(ShownFile(FORMATS[key].file, use) for key, use in _USES.items()),
    ShownFile(STIX_FILE, _("STIX 2.1, một tệp, có cả mục đã rút trong 90 ngày")),
)


def examples(origin: str) -> tuple[tuple[str | Promise, str], ...]:
    """Short examples with their titles, for the address at which the page was asked."""
    return (
        (
            _("Tải, kiểm chữ ký rồi mới dùng"),
            f"curl -fsSO {origin}/danh-sach/rpz.zone\ncurl -fsSO {origin}/danh-sach/rpz.zone.sig\n"
            "lachan lists verify rpz.zone --key office.pub",
        ),
        (
            "Unbound",
            'server:\n  module-config: "respip validator iterator"\nrpz:\n  name: lachan.rpz\n'
            "  zonefile: /var/lib/lachan/rpz.zone",
        ),
        (
            "BIND 9",
            'options { response-policy { zone "lachan.rpz"; }; };\n'
            'zone "lachan.rpz" { type primary; file "/var/lib/lachan/rpz.zone"; };',
        ),
        ("dnsmasq", "conf-file=/var/lib/lachan/dnsmasq.conf"),
        ("AdGuard Home", f"{origin}/danh-sach/adguard.txt"),
    )
