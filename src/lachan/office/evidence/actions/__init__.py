"""Everything that makes or changes evidence, one function a use case."""

from lachan.office.evidence.actions.asking import ask_capture
from lachan.office.evidence.actions.bringing import bring_evidence
from lachan.office.evidence.actions.collecting import collect_waiting
from lachan.office.evidence.actions.packs import Pack, PackFacts, evidence_pack

__all__ = ["Pack", "PackFacts", "ask_capture", "bring_evidence", "collect_waiting", "evidence_pack"]
