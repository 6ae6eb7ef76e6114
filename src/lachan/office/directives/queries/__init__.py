"""What a reader may see of directives, tasks and results; already limited to the actor where one is asked for."""

from lachan.office.directives.queries.board import Board, BoardFilter, board_of
from lachan.office.directives.queries.directives import directives_of, same_reference
from lachan.office.directives.queries.figures import known_figures, known_figures_of_round, results_in
from lachan.office.directives.queries.newcomers import newcomers
from lachan.office.directives.queries.tasks import TaskFilter, tasks_of

__all__ = [
    "Board",
    "BoardFilter",
    "TaskFilter",
    "board_of",
    "directives_of",
    "known_figures",
    "known_figures_of_round",
    "newcomers",
    "results_in",
    "same_reference",
    "tasks_of",
]
