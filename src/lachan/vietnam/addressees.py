"""Whom a directive can address: a closed list of groups of bodies, and the words by which a letter names them.

Knows no unit: which units belong to a group on a day is the office's register (duty by role, not by name).
"""

from enum import Enum

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
    AddresseeGroup.COMMUNE_COMMITTEES: Wording(
        "Ủy ban nhân dân cấp xã", "People's Committees of communes and wards"
    ),
    AddresseeGroup.DEPARTMENTS: Wording(
        "Các sở, ban, ngành của tỉnh", "Departments and agencies of the province"
    ),
}


def addressees_in(text: str) -> tuple[AddresseeGroup, ...]:
    """The groups that `text` (a heading, a line of "Kính gửi") names, in the order of the enum."""
    raise NotImplementedError
