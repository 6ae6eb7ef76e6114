"""What brings signals in and what people decide of their subjects."""

from lachan.office.intake.actions.signals import Said, put_signals, take_signal

__all__ = ["Said", "put_signals", "take_signal"]
