"""The cast of the tests: a small province with invented people, one for each part that is played.

Lan drafts and Minh signs at the Department; Dũng reads there; Hoa writes and Tâm signs in commune A; Vy speaks for an
operator; Quân administers; Sơn is an outsider, an officer of commune B; Khoa investigates at PC02.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from lachan.office.people.actor import Actor, actor_for
from lachan.office.people.models import Membership, Person, Role
from lachan.office.units.models import Unit, UnitKind

PASSWORD = "mat-khau-thu-nghiem-9"
SINCE = date(2025, 7, 1)
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 02/03/2026, 09:00 in Vietnam


@dataclass(frozen=True)
class Cast:
    """Units and people of the small province."""

    department: Unit
    division: Unit
    commune_a: Unit
    commune_b: Unit
    operator: Unit
    police: Unit
    lan: Person
    minh: Person
    dung: Person
    hoa: Person
    tam: Person
    vy: Person
    quan: Person
    son: Person
    khoa: Person

    def actor(self, name: str, *, now: datetime = NOW, second_factor: bool = True) -> Actor:
        """The named person as an actor, signed in with two factors unless told otherwise."""
        return actor_for(getattr(self, name), now=now, second_factor=second_factor)


def unit(key: str, name: str, kind: UnitKind, parent: Unit | None = None, area: tuple[str, ...] = ()) -> Unit:
    """A unit of the small province, valid since 01/07/2025."""
    return Unit.objects.create(key=key, name=name, kind=kind, parent=parent, area=list(area), valid_from=SINCE)


def person(email: str, full_name: str, unit: Unit, role: Role, title: str = "") -> Person:
    """A person with one role since 01/07/2025 and the password of all tests."""
    somebody = Person.objects.new(email=f"{email}@langson.example", full_name=full_name, password=PASSWORD)
    Membership.objects.create(person=somebody, unit=unit, role=role, title=title, valid_from=SINCE)
    return somebody


def make_cast() -> Cast:
    """Store the whole cast."""
    department = unit("skhcn", "Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT)
    division = unit("skhcn-thanh-tra", "Thanh tra Sở", UnitKind.DIVISION, department)
    commune_a = unit("vhxh-05977", "Phòng Văn hóa - Xã hội phường Đông Kinh", UnitKind.COMMUNE_OFFICE, None, ("05977",))
    commune_b = unit("vhxh-06187", "Phòng Văn hóa - Xã hội phường Kỳ Lừa", UnitKind.COMMUNE_OFFICE, None, ("06187",))
    operator = unit("viettel-ls", "Viettel Lạng Sơn", UnitKind.OPERATOR)
    police = unit("pc02", "Phòng Cảnh sát hình sự (PC02)", UnitKind.POLICE)
    return Cast(
        department=department,
        division=division,
        commune_a=commune_a,
        commune_b=commune_b,
        operator=operator,
        police=police,
        lan=person("lan", "Hoàng Thị Lan", department, Role.OFFICER),
        minh=person("minh", "Lương Văn Minh", department, Role.LEADER, "Giám đốc"),
        dung=person("dung", "Vi Văn Dũng", department, Role.READER),
        hoa=person("hoa", "Nông Thị Hoa", commune_a, Role.OFFICER),
        tam=person("tam", "Lý Thanh Tâm", commune_a, Role.LEADER, "Trưởng phòng"),
        vy=person("vy", "Đinh Khánh Vy", operator, Role.LIAISON),
        quan=person("quan", "Bế Minh Quân", department, Role.ADMINISTRATOR),
        son=person("son", "Triệu Văn Sơn", commune_b, Role.OFFICER),
        khoa=person("khoa", "Hứa Đăng Khoa", police, Role.LIAISON),
    )
