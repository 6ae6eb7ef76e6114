"""The quiz "fraud or not?": short scenes for the directive's two audiences, with the reason behind each answer."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Question:
    """One scene. `fraud` is the right answer; `why` is told after answering."""

    key: str
    scene: Wording
    fraud: bool
    why: Wording


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions for one audience of the directive."""

    key: str
    title: Wording
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with what was answered; `right` is None where nothing was."""

    question: Question
    right: bool | None


@cache
def quizzes() -> dict[str, Quiz]:
    """All of them by key, in the order of the file."""
    read = tomllib.loads((files("lachan.office.portal") / "quiz.toml").read_text(encoding="utf-8"))
    return {
        one["key"]: Quiz(
            one["key"], Wording(**one["title"]),
            tuple(
                Question(f"{one['key']}-{place}", Wording(**each["scene"]), each["fraud"], Wording(**each["why"]))
                for place, each in enumerate(one["question"], 1)
            ),
        )
        for one in read["quiz"]
    }  # fmt: skip


def answered(quiz: Quiz, given: Mapping[str, str]) -> tuple[Answered, ...]:
    """Each question with whether it was answered rightly ("yes" means fraud)."""
    return tuple(
        Answered(one, (given[one.key] == "yes") == one.fraud if given.get(one.key) in ("yes", "no") else None)
        for one in quiz.questions
    )
