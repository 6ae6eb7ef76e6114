"""The decision on one call: which rules speak, and which answer is the heaviest.

A pure function of call, tables, rates and time, but for the plugs it asks (roaming, signatures). An emergency call is
let through before anything else is looked at. What is only unknown is watched.
"""

from typing import Any

from lachan.screening.call import Call
from lachan.screening.emergency import NUMBERS as EMERGENCY_NUMBERS
from lachan.screening.emergency import digits_of, is_emergency
from lachan.screening.headers import PLAIN_CALLEE, Shown, callee_of, shown_by
from lachan.screening.listed import Hit
from lachan.screening.passport.codes import Code
from lachan.screening.rates import Rates
from lachan.screening.roaming import Roaming, roaming_unknown
from lachan.screening.rules import (
    BY_ID,
    CALLER_ATTEMPTS,
    CALLER_FAN_OUT,
    CALLER_SHORT,
    CONTRADICTING,
    DIVERTING_NUMBER,
    DOMESTIC_FROM_ABROAD,
    LIKE_PROTECTED,
    MALFORMED,
    MOBILE_NOT_ROAMING,
    MOBILE_ROAMING_UNKNOWN,
    PROTECTED_ELSEWHERE,
    PROTECTED_NEVER,
    RULES,
    SIGNATURE_COVERS_NOT,
    SIGNATURE_INVALID,
    SIGNATURE_MISSING,
    SIGNATURE_UNKNOWN,
    TRUNK_RATE,
    UNASSIGNED,
    UNKNOWN_TRUNK,
    UNREADABLE,
    WITHHELD,
    Rule,
)
from lachan.screening.settings import Settings
from lachan.screening.tables import Judged, Tables
from lachan.screening.trunks import Trunk
from lachan.screening.verdict import ACTIONS, ALLOW, EMERGENCY, NOTHING_FOUND, REASONS, Answer, Fired, Verdict
from lachan.vietnam.numbers import Kind, SignCode, normal_number
from lachan.vietnam.wording import Wording

_FOUND_NOTHING = REASONS[NOTHING_FOUND]
_ORDER = {rule.id: place for place, rule in enumerate(RULES)}
MOST_ROAMING_QUESTIONS = 2
"""Numbers of one call whose roaming is asked about; of others it is unknown, so that no call waits long."""
LONGEST_X5U = 200
"""Characters of a certificate's address that go into the log."""
MOST_SIGNED = 3
"""Numbers of one call that its signature is compared with."""
SHORT_KEY, ATTEMPTS_KEY, PAIR_KEY, CALLEES_KEY, TRUNK_KEY = "s:", "a:", "p:", "d:", "t:"
"""What a key of the rates begins with."""


def decide(call: Call, tables: Tables, rates: Rates, *, now: float) -> Verdict:
    """What to do with `call` at `now` (seconds since 1970, UTC), and why."""
    settings = tables.settings
    plain = PLAIN_CALLEE.match(call.callee)
    if plain:
        callee = plain[1] or plain[2]
        emergency = callee in EMERGENCY_NUMBERS or callee in settings.emergency
    else:
        callee = callee_of(call.callee)
        emergency = is_emergency(call.callee) or digits_of(callee) in settings.emergency
    if emergency:
        return Verdict(ALLOW, EMERGENCY, REASONS[EMERGENCY], "", "", callee)
    trunk = settings.trunks.of(call.source, call.tls_name)
    shown = shown_by(call)
    abroad = trunk.kind == "international"
    fired: list[Fired] = []
    caller = ""
    questions = MOST_ROAMING_QUESTIONS
    for text, header in shown.numbers:
        judged = tables.judged(text, abroad=abroad, now=now)
        found, key, hit = judged
        if header == "display" and hit is None and not (found.normal or found.new_form):
            continue  # a customer's or an account's number, which nobody takes for a caller
        if not caller:
            caller = key
        elif key != caller:
            _say(fired, trunk, CONTRADICTING, _numbers_of(shown), {"headers": [one for _, one in shown.numbers]})
        if hit is not None or found.signs:
            roaming = tables.roaming if questions else roaming_unknown
            questions -= found.kind is Kind.MOBILE and questions > 0
            _judge_number(fired, judged, header, bool(shown.diverting), trunk, tables, roaming, now)
    if not trunk.name or shown.withheld or shown.unreadable or shown.diverting or not caller:
        _judge_rest(fired, shown, caller, trunk, tables, now)
    if (call.identity or trunk.must_sign) and not call.within:
        _judge_signature(fired, call, shown, callee, trunk, tables, now)
    counted_as = ""
    # What is refused needs no second reason, and a forged number's rates say nothing of its owner.
    refused = fired and any(one.answer.action == "reject" for one in fired)
    if caller and caller not in settings.excepted and not refused:
        # By trunk: who forges a number elsewhere must not use up what its owner may call.
        counted_as = f"{trunk.name}:{caller}"
        attempts = rates.add(ATTEMPTS_KEY + counted_as, settings.window)
        if attempts > settings.fewest:
            _judge_behaviour(fired, counted_as, callee, attempts, trunk, settings, rates)
    if trunk.most_calls:
        calls = rates.add(TRUNK_KEY + trunk.name, settings.window)
        if calls > trunk.most_calls:
            _say_rate(fired, trunk, TRUNK_RATE, calls, trunk.most_calls, settings.window)
    if not fired:
        return Verdict(ALLOW, NOTHING_FOUND, _FOUND_NOTHING, trunk.name, caller, callee, (), counted_as)
    first = fired[0] if len(fired) == 1 else max(fired, key=_weight)
    return Verdict(first.answer, first.code, _reason(first), trunk.name, caller, callee, tuple(fired), counted_as)


