"""Papers: their dates, whether they were valid when shown, and the ages at which who may register."""

import ibis
from ibis.expr.types import BooleanValue, Table

from lachan.checks.given import Given
from lachan.checks.subscribers.rules.bases import CMND_ENDED, D174, FIRST_DAY, MINORS, PAPERS, RECORD
from lachan.checks.subscribers.rules.declare import row_rule
from lachan.checks.subscribers.rules.words import FULL_YEAR, as_number, ended, is_old_cmnd, person, younger

VIETNAMESE = ("VN", "VNM", "VIE", "VIET NAM", "VIETNAM", "VIỆT NAM", "VIETNAMESE", "NGƯỜI VIỆT NAM", "KINH")
"""How a Vietnamese nationality is written; the largest people of the country is often put into this field."""


@row_rule(
    "SUB-034", "Ngày cấp giấy tờ ở tương lai", "Paper issued in the future",
    law=PAPERS, severity="high", dated="as_of", needs=("id_issued_on",), facts=("id_kind", "id_number"),
)  # fmt: skip
def issued_later(t: Table, given: Given) -> BooleanValue:
    """What: the paper's day of issue is later than the day of the check.

    Why: no such paper could be shown yet.
    Law: a record has to name a paper that exists.
    What it must not accuse: a paper issued on the very day of the check.
    """
    return t.id_issued_on > ibis.literal(given.as_of)


@row_rule(
    "SUB-035", "Giấy tờ đã hết hạn khi kích hoạt", "Paper had expired when the number was activated",
    law=PAPERS, severity="high", dated="activation", needs=("id_expires_on", "activated_on"),
    facts=("id_kind", "id_number"), parameters=("papers.extended_from", "papers.extended_to"),
)  # fmt: skip
def expired(t: Table, given: Given) -> BooleanValue:
    """What: the day of activation is later than the last day of the paper.

    Why: an expired paper is no valid paper; stolen and bought ones often are.
    Law: registration needs a valid paper.
    What it must not accuse: the last day itself; cards that ended between 15 January and 30 June 2024, which the
    Identity Law kept valid up to 30 June 2024; papers renewed since, whose new last day the record shows.
    """
    first, last = (given.value(name, given.as_of) for name in ("papers.extended_from", "papers.extended_to"))
    kept = (t.id_kind != "passport") & t.id_expires_on.between(first, last) & (t.day <= last)
    return (t.day > t.id_expires_on) & ~kept.fill_null(False)


@row_rule(
    "SUB-036", "Ngày hết hạn không sau ngày cấp", "Paper ends before it begins",
    law=PAPERS, severity="medium", dated="as_of", needs=("id_expires_on", "id_issued_on"),
    facts=("id_kind", "id_number"),
)  # fmt: skip
def ends_before_issue(t: Table, given: Given) -> BooleanValue:
    """What: the paper's last day is not later than its day of issue.

    Why: one of the two days is wrong.
    Law: a record has to be true.
    What it must not accuse: papers without last day, which cards for the old have.
    """
    return t.id_expires_on <= t.id_issued_on


@row_rule(
    "SUB-037", "Đăng ký bằng CMND sau khi CMND hết giá trị", "Registered by a CMND after these had ended",
    law=CMND_ENDED, severity="high", dated="activation", needs=("id_kind", "id_number", "activated_on"),
    parameters=("papers.cmnd_accepted",),
)  # fmt: skip
def cmnd_after_end(t: Table, given: Given) -> BooleanValue:
    """What: a number activated from 1 January 2025 on rests on a CMND of nine digits.

    Why: since that day it is no identity paper.
    Law: cards of that kind were valid up to 31 December 2024.
    What it must not accuse: activations up to that day; CMND of twelve digits, whose number is a personal number.
    """
    return is_old_cmnd(t) & ~given.at("papers.cmnd_accepted", t.day)


@row_rule(
    "SUB-038", "Thuê bao đang dùng còn ghi theo CMND đã hết giá trị", "Number in use still recorded under a CMND",
    law=CMND_ENDED, severity="low", dated="as_of", needs=("id_kind", "id_number"),
    facts=("activated_on", "verified_on"),
)  # fmt: skip
def cmnd_not_renewed(t: Table, given: Given) -> BooleanValue:
    """What: a number activated before 2025 and still in use has a CMND of nine digits as its owner's paper.

    Why: the owner has another paper by now and should be asked to update the record.
    Law: cards of that kind were valid up to 31 December 2024.
    What it must not accuse: the owner, whose registration was right at its time; numbers that are over.
    """
    return is_old_cmnd(t) & ~ended(t) & (t.day < CMND_ENDED[0].since)


@row_rule(
    "SUB-039", "CMND đã quá thời hạn khi kích hoạt", "CMND was too old when the number was activated",
    law=PAPERS, severity="low", dated="activation", until=None, needs=("id_issued_on", "id_kind", "activated_on"),
    facts=("id_number",), parameters=("papers.cmnd_years",),
)  # fmt: skip
def cmnd_too_old(t: Table, given: Given) -> BooleanValue:
    """What: a CMND had been issued more than fifteen years before the activation.

    Why: it was no valid paper any more.
    Law: a CMND is valid for fifteen years.
    What it must not accuse: the last day of the fifteen years; activations from 2025 on, which SUB-037 tells.
    """
    too_old = as_number(t.day) - as_number(t.id_issued_on) > given.value("papers.cmnd_years", FIRST_DAY) * FULL_YEAR
    return is_old_cmnd(t) & (t.day < CMND_ENDED[0].since) & too_old


