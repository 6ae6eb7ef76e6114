"""Trunks and rules as an operator writes them in TOML, checked whole before anything of them is used.

docs/formats/trunks.md
"""

import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from lachan.screening.answers import REJECTIONS, Contact, contact_in, rejection
from lachan.screening.emergency import digits_of
from lachan.screening.rules import (
    BY_ID,
    CALLER_ATTEMPTS,
    CALLER_FAN_OUT,
    CALLER_SHORT,
    RULES,
    Rule,
)
from lachan.screening.toml_tables import Table, read_toml
from lachan.screening.trunks import Trunk, Trunks
from lachan.screening.verdict import ACTIONS, ALLOW, Action, Answer
from lachan.vietnam.numbers import TrunkKind, normal_number

KINDS: tuple[str, ...] = get_args(TrunkKind)
CHOICES = ("off", "watch", "label", "reject")
MOST_TRUNKS = 500
LIMITS = {CALLER_ATTEMPTS.id: 60, CALLER_FAN_OUT.id: 40, CALLER_SHORT.id: 20}
"""Calls of one number within the window, above which the rule speaks."""
Allowed = Literal["all", "none"]
_RULE_KEYS = ("answer", "status", "label", "limit", "except", "forwarded_too")
_TRUNK_KEYS = ("name", "operator", "kind", "addresses", "tls_names", "must_sign", "at_most", "most_calls", "rules")
_TOP_KEYS = ("screen", "contact", "roaming", "log", "trunk", "rules")
_NAME = re.compile(r"[\w][\w .:/()\-]{0,63}")


