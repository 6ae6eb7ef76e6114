"""Signed calls through the whole decision: real keys, real certificates, real headers."""

from pathlib import Path
from typing import Any

import pytest

from lachan.screening import Call, NoRates, Tables, Verdict, decide
from lachan.screening.passport import Authentication, RecentTokens, Replay, verify
from lachan.screening.verdict import EMERGENCY, NOTHING_FOUND
from tests.screening.messages import ABROAD, HOME, HOT_LINE, NOW, TRUNKS, listed, settings
from tests.screening.passport.authorities import Laboratory, fixed_key, operator_entry, tn_auth_list

MOBILE, OTHER = "+8491" + "2345678", "+8491" + "2345679"
CALLEE, FORWARDED, FREE_SERVICE = "+8424" + "31111111", "+8424" + "31111112", "1800" + "1090"
REJECT = "".join(f'[rules.SCR-{one:03d}]\nanswer = "reject"\n' for one in (17, 18, 19))


class Signed:
    """Calls over the trunk of an operator who signs for all its numbers."""

    def __init__(self, folder: Path) -> None:
        self.laboratory = Laboratory(folder, numbers=tn_auth_list(operator_entry("VN01")))
        self.folder = folder

    def token(self, caller: str = MOBILE, callees: tuple[str, ...] = (CALLEE,), **options: Any) -> str:
        """An Identity header made at NOW."""
        return self.laboratory.signed(caller, callees, **({"iat": int(NOW)} | options))

    def decided(
        self,
        *identity: str,
        shown: str = MOBILE,
        callee: str = f"sip:{CALLEE}@10.0.0.1;user=phone",
        source: str = HOME,
        rules: str = "",
        trunks: str = TRUNKS,
        seen: Replay | None = None,
        call_id: str = "a",
        within: bool = False,
        **headers: str,
    ) -> Verdict:
        """The verdict, with signatures judged as a worker judges them."""

        def authenticate(call: Call, caller: str | None, callee: str, now: float) -> Authentication:
            from datetime import UTC, datetime

            return verify(
                call.identity,
                caller=caller,
                callee=callee,
                now=datetime.fromtimestamp(now, UTC),
                trust=self.laboratory.trust,
                seen=seen,
                call_id=call.call_id,
            )

        if shown:
            headers.setdefault("from_", f"<sip:{shown}@host.example>;tag=1")
        call = Call(callee, source, identity=identity, call_id=call_id, within=within, **headers)
        tables = Tables(settings(rules, trunks), listed(self.folder), authenticate=authenticate)
        return decide(call, tables, NoRates(), now=NOW)


@pytest.fixture
def signed(tmp_path: Path) -> Signed:
    return Signed(tmp_path)


def test_a_rightly_signed_call_is_allowed(signed: Signed) -> None:
    assert signed.decided(signed.token(), rules=REJECT).code == NOTHING_FOUND


def test_a_forged_signature_is_watched_and_rejected_when_so_configured(signed: Signed) -> None:
    forged = signed.token(key=fixed_key(99))
    watched = signed.decided(forged)
    assert (watched.action, watched.code) == ("watch", "SCR-017")
    assert watched.facts["authentication"] == "signature_wrong"
    rejected = signed.decided(forged, rules=REJECT)
    assert (rejected.action, rejected.answer.status) == ("reject", 603)


def test_a_signature_of_another_call_does_not_help(signed: Signed) -> None:
    assert signed.decided(signed.token(OTHER), rules=REJECT).action == "reject"
    assert signed.decided(signed.token(callees=(FORWARDED,)), rules=REJECT).action == "reject"


def test_what_is_only_unknown_is_never_rejected(signed: Signed) -> None:
    elsewhere = signed.token(x5u="https://elsewhere.example/a.pem")
    found = signed.decided(elsewhere, rules=REJECT)
    assert (found.action, found.code) == ("watch", "SCR-020")
    assert found.facts["x5u"] == "https://elsewhere.example/a.pem"  # so that somebody can fetch it
    assert len(signed.decided(signed.token(x5u=f"https://{'a' * 900}.example/a.pem")).facts["x5u"]) == 200


def test_a_signature_makes_no_protected_number_honest(signed: Signed) -> None:
    found = signed.decided(signed.token(HOT_LINE), shown=HOT_LINE, source=ABROAD)
    assert found.code == "SCR-001"


@pytest.mark.parametrize("shown", [MOBILE, "0" + MOBILE[3:], MOBILE[1:], MOBILE[3:], "00" + MOBILE[1:]])
def test_a_caller_in_every_writing_of_its_trunk_is_the_signed_one(signed: Signed, shown: str) -> None:
    assert signed.decided(signed.token(), shown=shown, rules=REJECT).code == NOTHING_FOUND


