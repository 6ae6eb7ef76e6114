"""Registered rightly: verification, channel, and who may sell what to whom on that day."""

from datetime import date

from ibis.expr.types import BooleanValue, Table

from lachan.checks.given import Given
from lachan.checks.subscribers.rules.bases import AGENTS, C08, FOREIGNERS, FOUR_FIELDS, MATCHED, THREE_FIELDS
from lachan.checks.subscribers.rules.declare import row_rule
from lachan.checks.subscribers.rules.words import between_people, blank, ended, mobile, person, prepaid


@row_rule(
    "SUB-066", "Thuê bao H2H mới chưa được xác thực", "New number for people without verification",
    law=FOUR_FIELDS, severity="high", dated="activation", needs=("verified_on", "verified_fields", "activated_on"),
    facts=("point_kind", "point_id"), parameters=("verification.fields",),
)  # fmt: skip
def not_verified(t: Table, given: Given) -> BooleanValue:
    """What: a person's H2H number activated since 15 April 2026 has no verification on record.

    Why: service may only be given to a verified person.
    Law: four fields are matched before service; the proof is kept as long as the number is active.
    What it must not accuse: numbers for devices, organisations, and numbers activated before.
    """
    return between_people(t) & person(t) & t.verified_on.isnull() & t.verified_fields.isnull()


@row_rule(
    "SUB-067", "Xác thực chưa đủ số trường quy định", "Verified by fewer fields than the law asks",
    law=FOUR_FIELDS, severity="high", dated="activation", needs=("verified_fields", "activated_on"),
    facts=("id_kind", "verified_by", "point_kind"), parameters=("verification.fields",),
)  # fmt: skip
def too_few_fields(t: Table, given: Given) -> BooleanValue:
    """What: a person's H2H number activated since 15 April 2026 was matched by fewer than four fields.

    Why: the missing field is mostly the face, which tells a borrowed paper.
    Law: personal number, full name, birth date and face have to match.
    What it must not accuse: foreigners, who are not in the population data base; earlier activations, for which fewer
    fields were enough; records without verification, which SUB-066 tells.
    """
    needed = given.at("verification.fields", t.day)
    return between_people(t) & person(t) & t.id_kind.isin(["cccd", "cmnd"]) & (t.verified_fields < needed)


@row_rule(
    "SUB-068", "Đăng ký qua ứng dụng, khớp dưới 3 trường", "Registered by application with fewer than three fields",
    law=THREE_FIELDS, severity="medium", dated="activation", until=date(2026, 4, 14),
    needs=("verified_fields", "point_kind", "activated_on"), facts=("verified_by",),
    parameters=("verification.fields",),
)  # fmt: skip
def too_few_fields_online(t: Table, given: Given) -> BooleanValue:
    """What: a number registered by application from 24/12/2024 to 14/4/2026 was matched by under three fields.

    Why: at a distance nobody sees the person.
    Law: name, birth date and number of the paper had to match (seen for verification by video call).
    What it must not accuse: registrations at a point; those since 15 April 2026, which SUB-067 judges.
    """
    needed = given.at("verification.fields", t.day)
    return between_people(t) & person(t) & (t.point_kind == "app") & (t.verified_fields < needed)


@row_rule(
    "SUB-069", "Thuê bao cũ chưa từng được đối soát", "Older number never matched",
    law=MATCHED, severity="low", dated="as_of", needs=("verified_on",), facts=("activated_on", "id_kind", "id_number"),
)  # fmt: skip
def never_matched(t: Table, given: Given) -> BooleanValue:
    """What: a person's mobile number in use has no verification at all on record.

    Why: since April 2023 numbers that do not match the population data base are locked one way.
    Law: the matching of 2023, and Decree 163/2024.
    What it must not accuse: numbers since 15 April 2026, which SUB-066 judges; foreigners; numbers already suspended;
    the owner, for it is the operator that matches.
    """
    vietnamese = t.id_kind.isin(["cccd", "cmnd"])
    in_use = ~ended(t) & t.status.fill_null("active").notin(["one_way", "two_way"])
    return between_people(t) & person(t) & vietnamese & in_use & (t.day < C08) & t.verified_on.isnull()


@row_rule(
    "SUB-070", "SIM mới bán qua đại lý khi các nhà mạng đã dừng", "New SIM through an agent after operators stopped it",
    law=AGENTS, severity="low", dated="activation", until=date(2024, 12, 23),
    needs=("point_kind", "activated_on", "plan"), facts=("point_id", "clerk_id"),
    parameters=("points.agents_sell_new",),
)  # fmt: skip
def sold_by_agent(t: Table, given: Given) -> BooleanValue:
    """What: a prepaid number was activated at an agent from 10 September 2023 to 23 December 2024.

    Why: operators had said that they sell no new SIMs there.
    Law: a commitment of the operators, no rule of law; Decree 163/2024 knows authorised points again.
    What it must not accuse: agents before and after; postpaid numbers; numbers for devices.
    """
    return prepaid(t) & between_people(t) & (t.point_kind == "agent") & ~given.at("points.agents_sell_new", t.day)


@row_rule(
    "SUB-071", "Người nước ngoài đăng ký qua ứng dụng, không rõ nguồn xác thực",
    "Foreigner registered by application, source of verification not said",
    law=FOREIGNERS, severity="low", dated="activation", needs=("id_kind", "point_kind", "verified_by", "activated_on"),
    facts=("nationality",),
)  # fmt: skip
def foreigner_online(t: Table, given: Given) -> BooleanValue:
    """What: the owner of a passport registered by application since 15 April 2026, and nothing says who verified it.

    Why: unless the immigration data base answers, a foreigner registers in person.
    Law: foreigners are matched with the immigration data base, otherwise only in person.
    What it must not accuse: foreigners at a point; those whose verification names its source.
    """
    online = mobile(t) & between_people(t) & (t.point_kind == "app")
    return online & person(t) & (t.id_kind == "passport") & blank(t.verified_by)
