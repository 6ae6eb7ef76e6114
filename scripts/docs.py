#!/usr/bin/env python3
"""Writes the parts of the documentation that are made from code; `tests/docs` says when one is out of date.

    python scripts/docs.py

A part stands between two marks: `<!-- made from code: NAME -->` and `<!-- end -->`. What is between them is never
edited by hand. The pages of rules, `docs/rules/SUB-….md`, are made whole.
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
PART = re.compile(r"(<!-- made from code: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> str:
    """Every command of `lachan` with its arguments and options."""
    import typer

    from lachan.cli import app

    return "\n".join(_command_lines("lachan", typer.main.get_command(app)))


def _command_lines(name: str, command: Any) -> Iterable[str]:
    yield from (f"## `{name}`", "", (command.help or command.short_help or "").strip(), "")
    shown = [one for one in command.params if one.name != "help"]
    if shown:
        yield from _table(("Option", "Default", "Variable", "Meaning"), (_option(one) for one in shown))
    for child in sorted(getattr(command, "commands", {})):
        yield from _command_lines(f"{name} {child}", command.commands[child])


def _option(one: Any) -> tuple[str, ...]:
    names = ", ".join(f"`{opt}`" for opt in one.opts)
    if getattr(one, "prompt", None):
        default = "asked for"
    elif one.required:
        default = "required"
    else:
        default = f"`{one.default}`" if one.default else "–"
    return (names, default, f"`{one.envvar}`" if one.envvar else "–", getattr(one, "help", "") or "–")


def directive_states() -> str:
    """The moves of directives, and whose turn it is in each state."""
    from lachan.office.directives import policies
    from lachan.office.directives.models import DirectiveState

    return _states(DirectiveState, policies.DIRECTIVE_MOVES, policies.DIRECTIVE_OWNER, policies.DIRECTIVE_NEXT_STEP)


def task_states() -> str:
    """The moves of tasks."""
    from lachan.office.directives import policies
    from lachan.office.directives.models import TaskState

    return _states(TaskState, policies.TASK_MOVES, policies.TASK_OWNER, policies.TASK_NEXT_STEP)


def report_states() -> str:
    """The moves of a unit's report."""
    from lachan.office.reports import policies
    from lachan.office.reports.models import ReportState

    return _states(ReportState, policies.MOVES, policies.OWNER, policies.NEXT_STEP)


def request_states() -> str:
    """The moves of a request between bodies."""
    from lachan.office.requests import policies
    from lachan.office.requests.models import RequestState

    return _states(RequestState, policies.MOVES, policies.OWNER, policies.NEXT_STEP)


def case_states() -> str:
    """The moves of a case."""
    from lachan.office.cases import policies
    from lachan.office.cases.models import CaseState

    return _states(CaseState, policies.CASE_MOVES, policies.CASE_OWNER, policies.CASE_NEXT_STEP)


def number_states() -> str:
    """The moves of a protected number."""
    from lachan.office.protected import policies
    from lachan.office.protected.models import NumberState

    return _states(NumberState, policies.NUMBER_MOVES, policies.NUMBER_OWNER, policies.NUMBER_NEXT_STEP)


def trick_states() -> str:
    """The moves of an entry of the catalogue of tricks."""
    from lachan.office.advisories import policies
    from lachan.office.advisories.models import TrickState

    return _states(TrickState, policies.TRICK_MOVES, policies.TRICK_OWNER, policies.TRICK_NEXT_STEP)


def advisory_states() -> str:
    """The moves of a version of an advisory."""
    from lachan.office.advisories import policies
    from lachan.office.advisories.models import VersionState

    return _states(VersionState, policies.VERSION_MOVES, policies.VERSION_OWNER, policies.VERSION_NEXT_STEP)


def incident_states() -> str:
    """The moves of an incident."""
    from lachan.office.incidents import policies
    from lachan.office.incidents.models import IncidentState

    return _states(IncidentState, policies.INCIDENT_MOVES, policies.INCIDENT_OWNER, policies.INCIDENT_NEXT_STEP)


