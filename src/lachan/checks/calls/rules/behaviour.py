"""Rules on how somebody calls: many strangers, in vain, in sequence, at a machine's pace, to be called back."""

from ibis.expr.types import BooleanValue, Table

from lachan.checks.calls.rules.bases import INDICATOR
from lachan.checks.calls.rules.declare import ORDINARY, call_rule, percent, scored, told
from lachan.checks.given import Given

_FIGURES = (
    "callees", "answered_calls", "lost_calls", "peak_callees", "incoming", "called_back", "hours", "trunk", "trunks",
    "abroad", *ORDINARY,
)  # fmt: skip


def _lost(t: Table, given: Given) -> BooleanValue:
    """More calls come to nothing than the parameter and, by a tenth of all calls, than on that day in that network."""
    share = percent(t.lost_calls, t.calls)
    return (share >= given.value("calls.lost_percent", given.as_of)) & (share >= t.ordinary_lost_percent + 10)


def _not_wanted(t: Table) -> BooleanValue:
    """Hardly anybody rings back: one callee in twenty at most."""
    return t.called_back * 20 <= t.callees


def _only_outgoing(t: Table) -> BooleanValue:
    """Nobody but those whom it called before calls it, and of these few."""
    return t.incoming * 10 <= t.calls


def _beyond(t: Table) -> BooleanValue:
    """More calls than 99 in 100 callers made on that day."""
    return t.calls > t.ordinary_calls_p99


@call_rule(
    "CAL-008", "Gọi rải nhiều người, phần lớn không thành cuộc", "Fan-out with short calls",
    law=INDICATOR, severity="medium", subject="caller", look="busy", needs=("caller", "callee", "seconds"),
    parameters=("calls.fan_out_hour", "calls.fan_out_day", "calls.lost_percent", "calls.short_seconds",
                "calls.least_points"),
)  # fmt: skip
def fan_out(t: Table, given: Given) -> Table:
    """What: one number calls one stranger after another; most do not answer or hang up within seconds.

    Why: who offers a false debt or a prize must try many; honest lines are expected and listened to.
    Law: an indicator; operators prevent unlawful calls.
    What it must not accuse: call centres (their customers talk), taxi offices (they are called), a school's message
    (parents listen), riders and shops (the buyer answers), the evening of Tết (everybody calls: the threshold moves).
    """
    many = (t.peak_callees >= given.value("calls.fan_out_hour", given.as_of)) & _beyond(t)
    many = many & (t.calls >= given.value("calls.fan_out_day", given.as_of)) & (t.incoming * 2 < t.calls)
    found = scored(
        t.filter(many & _lost(t, given)),
        {
            "many_callees": (t.callees * 10 >= t.calls * 6, 30),
            "in_vain": (_lost(t, given), 20),
            "hardly_anybody_talks": (percent(t.lost_calls, t.calls) >= 85, 10),
            "nobody_rings_back": (_not_wanted(t), 20),
            "only_outgoing": (_only_outgoing(t), 10),
        },
        given.value("calls.least_points", given.as_of),
    )
    return told(found, *_FIGURES)


@call_rule(
    "CAL-009", "Gọi lần lượt theo dãy số", "Callees in sequence",
    law=INDICATOR, severity="medium", subject="caller", look="busy", needs=("caller", "callee"),
    parameters=("calls.sequential", "calls.sequential_step"),
)  # fmt: skip
def sequential(t: Table, given: Given) -> Table:
    """What: two in five or more of the callees stand next to each other in the number plan, and most calls come to
    nothing.

    Why: a machine goes through a block of numbers; nobody knows a hundred neighbours by number.
    Law: an indicator; operators prevent unlawful calls.
    What it must not accuse: a company that calls the lines of its own block: these answer.
    """
    many = t.neighbours >= given.value("calls.sequential", given.as_of)
    found = t.filter(many & (t.neighbours * 5 >= t.callees * 2) & (percent(t.lost_calls, t.calls) >= 65))
    return told(found, *_FIGURES, "neighbours")


@call_rule(
    "CAL-010", "Gọi nhiều, hầu như không ai trả lời", "Many calls that hardly anybody answers",
    law=INDICATOR, severity="low", subject="caller", look="busy", needs=("caller", "answered"),
    parameters=("calls.low_answer_day", "calls.answered_percent"),
)  # fmt: skip
def low_answer(t: Table, given: Given) -> Table:
    """What: one number makes more calls than 99 in 100 callers, and no more than the given share is answered.

    Why: numbers of a list bought or made up do not exist, or know the caller's number as bad.
    Law: an indicator; operators prevent unlawful calls.
    What it must not accuse: few calls to one person who does not answer; reminders that most people take.
    """
    many = (t.calls >= given.value("calls.low_answer_day", given.as_of)) & _beyond(t)
    few = t.answered_calls * 100 <= t.calls * given.value("calls.answered_percent", given.as_of)
    return told(t.filter(many & few & (t.callees * 10 >= t.calls * 5)), *_FIGURES)


@call_rule(
    "CAL-011", "Nháy máy để bị gọi lại vào số cước cao", "One ring, to be called back at a price",
    law=INDICATOR, severity="high", subject="caller", look="busy", needs=("caller", "callee", "answered", "seconds"),
    parameters=("calls.ring_seconds", "calls.ring_callees", "calls.least_points"),
)  # fmt: skip
def one_ring(t: Table, given: Given) -> Table:
    """What: a foreign or 1900 number rings many people for a second or two and hangs up; some call back.

    Why: the call back is dear, and part of its price goes to whoever rang (wangiri).
    Law: an indicator; operators prevent unlawful calls.
    What it must not accuse: people at home who ring once by habit; services whose callees answer; a switch that does
    not say how long it rang (0 seconds) is no proof by itself.
    """
    foreign = t.caller.re_search(r"^\+[1-9]") & ~t.caller.startswith("+84")
    dear = foreign | t.caller.re_search(r"^(?:\+84)?1900")
    unanswered = t.answered_calls * 5 <= t.calls
    found = scored(
        t.filter(dear & unanswered & (t.rung_callees >= given.value("calls.ring_callees", given.as_of))),
        {
            "dear_number": (dear, 30),
            "short_rings": (t.rung * 10 >= t.calls * 7, 30),
            "called_back": (t.called_back * 50 >= t.rung_callees, 30),
            "beyond_ordinary": (_beyond(t), 10),
        },
        given.value("calls.least_points", given.as_of),
    )
    return told(found, *_FIGURES, "rung", "rung_callees")


@call_rule(
    "CAL-012", "Gọi đều nhịp như máy, không ai nói chuyện", "A machine's cadence, and nobody talks",
    law=INDICATOR, severity="medium", subject="caller", look="busy", needs=("caller", "started_at", "seconds"),
    parameters=("calls.cadence_calls", "calls.cadence_percent", "calls.lost_percent"),
)  # fmt: skip
def cadence(t: Table, given: Given) -> Table:
    """What: the gaps between one call and the next are nearly all the same, and most calls come to nothing.

    Why: a machine dials so; people hang up as soon as they hear it.
    Law: an indicator; operators prevent unlawful calls.
    What it must not accuse: a hospital's or school's message, which people hear to its end; lines that share a number
    and call so often that all gaps are a second or two.
    """
    enough = t.calls >= given.value("calls.cadence_calls", given.as_of)
    even = t.equal_gaps * 100 >= t.gaps * given.value("calls.cadence_percent", given.as_of)
    found = t.filter(enough & even & (t.middle_gap >= 5) & _lost(t, given))
    return told(found, *_FIGURES, "gaps", "equal_gaps", "middle_gap")
