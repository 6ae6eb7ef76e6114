"""How long a text takes at a loudspeaker: Vietnamese is counted in syllables, which are written apart."""

SLOWEST, FASTEST = 130, 150
"""Words (syllables) a minute of somebody who reads so that all understand."""


def syllables(text: str) -> int:
    """The syllables of a text: what stands between blanks and has a letter or digit."""
    return sum(any(sign.isalnum() for sign in one) for one in text.split())


def seconds(count: int, *, rate: int = SLOWEST) -> int:
    """How long `count` syllables take at `rate` a minute, in whole seconds, rounded up."""
    return -(-count * 60 // rate)