def subject_states() -> str:
    """The moves of a subject in the queue of signals."""
    from lachan.office.intake import policies
    from lachan.office.intake.models import SubjectState

    return _states(SubjectState, policies.SUBJECT_MOVES, policies.SUBJECT_OWNER, policies.SUBJECT_NEXT_STEP)


def name_states() -> str:
    """The moves of a protected name."""
    from lachan.office.names import policies
    from lachan.office.names.models import NameState

    return _states(NameState, policies.NAME_MOVES, policies.NAME_OWNER, policies.NAME_NEXT_STEP)


def source_states() -> str:
    """The moves of a source of a feed."""
    from lachan.office.feeds import policies
    from lachan.office.feeds.models import SourceState

    return _states(SourceState, policies.SOURCE_MOVES, policies.SOURCE_OWNER, policies.SOURCE_NEXT_STEP)


def pull_states() -> str:
    """The moves of what came from a source."""
    from lachan.office.feeds import policies
    from lachan.office.feeds.models import PullState

    return _states(PullState, policies.PULL_MOVES, policies.PULL_OWNER, policies.PULL_NEXT_STEP)


def listing_states() -> str:
    """The moves of a listing."""
    from lachan.office.listings import policies
    from lachan.office.listings.models import ListingState

    return _states(ListingState, policies.LISTING_MOVES, policies.LISTING_OWNER, policies.LISTING_NEXT_STEP)


def capture_states() -> str:
    """The moves of captures of evidence."""
    from lachan.office.evidence import policies
    from lachan.office.evidence.models import CaptureState

    return _states(CaptureState, policies.CAPTURE_MOVES, policies.CAPTURE_OWNER, policies.CAPTURE_NEXT_STEP)


def inspection_states() -> str:
    """The moves of an inspection."""
    from lachan.office.inspections import policies
    from lachan.office.inspections.models import InspectionState

    return _states(InspectionState, policies.INSPECTION_MOVES, policies.INSPECTION_OWNER, policies.INSPECTION_NEXT_STEP)


def _states(states: Any, moves: Any, owners: Any, steps: Any) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {states.values[0]}"]
    lines += [f"    {before} --> {after}: {move}" for (before, move), after in moves.items()]
    lines += [f"    {one.value} --> [*]" for one in states if owners[one] is None]
    lines += ["```", ""]
    rows = ((f"`{one.value}`", one.label, owners[one] or "–", steps[one]) for one in states)
    lines += _table(("State", "Vietnamese", "Whose turn", "Next step"), rows)
    return "\n".join(lines)


def closed_lists() -> str:
    """Every closed list of the office that people see, value by value."""
    lines: list[str] = []
    for choices in closed_choices():
        lines += [f"### `{choices.__name__}` in `{choices.__module__.removeprefix('lachan.office.')}`", ""]
        lines += _table(("Value", "Vietnamese"), ((f"`{one.value}`", one.label) for one in choices))
    return "\n".join(lines).rstrip()


def closed_choices() -> list[Any]:
    """The TextChoices that the office keeps in its data base, by module and name: those of models, and the events."""
    from django.apps import apps
    from django.db.models import TextChoices

    homes = [app.models_module.__name__ for app in apps.get_app_configs() if app.models_module is not None]
    homes = ["lachan.office.trail.events", *(name for name in homes if name.startswith("lachan.office."))]
    own = [one for one in TextChoices.__subclasses__() if one.__module__.startswith(tuple(homes))]
    return sorted(own, key=lambda one: (one.__module__, one.__name__))


def counting_rules() -> str:
    """The rules of the roll-up, as the page and the workbook print them."""
    from lachan.office.reports.queries.rollup import COUNTING_RULES

    return "\n".join(f"{number}. {rule}" for number, rule in enumerate(COUNTING_RULES, 1))