def ended(counted_as: str, seconds: float, tables: Tables, rates: Rates, *, answered: bool) -> None:
    """Count an attempt that ended within a few seconds without an answer; `counted_as` is that of its verdict."""
    if counted_as and not answered and seconds <= tables.settings.short_seconds:
        rates.add(SHORT_KEY + counted_as, tables.settings.window)


def _weight(fired: Fired) -> tuple[int, int]:
    return ACTIONS.index(fired.answer.action), -_ORDER[fired.code]


def _say(fired: list[Fired], trunk: Trunk, rule: Rule, why: Wording | None, facts: dict[str, Any]) -> None:
    """`rule` speaks, unless it is off on this trunk or has spoken already."""
    answer = trunk.answers.get(rule.id)
    if answer is None:
        return
    for one in fired:
        if one.code == rule.id:
            return
    fired.append(Fired(rule.id, answer, why, facts))


def _reason(fired: Fired) -> Wording:
    """The sentence of the rule that decided; those of the others are never put together."""
    title, why, facts = BY_ID[fired.code].title, fired.why, fired.facts
    if why:
        return Wording(f"{title.vi}: {why.vi}", f"{title.en}: {why.en}")
    if "count" in facts:
        count, most, window = facts["count"], facts["limit"], facts["seconds"]
        return Wording(
            f"{title.vi}: {count} trong {window} giây, mức {most}",
            f"{title.en}: {count} within {window} seconds, the limit is {most}",
        )
    return title


def _numbers_of(shown: Shown) -> Wording:
    headers = ", ".join(dict.fromkeys(header for _, header in shown.numbers))
    return Wording(f"các trường {headers}", f"the headers {headers}")


def _judge_number(
    fired: list[Fired],
    judged: Judged,
    header: str,
    forwarded: bool,
    trunk: Trunk,
    tables: Tables,
    roaming: Roaming,
    now: float,
) -> None:
    """S1 to S4 of one shown number."""
    found, key, hit = judged
    if hit:
        _judge_listed(fired, hit, header, trunk)
    for sign in found.signs:
        facts: dict[str, Any] = {"header": header, "sign": sign.key}
        if sign.code is SignCode.S3:
            _say(fired, trunk, MALFORMED, sign.wording, facts)
        elif sign.code is SignCode.S4:
            _say(fired, trunk, UNASSIGNED, sign.wording, facts)
        elif sign.code is SignCode.S1:
            if forwarded:
                facts["forwarded"] = True
            rule, why = DOMESTIC_FROM_ABROAD, sign.wording
            if found.kind is Kind.MOBILE:
                roams = roaming(key, now)
                if roams:
                    continue
                rule = MOBILE_ROAMING_UNKNOWN if roams is None else MOBILE_NOT_ROAMING
            before = len(fired)
            _say(fired, trunk, rule, why, facts)
            if forwarded and len(fired) > before and rule.id not in tables.settings.forwarded_too:
                fired[-1] = _milder(fired[-1])


def _milder(fired: Fired) -> Fired:
    """The same, not rejected: who forwards a call keeps the number of who called."""
    if fired.answer.action != "reject":
        return fired
    return fired._replace(answer=Answer("watch"))


