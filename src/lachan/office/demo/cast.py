"""Who plays: an officer and a leader in every unit, and the few accounts with which a visitor signs in."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from lachan.office.demo.names import invented_names
from lachan.office.people.actions import add_account
from lachan.office.people.actor import Actor, actor_for
from lachan.office.people.models import Person, Role
from lachan.office.units.models import Unit, UnitKind

SINCE = timedelta(days=120)  # the accounts are this much older than the story's last day
REPORTING = (UnitKind.DIVISION, UnitKind.DISTRICT_OFFICE, UnitKind.COMMUNE_OFFICE, UnitKind.OPERATOR)
BINDING = (Role.LEADER, Role.ADMINISTRATOR)  # whoever signs has two factors
EXCHANGING = (UnitKind.POLICE, UnitKind.OPERATOR)  # and whoever registers keys
LEADERS_TITLE = {UnitKind.OPERATOR: "Giám đốc", UnitKind.DIVISION: "Trưởng phòng", UnitKind.DEPARTMENT: "Giám đốc"}


@dataclass(frozen=True)
class Account:
    """An account that a visitor can sign in with; `totp_secret` is empty where no second factor is asked for."""

    person: Person
    role: str
    unit: Unit
    password: str
    totp_secret: str


@dataclass
class Company:
    """The Department, the units that report, and who writes and signs in each."""

    department: Unit
    reporting: list[Unit]
    writers: dict[int, Person] = field(default_factory=dict)
    leaders: dict[int, Person] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)

    def writer(self, unit: Unit, now: datetime) -> Actor:
        """Who writes for the unit, at that moment."""
        return actor_for(self.writers[unit.pk], now=now, second_factor=True)

    def leader(self, unit: Unit, now: datetime) -> Actor:
        """Who signs for the unit, at that moment."""
        return actor_for(self.leaders[unit.pk], now=now, second_factor=True)


def gather_company(*, last_day: date, now: datetime) -> Company:
    """Make the accounts of the demo among the units that exist on `last_day`."""
    units = Unit.objects.valid_on(last_day)
    department = units.filter(kind=UnitKind.DEPARTMENT).order_by("pk").first()
    if department is None:
        raise LookupError("the province has no Department on that day")
    company = Company(department, list(units.filter(kind__in=REPORTING).order_by("kind", "key")))
    names = invented_names(seed=20)
    since = last_day - SINCE

    def add(unit: Unit, role: Role, address: str, title: str = "", *, visitor: bool = False) -> Person:
        password = secrets.token_urlsafe(12) if visitor else None
        person = add_account(
            email=f"{address}@lachan.example", full_name=next(names), password=password, unit=unit, role=role,
            title=title, valid_from=since, now=now,
        )  # fmt: skip
        if password is not None:
            secret = generate_totp_secret() if role in BINDING or unit.kind in EXCHANGING else ""
            if secret:
                TOTP.activate(person, secret)
            company.accounts.append(Account(person, str(role.label), unit, password, secret))
        return person

    company.writers[department.pk] = add(department, Role.OFFICER, "chuyenvien.so", "Chuyên viên", visitor=True)
    company.leaders[department.pk] = add(department, Role.LEADER, "giamdoc.so", "Giám đốc", visitor=True)
    add(department, Role.CLERK, "vanthu.so", "Văn thư", visitor=True)
    add(department, Role.READER, "nguoixem.so", visitor=True)
    add(department, Role.ADMINISTRATOR, "quantri.so", visitor=True)
    shown = {unit.pk for unit in stage(company)}
    for unit in company.reporting:
        writes = Role.LIAISON if unit.kind == UnitKind.OPERATOR else Role.OFFICER
        visitor, title = unit.pk in shown, LEADERS_TITLE.get(UnitKind(unit.kind), "Trưởng phòng")
        company.writers[unit.pk] = add(unit, writes, f"canbo.{unit.key}", visitor=visitor)
        company.leaders[unit.pk] = add(unit, Role.LEADER, f"lanhdao.{unit.key}", title, visitor=visitor)
    for unit in units.filter(kind=UnitKind.POLICE).order_by("key")[:1]:
        add(unit, Role.LIAISON, f"dautoi.{unit.key}", visitor=True)
        company.writers[unit.pk] = add(unit, Role.OFFICER, f"dieutra.{unit.key}", "Điều tra viên", visitor=True)
        add(unit, Role.OFFICER, f"dieutra2.{unit.key}", "Điều tra viên", visitor=True)
        company.leaders[unit.pk] = add(unit, Role.LEADER, f"lanhdao.{unit.key}", "Trưởng phòng", visitor=True)
    return company


def stage(company: Company) -> list[Unit]:
    """The units whose accounts a visitor gets: two local offices and one operator."""
    local = [unit for unit in company.reporting if unit.kind in (UnitKind.DISTRICT_OFFICE, UnitKind.COMMUNE_OFFICE)]
    operators = [unit for unit in company.reporting if unit.kind == UnitKind.OPERATOR]
    return [*local[:2], *operators[:1]]
