"""What caller authentication adds to a call: its Identity header judged whole, beside the bare signature check.

Prints one JSON line. CALLS=… sets how many (default 20,000), each with a token of its own; processor time, the best of
three runs taken in turn. A call is judged with everything on: certificate from the kept chain, authority over the
number, revocation list, memory against replay. `forged` are calls with a wrong signature, `refused_early` those whose
token is wrong before its signature is looked at, `diverted` those with one signed diversion (two signatures). `bare`
is the check of an ES256 signature by `cryptography` alone: no judgement of a token can cost less.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.screening.passport.authorities import AT, CALLEE, FORWARDED, NOW, X5U, Laboratory, fixed_key

from lachan.screening.passport import RecentTokens, Trust, sign, verify
from lachan.screening.passport.header import read_identity
from lachan.screening.passport.token import read_token
from lachan.screening.passport.verifying import is_signed_by

CALLS = int(os.environ.get("CALLS", "20_000"))
LIMITS = {"added_microseconds": 120.0}


def callers(calls: int) -> list[str]:
    """As many numbers of nobody."""
    return [f"+8450{one % 10_000_000:07}" for one in range(calls)]


def microseconds(work: Callable[[], None], calls: int) -> float:
    """Processor time of one call, the best of three runs."""
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) / calls * 1e6)
    return round(min(found), 1)


def main() -> None:
    """Sign, judge, print."""
    with tempfile.TemporaryDirectory() as folder:
        laboratory = Laboratory(Path(folder))
        trust = laboratory.revoke("1234")
        shown = callers(CALLS)
        honest = [laboratory.signed(one) for one in shown]
        forged = [laboratory.signed(one, key=fixed_key(99)) for one in shown[: CALLS // 4]]
        diversion = [
            sign(one, [FORWARDED], key=laboratory.key, x5u=X5U, iat=AT, diverted_from=CALLEE)
            for one in shown[: CALLS // 4]
        ]
        tokens = [read_token(read_identity(one)) for one in honest]
        chain = trust.chain(X5U, NOW)

        def judge(headers: list[tuple[str, ...]], callee: str, status: str, trust: Trust = trust) -> None:
            seen = RecentTokens(most=2 * CALLS)
            for number, one in enumerate(headers):
                found = verify(
                    one, caller=shown[number], callee=callee, now=NOW, trust=trust, seen=seen, call_id=str(number)
                )
                assert found.status == status, found

        def bare() -> None:
            for one in tokens:
                assert is_signed_by(chain.key, one.signed, one.signature)

        alone = [(one,) for one in honest]
        both = list(zip(honest, diversion, strict=False))
        result = {
            "benchmark": "passport",
            "calls": CALLS,
            "added_microseconds": microseconds(lambda: judge(alone, CALLEE, "valid"), CALLS),
            "bare_signature_microseconds": microseconds(bare, CALLS),
            "forged_microseconds": microseconds(
                lambda: judge([(one,) for one in forged], CALLEE, "invalid"), len(forged)
            ),
            "diverted_microseconds": microseconds(lambda: judge(both, FORWARDED, "valid"), len(both)),
            "refused_early_microseconds": microseconds(lambda: judge(alone, FORWARDED, "invalid"), CALLS),
        }
    result["limits"] = LIMITS
    result["met"] = result["added_microseconds"] <= LIMITS["added_microseconds"]
    print(json.dumps(result))


if __name__ == "__main__":
    main()