def _judge_listed(fired: list[Fired], hit: Hit, header: str, trunk: Trunk) -> None:
    """S2: whose number it is, and whether the call may show it."""
    entry = hit.entry
    if entry and (trunk.name in entry.trunks or trunk.operator in entry.trunks) and trunk.name:
        return  # the owner's own lines
    facts: dict[str, Any] = {"header": header}
    if entry:
        facts["body"] = entry.body
    if not hit.same:
        body = entry.body if entry else ""
        why = (
            Wording(f"giống số của {body}", f"resembles a number of {body}")
            if body
            else Wording("đúng mẫu đã đăng ký", "fits a registered pattern")
        )
        _say(fired, trunk, LIKE_PROTECTED, why, facts)
    elif entry and entry.originates == "only_from":
        allowed = ", ".join(entry.trunks)
        why = Wording(
            f"số của {entry.body}, chỉ gọi từ {allowed}; cuộc này từ {trunk.name or '?'}",
            f"a number of {entry.body}, which calls from {allowed} alone; this call came from {trunk.name or '?'}",
        )
        _say(fired, trunk, PROTECTED_ELSEWHERE, why, facts)
    elif entry:
        why = Wording(f"số của {entry.body}, chỉ nhận cuộc gọi", f"a number of {entry.body}, which only receives calls")
        _say(fired, trunk, PROTECTED_NEVER, why, facts)


def _judge_rest(fired: list[Fired], shown: Shown, caller: str, trunk: Trunk, tables: Tables, now: float) -> None:
    """What is missing, hidden or broken, and who forwarded."""
    if not trunk.name:
        _say(fired, trunk, UNKNOWN_TRUNK, None, {})
    if shown.unreadable:
        headers = ", ".join(shown.unreadable)
        _say(
            fired, trunk, UNREADABLE, Wording(f"trường {headers}", f"header {headers}"),
            {"headers": list(shown.unreadable)},
        )  # fmt: skip
    elif not caller:
        _say(fired, trunk, WITHHELD, None, {})
    for text, header in shown.diverting:
        found, _, hit = tables.judged(text, abroad=trunk.kind == "international", now=now)
        entry = hit.entry if hit and hit.same else None
        if entry and trunk.name not in entry.trunks and trunk.operator not in entry.trunks:
            why = Wording(f"số của {entry.body}", f"a number of {entry.body}")
            _say(fired, trunk, DIVERTING_NUMBER, why, {"header": header, "body": entry.body})
        for sign in found.signs:
            if sign.code in (SignCode.S3, SignCode.S4):
                _say(fired, trunk, DIVERTING_NUMBER, sign.wording, {"header": header, "sign": sign.key})


def _judge_signature(
    fired: list[Fired], call: Call, shown: Shown, callee: str, trunk: Trunk, tables: Tables, now: float
) -> None:
    """The signature must be for one of the numbers shown."""
    if not call.identity:
        _say(fired, trunk, SIGNATURE_MISSING, None, {})
        return
    if tables.authenticate is None:
        return
    abroad = trunk.kind == "international"
    numbers: list[str | None] = [
        tables.judged(text, abroad=abroad, now=now)[1] for text, _ in shown.numbers[:MOST_SIGNED]
    ]
    called = normal_number(callee) or (callee if digits_of(callee) else call.callee)
    result = tables.authenticate(call, numbers[0] if numbers else None, called, now)
    for number in numbers[1:]:
        if result.code != Code.CALLER_DIFFERS:
            break
        result = tables.authenticate(call, number, called, now)
    facts = {"authentication": str(result.code)}
    if x5u := result.facts.get("x5u"):
        facts["x5u"] = x5u[:LONGEST_X5U]
    why = result.code.wording
    if result.status == "invalid":
        rule = SIGNATURE_COVERS_NOT if result.code == Code.NUMBER_NOT_COVERED else SIGNATURE_INVALID
        _say(fired, trunk, rule, why, facts)
    elif result.status == "unknown":
        _say(fired, trunk, SIGNATURE_UNKNOWN, why, facts)


def _judge_behaviour(
    fired: list[Fired], counted_as: str, callee: str, attempts: int, trunk: Trunk, settings: Settings, rates: Rates
) -> None:
    """Rates of one caller on one trunk; callees and short attempts are looked at when there are attempts enough."""
    limits, window = settings.limits, settings.window
    most = limits[CALLER_ATTEMPTS.id]
    if attempts > most:
        _say_rate(fired, trunk, CALLER_ATTEMPTS, attempts, most, window)
    most = limits[CALLER_FAN_OUT.id]
    if 2 * attempts > most and callee:
        new = rates.add(f"{PAIR_KEY}{counted_as}:{callee}", window) == 1
        callees = rates.add(CALLEES_KEY + counted_as, window) if new else rates.count(CALLEES_KEY + counted_as)
        if callees > most:
            _say_rate(fired, trunk, CALLER_FAN_OUT, callees, most, window)
    most = limits[CALLER_SHORT.id]
    if attempts > most and (short := rates.count(SHORT_KEY + counted_as)) > most:
        _say_rate(fired, trunk, CALLER_SHORT, short, most, window)


def _say_rate(fired: list[Fired], trunk: Trunk, rule: Rule, count: int, most: int, window: int) -> None:
    _say(fired, trunk, rule, None, {"count": count, "limit": most, "seconds": window})