def indicators() -> str:
    """The catalogue of figures, annex by annex."""
    from lachan.vietnam.indicators import ANNEX_TITLES, INDICATORS

    lines: list[str] = []
    for number, title in ANNEX_TITLES.items():
        lines += [f"### {number}. {title.vi} / {title.en}", ""]
        head = ("Code", "Figure", "Unit", "Kind", "Units add up", "Over time", "Counting rule")
        lines += _table(head, (_indicator(one) for one in INDICATORS if one.annex == number))
    return "\n".join(lines).rstrip()


def _indicator(one: Any) -> tuple[str, ...]:
    over_time = {"sum": "added", "latest": "last value"}[one.aggregate]
    title, rule = (f"{words.vi}<br>*{words.en}*" for words in (one.title, one.counting_rule))
    return (f"`{one.code}`", title, one.unit.vi, one.kind, "yes" if one.sum_over_units else "no", over_time, rule)


def _table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    def line(cells: Iterable[Any]) -> str:
        return "| " + " | ".join(" ".join(str(cell).split()).replace("|", "\\|") for cell in cells) + " |"

    return [line(head), line("---" for _ in head), *(line(row) for row in rows), ""]


def rule_index() -> str:
    """Every rule on subscribers, by family."""
    from lachan.checks.subscribers.rules import FAMILIES, RULES

    return _rule_index(FAMILIES, RULES)


def call_rule_index() -> str:
    """Every rule on call records, by family."""
    from lachan.checks.calls.rules import FAMILIES, RULES

    return _rule_index(FAMILIES, RULES)


def site_rule_index() -> str:
    """Every rule on names of sites, by family."""
    from lachan.checks.sites.rules import FAMILIES, RULES

    return _rule_index(FAMILIES, RULES)


def message_rule_index() -> str:
    """Every rule on messages, by family."""
    from lachan.checks.messages.rules import FAMILIES, RULES

    return _rule_index(FAMILIES, RULES)


def _rule_index(families: Any, rules: Any) -> str:
    lines: list[str] = []
    for family, title in families.items():
        lines += [f"### {title.vi} / {title.en}", ""]
        rows = (
            (f"[{rule.id}]({rule.id}.md)", rule.title.vi, rule.title.en, rule.severity, _span(rule))
            for rule in rules
            if rule.family == family
        )
        lines += _table(("Rule", "Vietnamese", "English", "Severity", "Facts of"), rows)
    return "\n".join(lines).rstrip()


def rule_pages() -> dict[Path, str]:
    """One page for each rule on subscribers, on call records and on names of sites, whole."""
    from lachan.checks.calls import rules as calls
    from lachan.checks.messages import rules as messages
    from lachan.checks.sites import rules as sites
    from lachan.checks.subscribers import rules as subscribers

    return {
        DOCS / "rules" / f"{rule.id}.md": _rule_page(rule, of.FAMILIES[rule.family])
        for of in (subscribers, calls, messages, sites)
        for rule in of.RULES
    }


DATED = {
    "record": "the day of activation; for older records, which had to be completed by 24/4/2018, the day of the check",
    "activation": "the day of activation",
    "as_of": "the day of the check (`--as-of`)",
    "call": "the day of the calls",
}


def _rule_page(rule: Any, family: Any) -> str:
    lines = [f"# {rule.id} {rule.title.vi}", "", f"*{rule.title.en}*", ""]
    lines += ["Made from code by `scripts/docs.py`; a finding is an indicator, never a verdict.", ""]
    lines += _table(
        ("", ""),
        (
            ("Family", f"{family.vi} / {family.en}"),
            ("Severity", rule.severity),
            ("Speaks of", rule.subject_kind),
            ("Facts of", _span(rule)),
            ("Law chosen by", DATED[rule.dated]),
            ("Columns it needs", ", ".join(f"`{one}`" for one in rule.needs)),
        ),
    )
    for part in rule.explanation.split("\n\n"):
        for line in _joined(part):
            lines += [line, ""]
    lines += ["## Legal basis", ""]
    lines += _table(
        ("From", "Vietnamese", "English"),
        ((f"{one.since:%d/%m/%Y}", one.wording.vi, one.wording.en) for one in rule.bases),
    )
    if rule.parameters:
        lines += ["## Parameters (`law.toml`, `--parameters`)", ""]
        versions = ((name, one) for name, parameter in rule.parameters.items() for one in parameter.versions)
        lines += _table(
            ("Name", "From", "To", "Value", "Sure", "Basis"),
            (
                (
                    f"`{name}`", f"{one.since:%d/%m/%Y}", f"{one.until:%d/%m/%Y}" if one.until else "–", f"{one.value}",
                    one.sure, one.basis.en,
                )
                for name, one in versions
            ),
        )  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _joined(part: str) -> list[str]:
    """The sentences of an explanation, each as one paragraph with its word in bold."""
    found: list[str] = []
    for line in part.splitlines():
        word, colon, rest = line.partition(":")
        if colon and word in ("What", "Why", "Law", "What it must not accuse"):
            found.append(f"**{word}:**{rest}")
        else:
            found[-1] += f" {line.strip()}"
    return found


