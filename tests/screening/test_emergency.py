"""Nothing stops a call for help."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.screening import Answer, Call, LocalRates, Tables, decide, read_settings
from lachan.screening.emergency import CODES, is_emergency
from lachan.screening.rules import RULES
from lachan.screening.verdict import EMERGENCY
from tests.screening.messages import ABROAD, HOT_LINE, NOW, TRUNKS, listed, one_range, protected_list

WRITINGS = (
    "sip:{}@host",
    "SIP:{}@host",
    "sips:{}@host",
    "tel:{}",
    "sip:{}@host;user=phone",
    "sip:+84{}@host",
    "tel:+84{}",
    "sip:84{}@host",
    "sip:0084{}@host",
    "sip:0{}@host",
    "sip:0205{}@host",
    "sip:205{}@host",
    "sip:+84205{}@host",
    "sip:024{}@host",
    "tel:{};phone-context=+84",
    "tel:{};phone-context=vn.example",
    "tel:{};phone-context=+1",
    "sip:{};isub=1@host",
    "sip:{}:pw@host",
    "sip:{}",
    "<sip:{}@host>",
    " sip:{}@host ",
    "tel:{};npdi;rn=+8491",
    "tel:{};ext=1",
    "sip:%2B84{}@host",
    "sip:+84-{}@host",
    "sip:{};phone-context=+84@host;user=phone",
    "{}",
    "tel: {}",
)
DIGITS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९")


def in_script(text: str, digits: str) -> str:
    """`text` with its digits in another script."""
    return text if "%" in text else text.translate({ord(str(one)): digits[one] for one in range(10)})


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("writing", WRITINGS)
def test_every_writing_of_an_emergency_number_is_one(code: str, writing: str) -> None:
    assert is_emergency(writing.format(code))
    parted = "-".join(code)
    assert is_emergency(writing.format(parted))
    percent = "".join(f"%{ord(one):02x}" for one in code)
    assert is_emergency(writing.format(percent))


@pytest.mark.parametrize("digits", DIGITS)
def test_digits_of_other_scripts_count(digits: str) -> None:
    assert is_emergency(f"sip:{in_script('113', digits)}@host")
    assert is_emergency(f"tel:{in_script('+84115', digits)}")


@pytest.mark.parametrize("uri", ["urn:service:sos", "URN:service:SOS.police", "urn:service:sos.fire;x=1"])
def test_the_service_of_emergencies_is_one(uri: str) -> None:
    assert is_emergency(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "sip:1130@host",
        "sip:+84911300113@host",
        "sip:+1113@host",
        "sip:0912345113@host",
        "sip:11@host",
        "tel:1800113",
        "urn:service:sosa",
        "urn:service:counseling",
        "sip:host",
        "",
        "sip:@113",
        "sip:113x@host",
        "sip:9113@host",
    ],
)
def test_other_numbers_are_none(uri: str) -> None:
    assert not is_emergency(uri)


@pytest.fixture(scope="module")
def strictest(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Every rule rejects, everything is protected, one call is too many."""
    rules = "".join(
        f'[rules.{rule.id}]\nanswer = "{rule.most}"\n' + ("limit = 1\n" if rule.id in ("SCR-013", "SCR-014") else "")
        for rule in RULES
    )
    trunks = TRUNKS.replace('kind = "international"', 'kind = "international"\nmust_sign = true\nmost_calls = 1')
    everything = protected_list(one_range("111", "115"), one_range(HOT_LINE), patterns=("84*", "1*", "2*", "9*"))
    return Tables(
        read_settings((trunks + rules).encode()),
        listed(tmp_path_factory.mktemp("lists"), everything),
        authenticate=lambda *_: 1 / 0,  # type: ignore[arg-type,return-value]
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(WRITINGS),
    st.sampled_from(CODES),
    st.sampled_from(DIGITS),
    st.text(max_size=40),
    st.sampled_from([HOT_LINE, "113", "+84069", "x", ""]),
    st.text(max_size=20),
)
def test_no_list_rule_rate_or_header_stops_it(
    strictest: Tables, writing: str, code: str, digits: str, odd: str, number: str, source: str
) -> None:
    rates = LocalRates()
    uri = in_script(writing.format(code), digits)
    for source_address in (ABROAD, source):
        call = Call(uri, source_address, f"<sip:{number}@h>", odd, odd, odd, odd, identity=(odd,))
        for _ in range(3):
            verdict = decide(call, strictest, rates, now=NOW)
            assert (verdict.answer, verdict.code) == (Answer("allow"), EMERGENCY)
    assert (
        decide(Call("sip:+84912345678@h", ABROAD, f"<sip:{HOT_LINE}@h>"), strictest, rates, now=NOW).action == "reject"
    )


def test_numbers_into_which_an_operator_translates_them_can_be_named(tmp_path: Path) -> None:
    found = read_settings((TRUNKS + '[screen]\nemergency_also = ["+84 24 3939 3939"]').encode())
    call = Call("sip:+842439393939@h", ABROAD, f"<sip:{HOT_LINE}@h>")
    for uri in ("sip:+842439393939@h", "sip:02439393939@h", "tel:+84-24-39393939", "sip:842439393939;x=1@h"):
        one = Call(uri, ABROAD, f"<sip:{HOT_LINE}@h>")
        assert decide(one, Tables(found, listed(tmp_path)), LocalRates(), now=NOW).code == EMERGENCY
    assert decide(call, Tables(read_settings(TRUNKS.encode())), LocalRates(), now=NOW).code != EMERGENCY
