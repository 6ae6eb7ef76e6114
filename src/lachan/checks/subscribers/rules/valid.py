"""Valid: whether numbers, names and papers can be what they say they are.

What a paper's number tells by itself is an indicator of a slip of the pen; unknown codes are unknown, never wrong.
"""

import ibis
from ibis.expr.types import BooleanValue, Table

from lachan.checks.given import Given, years_before
from lachan.checks.subscribers.rules.bases import IDENTITY, NUMBERING, PAPERS, RECORD, TAX
from lachan.checks.subscribers.rules.declare import row_rule
from lachan.checks.subscribers.rules.words import (
    FIXED_FORM,
    MOBILE_FORM,
    digit,
    ended,
    mobile,
    organisation,
    person,
)
from lachan.vietnam.identity import TAX_WEIGHTS, birth_provinces

PLACEHOLDERS = (
    *(str(digit) * length for digit in range(10) for length in (9, 12)),
    "123456789", "987654321", "123456789012", "012345678901", "123456789123", "012345678", "012345678910",
)  # fmt: skip
NO_NAME = r"[0-9@#$%^*_=+<>?!]|^[ .,'()-]*$"
NOBODYS_CODES = [code for code in (f"{number:03}" for number in range(100)) if code not in birth_provinces()]
"""Below 100 stand the provinces, and these are none; from 100 on codes are countries."""


@row_rule(
    "SUB-024", "Số thuê bao sai cấu trúc", "Number of wrong form",
    law=NUMBERING, severity="high", dated="as_of", needs=("number", "service"),
)  # fmt: skip
def number_form(t: Table, given: Given) -> BooleanValue:
    """What: a mobile number has not ten digits from 0, or a fixed number not eleven from 02.

    Why: what cannot be dialled is a slip in the record, and its owner cannot be asked.
    Law: the numbering plan, as it stands since the last change of prefixes ended on 14 November 2018.
    What it must not accuse: numbers of eleven digits from before 2018, which the reader brings up to date; Internet
    accounts, which have any form.
    """
    form = ibis.ifelse(mobile(t), t.number.re_search(MOBILE_FORM), t.number.re_search(FIXED_FORM))
    return ~t.has_right_number & ~form


@row_rule(
    "SUB-025", "Số thuộc đầu số chưa phân bổ", "Number out of a range allocated to nobody",
    law=NUMBERING, severity="high", dated="as_of", needs=("number", "service"), facts=("operator",),
)  # fmt: skip
def number_range(t: Table, given: Given) -> BooleanValue:
    """What: the number has the right length, and its prefix or area code is allocated to nobody.

    Why: such a record cannot belong to a number in use.
    Law: the numbering plan.
    What it must not accuse: numbers of another operator's range, which may be ported; wrong forms, which SUB-024 tells.
    """
    form = ibis.ifelse(mobile(t), t.number.re_search(MOBILE_FORM), t.number.re_search(FIXED_FORM))
    return ~t.has_right_number & form


@row_rule(
    "SUB-026", "Số căn cước không đủ 12 chữ số", "Number of a citizen's card is not twelve digits",
    law=IDENTITY, severity="high", dated="as_of", needs=("id_number", "id_kind"),
)  # fmt: skip
def cccd_form(t: Table, given: Given) -> BooleanValue:
    """What: the paper is a CCCD or identity card, and its number is not twelve digits.

    Why: it cannot be matched with the population data base.
    Law: a personal number has twelve digits.
    What it must not accuse: CMND and passports; numbers that are missing, which SUB-006 tells.
    """
    return (t.id_kind == "cccd") & ~t.twelve_digits & (t.id_number != "")


@row_rule(
    "SUB-027", "Số chứng minh nhân dân sai cấu trúc", "Number of a CMND of wrong form",
    law=PAPERS, severity="medium", dated="as_of", needs=("id_number", "id_kind"),
)  # fmt: skip
def cmnd_form(t: Table, given: Given) -> BooleanValue:
    """What: the paper is a CMND, and its number is neither nine nor twelve digits.

    Why: it belongs to nobody.
    Law: the CMND has nine digits, that of the pilot from 2012 on twelve.
    What it must not accuse: first digits that name another province than the owner's: the scheme is not confirmed.
    """
    return (t.id_kind == "cmnd") & ~t.twelve_digits & ~t.id_number.re_search(r"^[0-9]{9}$") & (t.id_number != "")


@row_rule(
    "SUB-028", "Số hộ chiếu sai cấu trúc", "Number of a passport of wrong form",
    law=PAPERS, severity="low", dated="as_of", needs=("id_number", "id_kind"), facts=("nationality",),
)  # fmt: skip
def passport_form(t: Table, given: Given) -> BooleanValue:
    """What: the number of a passport is not six to nine letters and digits with a digit among them.

    Why: no passport of any country can have it.
    Law: ICAO 9303 as taken over for travel papers.
    What it must not accuse: foreign series of any kind, and both Vietnamese series.
    """
    right = t.id_number.re_search(r"^[A-Z0-9]{6,9}$") & t.id_number.re_search(r"[0-9]")
    return (t.id_kind == "passport") & ~right & (t.id_number != "")