@dataclass(frozen=True, slots=True)
class RoamingSettings:
    """Where to ask whether a subscriber roams: a table, an address on this machine, or nowhere."""

    table: str = ""
    http: str = ""
    milliseconds: int = 50
    oldest_minutes: int = 60
    absent_is_home: bool = False


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What is written of decisions. Numbers are masked unless `purpose` says why they are not."""

    allowed: Allowed = "all"
    purpose: str = ""
    most_bytes: int = 64_000_000
    kept: int = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything but the list of protected numbers. `window` is in seconds; `limits` are by rule id."""

    trunks: Trunks
    window: int = 60
    short_seconds: int = 5
    limits: Mapping[str, int] = field(default_factory=lambda: dict(LIMITS))
    excepted: frozenset[str] = frozenset()
    emergency: frozenset[str] = frozenset()
    forwarded_too: frozenset[str] = frozenset()
    fail_open: bool = True
    failed: Answer = ALLOW
    roaming: RoamingSettings = RoamingSettings()
    log: LogSettings = LogSettings()
    fewest: int = min(LIMITS[CALLER_ATTEMPTS.id], LIMITS[CALLER_FAN_OUT.id] // 2, LIMITS[CALLER_SHORT.id])
    """Attempts of a caller up to which no rule on behaviour can speak."""


@dataclass(frozen=True, slots=True)
class _RuleSettings:
    choice: str
    status: str
    label: str


def read_settings(
    trunks: bytes, rules: bytes | None = None, *, name: str = "trunks.toml", rules_name: str = "rules.toml"
) -> Settings:
    """The settings in one TOML file, or with the rules in a second one. InputError names file, table and key."""
    return _settings(*_parts(trunks, rules, name, rules_name))


def compiled_settings(
    trunks: bytes, rules: bytes | None = None, *, name: str = "trunks.toml", rules_name: str = "rules.toml"
) -> bytes:
    """The same, checked, as workers read it quickly (`load_settings`)."""
    top, rule_tables = _parts(trunks, rules, name, rules_name)
    content = json.dumps({"trunks": top.content, "rules": rule_tables.content}, ensure_ascii=False, default=str)
    _settings(top, rule_tables)
    return content.encode()


def load_settings(content: bytes) -> Settings:
    """Settings that `compiled_settings` wrote; ValueError (InputError) for anything else."""
    both = Table(json.loads(content), file="", name="")
    return _settings(both.table("trunks", ""), both.table("rules", "rules"))


def _parts(trunks: bytes, rules: bytes | None, name: str, rules_name: str) -> tuple[Table, Table]:
    """Everything but the rules, and the rules."""
    top = read_toml(trunks, file=name)
    if rules is None:
        return top, top.table("rules")
    if top.has("rules"):
        raise top.refusal(
            "rules", f"đã có tệp {rules_name}; chỉ khai ở một nơi", f"there is {rules_name}; use one of them"
        )
    second = read_toml(rules, file=rules_name)
    rule_tables = second.table("rules")
    second.end(("rules",))
    return top, rule_tables


def _settings(top: Table, rule_tables: Table) -> Settings:
    contact = contact_in(top.table("contact"))
    written: dict[str, _RuleSettings] = {}
    limits, excepted, forwarded = dict(LIMITS), set[str](), set[str]()
    for key in rule_tables.keys:
        rule = BY_ID.get(key)
        if rule is None:
            known = ", ".join(BY_ID)
            raise rule_tables.refusal(
                key, f"không có quy tắc này; các quy tắc: {known}", f"there is no such rule; there are {known}"
            )
        written[key] = _read_rule(rule, rule_tables.table(key), contact, limits, excepted, forwarded)
    screen = top.table("screen")
    label = screen.text("label", "Cảnh báo: số có dấu hiệu giả mạo")
    found = [_read_trunk(one, written, contact, label) for one in top.tables("trunk")]
    if not found:
        raise top.refusal("[[trunk]]", "chưa khai trung kế nào", "there is no trunk")
    if len(found) > MOST_TRUNKS:
        raise top.refusal("[[trunk]]", f"nhiều nhất {MOST_TRUNKS} trung kế", f"at most {MOST_TRUNKS} trunks")
    _check_once(top, found)
    unknown_kind = screen.text("unknown_trunk_kind", "domestic", among=KINDS)
    unknown = _with_answers(Trunk("", "", _kind(unknown_kind)), written, {}, contact, label)
    fail_open = screen.flag("fail_open", True)
    settings = Settings(
        trunks=Trunks(found, unknown=unknown),
        window=screen.whole("window_seconds", 60, least=5, most=3600),
        short_seconds=screen.whole("short_seconds", 5, least=1, most=60),
        limits=limits,
        fewest=min(limits[CALLER_ATTEMPTS.id], limits[CALLER_FAN_OUT.id] // 2, limits[CALLER_SHORT.id]),
        excepted=frozenset(excepted),
        emergency=_writings(
            screen.texts(
                "emergency_also", _digits, "không phải dãy chữ số, như “+84205113”", "is no digits, like “+84205113”"
            )
        ),
        forwarded_too=frozenset(forwarded),
        fail_open=fail_open,
        failed=ALLOW if fail_open else Answer("reject", 503, "Service Unavailable"),
        roaming=_read_roaming(top.table("roaming")),
        log=_read_log(top.table("log")),
    )
    screen.end(("label", "unknown_trunk_kind", "fail_open", "window_seconds", "short_seconds", "emergency_also"))
    top.end(_TOP_KEYS)
    return settings


def _digits(text: str) -> str:
    if not digits_of(text).strip("+"):
        raise ValueError(text)
    return digits_of(text)


def _writings(numbers: tuple[str, ...]) -> frozenset[str]:
    """The numbers as trunks write them: as given, and a Vietnamese one with +84, 84, 0084 and 0."""
    known = (normal_number(one) or "" for one in numbers)
    national = [one[3:] for one in known if one.startswith("+84")]
    return frozenset(numbers) | {f"{start}{one}" for one in national for start in ("+84", "84", "0084", "0")}


def _number(text: str) -> str:
    return normal_number(text) or _digits(text)


def _network(text: str) -> str:
    return str(ipaddress.ip_network(text, strict=False))


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError(text)
    return text


def _kind(text: str) -> TrunkKind:
    return next(one for one in get_args(TrunkKind) if one == text)


def _action(text: str) -> Action:
    return next(one for one in ACTIONS if one == text)


def _choice(table: Table, key: str, rule: Rule, default: str) -> str:
    """What a rule does; refused when it may not do so much."""
    allowed = CHOICES[: CHOICES.index(rule.most) + 1]
    return table.text(key, default, among=allowed)


def _read_rule(
    rule: Rule, table: Table, contact: Contact, limits: dict[str, int], excepted: set[str], forwarded: set[str]
) -> _RuleSettings:
    choice = _choice(table, "answer", rule, "watch")
    status = table.text("status", "603+", among=REJECTIONS)
    if choice == "reject" and status == "603+" and not contact.reachable:
        raise table.refusal(
            "status",
            "603+ phải cho người bị chặn nhầm biết nơi khiếu nại: khai url, tel hoặc email trong [contact]",
            "603+ must tell a wrongly blocked caller where to complain: give url, tel or email in [contact]",
        )
    label = table.text("label", "")
    if rule.id in LIMITS:
        limits[rule.id] = table.whole("limit", LIMITS[rule.id], least=1, most=1_000_000)
        excepted.update(table.texts("except", _number, "không phải số điện thoại", "is no telephone number"))
    if rule.family == "S1" and table.flag("forwarded_too", False):
        forwarded.add(rule.id)
    table.end(_RULE_KEYS)
    return _RuleSettings(choice, status, label)


def _read_trunk(table: Table, written: Mapping[str, _RuleSettings], contact: Contact, label: str) -> Trunk:
    name = table.text("name")
    if not _NAME.fullmatch(name):
        raise table.refusal(
            "name", "chỉ gồm chữ, số, dấu cách và . : / ( ) -", "has letters, digits, blanks and . : / ( ) - alone"
        )
    addresses = table.texts(
        "addresses",
        _network,
        "không phải địa chỉ hay mạng IP, như 203.0.113.5, 203.0.113.0/28, 2001:db8::/64",
        "is no IP address or network, like 203.0.113.5, 203.0.113.0/28, 2001:db8::/64",
    )
    tls_names = table.texts("tls_names", _name, "không phải tên máy", "is no host name")
    if not addresses and not tls_names:
        raise table.refusal(
            "addresses",
            "phải có ít nhất một địa chỉ, hoặc một tên trong tls_names",
            "at least one address, or one name in tls_names, is needed",
        )
    kind = _kind(table.text("kind", among=KINDS))
    trunk = Trunk(
        name=name,
        operator=table.text("operator"),
        kind=kind,
        addresses=addresses,
        tls_names=tls_names,
        must_sign=table.flag("must_sign", False),
        at_most=_action(table.text("at_most", "reject", among=("watch", "label", "reject"))),
        most_calls=table.whole("most_calls", 0, least=0, most=100_000_000),
    )
    own = table.table("rules", f"{table.name}.rules")
    choices = {}
    for key in own.keys:
        if key not in BY_ID:
            raise own.refusal(key, "không có quy tắc này", "there is no such rule")
        choices[key] = _choice(own, key, BY_ID[key], "watch")
        if choices[key] == "reject" and _status_of(written, key) == "603+" and not contact.reachable:
            raise own.refusal(key, "603+ cần [contact]", "603+ needs [contact]")
    table.end(_TRUNK_KEYS)
    return _with_answers(trunk, written, choices, contact, label)


def _status_of(written: Mapping[str, _RuleSettings], key: str) -> str:
    return written[key].status if key in written else "603+"


def _with_answers(
    trunk: Trunk, written: Mapping[str, _RuleSettings], choices: Mapping[str, str], contact: Contact, label: str
) -> Trunk:
    answers = {}
    for rule in RULES:
        rule_written = written.get(rule.id, _RuleSettings("watch", "603+", ""))
        choice = choices.get(rule.id, rule_written.choice)
        if choice == "off":
            continue
        action = _action(min(choice, trunk.at_most, key=CHOICES.index))
        if action == "reject":
            answers[rule.id] = rejection(rule_written.status, contact)
        else:
            answers[rule.id] = Answer(action, label=(rule_written.label or label) if action == "label" else "")
    return Trunk(
        trunk.name, trunk.operator, trunk.kind, trunk.addresses, trunk.tls_names, trunk.must_sign, trunk.at_most,
        trunk.most_calls, answers,
    )  # fmt: skip


def _check_once(top: Table, trunks: list[Trunk]) -> None:
    """Names, addresses and certificates' names belong to one trunk each."""
    owners: dict[str, str] = {}
    for trunk in trunks:
        for one in (f"name {trunk.name}", *trunk.addresses, *(name.lower() for name in trunk.tls_names)):
            if one in owners:
                raise top.refusal(
                    "[[trunk]]",
                    f"“{one}” khai ở hai trung kế: {owners[one]}, {trunk.name}",
                    f"“{one}” is in two trunks: {owners[one]}, {trunk.name}",
                )
            owners[one] = trunk.name


def _read_roaming(table: Table) -> RoamingSettings:
    found = RoamingSettings(
        table=table.text("table", ""),
        http=table.text("http", ""),
        milliseconds=table.whole("milliseconds", 50, least=5, most=500),
        oldest_minutes=table.whole("oldest_minutes", 60, least=1, most=10_000),
        absent_is_home=table.flag("absent_is_home", False),
    )
    if found.table and found.http:
        raise table.refusal("http", "chỉ dùng một: table hoặc http", "use one of table and http")
    if found.http and not re.fullmatch(r"http://(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?/\S*", found.http):
        raise table.refusal(
            "http",
            "phải là địa chỉ trên máy này, như http://127.0.0.1:8080/roaming",
            "must be an address on this machine, like http://127.0.0.1:8080/roaming",
        )
    table.end(("table", "http", "milliseconds", "oldest_minutes", "absent_is_home"))
    return found


def _read_log(table: Table) -> LogSettings:
    allowed: Allowed = "none" if table.text("allowed", "all", among=get_args(Allowed)) == "none" else "all"
    numbers = table.text("numbers", "masked", among=("masked", "clear"))
    purpose = table.text("purpose", "")
    if (numbers == "clear") != bool(purpose):
        raise table.refusal(
            "purpose",
            "ghi số đầy đủ (numbers = “clear”) thì phải nêu mục đích, và chỉ khi đó",
            "numbers in clear (numbers = “clear”) need a purpose, and only they",
        )
    found = LogSettings(
        allowed=allowed,
        purpose=purpose,
        most_bytes=table.whole("most_megabytes", 64, least=1, most=10_000) * 1_000_000,
        kept=table.whole("kept_files", 8, least=1, most=1_000),
    )
    table.end(("allowed", "numbers", "purpose", "most_megabytes", "kept_files"))
    return found
