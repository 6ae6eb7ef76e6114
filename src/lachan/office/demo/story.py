"""The story of the demo: the real directive comes down, units work and report, a first round is over, one is running.

The moments count back from the last day. A story that would begin before the police's letter of 15/04/2020, on which
the directive rests, begins the day after it, and then has one round.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO

from lachan.office.demo.advisories import tell_advisories
from lachan.office.demo.bundles import tell_bundles
from lachan.office.demo.calls import tell_calls
from lachan.office.demo.cases import tell_cases
from lachan.office.demo.cast import Company, stage
from lachan.office.demo.doings import DIFFICULTIES, PROPOSALS, doing, figures_for
from lachan.office.demo.feeds import tell_feeds
from lachan.office.demo.incidents import tell_incidents
from lachan.office.demo.inspections import tell_inspections
from lachan.office.demo.listings import tell_listings
from lachan.office.demo.protected import tell_protected
from lachan.office.demo.requests import tell_requests
from lachan.office.demo.signals import tell_signals
from lachan.office.directives import actions as directives
from lachan.office.directives.actions.results import Done, countable
from lachan.office.directives.content import content_of
from lachan.office.directives.models import Directive, Repeat, Task
from lachan.office.reports.actions import drafts, extensions, official, rounds, signing
from lachan.office.reports.actions.drafts import Draft
from lachan.office.reports.content import digest_of
from lachan.office.reports.indicators import asked_of, known_of, registered_of
from lachan.office.reports.models import Round, UnitReport
from lachan.office.reports.queries.rollup import rollup_of
from lachan.vietnam.working_days import Calendar
from lachan.vietnam.zone import VIETNAM

LETTER_OF_THE_POLICE = date(2020, 4, 15)
DAYS_OF_STORY = 45
DAYS_FOR_TWO_ROUNDS = 30

Progress = Callable[[int, int], None]


class Story:
    """Tells the whole story once; `chance` is seeded, so that every demo of one day is the same."""

    def __init__(self, company: Company, *, last_day: date, letter: bytes, progress: Progress) -> None:
        self.company, self.last_day, self.letter, self.progress = company, last_day, letter, progress
        self.chance = random.Random(1846)  # noqa: S311 - numbers of a demo, no secret
        self.calendar = Calendar.load()

    def tell(self) -> None:
        """From the letter to the running round."""
        first_day = self._working_day(max(self.last_day - timedelta(days=DAYS_OF_STORY), self._day_after_the_letter()))
        directive = self._issue(first_day)
        self._work(directive, first_day)
        days = (self.last_day - first_day).days
        running_from = first_day
        if days >= DAYS_FOR_TWO_ROUNDS:
            closed = self._first_round(directive, first_day, first_day + timedelta(days=20))
            running_from = closed.period_to + timedelta(days=1)
        self._running_round(directive, running_from)
        tell_protected(self.company, last_day=self.last_day, at=self._at)
        tell_signals(self.company, last_day=self.last_day, at=self._at)
        tell_feeds(self.company, last_day=self.last_day, at=self._at)
        tell_cases(self.company, last_day=self.last_day, at=self._at)
        tell_requests(self.company, last_day=self.last_day, at=self._at)
        tell_incidents(self.company, last_day=self.last_day, at=self._at)
        bundles = tell_bundles(self.company, last_day=self.last_day, at=self._at)
        tell_calls(self.company, last_day=self.last_day, at=self._at)
        tell_inspections(self.company, bundles, last_day=self.last_day, at=self._at)
        tell_advisories(self.company, last_day=self.last_day, at=self._at)
        tell_listings(self.company, last_day=self.last_day, at=self._at)

    def _day_after_the_letter(self) -> date:
        day = LETTER_OF_THE_POLICE + timedelta(days=1)
        return day if self.last_day >= day else self.last_day

    def _working_day(self, day: date) -> date:
        while not self.calendar.is_working_day(day) and day < self.last_day:
            day += timedelta(days=1)
        return day

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour, self.chance.randint(0, 59)), VIETNAM)

    def _issue(self, day: date) -> Directive:
        department = self.company.department
        morning = self._at(day, 8)
        officer = self.company.writer(department, morning)
        draft = directives.import_directive(
            unit=department, upload=BytesIO(self.letter), name="cong-van-stttt-04-2020.txt", actor=officer, now=morning
        )
        content = content_of(draft)
        local, operators = content.groups
        local_duties = list(local.duties)
        local_duties[0] = replace(local_duties[0], due_working_days=20)
        local_duties[1] = replace(local_duties[1], repeat=Repeat.MONTHLY.value)
        local_duties[4] = replace(local_duties[4], due_working_days=30)
        first_of_operators = replace(operators.duties[0], due_working_days=25)
        content = replace(
            content, blanks_as_given=True,
            groups=(
                replace(local, duties=tuple(local_duties)),
                replace(operators, duties=(first_of_operators, *operators.duties[1:])),
            ),
        )  # fmt: skip
        directives.correct_directive(directive_id=draft.pk, content=content, actor=officer, now=morning)
        directives.confirm_directive(directive_id=draft.pk, actor=officer, now=morning)
        leader = self.company.leader(department, morning)
        return directives.issue_directive(directive_id=draft.pk, on=day, actor=leader, now=self._at(day, 10))

    def _work(self, directive: Directive, first_day: date) -> None:
        """Every unit adds results on some of the days; the units on stage and one in eight others have not begun."""
        tasks = list(Task.objects.filter(duty__group__directive=directive).select_related("duty__group", "unit"))
        on_stage = {unit.pk for unit in stage(self.company)}
        idle = {u.pk for u in self.company.reporting if u.pk in on_stage or self.chance.random() < 0.12}
        for number, task in enumerate(tasks):
            self.progress(number, len(tasks))
            if task.unit_id not in idle or (task.unit_id in on_stage and task.duty.code in ("1.1", "2.1")):
                self._work_on(task, first_day)

    def _work_on(self, task: Task, first_day: date) -> None:
        days = (self.last_day - first_day).days
        wanted = sorted(self.chance.randint(0, days) for _ in range(self.chance.choice((0, 1, 1, 2, 3))))
        for after in wanted:
            day = self._working_day(first_day + timedelta(days=after))
            moment = self._at(day, 8 if day == self.last_day else self.chance.randint(11, 16))
            done = Done(
                done_on=day, text=doing(task.duty.code, self.chance),
                figures=figures_for(countable(task.duty), self.chance),
                evidence_kind=self.chance.choice(task.duty.evidence) if task.duty.evidence else "",
            )  # fmt: skip
            actor = self.company.writer(task.unit, moment)
            directives.add_result(task_id=task.pk, done=done, actor=actor, now=moment)
        if wanted and days > 5 and task.duty.repeat == Repeat.NONE and self.chance.random() < 0.6:
            moment = self._at(self._working_day(first_day + timedelta(days=min(days, wanted[-1] + 1))), 17)
            if moment.date() < self.last_day:
                actor = self.company.writer(task.unit, moment)
                directives.complete_task(task_id=task.pk, actor=actor, now=moment)

    def _open(self, directive: Directive, title: str, first: date, last: date, opened_on: date, days: int) -> Round:
        morning = self._at(opened_on, 8)
        return rounds.open_round(
            directive_id=directive.pk, terms=rounds.Terms(title, first, last, working_days=days),
            actor=self.company.writer(self.company.department, morning), now=morning,
        )  # fmt: skip

    def _first_round(self, directive: Directive, first: date, last: date) -> Round:
        """A round that is over: nearly all reported, a few late; the official report was made."""
        opened_on = self._working_day(last + timedelta(days=1))
        opened = self._open(directive, f"Báo cáo đợt 1 ({first:%d/%m} – {last:%d/%m/%Y})", first, last, opened_on, 5)
        silent = {report.pk for report in self._reports(opened) if self.chance.random() < 0.04}
        for report in self._reports(opened):
            if report.pk in silent:
                continue
            day = self._working_day(opened_on + timedelta(days=self.chance.choice((2, 3, 4, 5, 6, 9))))
            self._report(report, day)
            self._accept(report, self._at(day, 16))
        end = self._at(self._working_day(opened_on + timedelta(days=12)), 9)
        officer = self.company.writer(self.company.department, end)
        rounds.close_round(round_id=opened.pk, actor=officer, now=end)
        words = official.words_for(rollup_of(opened), end.date())
        official.make_official_report(round_id=opened.pk, words=words, actor=officer, now=end)
        return opened

    def _running_round(self, directive: Directive, first: date) -> None:
        """A round in which every state can be seen; the units on stage still have everything before them."""
        last = max(first, self.last_day - timedelta(days=3))
        opened_on = self._working_day(last if last < self.last_day else self.last_day)
        opened = self._open(directive, f"Báo cáo kỳ {first:%d/%m} – {last:%d/%m/%Y}", first, last, opened_on, 7)
        on_stage = [unit.pk for unit in stage(self.company)]
        plot = ("nothing", "draft", "to_sign", "signed", "signed", "accepted", "accepted", "returned", "extension")
        second = on_stage[1] if len(on_stage) > 1 else None
        for number, report in enumerate(self._reports(opened)):
            part = "nothing" if report.unit_id in on_stage else plot[number % len(plot)]
            self._play("to_sign" if report.unit_id == second else part, report, opened_on)

    def _play(self, part: str, report: UnitReport, opened_on: date) -> None:
        day, moment = opened_on, self._at(opened_on, 9)
        if part == "nothing":
            return
        if part == "extension":
            extensions.ask_extension(
                report_id=report.pk, working_days=3, actor=self.company.writer(report.unit, moment), now=moment,
                reason="Cán bộ phụ trách đi công tác cơ sở, cần thêm thời gian tổng hợp số liệu từ các thôn.",
            )  # fmt: skip
            return
        self._report(report, day, upto=part, hour=10)
        judge = self._at(day, 11)
        if part == "accepted":
            self._accept(report, judge)
        elif part == "returned":
            signing.return_report(
                report_id=report.pk, actor=self.company.writer(self.company.department, judge), now=judge,
                reason="Số liệu mục 1.2 cao hơn số bài đã đăng trên trang; đề nghị đối chiếu lại.",
            )  # fmt: skip

    def _reports(self, opened: Round) -> list[UnitReport]:
        return list(opened.reports.select_related("unit", "round__directive").order_by("pk"))

    def _report(self, report: UnitReport, day: date, upto: str = "signed", hour: int = 14) -> None:
        moment = self._at(day, hour)
        writer, unit = self.company.writer(report.unit, moment), report.unit
        drafts.save_report(report_id=report.pk, version=0, draft=self._draft(report), actor=writer, now=moment)
        if upto == "draft":
            return
        drafts.send_to_sign(report_id=report.pk, actor=writer, now=moment)
        if upto == "to_sign":
            return
        report.refresh_from_db()
        signing.sign_report(
            report_id=report.pk, seen_digest=digest_of(report), actor=self.company.leader(unit, moment),
            now=moment,
        )  # fmt: skip

    def _draft(self, report: UnitReport) -> Draft:
        asked = asked_of(report)
        nil = self.chance.random() < 0.05
        if nil and not any(registered_of(report).values()):
            return Draft(nothing_to_report=True, figures={one.key: 0 for one in asked})
        known = known_of(report)
        invented = figures_for((one.indicator for one in asked), self.chance)
        figures = {one.key: known.get(one.key, invented[one.indicator.code]) for one in asked}
        return Draft(
            steering=f"{report.unit.name} đã phổ biến văn bản đến toàn thể cán bộ và phân công người phụ trách.",
            achieved=doing(asked[0].duty.code, self.chance) if asked else "",
            difficulties=self.chance.choice(DIFFICULTIES), proposals=self.chance.choice(PROPOSALS), figures=figures,
        )  # fmt: skip

    def _accept(self, report: UnitReport, moment: datetime) -> None:
        judge = self.company.writer(self.company.department, moment)
        signing.accept_report(report_id=report.pk, actor=judge, now=moment)
