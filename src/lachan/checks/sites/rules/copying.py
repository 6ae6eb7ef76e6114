"""Rules on names that copy a protected one."""

from ibis.expr.types import Table

from lachan.checks.given import Given
from lachan.checks.sites.rules.declare import site_rule, told


@site_rule(
    "WEB-001", "Trùng tên được bảo vệ, khác đuôi tên miền", "A protected name under another ending", severity="high"
)
def same_name(t: Table, given: Given) -> Table:
    """What: the registered part of a name is exactly a protected short name, under an ending that is not the brand's.

    Why: a reader checks the name and passes over the ending.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: the brand's own domains, also abroad, as the register lists them; short words with
    honest namesakes (acb, momo), which this rule leaves alone.
    """
    return told(t, "WEB-001", "brand", "copied", "points")


@site_rule("WEB-002", "Nhìn giống tên được bảo vệ", "The same to the eye as a protected name", severity="high")
def alike(t: Table, given: Given) -> Table:
    """What: letters of a protected name are replaced by look-alikes of other scripts, accents or digits (vietc0mbank).

    Why: nobody sees the difference on a telephone.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names in Vietnamese letters that resemble no protected name.
    """
    return told(t, "WEB-002", "brand", "copied", "points")


@site_rule("WEB-003", "Tên được bảo vệ kèm từ khác", "A protected name beside other words", severity="high")
def inside(t: Table, given: Given) -> Table:
    """What: a protected name stands inside a registered name, often beside words that lure: hotro, tuyendung, quatang,
    vay, gov, vn.

    Why: anybody can register the name of a bank with a word more.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: the brand's own names; short words by themselves, or inside other letters unless the
    whole is built like names of fraud; dealers and
    fans, who may bear the name honestly: a person looks first.
    """
    return told(t, "WEB-003", "brand", "copied", "points")


@site_rule("WEB-004", "Tên được bảo vệ ở phần đầu", "A protected name in front of another's domain", severity="high")
def subdomain(t: Table, given: Given) -> Table:
    """What: a protected name, or its whole true domain, stands in the part of the host that the owner of another domain
    chose.

    Why: in a narrow address bar only the front is seen.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names below the brand's own domains and below .gov.vn and .edu.vn, which are given to
    bodies.
    """
    return told(t, "WEB-004", "brand", "copied", "points")


@site_rule(
    "WEB-005", "Sai một, hai chữ so với tên được bảo vệ", "One or two letters off a protected name", severity="medium"
)
def mistyped(t: Table, given: Given) -> Table:
    """What: a registered name, or a piece of it between hyphens, differs from a long protected name by one letter, or
    by two where it is very long.

    Why: who types or reads in haste lands there.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: short names, which have too many honest neighbours; well-known names.
    """
    return told(t, "WEB-005", "brand", "copied", "points")


@site_rule(
    "WEB-006",
    "Tên được bảo vệ trong đường dẫn hay trước dấu @",
    "A protected name in the path or before an @",
    severity="high",
)
def link(t: Table, given: Given) -> Table:
    """What: the true domain of a brand stands before an @, or a protected name in the path of a page without a name of
    its own.

    Why: what stands before the @ is not where the link leads.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: articles that name a bank in their address on a site with its own name.
    """
    return told(t, "WEB-006", "brand", "copied", "points")


@site_rule("WEB-016", "Có thể nhắm vào tên được bảo vệ", "A protected name may be aimed at", severity="low")
def aimed(t: Table, given: Given) -> Table:
    """What: a name that is told for being made like those of fraud (WEB-008 to WEB-015) holds a protected short name
    among other letters, two letters of one at the edge of a piece, or is one letter off a protected name.

    Why: campaigns bend the name of a bank or game until no list of copies has it (garerna, akl3mb); whose customers are
    meant is worth knowing early.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: any name that is not told for its making already; a few letters can stand there by chance,
    so this sign alone proves no copy.
    """
    return told(t, "WEB-016", "brand", "copied", "points")