def _span(rule: Any) -> str:
    until = f" to {rule.until:%d/%m/%Y}" if rule.until else ""
    return f"{rule.since:%d/%m/%Y}{until}" if until else f"from {rule.since:%d/%m/%Y}"


def paper_rules() -> str:
    """Every rule of form of `lachan papers check`."""
    from lachan.checks.papers import RULES

    rows = (
        (f"`{one.id}`", one.cell or "–", *(f"{w.vi}<br>*{w.en}*" for w in (one.wrong, one.right)))
        for one in RULES.values()
    )
    return "\n".join(_table(("Rule", "Cell", "Wrong", "Right"), rows))


def edxml_warnings() -> str:
    """What `lachan papers read` can find odd in an edXML message."""
    from lachan.readers.edxml.doubts import REASONS

    return "\n".join(_table(("Code", "Vietnamese", "English"), ((f"`{k}`", w.vi, w.en) for k, w in REASONS.items())))


def edxml_statuses() -> str:
    """The states that a receiver tells, and what may follow each."""
    from lachan.readers.edxml.statuses import NEXT, STATUSES

    rows = ((f"`{k}`", w.vi, w.en, ", ".join(sorted(NEXT.get(k, ()))) or "–") for k, w in STATUSES.items())
    return "\n".join(_table(("Code", "Vietnamese", "English", "May be followed by"), rows))


def subscriber_columns() -> str:
    """The canonical columns of subscriber records, with kinds, values and the headers that are understood."""
    from lachan.readers.subscribers.layout import SUBSCRIBERS

    return _columns(SUBSCRIBERS)


def call_columns() -> str:
    """The canonical columns of call records."""
    from lachan.readers.calls.layout import CALLS

    return _columns(CALLS)


def _columns(layout: Any) -> str:
    rows = (
        (
            f"`{one.name}`",
            ", ".join(f"`{value}`" for value in one.values) or one.kind,
            " · ".join(layout.headers[one.name]),
        )
        for one in layout.columns
    )
    return "\n".join(_table(("Column", "Kind or values", "Usual headers"), rows))


def message_columns() -> str:
    """The canonical column of messages."""
    from lachan.readers.messages.layout import MESSAGES

    return _columns(MESSAGES)


def message_reasons() -> str:
    """Why a row of a file of messages is left out."""
    from lachan.readers.messages.layout import MESSAGES

    return _reasons(MESSAGES)


def tricks() -> str:
    """The catalogue of tricks."""
    from lachan.vietnam.tricks import TRICKS

    rows = ((f"`{key}`", one.vi, one.en) for key, one in TRICKS.items())
    return "\n".join(_table(("Key", "Thủ đoạn", "Trick"), rows))


def subscriber_conversions() -> str:
    """What reading makes of cells of subscriber records, and says."""
    from lachan.readers.subscribers.layout import SUBSCRIBERS

    return _conversions(SUBSCRIBERS)


def call_conversions() -> str:
    """What reading makes of cells of call records, and says."""
    from lachan.readers.calls.layout import CALLS

    return _conversions(CALLS)