@row_rule(
    "SUB-040", "Giấy tờ cấp khi chưa đủ tuổi", "Paper issued at an age that gets none",
    law=PAPERS, severity="medium", dated="as_of", needs=("birth_date", "id_issued_on", "id_kind"), facts=("id_number",),
    parameters=("papers.cmnd_from_age", "papers.cccd_from_age"),
)  # fmt: skip
def issued_too_young(t: Table, given: Given) -> BooleanValue:
    """What: the day of issue is before the birthday from which such a paper is given.

    Why: birth date or day of issue is wrong, or the paper is somebody else's.
    Law: CMND and, up to 30 June 2024, CCCD from the age of fourteen; since then cards are given to children too.
    What it must not accuse: the birthday itself; passports, which children have; papers issued before birth, which
    SUB-049 tells.
    """
    issued = ibis.greatest(t.id_issued_on, ibis.literal(FIRST_DAY))
    needed = ibis.cases(
        (t.id_kind == "cmnd", given.at("papers.cmnd_from_age", issued)),
        (t.id_kind == "cccd", given.at("papers.cccd_from_age", issued)),
        else_=0,
    )
    most = max(given.most("papers.cmnd_from_age"), given.most("papers.cccd_from_age"))
    return person(t) & younger(t, t.id_issued_on, needed, most=most) & (t.id_issued_on >= t.birth_date)


@row_rule(
    "SUB-041", "Thẻ căn cước cấp trước khi có loại thẻ này", "Citizen's card issued before there were any",
    law=PAPERS, severity="medium", dated="as_of", needs=("id_issued_on", "id_kind"), facts=("id_number",),
    parameters=("papers.twelve_digits_first_day",),
)  # fmt: skip
def card_too_early(t: Table, given: Given) -> BooleanValue:
    """What: a CCCD or identity card has a day of issue before the first paper of twelve digits.

    Why: day or kind is wrong; often the old CMND's day was kept with the new number.
    Law: citizen's cards exist since 2016, the CMND of twelve digits since the pilot of 2012.
    What it must not accuse: a CMND of twelve digits from the pilot that is written as a card.
    """
    first = given.value("papers.twelve_digits_first_day", given.as_of)
    return (t.id_kind == "cccd") & (t.id_issued_on < ibis.literal(first))


@row_rule(
    "SUB-044", "Trẻ em tự đứng tên khi phải do cha, mẹ, người giám hộ đăng ký",
    "Child as owner where a parent or guardian has to register",
    law=MINORS, severity="medium", dated="activation", needs=("birth_date", "activated_on"),
    facts=("owner_kind", "user_kind"), parameters=("ages.guardian_registers_under",),
)  # fmt: skip
def child_registered(t: Table, given: Given) -> BooleanValue:
    """What: the owner was younger on the day of activation than who may register without a parent or guardian.

    Why: the birth date is wrong, or a child's data were borrowed.
    Law: under 14 up to 30 June 2026 (Decree 163/2024 may have changed it earlier), under 6 since 1 July 2026.
    What it must not accuse: the birthday itself; parents who register for a child, whose own birth date stands there;
    a record that names the guardian.
    """
    under = "ages.guardian_registers_under"
    young = younger(t, t.day, given.at(under, t.day), most=given.most(under))
    return person(t) & young & (t.birth_date <= t.day) & t.representative_id.isnull()


@row_rule(
    "SUB-045", "Người từ 6 đến dưới 15 tuổi thiếu cha, mẹ, người giám hộ đồng ý",
    "Owner aged 6 to under 15, no consenting parent or guardian named",
    law=MINORS[1:], severity="low", dated="activation", since=D174,
    needs=("birth_date", "activated_on", "representative_id"), facts=("owner_kind",),
    parameters=("ages.guardian_registers_under", "ages.consent_under"),
)  # fmt: skip
def consent_missing(t: Table, given: Given) -> BooleanValue:
    """What: the owner was of an age that needs consent, and the record names no parent or guardian.

    Why: without a grown-up nobody answers for the number.
    Law: from 6 to under 15 with own paper: written consent.
    What it must not accuse: who is named with a guardian; the fifteenth birthday. The consent itself is no column:
    look for it in the file.
    """
    own, consent = "ages.guardian_registers_under", "ages.consent_under"
    too_young = younger(t, t.day, given.at(own, t.day), most=given.most(own))
    needs_consent = younger(t, t.day, given.at(consent, t.day), most=given.most(consent))
    return person(t) & needs_consent & ~too_young & t.representative_id.isnull()


@row_rule(
    "SUB-046", "Giấy tờ công dân Việt Nam nhưng quốc tịch nước ngoài", "Vietnamese card, foreign nationality",
    law=RECORD, severity="low", dated="record", needs=("nationality", "id_kind"), facts=("id_number",),
)  # fmt: skip
def foreigner_with_card(t: Table, given: Given) -> BooleanValue:
    """What: the paper is a CCCD or CMND, and the nationality is not Vietnamese.

    Why: only citizens get these papers; kind of paper or nationality is wrong.
    Law: foreigners register by passport.
    What it must not accuse: any usual writing of Vietnam; records without nationality; certificates for persons of
    Vietnamese origin, which are another paper.
    """
    stated = t.nationality.upper()
    foreign = stated.notin(VIETNAMESE) & ~stated.contains("VIET") & ~stated.contains("VIỆT")
    written = (t.nationality != "VN") & (t.nationality != "")  # nearly all are VN: the rest is seldom asked
    return written & person(t) & t.id_kind.isin(["cccd", "cmnd"]) & foreign
