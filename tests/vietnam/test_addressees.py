import unicodedata

import pytest

from lachan.vietnam.addressees import AddresseeGroup as Who
from lachan.vietnam.addressees import addressees_in


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Các phòng chuyên môn, đơn vị thuộc Sở", {Who.DEPARTMENT_DIVISIONS}),
        ("Thanh tra Sở", {Who.DEPARTMENT_DIVISIONS}),
        ("Phòng Văn hóa và Thông tin các huyện, thành phố", {Who.LOCAL_CULTURE_OFFICES}),
        ("Phòng Văn hóa - Xã hội các xã, phường", {Who.LOCAL_CULTURE_OFFICES}),
        ("Phòng Văn hoá – Xã hội thuộc UBND xã", {Who.LOCAL_CULTURE_OFFICES, Who.COMMUNE_COMMITTEES}),
        ("CÁC DOANH NGHIỆP VIỄN THÔNG trên địa bàn tỉnh", {Who.OPERATORS}),
        ("các nhà mạng", {Who.OPERATORS}),
        ("doanh nghiệp cung cấp dịch vụ viễn thông, Internet", {Who.OPERATORS}),
        ("VNPT Lạng Sơn", {Who.OPERATORS}),
        ("Công an tỉnh (PC02, PA05)", {Who.POLICE}),
        ("UBND các xã, phường", {Who.COMMUNE_COMMITTEES}),
        ("Ủy ban nhân dân cấp xã", {Who.COMMUNE_COMMITTEES}),
        ("Uỷ ban nhân dân các phường, thị trấn", {Who.COMMUNE_COMMITTEES}),
        ("Các sở, ban, ngành của tỉnh", {Who.DEPARTMENTS}),
        ("UBND tỉnh Lạng Sơn", set()),
        ("Hội Liên hiệp Phụ nữ tỉnh", set()),
        ("Lãnh đạo Sở", set()),
        ("Tổ công nghệ số cộng đồng", set()),
        ("", set()),
    ],
)
def test_a_heading_names_its_groups(text: str, groups: set[Who]) -> None:
    for spelling in (text, text.upper(), unicodedata.normalize("NFD", text)):
        assert set(addressees_in(spelling)) == groups


def test_every_group_has_both_languages_and_a_stable_code() -> None:
    assert {who.value for who in Who} == {
        "department_divisions",
        "local_culture_offices",
        "operators",
        "police",
        "commune_committees",
        "departments",
    }
    for who in Who:
        assert who.wording.vi != who.wording.en
