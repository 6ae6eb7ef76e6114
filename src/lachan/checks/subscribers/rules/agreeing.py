"""Agreeing: whether the columns of one record contradict each other."""

import ibis
from ibis.expr.types import BooleanValue, Table

from lachan.checks.given import Given
from lachan.checks.subscribers.rules.bases import CENTRAL, FOUR_FIELDS, IDENTITY, RECORD
from lachan.checks.subscribers.rules.declare import row_rule
from lachan.checks.subscribers.rules.words import between_people, days_between, ended, mobile, person


@row_rule(
    "SUB-047", "Giới tính khác với số định danh", "Sex differs from the personal number",
    law=IDENTITY, severity="medium", dated="as_of", needs=("sex", "id_number"), facts=("id_kind",),
)  # fmt: skip
def sex_differs(t: Table, given: Given) -> BooleanValue:
    """What: the fourth digit of the personal number stands for the other sex.

    Why: a strong sign of a slip or of somebody else's number, though no proof.
    Law: the fourth digit is century and sex.
    What it must not accuse: papers without twelve digits; records without sex.
    """
    woman = t.birth_code % 200 >= 100
    return person(t) & ((t.sex == "F") != woman)


@row_rule(
    "SUB-048", "Năm sinh khác với số định danh", "Birth year differs from the personal number",
    law=IDENTITY, severity="medium", dated="as_of", needs=("birth_date", "id_number"), facts=("id_kind",),
)  # fmt: skip
def birth_year_differs(t: Table, given: Given) -> BooleanValue:
    """What: century digit and year digits of the personal number give another year than the birth date.

    Why: a strong sign of a slip or of somebody else's number, though no proof.
    Law: the fourth digit is century and sex, the fifth and sixth are the year.
    What it must not accuse: papers without twelve digits; records without birth date.
    """
    # Twice the year after 1900, so that the century's digit needs no division: 3 and 85 are 2 x 100 and 2 x 85.
    of_number = t.birth_code - t.birth_code % 200 + t.birth_code % 100 * 2
    return person(t) & ((t.birth_year - 1900) * 2 != of_number)


@row_rule(
    "SUB-049", "Giấy tờ cấp trước ngày sinh", "Paper issued before birth",
    law=RECORD, severity="high", dated="record", needs=("id_issued_on", "birth_date"), facts=("id_kind", "id_number"),
)  # fmt: skip
def issued_before_birth(t: Table, given: Given) -> BooleanValue:
    """What: the paper's day of issue is before the owner's birth date.

    Why: one of the two is wrong, or they are of two persons.
    Law: a record has to be true.
    What it must not accuse: organisations, whose day of founding can be later than a licence.
    """
    return person(t) & (t.id_issued_on < t.birth_date)


@row_rule(
    "SUB-050", "Kích hoạt trước ngày cấp giấy tờ", "Activated before the paper was issued",
    law=RECORD, severity="medium", dated="activation", needs=("id_issued_on", "activated_on"),
    facts=("id_kind", "id_number", "verified_on"),
)  # fmt: skip
def activated_before_issue(t: Table, given: Given) -> BooleanValue:
    """What: the number was activated before the day on which the paper was issued, and nothing was verified since.

    Why: the paper cannot have been shown.
    Law: the paper is shown at registration.
    What it must not accuse: owners who renewed their paper and updated the record: a verification on or after the day
    of issue shows that.
    """
    return person(t) & (t.day < t.id_issued_on) & ~(t.verified_on >= t.id_issued_on).fill_null(False)


@row_rule(
    "SUB-051", "Kích hoạt trước khi xác thực", "Activated before it was verified",
    law=FOUR_FIELDS, severity="medium", dated="activation", needs=("verified_on", "activated_on"),
    facts=("verified_by", "verified_fields"), parameters=("devices.reverified_from",),
)  # fmt: skip
def verified_later(t: Table, given: Given) -> BooleanValue:
    """What: the verification on record is later than the activation.

    Why: service was given to somebody not yet verified.
    Law: authentication comes before service, for numbers of persons activated since 15 April 2026.
    What it must not accuse: verifications since 15 June 2026, which can be those after a change of device: the record
    cannot tell the two apart. Numbers from before, which were matched later. Numbers for devices.
    """
    again = given.value("devices.reverified_from", given.as_of)
    return between_people(t) & person(t) & (t.verified_on > t.day) & (t.verified_on < ibis.literal(again))


@row_rule(
    "SUB-052", "Ảnh chân dung chụp trước ngày đăng ký", "Portrait taken before the registration",
    law=RECORD, severity="medium", dated="activation", needs=("photo_taken_at", "activated_on"),
    facts=("photo_hash", "point_id", "clerk_id"), parameters=("photo.days_before",),
)  # fmt: skip
def old_photo(t: Table, given: Given) -> BooleanValue:
    """What: a person's photo was taken days before the activation.

    Why: a stored photo was used again, so nobody may have been present.
    Law: photo of the person present, with its time.
    What it must not accuse: a photo of the day before, for work over midnight; photos taken later, which belong to an
    update of the record.
    """
    before = days_between(t.day, t.photo_taken_at.date())
    return mobile(t) & person(t) & (before > given.at("photo.days_before", t.day))


