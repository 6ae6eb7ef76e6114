"""How a rule on names is written down: one function under `site_rule`, over the table of what was said of names."""

import inspect
from collections.abc import Callable

import ibis
from ibis.expr.types import Table

from lachan.checks.finding import Found, Rule, Severity
from lachan.checks.sites.rules.bases import FIRST_DAY, FRAUD
from lachan.vietnam.wording import Wording

RULES: dict[str, Rule] = {}
"""Every declared rule by its id."""


def site_rule(id_: str, vi: str, en: str, *, severity: Severity) -> Callable[[Found], Found]:
    """A rule over the names that the close look told."""

    def declared(body: Found) -> Found:
        if id_ in RULES:
            raise ValueError(f"{id_} is taken; ids are never used again")
        RULES[id_] = Rule(
            id=id_, title=Wording(vi, en), bases=FRAUD, severity=severity, subject_kind="site",
            since=FIRST_DAY, until=None, dated="as_of", family=body.__module__.rpartition(".")[2],
            explanation=inspect.getdoc(body) or "", needs=("name",), found=body,
        )  # fmt: skip
        return body

    return declared


def told(t: Table, rule: str, *facts: str) -> Table:
    """What a finding says: the name as given, how sure, why, and these facts more."""
    t = t.filter(t.rule == rule)
    never = ibis.null("timestamp")
    return t.select(
        subject=t.subject, key=t.host, score=t.score, first_seen=never, last_seen=never, host=t.host, why=t.why_vi,
        why_en=t.why_en, **{name: t[name] for name in facts},
    )  # fmt: skip