def test_a_foreign_caller_without_its_plus_is_the_signed_one(signed: Signed) -> None:
    found = signed.decided(signed.token("+12025550123"), shown="12025550123", source=ABROAD, rules=REJECT)
    assert found.code == NOTHING_FOUND


@pytest.mark.parametrize("written", [CALLEE, "0" + CALLEE[3:], CALLEE[1:], CALLEE[3:], "00" + CALLEE[1:]])
def test_a_callee_in_every_writing_is_the_signed_one(signed: Signed, written: str) -> None:
    assert signed.decided(signed.token(), callee=f"sip:{written}@10.0.0.1", rules=REJECT).code == NOTHING_FOUND


@pytest.mark.parametrize("written", [FREE_SERVICE, "84" + FREE_SERVICE, "+84" + FREE_SERVICE])
def test_a_service_number_is_signed_with_or_without_country_code(signed: Signed, written: str) -> None:
    for dialled in (FREE_SERVICE, "+84" + FREE_SERVICE):
        found = signed.decided(signed.token(callees=(written,)), callee=f"sip:{dialled}@10.0.0.1", rules=REJECT)
        assert found.code == NOTHING_FOUND


def test_a_short_number_is_signed_as_it_is_dialled(signed: Signed) -> None:
    assert signed.decided(signed.token(callees=("1414",)), callee="tel:1414", rules=REJECT).code == NOTHING_FOUND


def test_a_callee_that_is_no_number_is_compared_as_an_address(signed: Signed) -> None:
    token = signed.token(callees=("sip:lan@host.example",))
    assert signed.decided(token, callee="sip:lan@host.example:5060;transport=udp", rules=REJECT).code == NOTHING_FOUND
    assert signed.decided(token, callee="sip:minh@host.example", rules=REJECT).code == "SCR-017"


def test_a_diverted_call_is_as_good_as_its_tokens(signed: Signed) -> None:
    to = f"sip:{FORWARDED}@10.0.0.1"
    diversion = signed.token(callees=(FORWARDED,), diverted_from=CALLEE)
    headers = {"diversion": f"<sip:{CALLEE}@host.example>;reason=no-answer"}
    assert signed.decided(signed.token(), diversion, callee=to, rules=REJECT, **headers).code == NOTHING_FOUND
    assert signed.decided(signed.token(), callee=to, rules=REJECT, **headers).action == "reject"


def test_a_copied_token_is_found_in_the_second_call(signed: Signed) -> None:
    seen, token = RecentTokens(), signed.token()
    assert signed.decided(token, seen=seen, call_id="a").code == NOTHING_FOUND
    assert signed.decided(token, seen=seen, call_id="a").code == NOTHING_FOUND
    copied = signed.decided(token, seen=seen, call_id="b")
    assert (copied.code, copied.facts["authentication"]) == ("SCR-017", "replayed")


def test_a_withheld_caller_is_not_called_forged(signed: Signed) -> None:
    found = signed.decided(signed.token(), shown="", from_="<sip:anonymous@anonymous.invalid>", rules=REJECT)
    assert found.passes
    assert {one.code for one in found.fired} == {"SCR-011", "SCR-020"}


def test_the_asserted_number_may_be_the_signed_one(signed: Signed) -> None:
    found = signed.decided(signed.token(), shown=OTHER, asserted=f"<tel:{MOBILE}>", rules=REJECT)
    assert {one.code for one in found.fired} == {"SCR-009"}


def test_an_emergency_call_passes_whatever_its_signature(signed: Signed) -> None:
    for callee in ("sip:113@10.0.0.1", "tel:115", "urn:service:sos.police"):
        found = signed.decided(signed.token(key=fixed_key(99)), callee=callee, rules=REJECT)
        assert (found.code, found.passes) == (EMERGENCY, True)


def test_a_trunk_that_must_sign_is_content_with_a_right_signature(signed: Signed) -> None:
    trunks = TRUNKS.replace('kind = "domestic"\n', 'kind = "domestic"\nmust_sign = true\n')
    assert signed.decided(signed.token(), trunks=trunks, rules=REJECT).code == NOTHING_FOUND
    assert signed.decided(trunks=trunks, rules=REJECT).code == "SCR-018"


def test_a_change_within_a_standing_call_need_not_be_signed_anew(signed: Signed) -> None:
    """Exchanges send the first token again, long stale, or none at all; refusing it would end an honest call."""
    trunks = TRUNKS.replace('kind = "domestic"\n', 'kind = "domestic"\nmust_sign = true\n')
    stale = signed.token(iat=int(NOW) - 3600)
    assert signed.decided(stale, trunks=trunks, rules=REJECT).code == "SCR-017"
    assert signed.decided(stale, trunks=trunks, rules=REJECT, within=True).code == NOTHING_FOUND
    assert signed.decided(trunks=trunks, rules=REJECT, within=True).code == NOTHING_FOUND
    assert signed.decided(shown=HOT_LINE, source=ABROAD, within=True).code == "SCR-001"
