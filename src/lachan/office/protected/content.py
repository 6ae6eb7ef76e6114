"""What somebody says of a protected number: one value, its checks and the digest that an approval is bound to."""

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lachan.office.protected.models import LONGEST_NAME, Originates, ProtectedNumber, VerifiedHow
from lachan.office.protected.numbers import ends_of
from lachan.office.refusals import NotRight
from lachan.office.units.models import Unit
from lachan.readers.canonical import canonical
from lachan.readers.protected_list import MOST_IN_RANGE, MOST_TRUNKS, is_pattern

MOST_PATTERNS = 20
LEAST_DIGITS_OF_PATTERN = 6  # a pattern of fewer digits would fit honest numbers by the thousand
LONGEST_TRUNK = 100
YEARS = range(2000, 2101)


@dataclass(frozen=True, kw_only=True)
class NumberFacts:
    """An entry's content. `first` and `last` in any usual writing; "" as `last` for one number."""

    first: str
    last: str = ""
    unit: Unit | None = None
    body_name: str = ""
    use: str = ""
    originates: str
    trunks: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    valid_from: date
    valid_to: date | None = None
    shown: bool = True
    verified_by: str
    verified_how: str
    verified_on: date
    verified_note: str = ""


FIELDS = tuple(field.name for field in fields(NumberFacts))


def facts_of(number: ProtectedNumber) -> NumberFacts:
    """The content of a stored entry."""
    values: dict[str, Any] = {name: getattr(number, name) for name in FIELDS}
    return NumberFacts(**values | {"trunks": tuple(number.trunks), "patterns": tuple(number.patterns)})


def digest_of(facts: NumberFacts) -> str:
    """SHA-256 over the content, and over nothing else."""
    plain: dict[str, Any] = {name: getattr(facts, name) for name in FIELDS}
    plain |= {
        "unit": facts.unit.pk if facts.unit else None,
        "trunks": list(facts.trunks),
        "patterns": list(facts.patterns),
        "valid_from": facts.valid_from.isoformat(),
        "valid_to": facts.valid_to.isoformat() if facts.valid_to else None,
        "verified_on": facts.verified_on.isoformat(),
    }
    return hashlib.sha256(canonical(plain)).hexdigest()


def checked(facts: NumberFacts, today: date) -> NumberFacts:
    """The content in its stored form; NotRight names the field and what would be right."""
    ends = ends_of(facts.first, facts.last)
    if ends is None:
        field = "first" if ends_of(facts.first, "") is None else "last"
        raise NotRight(
            "number_not_right",
            _(
                "Hãy ghi số điện thoại Việt Nam hoặc số ngắn 3–6 chữ số; dải số gồm hai số cùng độ dài, số cuối không "
                "nhỏ hơn số đầu, tối đa %(n)s số."
            )
            % {"n": f"{MOST_IN_RANGE:,}".replace(",", ".")},
            field=field,
        )
    tidy = replace(
        facts, first=ends[0], last=ends[1], body_name=_line(facts.body_name), use=_line(facts.use),
        trunks=_lines(facts.trunks), patterns=tuple(sorted({"".join(one.split()) for one in facts.patterns} - {""})),
        verified_by=_line(facts.verified_by), verified_note=_line(facts.verified_note),
    )  # fmt: skip
    _check_body(tidy, today)
    _check_origin(tidy)
    _check_days(tidy, today)
    _check_verified(tidy)
    return tidy


def _check_body(facts: NumberFacts, today: date) -> None:
    if (facts.unit is None) == (facts.body_name == ""):
        raise NotRight(
            "one_body", _("Hãy chọn một đơn vị, hoặc ghi tên một cơ quan khác; chỉ một trong hai."), field="body_name"
        )
    if facts.unit is not None and not facts.unit.is_valid_on(today):
        raise NotRight("unit_over", _("Đơn vị này không còn hoạt động; hãy chọn đơn vị kế thừa."), field="unit")
    for field, value in (("body_name", facts.body_name), ("use", facts.use)):
        if len(value) > LONGEST_NAME:
            raise NotRight("too_long", _("Tối đa %(n)d ký tự.") % {"n": LONGEST_NAME}, field=field)


def _check_origin(facts: NumberFacts) -> None:
    if facts.originates not in Originates.values:
        raise NotRight("originates_unknown", _("Hãy chọn số này có gọi đi hay không."), field="originates")
    if bool(facts.trunks) != (facts.originates == Originates.ONLY_FROM):
        raise NotRight(
            "trunks_and_origin",
            _("Ghi nguồn cuộc gọi khi số chỉ gọi đi từ nguồn đã khai, và chỉ khi đó."),
            field="trunks",
        )
    if len(facts.trunks) > MOST_TRUNKS or any(len(one) > LONGEST_TRUNK for one in facts.trunks):
        raise NotRight(
            "trunks_too_many",
            _("Tối đa %(n)d nguồn, mỗi nguồn một dòng, không quá %(long)d ký tự.")
            % {"n": MOST_TRUNKS, "long": LONGEST_TRUNK},
            field="trunks",
        )
    if len(facts.patterns) > MOST_PATTERNS:
        raise NotRight("patterns_too_many", _("Tối đa %(n)d mẫu số giống.") % {"n": MOST_PATTERNS}, field="patterns")
    for one in facts.patterns:
        if not is_pattern(one) or sum(mark.isdigit() for mark in one) < LEAST_DIGITS_OF_PATTERN:
            raise NotRight(
                "pattern_not_right",
                _(
                    "“%(pattern)s” không dùng được: mẫu gồm chữ số, dấu ? thay một chữ số, dấu * ở cuối thay các chữ "
                    "số còn lại, và có ít nhất %(n)d chữ số để không trùng số của người khác."
                )
                % {"pattern": one[:40], "n": LEAST_DIGITS_OF_PATTERN},
                field="patterns",
            )


def _check_days(facts: NumberFacts, today: date) -> None:
    for field, day in (("valid_from", facts.valid_from), ("valid_to", facts.valid_to)):
        if day is not None and day.year not in YEARS:
            raise NotRight("day_not_right", _("Hãy ghi năm từ 2000 đến 2100."), field=field)
    if facts.valid_to is not None and facts.valid_to < facts.valid_from:
        raise NotRight("ends_before_it_begins", _("Ngày cuối phải từ ngày đầu trở đi."), field="valid_to")
    if facts.verified_on > today or facts.verified_on.year not in YEARS:
        raise NotRight("verified_later", _("Ngày xác minh không sau hôm nay."), field="verified_on")


def _check_verified(facts: NumberFacts) -> None:
    if facts.verified_how not in VerifiedHow.values:
        raise NotRight("how_unknown", _("Hãy chọn cách xác minh."), field="verified_how")
    if not 2 <= len(facts.verified_by) <= 160:
        raise NotRight("verifier_missing", _("Hãy ghi ai đã xác minh, tối đa 160 ký tự."), field="verified_by")
    if len(facts.verified_note) > 300:
        raise NotRight("too_long", _("Tối đa %(n)d ký tự.") % {"n": 300}, field="verified_note")
    papers = (VerifiedHow.PAPER, VerifiedHow.DECISION)
    if facts.verified_how in papers and not facts.verified_note:
        raise NotRight("paper_missing", _("Hãy ghi số, ký hiệu, ngày của văn bản."), field="verified_note")


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({_line(one) for one in texts} - {""}))
