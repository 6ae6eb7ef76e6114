"""How one check is told: what its rules count, and how their subjects and facts are named and masked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lachan.checks.finding import Rule
from lachan.documents.checks.advice import Advice
from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Manner:
    """The words and masks of one check."""

    title: Wording
    counted: Wording
    """What a rule's `numbers` are: "thuê bao", "numbers"."""
    note: Wording
    """What is masked in the examples, and how to read an indicator."""
    subjects: Mapping[str, Wording]
    """Kinds of subjects."""
    advice: Callable[[Rule], Advice]
    column_name: Callable[[str], Wording]
    value_name: Callable[[str], Wording]
    masked_subject: Callable[[str, str], str]
    masked_fact: Callable[[str, Any], str]
    unmasking: str
    """The command that makes a workbook with whole numbers; empty where nothing is masked."""
    first_facts: tuple[str, ...] = ()
    """Facts that stand first in a table, in this order; the others follow by name."""

    def subject_name(self, kind: str) -> Wording:
        """A kind of subject as people read it."""
        return self.subjects.get(kind, Wording("Đối tượng", "Subject"))