@row_rule(
    "SUB-029", "Số giấy tờ giống số điền cho có", "Number of the paper looks made up",
    law=RECORD, severity="medium", dated="record", needs=("id_number",), facts=("id_kind", "owner_name"),
)  # fmt: skip
def placeholder_paper(t: Table, given: Given) -> BooleanValue:
    """What: the paper's number is one digit again and again, or counts up or down.

    Why: it is what is typed to get past a form.
    Law: the record must hold the number of a true paper.
    What it must not accuse: numbers with some equal digits; a true number can look so: see the scan.
    """
    return t.id_number.isin(PLACEHOLDERS)


@row_rule(
    "SUB-030", "Mã nơi đăng ký khai sinh chưa rõ", "Code of the place of birth registration is unknown",
    law=IDENTITY, severity="low", dated="as_of", needs=("id_number", "id_kind"),
)  # fmt: skip
def unknown_birth_code(t: Table, given: Given) -> BooleanValue:
    """What: a personal number begins with a code below 100 that is none of the 63 provinces.

    Why: a digit may be mistyped. It says "unknown", not "wrong".
    Law: the first three digits are the province or country of birth registration, for ever those of the 63 provinces.
    What it must not accuse: codes from 100 on, which are countries; codes of provinces that merged in 2025.
    """
    code = t.id_number.substr(0, 3)
    return t.twelve_digits & code.isin(NOBODYS_CODES)


@row_rule(
    "SUB-031", "Ngày sinh sau ngày kích hoạt", "Born after the activation",
    law=RECORD, severity="high", dated="activation", needs=("birth_date", "activated_on"), facts=("owner_kind",),
)  # fmt: skip
def born_later(t: Table, given: Given) -> BooleanValue:
    """What: the owner's birth date is later than the day of activation.

    Why: one of the two days is wrong.
    Law: a record has to be true.
    What it must not accuse: a child born on that very day, and organisations whose record keeps a founding day there.
    """
    return person(t) & (t.birth_date > t.day)


@row_rule(
    "SUB-032", "Tuổi chủ thuê bao cao bất thường", "Owner's age is hardly possible",
    law=RECORD, severity="medium", dated="as_of", needs=("birth_date",), facts=("owner_kind", "id_number"),
    parameters=("ages.oldest",),
)  # fmt: skip
def too_old(t: Table, given: Given) -> BooleanValue:
    """What: on the day of the check the owner of a number in use would be as old as hardly anybody.

    Why: a wrong century, or the paper of somebody who died.
    Law: a record has to be true; the age is a threshold of this software.
    What it must not accuse: the very old below the threshold; numbers that are over.
    """
    born = years_before(given.as_of, given.value("ages.oldest", given.as_of))
    return person(t) & ~ended(t) & (t.birth_date <= ibis.literal(born))


@row_rule(
    "SUB-033", "Mã số thuế sai cấu trúc hoặc sai số kiểm tra", "Tax code of wrong form or with a wrong check digit",
    law=TAX, severity="high", dated="as_of", needs=("tax_code",), facts=("owner_name", "owner_kind"),
)  # fmt: skip
def tax_code_wrong(t: Table, given: Given) -> BooleanValue:
    """What: an organisation's tax code is not ten digits with a right check digit, nor those and a branch.

    Why: no such organisation is in the register.
    Law: form of tax codes.
    What it must not accuse: codes of twelve digits, which are those of persons and households; records without code.
    """
    form = t.tax_code.re_search(r"^[0-9]{10}([0-9]{3})?$")
    twelve = t.tax_code.re_search(r"^[0-9]{12}$")
    total = sum((digit(t.tax_code, at) * weight for at, weight in enumerate(TAX_WEIGHTS)), ibis.literal(0))
    checked = (10 - total % 11 == digit(t.tax_code, 9)) & (t.tax_code.substr(10, 3) != "000")
    wrong = ibis.ifelse(form, ~checked, ~twelve)
    return organisation(t) & (t.tax_code != "") & wrong


@row_rule(
    "SUB-042", "Số trường đã xác thực ngoài khoảng 0–4", "Verified fields are not 0 to 4",
    law=RECORD, severity="low", dated="record", needs=("verified_fields",), facts=("verified_on",),
)  # fmt: skip
def fields_out_of_range(t: Table, given: Given) -> BooleanValue:
    """What: the count of fields that matched is below 0 or above 4.

    Why: the record of the verification cannot be right.
    Law: a record has to be true; four fields are the most that are matched.
    What it must not accuse: low counts, which SUB-067 and SUB-068 judge by date.
    """
    return ~t.verified_fields.between(0, 4)


@row_rule(
    "SUB-043", "Họ tên cá nhân có chữ số hoặc ký tự lạ", "Person's name with digits or odd signs",
    law=RECORD, severity="medium", dated="record", needs=("owner_name", "owner_kind"), facts=("id_number",),
)  # fmt: skip
def name_with_digits(t: Table, given: Given) -> BooleanValue:
    """What: a person's name has digits or signs that no name has, or not one letter.

    Why: it was filled in to get past a form.
    Law: full name of the person.
    What it must not accuse: organisations; hyphens, apostrophes, dots and foreign letters.
    """
    return person(t) & t.owner_name.re_search(NO_NAME) & (t.owner_name != "")
