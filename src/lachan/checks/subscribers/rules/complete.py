"""Complete: every field that the law in force on the day of the activation demands of a record.

A record from before 24 April 2017 had to be completed by 24 April 2018; from then on it is held to the same list.
A field that the whole input lacks is told once by the runner, not for each row.
"""

from ibis.expr.types import BooleanValue, Table

from lachan.checks.given import Given
from lachan.checks.subscribers.rules.bases import CENTRAL, RECORD
from lachan.checks.subscribers.rules.declare import row_rule
from lachan.checks.subscribers.rules.words import between_people, blank, ended, mobile, organisation, person, prepaid


@row_rule(
    "SUB-001", "Thiếu ngày kích hoạt", "No day of activation",
    law=CENTRAL, severity="high", dated="record", needs=("activated_on",), facts=("status",), demanded="activated_on",
)  # fmt: skip
def activation_missing(t: Table, given: Given) -> BooleanValue:
    """What: the record does not say when service began.

    Why: without that day nobody can tell which law the registration fell under.
    Law: the start of service is a field of the central data base.
    What it must not accuse: a day without time of day, which is a day all the same.
    """
    return t.activated_on.isnull()


@row_rule(
    "SUB-002", "Thiếu trạng thái hoạt động", "No operating status",
    law=CENTRAL, severity="high", dated="record", needs=("status",), facts=("activated_on",), demanded="status",
)  # fmt: skip
def status_missing(t: Table, given: Given) -> BooleanValue:
    """What: the record does not say whether the number is active, suspended or ended.

    Why: what has to be done next depends on it.
    Law: operating status is a field of the central data base.
    What it must not accuse: a suspended number, whose status is known.
    """
    return t.status.isnull()


@row_rule(
    "SUB-003", "Không rõ chủ thuê bao là cá nhân hay tổ chức", "Person or organisation: not said",
    law=RECORD, severity="medium", dated="record", needs=("owner_kind",), facts=("owner_name", "id_kind"),
    demanded="owner_kind",
)  # fmt: skip
def owner_kind_missing(t: Table, given: Given) -> BooleanValue:
    """What: the record does not say whether a person or an organisation is the owner.

    Why: the two have to show different papers.
    Law: the list of fields differs by kind of owner.
    What it must not accuse: owners of a known kind, whatever else they lack.
    """
    return t.owner_kind.isnull()


@row_rule(
    "SUB-004", "Thiếu tên chủ thuê bao", "No name of the owner",
    law=RECORD, severity="high", dated="record", needs=("owner_name",), facts=("owner_kind", "id_number"),
    demanded="owner_name",
)  # fmt: skip
def name_missing(t: Table, given: Given) -> BooleanValue:
    """What: nobody is named as the owner.

    Why: a number without owner cannot be answered for.
    Law: full name of the person, name of the organisation.
    What it must not accuse: short names; one of two letters is a name.
    """
    return blank(t.owner_name)


@row_rule(
    "SUB-005", "Cá nhân thiếu ngày sinh", "Person without birth date",
    law=RECORD, severity="high", dated="record", needs=("birth_date",), facts=("owner_kind",), demanded="birth_date",
)  # fmt: skip
def birth_date_missing(t: Table, given: Given) -> BooleanValue:
    """What: a person's record has no birth date.

    Why: it is one of the fields by which a person is matched with the population data base.
    Law: date of birth of a person.
    What it must not accuse: organisations, which have none.
    """
    return person(t) & t.birth_date.isnull()


@row_rule(
    "SUB-006", "Cá nhân thiếu số giấy tờ", "Person without number of a paper",
    law=RECORD, severity="high", dated="record", needs=("id_number",), facts=("id_kind", "owner_name"),
    demanded="id_number",
)  # fmt: skip
def paper_number_missing(t: Table, given: Given) -> BooleanValue:
    """What: a person's record names no paper.

    Why: without it nobody can tell one person from another of the same name.
    Law: number of the identity paper.
    What it must not accuse: organisations, whose papers SUB-011 looks at.
    """
    return person(t) & blank(t.id_number)


@row_rule(
    "SUB-007", "Có số nhưng không rõ loại giấy tờ", "Number of a paper, but not of which kind",
    law=RECORD, severity="medium", dated="record", needs=("id_kind",), facts=("id_number",), demanded="id_kind",
)  # fmt: skip
def paper_kind_missing(t: Table, given: Given) -> BooleanValue:
    """What: a person's paper has a number, but the record does not say what paper it is.

    Why: nine digits can be an old card or a passport.
    Law: kind of the identity paper.
    What it must not accuse: records without number, which SUB-006 tells.
    """
    return person(t) & t.id_kind.isnull() & ~blank(t.id_number)


@row_rule(
    "SUB-008", "Cá nhân thiếu ngày cấp giấy tờ", "Person's paper without day of issue",
    law=RECORD, severity="medium", dated="record", needs=("id_issued_on",), facts=("id_kind", "id_number"),
    demanded="id_issued_on",
)  # fmt: skip
def issue_date_missing(t: Table, given: Given) -> BooleanValue:
    """What: a paper is named, but not the day on which it was issued.

    Why: whether it was valid when shown cannot be told.
    Law: day of issue of the identity paper.
    What it must not accuse: records without any paper, which SUB-006 tells.
    """
    return person(t) & t.id_issued_on.isnull() & ~blank(t.id_number)


