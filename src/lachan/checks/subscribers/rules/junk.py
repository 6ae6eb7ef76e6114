"""Indicators of junk SIMs: patterns that a review should look at. None is a violation by itself.

All thresholds are parameters of this software (`law.toml`, `junk.…`), to be set to what is usual at the operator.
"""

import ibis
from ibis.expr.types import BooleanValue, Table

from lachan.checks.given import Given
from lachan.checks.subscribers.rules.bases import INDICATOR
from lachan.checks.subscribers.rules.declare import group_rule, row_rule
from lachan.checks.subscribers.rules.holdings import paper
from lachan.checks.subscribers.rules.words import (
    FULL_YEAR,
    as_number,
    between_people,
    days_between,
    ended,
    person,
    plain_name,
    prepaid,
)

AT = ("place", "point", "clerk")


@group_rule(
    "SUB-075", "Một nhân viên kích hoạt dồn dập trong một giờ", "One clerk, many activations in an hour",
    law=INDICATOR, severity="medium", subject="clerk", screen="days",
    needs=("clerk_id", "point_id", "activated_on"), parameters=("junk.clerk_hour",),
)  # fmt: skip
def clerk_hour(t: Table, given: Given) -> Table:
    """What: one clerk activated more persons' prepaid numbers within a clock hour than the parameter allows.

    Why: a photo, a paper and a signature take minutes; such a pace means that nobody was present.
    Law: an indicator; the duty to verify each owner.
    What it must not accuse: days without time of day (midnight), which say nothing of the hour; registrations by
    application; organisations.
    """
    timed = t.filter(_timed(t) & t.clerk_id.notnull())
    timed = timed.mutate(when=timed.activated_on.truncate("h"))
    return _burst(timed, AT, given.value("junk.clerk_hour", given.as_of))


@group_rule(
    "SUB-076", "Một điểm kích hoạt dồn dập trong một giờ", "One point, many activations in an hour",
    law=INDICATOR, severity="medium", subject="point", screen="days",
    needs=("point_id", "activated_on"), parameters=("junk.point_hour",),
)  # fmt: skip
def point_hour(t: Table, given: Given) -> Table:
    """What: one service point activated more persons' prepaid numbers within a clock hour than the parameter allows.

    Why: batches are activated at points with a device for many SIMs.
    Law: an indicator; the duty to verify each owner.
    What it must not accuse: days without time of day; large points, for which the parameter is to be set.
    """
    timed = t.filter(_timed(t))
    timed = timed.mutate(when=timed.activated_on.truncate("h"))
    return _burst(timed, AT[:2], given.value("junk.point_hour", given.as_of))


@group_rule(
    "SUB-077", "Một nhân viên kích hoạt quá nhiều trong một ngày", "One clerk, very many activations in a day",
    law=INDICATOR, severity="low", subject="clerk", screen="days",
    needs=("clerk_id", "point_id", "activated_on"), parameters=("junk.clerk_day",),
)  # fmt: skip
def clerk_day(t: Table, given: Given) -> Table:
    """What: one clerk activated more persons' prepaid numbers on one day than the parameter allows.

    Why: the same as within an hour, for inputs without time of day.
    Law: an indicator; the duty to verify each owner.
    What it must not accuse: one id that stands for a whole counter: then the parameter is to be set.
    """
    named = t.filter(t.clerk_id.notnull())
    named = named.mutate(when=named.day.cast("timestamp"))
    return _burst(named, AT, given.value("junk.clerk_day", given.as_of))


def _timed(t: Table) -> BooleanValue:
    """The moment has a time of day; midnight stands for "not known"."""
    return t.activated_on != t.day.cast("timestamp")


def _burst(t: Table, by: tuple[str, ...], least: int) -> Table:
    t = t.mutate(place=t.operator.fill_null(""), point=t.point_id.fill_null(""), clerk=t.clerk_id.fill_null(""))
    found = t.group_by(*by, "when").aggregate(
        count=t.number.nunique(), first_seen=t.activated_on.min(), last_seen=t.activated_on.max(),
        papers=t.id_number.nunique(),
    )  # fmt: skip
    found = found.filter(found["count"] >= least)
    parts = [found[name] for name in by]
    return found.select(
        "count", "first_seen", "last_seen",
        subject=_joined(*parts), key=found.when.strftime("%Y-%m-%d %H"), numbers=found["count"],
        operator=found.place, point_id=found.point, papers=found.papers.cast("string"),
    )  # fmt: skip


def _joined(first: ibis.expr.types.StringValue, *rest: ibis.expr.types.StringValue) -> ibis.expr.types.StringValue:
    for one in rest:
        first = first.concat("/", one)
    return first


