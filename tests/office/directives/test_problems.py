"""What stops a confirmation, what stops the issue, and what is only said."""

from dataclasses import replace
from datetime import date

from lachan.office.directives.content import DirectiveContent, DutyContent, GroupContent
from lachan.office.directives.problems import Weight, problems_of, problems_with_units

WHOLE = DirectiveContent(
    issuer="Sở Khoa học và Công nghệ",
    number="12",
    symbol="SKHCN-TTr",
    dated=date(2026, 3, 2),
    subject="phòng ngừa lừa đảo",
    groups=(GroupContent("Các doanh nghiệp", ("operators",), (DutyContent("Lưu trữ", indicators=("TB-01",)),)),),
)


def weights(content: DirectiveContent) -> list[Weight]:
    return [problem.weight for problem in problems_of(content)]


def duty(**changes: object) -> DirectiveContent:
    group = WHOLE.groups[0]
    return replace(WHOLE, groups=(replace(group, duties=(replace(group.duties[0], **changes),)),))  # type: ignore[arg-type]


def test_a_whole_directive_has_no_problem() -> None:
    assert weights(WHOLE) == []


def test_missing_number_and_date_stop_the_issue_but_not_the_confirmation() -> None:
    assert weights(replace(WHOLE, number="", dated=None)) == [Weight.STOPS_ISSUE, Weight.STOPS_ISSUE]


def test_number_and_date_may_stay_blank_as_the_paper_has_them() -> None:
    assert weights(replace(WHOLE, number="", dated=None, blanks_as_given=True)) == []


def test_what_has_no_duty_group_or_text_is_not_confirmed() -> None:
    assert Weight.STOPS_CONFIRM in weights(replace(WHOLE, groups=()))
    assert Weight.STOPS_CONFIRM in weights(duty(text=""))
    assert Weight.STOPS_CONFIRM in weights(replace(WHOLE, subject=""))
    assert Weight.STOPS_CONFIRM in weights(replace(WHOLE, groups=(replace(WHOLE.groups[0], addressee_groups=()),)))


def test_a_duty_without_indicator_is_only_a_warning() -> None:
    assert weights(duty(indicators=())) == [Weight.WARNS]


def test_a_repeating_duty_without_due_date_is_only_a_warning() -> None:
    assert weights(duty(repeat="monthly")) == [Weight.WARNS]
    assert weights(duty(repeat="monthly", due_working_days=5)) == []


def test_a_group_without_units_is_named_with_the_day() -> None:
    (problem,) = problems_with_units(WHOLE.groups, {"operators": ()}, date(2020, 4, 20))
    assert problem.stops
    assert "Doanh nghiệp viễn thông" in str(problem.sentence)
    assert "20/04/2020" in str(problem.sentence)
