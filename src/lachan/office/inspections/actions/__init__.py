"""Everything that changes inspections, one function a use case."""

from lachan.office.inspections.actions.checking import add_numbers, judge_number, open_all
from lachan.office.inspections.actions.ending import cancel, close, conclude
from lachan.office.inspections.actions.fines import drop_fine, fine_decided, propose_fine
from lachan.office.inspections.actions.minutes import hold, paper_made
from lachan.office.inspections.actions.planning import Member, Plan, change_plan, decide, plan_inspection

__all__ = [
    "Member",
    "Plan",
    "add_numbers",
    "cancel",
    "change_plan",
    "close",
    "conclude",
    "decide",
    "drop_fine",
    "fine_decided",
    "hold",
    "judge_number",
    "open_all",
    "paper_made",
    "plan_inspection",
    "propose_fine",
]
