"""What in an official paper breaks the form of Decree 30/2020/NĐ-CP, annex I."""

from lachan.checks.papers.checking import PAPERS, check_paper
from lachan.checks.papers.rules import RULES, Finding, Rule

__all__ = ["PAPERS", "RULES", "Finding", "Rule", "check_paper"]
