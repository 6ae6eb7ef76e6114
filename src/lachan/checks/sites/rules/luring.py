"""Rules on names of fraud that copies nobody: the scorer tells them, their words tell the kind."""

from ibis.expr.types import Table

from lachan.checks.given import Given
from lachan.checks.sites.rules.declare import site_rule, told


@site_rule("WEB-008", "Cho vay, tín dụng đen", "Loans", severity="medium")
def loans(t: Table, given: Given) -> Table:
    """What: a name made like those of fraud whose words speak of loans (vay, tindung, giaingan).

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-008", "kind", "words", "pieces")


@site_rule("WEB-009", "Cờ bạc, cá độ, lô đề", "Gambling", severity="medium")
def gambling(t: Table, given: Given) -> Table:
    """What: a name made like those of fraud whose words speak of gambling (taixiu, nohu, bet, 88).

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-009", "kind", "words", "pieces")


@site_rule("WEB-010", "Cửa hàng giả", "Fake shops", severity="low")
def shops(t: Table, given: Given) -> Table:
    """What: a name made like those of fraud whose words speak of selling.

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-010", "kind", "words", "pieces")


@site_rule("WEB-011", "Việc làm, nhiệm vụ trả tiền", "Paid tasks", severity="medium")
def tasks(t: Table, given: Given) -> Table:
    """What: a name made like those of fraud whose words speak of jobs and paid tasks (nhiemvu, ctv, kiemtien).

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-011", "kind", "words", "pieces")


@site_rule("WEB-012", "Đầu tư, tiền ảo, ngoại hối", "Investment, coins, forex", severity="medium")
def coins(t: Table, given: Given) -> Table:
    """What: a name made like those of fraud whose words speak of investment, coins or forex.

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-012", "kind", "words", "pieces")


@site_rule("WEB-013", "Trúng thưởng, quà tặng", "Prizes", severity="medium")
def prizes(t: Table, given: Given) -> Table:
    """What: a name made like those of fraud whose words speak of prizes, gifts and game codes.

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-013", "kind", "words", "pieces")


@site_rule("WEB-014", "Giả cơ quan nhà nước", "Fake authorities", severity="high")
def authorities(t: Table, given: Given) -> Table:
    """What: a name made like those of fraud whose words are those of an authority (congan, thue, gov), outside .gov.vn.

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-014", "kind", "words", "pieces")


@site_rule("WEB-015", "Ghép như tên trang lừa đảo đã gặp", "Built like names of fraud", severity="low")
def serial(t: Table, given: Given) -> Table:
    """What: a name without any word of these kinds whose letters, digits, length and ending are those of fraud: names
    made in series, thrown away in days.

    Why: nine in ten fraudulent names copy nobody; they are made of the same words and endings again and again.
    Law: unlawful acts by way of the network are prevented and stopped.
    What it must not accuse: names that very many people visit (known.txt), names under .gov.vn and .edu.vn; an
    honest shop or lender can be told wrongly: a person looks at the site first.
    """
    return told(t, "WEB-015", "kind", "words", "pieces")
