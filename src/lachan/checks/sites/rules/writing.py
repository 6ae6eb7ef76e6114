"""Rules on names that are written to mislead."""

from ibis.expr.types import Table

from lachan.checks.given import Given
from lachan.checks.sites.rules.declare import site_rule, told


@site_rule("WEB-007", "Chữ bị giấu, đảo chiều hoặc trộn", "Hidden, turned or mixed letters", severity="medium")
def hidden(t: Table, given: Given) -> Table:
    """What: a name holds characters that turn the reading direction or that nobody sees, or mixes Latin letters with
    those of another script.

    Why: what is shown is not what the network reads.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names wholly in another script; the name is shown with codes in place of these
    characters.
    """
    return told(t, "WEB-007", "points")
