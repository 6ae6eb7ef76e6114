"""Rules on the number that a caller shows: whose it is, where it can come from, whether it can exist at all."""

from ibis.expr.types import Table

from lachan.checks.calls.rules.bases import SHOWN
from lachan.checks.calls.rules.declare import ORDINARY, call_rule, told
from lachan.checks.given import Given

_FIGURES = ("callees", "answered_calls", "lost_calls", "trunk", "trunks", "abroad", *ORDINARY)


@call_rule(
    "CAL-001", "Hiện số được bảo vệ từ ngoài trung kế của cơ quan", "A protected number from outside its trunks",
    law=SHOWN, severity="high", subject="caller", look="shown", needs=("caller", "trunk"),
)  # fmt: skip
def protected(t: Table, given: Given) -> Table:
    """What: a call shows a number of the protected list and came in on a trunk that the list does not name for it.

    Why: criminals show the numbers of police, courts and banks; the owner's own calls come from known trunks alone, or
    from nowhere at all.
    Law: numbers are used as they are assigned; operators stop unlawful calls.
    What it must not accuse: the owner's calls from its own trunks; calls inside the operator's own network; a number
    on a day when its protection was not in force.
    """
    found = t.filter(t.body.notnull() & (t.outside > 0))
    found = found.mutate(calls=found.outside)
    return told(found, *_FIGURES, "body", "originates")


@call_rule(
    "CAL-002", "Hiện số giống số được bảo vệ", "A number that resembles a protected one",
    law=SHOWN, severity="high", subject="caller", look="shown", needs=("caller",),
)  # fmt: skip
def alike(t: Table, given: Given) -> Table:
    """What: the number ends with all digits of a protected number though it is another, or fits a registered pattern.

    Why: "+563 069…" reads on a telephone like the duty line of the police.
    Law: numbers are used as they are assigned; operators stop unlawful calls.
    What it must not accuse: a neighbour of a protected number: it belongs to somebody honest.
    """
    return told(t.filter((t.alike == 1) & t.body.isnull() & (t.external > 0)), *_FIGURES, "what")


@call_rule(
    "CAL-003", "Số cố định, dịch vụ trong nước vào từ trung kế quốc tế", "A domestic fixed number from abroad",
    law=SHOWN, severity="high", subject="caller", look="shown", needs=("caller", "trunk_kind"),
)  # fmt: skip
def domestic_from_abroad(t: Table, given: Given) -> Table:
    """What: a fixed, service, short or police number of Vietnam came in on an international trunk.

    Why: such a line stands in Vietnam and does not roam; from abroad its number is put on by the caller.
    Law: numbers are used as they are assigned; operators stop unlawful calls.
    What it must not accuse: mobile numbers, which roam; calls handed over inside Vietnam. Where a company's foreign
    branch shows its Vietnamese number by agreement, the trunk is to be named domestic in the operator's mapping.
    """
    found = t.filter((t.abroad_sign == "domestic_from_abroad") & (t.abroad > 0))
    found = found.mutate(calls=found.abroad)
    return told(found, *_FIGURES, "what")


@call_rule(
    "CAL-004", "Số di động cùng lúc ở trong nước và ở nước ngoài", "A mobile number at home and abroad at once",
    law=SHOWN, severity="high", subject="caller", look="apart", needs=("caller", "trunk_kind", "cell", "started_at"),
    parameters=("calls.apart_minutes",),
)  # fmt: skip
def two_places(t: Table, given: Given) -> Table:
    """What: a mobile number came in from abroad, and within minutes it called from a cell at home.

    Why: nobody travels so fast: one of the two shows a number that is not its own.
    Law: numbers are used as they are assigned; operators stop unlawful calls.
    What it must not accuse: somebody who flew on that day: between the last call at home and the first from abroad lie
    hours. The owner at home is the one who is imitated: the finding speaks of the number, not of him.
    """
    found = t.filter(t.least_gap <= given.value("calls.apart_minutes", given.as_of) * 60)
    return told(found, "home_calls", "callees", "lost_calls", "trunk", "least_gap", *ORDINARY)


@call_rule(
    "CAL-005", "Số di động từ nước ngoài gọi nhiều người lạ", "A mobile number from abroad that calls many",
    law=SHOWN, severity="low", subject="caller", look="busy", needs=("caller", "trunk_kind"),
    parameters=("calls.strangers_abroad",),
)  # fmt: skip
def mobile_from_abroad(t: Table, given: Given) -> Table:
    """What: a mobile number called many different people from abroad on one day, and none called it.

    Why: a traveller calls few people, and they call back; whoever forges calls goes through a list.
    Law: numbers are used as they are assigned; operators stop unlawful calls.
    What it must not accuse: roaming, which is ordinary: a mobile number from abroad alone is no finding.
    """
    least = given.value("calls.strangers_abroad", given.as_of)
    mobile = t.caller.re_search(r"^\+84[35789][0-9]{8}$")
    found = t.filter(mobile & (t.abroad >= least) & (t.callees * 10 >= t.calls * 8) & (t.incoming == 0))
    return told(found, "callees", "answered_calls", "lost_calls", "abroad", "trunk", "incoming", *ORDINARY)


@call_rule(
    "CAL-006", "Số gọi sai cách viết", "A number that is written as none is",
    law=SHOWN, severity="medium", subject="caller", look="shown", needs=("caller",),
)  # fmt: skip
def malformed(t: Table, given: Given) -> Table:
    """What: what the switch showed has a form that no number has: 0 behind +84, a wrong length, letters, too long.

    Why: "+84069…" imitates the police number; no right subscriber has it.
    Law: the numbering plan; operators stop unlawful calls.
    What it must not accuse: withheld numbers; extensions inside the operator's own network; short numbers.
    """
    return told(t.filter(t.form_sign.notnull() & (t.external > 0)), *_FIGURES, "form_sign")


@call_rule(
    "CAL-007", "Số gọi thuộc dải chưa giao cho ai", "A number of a range that nobody was given",
    law=SHOWN, severity="medium", subject="caller", look="shown", needs=("caller",),
)  # fmt: skip
def unassigned(t: Table, given: Given) -> Table:
    """What: the area code, prefix or country code is assigned to nobody, or was out of use on the day of the call.

    Why: nobody can be called back there: the number was made up.
    Law: the numbering plan; operators stop unlawful calls.
    What it must not accuse: ranges of which too little is known; numbers moved to another operator.
    """
    return told(t.filter(t.range_sign.notnull() & (t.external > 0)), *_FIGURES, "range_sign")