@row_rule(
    "SUB-053", "Chấm dứt trước khi kích hoạt", "Ended before it was activated",
    law=CENTRAL, severity="medium", dated="activation", needs=("ended_on", "activated_on"), facts=("status",),
)  # fmt: skip
def ended_before_start(t: Table, given: Given) -> BooleanValue:
    """What: the day of the end is before the day of the activation.

    Why: one of the two is wrong, or an old end was kept with a new owner.
    Law: start and end of service are fields of the central data base.
    What it must not accuse: numbers ended on the day on which they began.
    """
    return t.ended_on < t.day


@row_rule(
    "SUB-054", "Đang hoạt động nhưng đã có ngày chấm dứt", "In use, though its end has passed",
    law=CENTRAL, severity="medium", dated="as_of", needs=("ended_on", "status"), facts=("activated_on",),
)  # fmt: skip
def in_use_after_end(t: Table, given: Given) -> BooleanValue:
    """What: the status says that the number is in use or suspended, and the day of its end has passed.

    Why: status or day is wrong.
    Law: operating status and end of service are fields of the central data base.
    What it must not accuse: an end that is still to come; an old end from before a new activation, which SUB-053 tells.
    """
    passed = (t.ended_on < ibis.literal(given.as_of)) & (t.day.isnull() | (t.ended_on >= t.day))
    return t.status.isin(["active", "one_way", "two_way"]) & passed


@row_rule(
    "SUB-055", "Có sử dụng sau ngày chấm dứt", "Used after its end",
    law=CENTRAL, severity="medium", dated="as_of", needs=("last_used_on", "ended_on"), facts=("status",),
)  # fmt: skip
def used_after_end(t: Table, given: Given) -> BooleanValue:
    """What: a number that is over was used after the day of its end.

    Why: service went on for a number that had no owner any more.
    Law: service only to a registered owner.
    What it must not accuse: use on the last day; numbers in use, which SUB-054 tells.
    """
    return ended(t) & (t.last_used_on > t.ended_on)


@row_rule(
    "SUB-056", "Có sử dụng trước ngày kích hoạt", "Used before it was activated",
    law=RECORD, severity="low", dated="activation", needs=("last_used_on", "activated_on"), facts=("status",),
)  # fmt: skip
def used_before_start(t: Table, given: Given) -> BooleanValue:
    """What: the last use lies before the day of activation.

    Why: the number ran before it was registered, or the record was given a new day.
    Law: service only after registration.
    What it must not accuse: use on the very day; a number registered anew and not yet used may keep the old owner's
    last use, hence low.
    """
    return t.last_used_on < t.day


@row_rule(
    "SUB-057", "Thuê bao H2H nhưng gắn cho thiết bị", "Number for people (H2H) used by a device",
    law=RECORD, severity="low", dated="record", needs=("use", "user_kind"), facts=("owner_kind",),
)  # fmt: skip
def people_number_in_device(t: Table, given: Given) -> BooleanValue:
    """What: the record says H2H, and a device as user.

    Why: numbers for devices fall under other rules; one of the two fields is wrong.
    Law: user category of each number; data numbers are kept apart from numbers for people.
    What it must not accuse: M2M numbers in devices; records that do not say H2H.
    """
    return mobile(t) & (t.user_kind == "device") & (t.use == "h2h")


@row_rule(
    "SUB-058", "Thuê bao M2M nhưng người dùng là cá nhân", "Number for devices (M2M) used by a person",
    law=RECORD, severity="medium", dated="record", needs=("use", "user_kind"), facts=("owner_kind",),
)  # fmt: skip
def device_number_with_person(t: Table, given: Given) -> BooleanValue:
    """What: the record says M2M, and a child, a ward or an employee as user.

    Why: numbers for devices escape the verification of persons.
    Law: four fields are matched for numbers between people; M2M falls under Decree 163/2024, article 18.
    What it must not accuse: the owner himself as user, for whoever buys a watch or a router owns it; devices.
    """
    return mobile(t) & (t.use == "m2m") & t.user_kind.isin(["child", "ward", "employee"])


@row_rule(
    "SUB-059", "Ngày kích hoạt sau ngày rà soát", "Activated after the day of the check",
    law=CENTRAL, severity="low", dated="as_of", needs=("activated_on",), facts=("status",),
)  # fmt: skip
def activated_later(t: Table, given: Given) -> BooleanValue:
    """What: the day of activation is later than the day for which the check is made.

    Why: the day is wrong, or the file is younger than `--as-of` says.
    Law: start of service is a field of the central data base.
    What it must not accuse: activations on that very day.
    """
    return t.day > ibis.literal(given.as_of)
