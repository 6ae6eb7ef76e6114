"""The demo's second operator: checks a day of invented calls with the real rules, and sends the counts as a bundle.

The records exist for a moment in a temporary folder, as they would at the operator; the office gets the bundle alone.
"""

import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lachan.checks.calls.rules.bases import FIRST_DAY
from lachan.checks.calls.run import check_calls
from lachan.exchange.bundle import make_bundle
from lachan.invented.calls import LEAST_A_DAY, make_calls
from lachan.office.bundles.actions import bring_bundle, take_bundle
from lachan.office.bundles.models import Bundle
from lachan.office.demo.bundles import give_key
from lachan.office.demo.cast import Company
from lachan.office.units.models import Unit, UnitKind

SEED = 8
DAYS_AGO = 3


def tell_calls(company: Company, *, last_day: date, at: Callable[[date, int], datetime]) -> Bundle | None:
    """One day of calls of the second operator, checked and taken in; None where there is none, or no law yet."""
    operators = [unit for unit in company.reporting if unit.kind == UnitKind.OPERATOR]
    day = last_day - timedelta(days=DAYS_AGO)
    if len(operators) < 2 or day < FIRST_DAY:
        return None
    operator, secret = operators[1], Ed25519PrivateKey.generate()
    give_key(company, operator, secret, at(day - timedelta(days=1), 8))
    evening = at(day + timedelta(days=1), 16)
    sender = company.writer(operator, evening)
    content = _checked(operator, day, key=secret, now=evening)
    brought = bring_bundle(content=content, name="goi-cuoc-goi.lchb", actor=sender, now=evening)
    return take_bundle(bundle_id=brought.pk, actor=sender, now=evening)


def _checked(operator: Unit, day: date, *, key: Ed25519PrivateKey, now: datetime) -> bytes:
    """What the operator does at home: a day of records, the check with the list in force, the bundle."""
    with tempfile.TemporaryDirectory(prefix="lachan-demo-") as name:
        home = Path(name)
        made = make_calls(LEAST_A_DAY, seed=SEED, out=home / "made", first_day=day)
        check_calls(made.files, as_of=day, out=home / "run", protected=made.protected, listed=made.listed)
        return make_bundle(home / "run", operator=operator.key, key=key, now=now).content