def _conversions(layout: Any) -> str:
    rows = (
        (1 << at, one.column or "several", one.wording.vi, one.wording.en) for at, one in enumerate(layout.conversions)
    )
    return "\n".join(_table(("Bit", "Column", "Nội dung", "Conversion"), rows))


def subscriber_reasons() -> str:
    """Why a row of a subscriber file is left out."""
    from lachan.readers.subscribers.layout import SUBSCRIBERS

    return _reasons(SUBSCRIBERS)


def call_reasons() -> str:
    """Why a call record is left out."""
    from lachan.readers.calls.layout import CALLS

    return _reasons(CALLS)


def _reasons(layout: Any) -> str:
    rows = ((f"`{code}`", words.vi, words.en) for code, words in layout.reasons.items())
    return "\n".join(_table(("Code", "Lý do", "Reason"), rows))


def authentication_codes() -> str:
    """Every outcome of judging a call's caller authentication."""
    from lachan.screening.passport import Code

    rows = ((f"`{one.value}`", one.status, one.wording.vi, one.wording.en) for one in Code)
    return "\n".join(_table(("Code", "Status", "Nội dung", "Meaning"), rows))


def screening_rules() -> str:
    """The rules on live calls: a table, then each whole."""
    from lachan.screening.rules import RULES
    from lachan.screening.settings import LIMITS

    lines = _table(
        ("Rule", "Vietnamese", "English", "Family", "At most", "Limit"),
        ((one.id, one.title.vi, one.title.en, one.family, f"`{one.most}`", LIMITS.get(one.id, "–")) for one in RULES),
    )
    for one in RULES:
        lines += [f"### {one.id} {one.title.vi}", "", f"*{one.title.en}*", ""]
        for line in _joined(one.explanation):
            lines += [line, ""]
    return "\n".join(lines).rstrip()


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "directive-states": directive_states,
    "task-states": task_states,
    "report-states": report_states,
    "request-states": request_states,
    "case-states": case_states,
    "capture-states": capture_states,
    "incident-states": incident_states,
    "inspection-states": inspection_states,
    "listing-states": listing_states,
    "source-states": source_states,
    "pull-states": pull_states,
    "subject-states": subject_states,
    "name-states": name_states,
    "number-states": number_states,
    "trick-states": trick_states,
    "advisory-states": advisory_states,
    "closed-lists": closed_lists,
    "counting-rules": counting_rules,
    "indicators": indicators,
    "rule-index": rule_index,
    "call-rule-index": call_rule_index,
    "site-rule-index": site_rule_index,
    "subscriber-columns": subscriber_columns,
    "subscriber-conversions": subscriber_conversions,
    "subscriber-reasons": subscriber_reasons,
    "call-columns": call_columns,
    "call-conversions": call_conversions,
    "call-reasons": call_reasons,
    "paper-rules": paper_rules,
    "edxml-warnings": edxml_warnings,
    "edxml-statuses": edxml_statuses,
    "message-rule-index": message_rule_index,
    "message-columns": message_columns,
    "message-reasons": message_reasons,
    "tricks": tricks,
    "authentication-codes": authentication_codes,
    "screening-rules": screening_rules,
}


def rendered(text: str) -> str:
    """The page `text` with every part made anew; KeyError for a part that nobody makes."""
    from django.utils import translation

    with translation.override("vi"):
        return PART.sub(lambda found: f"{found[1]}\n{PARTS[found['name']]().strip()}\n\n{found[3]}", text)


def pages() -> list[Path]:
    """The pages that hold a part made from code."""
    return [page for page in sorted(DOCS.rglob("*.md")) if PART.search(page.read_text(encoding="utf-8"))]


def main() -> None:
    """Write every page anew and name those that changed."""
    os.environ.setdefault("LACHAN_VAR", tempfile.mkdtemp(prefix="lachan-docs-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.office.settings")
    import django

    django.setup()
    for page in pages():
        before = page.read_text(encoding="utf-8")
        after = rendered(before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            sys.stdout.write(f"{page.relative_to(DOCS.parent)}\n")
    for page, text in rule_pages().items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{page.relative_to(DOCS.parent)}\n")


if __name__ == "__main__":
    main()