@group_rule(
    "SUB-078", "Một giấy tờ đăng ký dồn nhiều số trong một ngày", "One paper, many numbers in a day",
    law=INDICATOR, severity="medium", subject="paper", screen="papers",
    needs=("id_number", "id_kind", "activated_on"), parameters=("junk.paper_day",),
)  # fmt: skip
def paper_day(t: Table, given: Given) -> Table:
    """What: one person's paper got more mobile numbers on one day than the parameter allows.

    Why: SIMs sold with somebody's data already in them are registered in one go.
    Law: an indicator; there is no cap on how many numbers a person may hold.
    What it must not accuse: organisations, and numbers for devices, which are bought in batches.
    """
    held = t.filter(person(t) & between_people(t) & t.id_number.notnull() & t.day.notnull())
    held = held.mutate(paper=paper(held))
    least = given.value("junk.paper_day", given.as_of)
    rows = held.group_by("paper", "day").aggregate(rows=held.count())
    held = held.semi_join(rows.filter(rows.rows >= least), ["paper", "day"])  # few; only they are counted exactly
    found = held.group_by("paper", "day").aggregate(
        count=held.number.nunique(), first_seen=held.activated_on.min(), last_seen=held.activated_on.max(),
        points=held.point_id.nunique(),
    )  # fmt: skip
    found = found.filter(found["count"] >= least)
    return found.select(
        "count", "first_seen", "last_seen", subject=found.paper, key=found.day.cast("string"),
        numbers=found["count"], points=found.points.cast("string"),
    )  # fmt: skip


@group_rule(
    "SUB-079", "Một ảnh chân dung cho nhiều người", "One portrait for several persons",
    law=INDICATOR, severity="high", subject="photo", screen="photos",
    needs=("photo_hash", "owner_name", "birth_date", "id_number"),
)  # fmt: skip
def photo_of_several(t: Table, given: Given) -> Table:
    """What: the same photo stands under different names, birth dates and papers.

    Why: one person lent the face to many papers.
    Law: an indicator; the photo has to be of the person present.
    What it must not accuse: one person with an old and a new paper; a name in two spellings; a birth date corrected
    since; records without photo.
    """
    found = _persons(t, "photo_hash")
    return _shared(found.filter((found.names > 1) & (found.papers > 1) & (found.births > 1)), "photo_hash")


@group_rule(
    "SUB-080", "Một bản chụp giấy tờ cho nhiều người", "One scan for several papers",
    law=INDICATOR, severity="high", subject="scan", screen="scans",
    needs=("id_scan_hash", "owner_name", "id_number"),
)  # fmt: skip
def scan_of_several(t: Table, given: Given) -> Table:
    """What: the same scan stands under different names and numbers of papers.

    Why: the scan cannot show both.
    Law: an indicator; the scan has to be of the paper shown.
    What it must not accuse: one person's old and new paper on one sheet; organisations.
    """
    found = _persons(t, "id_scan_hash")
    return _shared(found.filter((found.names > 1) & (found.papers > 1)), "id_scan_hash")


def _persons(t: Table, by: str) -> Table:
    held = t.filter(t.id_number.notnull() & t.owner_name.notnull())
    held = held.mutate(name=plain_name(held.owner_name))
    return held.group_by(by).aggregate(
        count=held.count(), numbers=held.number.nunique(), names=held.name.nunique(), papers=held.id_number.nunique(),
        births=held.birth_date.nunique(), points=held.point_id.nunique(),
        first_seen=held.activated_on.min(), last_seen=held.activated_on.max(),
    )  # fmt: skip


def _shared(found: Table, by: str) -> Table:
    return found.select(
        "count", "numbers", "first_seen", "last_seen", subject=found[by],
        names=found.names.cast("string"), papers=found.papers.cast("string"), points=found.points.cast("string"),
    )  # fmt: skip


@group_rule(
    "SUB-081", "Dải số liền nhau kích hoạt cùng ngày, chưa từng dùng", "Row of numbers activated together, never used",
    law=INDICATOR, severity="medium", subject="point", screen="days",
    needs=("number", "point_id", "activated_on", "last_used_on"),
    parameters=("junk.consecutive", "junk.unused_after_days"),
)  # fmt: skip
def consecutive_unused(t: Table, given: Given) -> Table:
    """What: consecutive numbers of persons were activated at one point on one day, and weeks later none was used.

    Why: this is what a box of SIMs looks like that was registered before it was sold.
    Law: an indicator; selling SIMs with data already entered is fined.
    What it must not accuse: numbers activated a few days ago; organisations and devices; inputs that do not say when a
    number was last used.
    """
    unused = _never_used(t, given).filter(lambda x: x.number.re_search(r"^0[0-9]{9}$"))
    one = unused.group_by("place", "point", "day", "number").aggregate(activated_on=unused.activated_on.min())
    rank = ibis.row_number().over(group_by=[one.place, one.point, one.day], order_by=one.number)
    rows = one.mutate(island=one.number.cast("int64") - rank)
    found = rows.group_by("place", "point", "day", "island").aggregate(
        count=rows.count(), first_seen=rows.activated_on.min(), last_seen=rows.activated_on.max(),
        first_number=rows.number.min(), last_number=rows.number.max(),
    )  # fmt: skip
    found = found.filter(found["count"] >= given.value("junk.consecutive", given.as_of))
    return found.select(
        "count", "first_seen", "last_seen", "first_number", "last_number",
        subject=_joined(found.place, found.point), key=found.day.cast("string").concat("|", found.first_number),
        numbers=found["count"],
    )  # fmt: skip


