"""Registered rightly, counted: what the fourth and later number of one paper with one operator needs.

Numbers that were over when the next one began do not count, and of two on one moment the order of their digits
decides; a number that the input holds twice is one number. A large holding alone is no violation.
"""

import ibis
from ibis.expr.types import StringValue, Table

from lachan.checks.given import Given
from lachan.checks.subscribers.rules.bases import D163, FOURTH, NEW_FOURTH
from lachan.checks.subscribers.rules.declare import group_rule
from lachan.checks.subscribers.rules.words import between_people, ended, person

PAPER = ("id_kind", "id_number", "operator", "number", "activated_on")


@group_rule(
    "SUB-072", "Từ số trả trước thứ tư nhưng không có hợp đồng", "Fourth or later prepaid number without contract",
    law=FOURTH, severity="high", subject="number", screen="holdings", dated="activation",
    needs=("id_number", "activated_on", "plan", "contract_signed"), parameters=("prepaid.first_numbers",),
)  # fmt: skip
def fourth_without_contract(t: Table, given: Given) -> Table:
    """What: a person's fourth or later prepaid mobile number at one operator shows no signed form contract.

    Why: the contract is what makes a holder of many answer for them.
    Law: a form contract from the fourth prepaid number on, counted for each operator.
    What it must not accuse: the first three; postpaid numbers; numbers for devices; the holder, since the duty is the
    operator's; numbers that follow others already ended.
    """
    late = t.filter(lambda x: x.prepaid & (x.position > given.at("prepaid.first_numbers", x.day)))
    return _told(late.filter(~late.contract_signed.fill_null(False)))


@group_rule(
    "SUB-073", "Từ số trả trước thứ tư nhưng đăng ký tại đại lý", "Fourth or later prepaid number through an agent",
    law=NEW_FOURTH, severity="medium", subject="number", screen="holdings", dated="activation",
    needs=("id_number", "activated_on", "plan", "point_kind"),
    parameters=("prepaid.first_numbers", "prepaid.fourth_at_own_point"),
)  # fmt: skip
def fourth_at_agent(t: Table, given: Given) -> Table:
    """What: a person's fourth or later prepaid mobile number at one operator was registered by an agent.

    Why: agents were where batches of SIMs were registered on a few papers.
    Law: the contract is concluded only at a point with a fixed address that the operator set up itself.
    What it must not accuse: the first three; registrations before Decree 163/2024, whose text could not be confirmed;
    points of unknown kind.
    """
    late = t.filter(lambda x: x.prepaid & (x.position > given.at("prepaid.first_numbers", x.day)))
    own_only = given.at("prepaid.fourth_at_own_point", late.day)
    return _told(late.filter((late.point_kind == "agent") & own_only))


@group_rule(
    "SUB-074", "Đăng ký trực tuyến khi đã có từ ba số", "Registered online beyond the third number",
    law=NEW_FOURTH, severity="high", subject="number", screen="holdings", dated="activation", since=D163,
    needs=("id_number", "activated_on", "point_kind"), parameters=("online.most_numbers",),
)  # fmt: skip
def online_beyond_three(t: Table, given: Given) -> Table:
    """What: a person's fourth or later mobile number on one paper at one operator was registered by application.

    Why: at a distance a borrowed paper is not noticed.
    Law: online registration only while there are no more than three numbers on the paper.
    What it must not accuse: the third; registrations at a point; numbers that follow others already ended.
    """
    late = t.filter(lambda x: x.place > given.at("online.most_numbers", x.day))
    return _told(late.filter(late.point_kind == "app"))


def paper(t: Table) -> StringValue:
    """The paper as one text: its kind and number, for passports with the country, too."""
    kind = ibis.ifelse(t.twelve_digits, "cccd", t.id_kind)
    country = ibis.ifelse(kind == "passport", t.nationality.fill_null(""), "")
    return kind.concat(":", country, ":", t.id_number).replace("::", ":")


def numbered(t: Table) -> Table:
    """One row a number and activation, with its `position` among the prepaid and its `place` among all then held."""
    counted = (
        person(t) & between_people(t) & t.day.notnull() & t.id_number.notnull() & t.id_kind.notnull()
        & (~ended(t) | t.ended_on.notnull()) & ~(t.ended_on < t.day).fill_null(False)
    )  # fmt: skip
    held = t.filter(counted)
    held = held.mutate(paper=paper(held), operator=held.operator.fill_null(""), prepaid=held.plan == "prepaid")
    one = held.group_by("paper", "operator", "number", "activated_on", "day").aggregate(
        prepaid=held.prepaid.fill_null(False).any(),
        contract_signed=held.contract_signed.fill_null(False).any(),
        point_kind=held.point_kind.min(),
        point_id=held.point_id.min(),
        ended_on=held.ended_on.max(),
    )
    begun = one.mutate(at=one.activated_on.cast("timestamp"), step=ibis.literal(1, "int64"))
    over = one.filter(one.ended_on.notnull())
    over = over.mutate(at=over.ended_on.cast("timestamp"), step=ibis.literal(-1, "int64"))
    steps = begun.union(over)
    window = ibis.window(
        group_by=[steps.paper, steps.operator],
        order_by=[steps.at, steps.step, steps.number, steps.activated_on],
        preceding=None, following=0,
    )  # fmt: skip
    counts = steps.mutate(
        # 32 bits: DuckDB adds in 128, which Parquet has no whole number for
        place=steps.step.sum().over(window).cast("int32"),
        position=ibis.ifelse(steps.prepaid, steps.step, 0).sum().over(window).cast("int32"),
    )
    return counts.filter(counts.step == 1)


def _told(late: Table) -> Table:
    return late.select(
        subject=late.number,
        key=late.operator.concat("|", late.day.cast("string")),
        day=late.day,
        first_seen=late.activated_on,
        last_seen=late.activated_on,
        paper=late.paper,
        operator=late.operator,
        position=late.position.cast("string"),
        place=late.place.cast("string"),
        contract_signed=ibis.ifelse(late.contract_signed, "true", "false"),
        point_kind=late.point_kind,
        point_id=late.point_id,
    )