@row_rule(
    "SUB-009", "Cá nhân thiếu nơi cấp giấy tờ", "Person's paper without issuing authority",
    law=RECORD, severity="low", dated="record", needs=("id_issuer",), facts=("id_kind", "id_number"),
    demanded="id_issuer",
)  # fmt: skip
def issuer_missing(t: Table, given: Given) -> BooleanValue:
    """What: a paper is named, but not who issued it.

    Why: it is a field of the list, and false scans often lack it.
    Law: issuing authority of the identity paper.
    What it must not accuse: records without any paper, which SUB-006 tells.
    """
    return person(t) & blank(t.id_issuer) & ~blank(t.id_number)


@row_rule(
    "SUB-010", "Hộ chiếu nhưng thiếu quốc tịch", "Passport without nationality",
    law=RECORD, severity="medium", dated="record", needs=("nationality",), facts=("id_kind", "id_number"),
    demanded="nationality",
)  # fmt: skip
def nationality_missing(t: Table, given: Given) -> BooleanValue:
    """What: the owner showed a passport and the record has no nationality.

    Why: two countries can give the same number to two persons.
    Law: nationality of a foreigner.
    What it must not accuse: holders of Vietnamese cards, for whom it is not asked.
    """
    return person(t) & blank(t.nationality) & (t.id_kind == "passport")


@row_rule(
    "SUB-011", "Tổ chức thiếu giấy chứng nhận pháp nhân", "Organisation without paper of its legal person",
    law=RECORD, severity="high", dated="record", needs=("tax_code", "id_number"), facts=("owner_name",),
    demanded="tax_code",
)  # fmt: skip
def organisation_paper_missing(t: Table, given: Given) -> BooleanValue:
    """What: an organisation's record has neither number of its paper nor tax code.

    Why: an organisation that cannot be found in a register may not exist.
    Law: establishment decision, registration or licence.
    What it must not accuse: an organisation known by one of the two; bodies of the State may have no tax code.
    """
    return organisation(t) & blank(t.id_number) & blank(t.tax_code)


@row_rule(
    "SUB-012", "Tổ chức thiếu địa chỉ trụ sở", "Organisation without address of its head office",
    law=RECORD, severity="medium", dated="record", needs=("address",), facts=("owner_name", "tax_code"),
    demanded="address",
)  # fmt: skip
def organisation_address_missing(t: Table, given: Given) -> BooleanValue:
    """What: an organisation's record has no address.

    Why: an inspection cannot be announced to it.
    Law: address of the head office.
    What it must not accuse: persons, whose list of fields has no address.
    """
    return organisation(t) & blank(t.address)


@row_rule(
    "SUB-013", "Tổ chức thiếu giấy tờ của người đại diện", "Organisation without its representative's paper",
    law=RECORD, severity="high", dated="record", needs=("representative_id",), facts=("owner_name", "tax_code"),
    demanded="representative_id",
)  # fmt: skip
def representative_missing(t: Table, given: Given) -> BooleanValue:
    """What: nobody signs for the organisation.

    Why: false organisations hold many numbers in nobody's name.
    Law: identity of the legal representative or of who signs for him.
    What it must not accuse: persons.
    """
    return organisation(t) & blank(t.representative_id)


@row_rule(
    "SUB-014", "Thiếu đối tượng sử dụng số", "Not said for whom the number is",
    law=RECORD, severity="medium", dated="record", needs=("user_kind",), facts=("owner_kind", "use"),
    demanded="user_kind",
)  # fmt: skip
def user_kind_missing(t: Table, given: Given) -> BooleanValue:
    """What: a mobile record does not say whether the owner, a child, a ward, an employee or a device uses the number.

    Why: a number that is not for the owner needs the user's data.
    Law: user category of each number.
    What it must not accuse: fixed lines and Internet accounts, which serve a place.
    """
    return mobile(t) & t.user_kind.isnull()


@row_rule(
    "SUB-015", "Số của tổ chức giao cho cá nhân nhưng thiếu giấy tờ người dùng",
    "Organisation's number given to a person whose paper is missing",
    law=RECORD, severity="high", dated="record", needs=("user_id_number", "user_kind"), facts=("owner_name",),
    demanded="user_id_number",
)  # fmt: skip
def employee_missing(t: Table, given: Given) -> BooleanValue:
    """What: a number of an organisation is for a person, and that person is not named.

    Why: this is how numbers of organisations end in unknown hands.
    Law: the list of persons allowed to use the numbers and each one's paper.
    What it must not accuse: numbers for devices.
    """
    return organisation(t) & (t.user_kind == "employee") & blank(t.user_id_number)


