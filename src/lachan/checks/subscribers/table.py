"""The table that rules rely on: the records that the law still covers, with what many rules ask of them."""

from datetime import date

import ibis
from ibis.expr.types import Table

from lachan.checks.given import Given, years_before
from lachan.checks.subscribers.rules.bases import FIRST_DAY
from lachan.checks.subscribers.rules.words import right_number
from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording


def prepared(t: Table, given: Given) -> Table:
    """The records that the law still covers, with what many rules ask of them, worked out once.

    `day` of activation; `twelve_digits`: the paper has a personal number, `birth_code` its digits of century, sex and
    year; `birth_year`; `has_right_number`: of right form and range; what kind of owner, paper, plan, service and use it
    is. A record that does not say its use is between people.

    A record may be dropped two years after its end (parameter `records.kept_years_after_end`).
    """
    years = given.value("records.kept_years_after_end", given.as_of)
    gone = (t.status == "ended") & (t.ended_on < ibis.literal(years_before(given.as_of, years)))
    kept = t.filter(~gone.fill_null(False))
    twelve = kept.id_kind.isin(["cccd", "cmnd"]) & kept.id_number.re_search(r"^[0-9]{12}$")
    mobile = kept.service == "mobile"
    day = kept.activated_on.date()
    return kept.mutate(
        day=day,
        birth_code=ibis.ifelse(twelve, kept.id_number.substr(3, 3), ibis.null("string")).cast("int32"),
        birth_year=kept.birth_date.year().cast("int32"),
        has_right_number=right_number(kept),
        twelve_digits=twelve.fill_null(False),
        is_person=(kept.owner_kind == "person").fill_null(False),
        is_organisation=(kept.owner_kind == "organisation").fill_null(False),
        is_old_cmnd=((kept.id_kind == "cmnd") & (kept.id_number.length() == 9)).fill_null(False),
        is_mobile=mobile.fill_null(False),
        is_prepaid=(mobile & (kept.plan == "prepaid")).fill_null(False),
        is_between_people=(mobile & (kept.use.fill_null("h2h") == "h2h")).fill_null(False),
        is_ended=(kept.status == "ended").fill_null(False),
    )


def refuse_before_the_law(as_of: date) -> None:
    """InputError `as_of` for a day on which no law that this check knows was in force."""
    if as_of < FIRST_DAY:
        raise InputError(
            "as_of",
            Wording(
                f"ngày rà soát {as_of:%d/%m/%Y} trước 24/4/2017: chưa có quy định mà phần mềm áp dụng được "
                "(Nghị định 49/2017/NĐ-CP có hiệu lực từ 24/4/2017)",
                f"the day of the check {as_of:%d/%m/%Y} is before 24/4/2017: no law that this check knows was in force "
                "(Decree 49/2017 took effect on 24/4/2017)",
            ),
        )
