"""Whom a directive can address: a closed list of groups of bodies, and the words that name them in a letter.

Knows no unit: which units belong to a group on a day is the office's register (duty by role, not by name).
"""

import re
from enum import Enum

from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording


class AddresseeGroup(Enum):
    """A group of bodies that a directive gives duties to; `value` is the stable code kept in data."""

    DEPARTMENT_DIVISIONS = "department_divisions"
    LOCAL_CULTURE_OFFICES = "local_culture_offices"
    OPERATORS = "operators"
    POLICE = "police"
    COMMUNE_COMMITTEES = "commune_committees"
    DEPARTMENTS = "departments"

    @property
    def wording(self) -> Wording:
        """The group as screens and papers name it."""
        return _WORDINGS[self]


_WORDINGS = {
    AddresseeGroup.DEPARTMENT_DIVISIONS: Wording(
        "Phòng chuyên môn, đơn vị thuộc Sở", "Divisions and units of the Department"
    ),
    AddresseeGroup.LOCAL_CULTURE_OFFICES: Wording(
        "Cơ quan văn hóa cấp huyện, cấp xã", "Local culture offices (district, commune)"
    ),
    AddresseeGroup.OPERATORS: Wording("Doanh nghiệp viễn thông", "Telecom operators"),
    AddresseeGroup.POLICE: Wording("Cơ quan Công an", "Police"),
    AddresseeGroup.COMMUNE_COMMITTEES: Wording("Ủy ban nhân dân cấp xã", "People's Committees of communes and wards"),
    AddresseeGroup.DEPARTMENTS: Wording("Các sở, ban, ngành của tỉnh", "Departments and agencies of the province"),
}

_WORDS = {
    AddresseeGroup.DEPARTMENT_DIVISIONS: re.compile(
        r"\bphong(,? ban)? chuyen mon|\b(don vi|phong) (truc )?thuoc so\b|\bthanh tra so\b|\bvan phong so\b"
    ),
    AddresseeGroup.LOCAL_CULTURE_OFFICES: re.compile(r"\bphong van hoa\b|\bphong vh\W{0,3}(tt|xh)\b"),
    AddresseeGroup.OPERATORS: re.compile(
        r"\bdoanh nghiep (cung cap (dich vu )?)?(buu chinh, )?(vien thong|internet)\b|\bnha mang\b"
        r"|\b(viettel|vnpt|mobifone|vietnamobile)\b"
    ),
    AddresseeGroup.POLICE: re.compile(r"\bcong an\b|\bpc02\b|\bpa05\b"),
    # "Phòng Văn hóa - Xã hội" holds "xã" too, and is no committee
    AddresseeGroup.COMMUNE_COMMITTEES: re.compile(
        r"\b(ubnd|uy ban nhan dan)\b(?! tinh)[^;:.()]{0,40}?\b(xa(?! hoi)|phuong|thi tran)\b"
    ),
    AddresseeGroup.DEPARTMENTS: re.compile(r"\b(cac )?so, (ban, )?nganh\b|\bcac so\b"),
}


def addressees_in(text: str) -> tuple[AddresseeGroup, ...]:
    """The groups that `text` (a heading, a line of "Kính gửi") names, in the order of the enum."""
    words = plain(text)
    return tuple(group for group in AddresseeGroup if _WORDS[group].search(words))