@row_rule(
    "SUB-016", "Thiếu bản số hóa giấy tờ", "No scan of the paper",
    law=RECORD, severity="medium", dated="record", needs=("id_scan_hash",), facts=("id_kind", "id_number"),
    demanded="id_scan_hash",
)  # fmt: skip
def scan_missing(t: Table, given: Given) -> BooleanValue:
    """What: a mobile record keeps no digitised copy of the paper shown.

    Why: without it no one can look again at what was shown.
    Law: digitised copies of all papers presented.
    What it must not accuse: fixed lines and Internet accounts, whose file is the contract.
    """
    return mobile(t) & blank(t.id_scan_hash)


@row_rule(
    "SUB-017", "Thuê bao trả trước thiếu ảnh chân dung", "Prepaid number without portrait photo",
    law=RECORD, severity="high", dated="record", needs=("photo_hash", "plan"), facts=("owner_kind",),
    demanded="photo_hash", parameters=("records.photo",),
)  # fmt: skip
def photo_missing(t: Table, given: Given) -> BooleanValue:
    """What: a person's prepaid mobile record has no photo of who was present.

    Why: the photo is what tells a true owner from a borrowed paper.
    Law: photo of the person present.
    What it must not accuse: postpaid numbers, for which a contract is signed, and numbers for devices.
    """
    return prepaid(t) & between_people(t) & person(t) & blank(t.photo_hash)


@row_rule(
    "SUB-018", "Có ảnh nhưng thiếu thời điểm chụp", "Photo without the time it was taken",
    law=RECORD, severity="low", dated="record", needs=("photo_taken_at", "photo_hash"), demanded="photo_taken_at",
    parameters=("records.photo",),
)  # fmt: skip
def photo_time_missing(t: Table, given: Given) -> BooleanValue:
    """What: a mobile record has a photo, but not when it was taken.

    Why: an old photo proves nobody's presence.
    Law: date and time of the photo.
    What it must not accuse: records without photo, which SUB-017 tells.
    """
    return mobile(t) & ~blank(t.photo_hash) & t.photo_taken_at.isnull()


@row_rule(
    "SUB-019", "Thuê bao trả sau không có hợp đồng đã ký", "Postpaid number without signed contract",
    law=RECORD, severity="medium", dated="record", needs=("contract_signed", "plan"), facts=("owner_kind",),
    demanded="contract_signed",
)  # fmt: skip
def contract_missing(t: Table, given: Given) -> BooleanValue:
    """What: a postpaid mobile record shows no signed contract.

    Why: who never signed can deny the number.
    Law: postpaid service rests on a contract.
    What it must not accuse: the first three prepaid numbers, for which a signed confirmation is enough.
    """
    return mobile(t) & (t.plan == "postpaid") & ~t.contract_signed.fill_null(False)


@row_rule(
    "SUB-020", "Thiếu nhân viên thực hiện đăng ký", "No clerk named",
    law=RECORD, severity="low", dated="record", needs=("clerk_id", "point_kind"), facts=("point_id",),
    demanded="clerk_id",
)  # fmt: skip
def clerk_missing(t: Table, given: Given) -> BooleanValue:
    """What: a registration at a point names no clerk.

    Why: bursts of false registrations are traced by the clerk.
    Law: name of who did the transaction.
    What it must not accuse: registrations by application, which have none.
    """
    return blank(t.clerk_id) & t.point_kind.isin(["own", "agent"])


@row_rule(
    "SUB-021", "Thiếu điểm cung cấp dịch vụ", "No service point named",
    law=RECORD, severity="low", dated="record", needs=("point_id",), facts=("point_kind", "clerk_id"),
    demanded="point_id",
)  # fmt: skip
def point_missing(t: Table, given: Given) -> BooleanValue:
    """What: the record does not say where the number was registered.

    Why: inspections go to points.
    Law: address of the service point.
    What it must not accuse: registrations by application.
    """
    return blank(t.point_id) & (t.point_kind.fill_null("own") != "app")


@row_rule(
    "SUB-022", "Không rõ trả trước hay trả sau", "Prepaid or postpaid: not said",
    law=RECORD, severity="low", dated="record", needs=("plan",), facts=("service",), demanded="plan",
)  # fmt: skip
def plan_missing(t: Table, given: Given) -> BooleanValue:
    """What: a mobile record does not say how it is paid for.

    Why: photo, contract and the rule of three depend on it.
    Law: form of payment.
    What it must not accuse: fixed lines and Internet accounts, which are postpaid.
    """
    return mobile(t) & t.plan.isnull()


@row_rule(
    "SUB-023", "Đã chấm dứt nhưng thiếu ngày chấm dứt", "Ended, but the day is missing",
    law=CENTRAL, severity="low", dated="record", needs=("ended_on", "status"), demanded="ended_on",
    parameters=("records.kept_years_after_end",),
)  # fmt: skip
def end_missing(t: Table, given: Given) -> BooleanValue:
    """What: a number is over, and the record does not say since when.

    Why: the two years for which a record is kept cannot be counted.
    Law: the end of service is a field of the central data base.
    What it must not accuse: numbers in use or suspended.
    """
    return ended(t) & t.ended_on.isnull()
