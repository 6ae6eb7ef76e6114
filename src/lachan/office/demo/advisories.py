"""The demo's advisories: two of the shipped tricks went out, one of them was corrected since, and one is a draft."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from lachan.office.advisories import actions
from lachan.office.advisories.content import AdvisoryFacts, digest_of, facts_of, said_of
from lachan.office.advisories.models import AdvisoryVersion, Trick
from lachan.office.demo.cast import Company

SOURCE = "Danh mục thủ đoạn đã rà soát (mẫu)"


def tell_advisories(company: Company, *, last_day: date, at: Callable[[date, int], datetime]) -> None:
    """Fill the catalogue; publish, correct, and leave something to do."""
    first = last_day - timedelta(days=12)
    actions.seed_tricks(at(first, 8))
    _published(company, _drafted(company, "fake_authority", first, at), first, at)
    second = last_day - timedelta(days=6)
    old = _published(company, _drafted(company, "fake_brand_sms", second, at), second, at)
    _corrected(company, old, last_day - timedelta(days=3), at)
    _drafted(company, "hijacked_friend", last_day - timedelta(days=1), at)


def _drafted(company: Company, key: str, day: date, at: Callable[[date, int], datetime]) -> AdvisoryVersion:
    now, trick = at(day, 9), Trick.objects.get(key=key)
    facts = AdvisoryFacts(
        vietnamese=said_of(trick.vietnamese), english=said_of(trick.english), audiences=tuple(trick.audiences),
        until=day + timedelta(days=60),
    )  # fmt: skip
    writer = company.writer(company.department, now)
    return actions.start_advisory(facts=facts, trick_id=trick.pk, actor=writer, now=now)


def _corrected(
    company: Company, old: AdvisoryVersion, day: date, at: Callable[[date, int], datetime]
) -> AdvisoryVersion:
    now = at(day, 9)
    writer, where = company.writer(company.department, now), {"advisory_id": old.advisory_id, "version": old.version}
    made = actions.start_correction(**where, actor=writer, now=now)
    facts = facts_of(made)
    said = replace(facts.vietnamese, advice=(*facts.vietnamese.advice, "Hỏi con cháu trước khi bấm."))
    made = actions.change_draft(
        advisory_id=made.advisory_id, version=made.version, facts=replace(facts, vietnamese=said), actor=writer, now=now
    )
    return _published(company, made, day, at)


def _published(
    company: Company, version: AdvisoryVersion, day: date, at: Callable[[date, int], datetime]
) -> AdvisoryVersion:
    where = {"advisory_id": version.advisory_id, "version": version.version}
    seen = digest_of(facts_of(version))
    morning, noon, afternoon = at(day, 10), at(day, 11), at(day, 14)
    writer, leader = company.writer(company.department, morning), company.leader(company.department, noon)
    actions.check_facts(**where, seen=seen, note=SOURCE, actor=writer, now=morning)
    actions.approve(**where, seen=seen, actor=leader, now=noon)
    return actions.publish(**where, actor=writer, now=afternoon)