@group_rule(
    "SUB-082", "Nhiều số cùng điểm, cùng ngày, nhiều tuần chưa dùng", "Many numbers of a point and day unused",
    law=INDICATOR, severity="medium", subject="point", screen="days",
    needs=("point_id", "activated_on", "last_used_on"), parameters=("junk.unused_at_point", "junk.unused_after_days"),
)  # fmt: skip
def unused_at_point(t: Table, given: Given) -> Table:
    """What: many persons' prepaid numbers activated at one point on one day were not used in the weeks after.

    Why: who buys a number uses it; these were activated in advance.
    Law: an indicator; selling SIMs with data already entered is fined.
    What it must not accuse: numbers activated a few days ago; inputs that do not say when a number was last used.
    """
    unused = _never_used(t, given)
    found = unused.group_by("place", "point", "day").aggregate(
        count=unused.number.nunique(), first_seen=unused.activated_on.min(), last_seen=unused.activated_on.max(),
        papers=unused.id_number.nunique(),
    )  # fmt: skip
    found = found.filter(found["count"] >= given.value("junk.unused_at_point", given.as_of))
    return found.select(
        "count", "first_seen", "last_seen", subject=_joined(found.place, found.point), key=found.day.cast("string"),
        numbers=found["count"], papers=found.papers.cast("string"),
    )  # fmt: skip


def _never_used(t: Table, given: Given) -> Table:
    weeks = given.value("junk.unused_after_days", given.as_of)
    old = days_between(ibis.literal(given.as_of), t.day) >= weeks
    unused = t.filter(t.last_used_on.isnull() & ~ended(t) & old)
    return unused.mutate(place=unused.operator.fill_null(""), point=unused.point_id.fill_null(""))


@group_rule(
    "SUB-083", "Một thiết bị cho nhiều số của nhiều người", "One device, many numbers of several persons",
    law=INDICATOR, severity="medium", subject="device", screen="devices",
    needs=("imei", "id_number"), parameters=("junk.device_numbers", "junk.device_papers"),
)  # fmt: skip
def device_of_many(t: Table, given: Given) -> Table:
    """What: one IMEI serves more numbers, and more papers, than the parameters allow.

    Why: SIM boxes and devices for activating many SIMs change numbers all day.
    Law: an indicator; such devices are fined.
    What it must not accuse: two SIMs in one telephone; a family's telephone; numbers for devices; IMEIs of wrong length
    or of one digit only, which cheap telephones share.
    """
    held = t.filter(t.id_number.notnull())
    found = held.group_by("imei").aggregate(
        count=held.count(), numbers=held.number.nunique(), papers=held.id_number.nunique(),
        points=held.point_id.nunique(), first_seen=held.activated_on.min(), last_seen=held.activated_on.max(),
    )  # fmt: skip
    many = found.numbers >= given.value("junk.device_numbers", given.as_of)
    of_several = found.papers >= given.value("junk.device_papers", given.as_of)
    found = found.filter(many & of_several)
    return found.select(
        "count", "numbers", "first_seen", "last_seen", subject=found.imei,
        papers=found.papers.cast("string"), points=found.points.cast("string"),
    )  # fmt: skip


@row_rule(
    "SUB-084", "Chủ thuê bao trả trước rất cao tuổi tự sử dụng", "Very old owner of a new prepaid number",
    law=INDICATOR, severity="low", dated="activation", needs=("birth_date", "activated_on", "plan"),
    facts=("user_kind", "point_id", "clerk_id"), parameters=("junk.old_user_age", "ages.oldest"),
)  # fmt: skip
def very_old_user(t: Table, given: Given) -> BooleanValue:
    """What: the owner of a prepaid number was very old on the day of activation and is said to use it alone.

    Why: papers of the very old are lent and bought; the owner may not be the user.
    Law: an indicator; the age is a threshold of this software.
    What it must not accuse: the old, who have telephones: ask, do not lock. Numbers for a ward or device; ages that
    nobody reaches, which SUB-032 tells.
    """
    lived = as_number(t.day) - as_number(t.birth_date)
    oldest = given.value("ages.oldest", given.as_of) * FULL_YEAR
    about = t.day.year() - t.birth_year >= given.least("junk.old_user_age")
    old = about & (lived >= given.at("junk.old_user_age", t.day) * FULL_YEAR) & (lived < oldest)
    return prepaid(t) & between_people(t) & person(t) & old & (t.user_kind.fill_null("self") == "self")
