"""Rules on what a message says: each speaks of the tricks of one kind, told apart by the model."""

from ibis.expr.types import Table

from lachan.checks.given import Given
from lachan.checks.messages.rules.declare import message_rule, told


@message_rule("MSG-001", "Mồi tiền, quà, việc làm", "Bait of money, gifts and jobs", severity="medium")
def bait(t: Table, given: Given) -> Table:
    """What: the message offers money from a fund, a prize, a bet, an account with a balance, an easy job, a sure
    profit or goods too cheap.

    Why: who answers is asked for a fee, a deposit or a code, or is led to an unlawful game.
    Law: an indicator; operators prevent unlawful messages.
    What it must not accuse: an operator's or shop's own offer with a short number and a way to decline; lotteries of
    operators with published rules; friends who speak of a game, a prize or a job.
    """
    return told(
        t, given, "gambling", "fund_payout", "task_job", "prize", "planted_account", "investment", "child_model",
        "lottery_tips", "cheap_tour", "counterfeit_goods", "fake_receipt",
    )  # fmt: skip


@message_rule("MSG-002", "Giả danh ngân hàng, cơ quan, doanh nghiệp", "False banks, bodies, companies", severity="high")
def bodies(t: Table, given: Given) -> Table:
    """What: the message speaks as a bank, an authority, a school, a post or a power company, and presses the reader to
    a link, a mobile number, a code or an app.

    Why: bodies that can be named write from their own names and ask for none of this.
    Law: an indicator; operators prevent unlawful messages.
    What it must not accuse: a body's own notice of a balance, a code, a bill or a delivery; warnings of fraud, which
    name the same words.
    """
    return told(
        t, given, "fake_brand_sms", "tax_refund", "vneid_app", "biometric_update", "sim_lock", "power_cut", "parcel",
        "fake_authority", "school_money", "account_code", "fake_portal",
    )  # fmt: skip


@message_rule("MSG-003", "Giả người quen, tình cảm, cấp cứu", "False friends, lovers, emergencies", severity="high")
def people(t: Table, given: Given) -> Table:
    """What: the message speaks as a friend, a relative, a lover or a stranger by mistake, and asks for a transfer, a
    code or a vote.

    Why: taken accounts and made-up persons ask in this way.
    Law: an indicator; operators prevent unlawful messages.
    What it must not accuse: friends who do borrow from each other; only a call to the friend can tell.
    """
    return told(
        t, given, "hijacked_friend", "relative_emergency", "romance_customs", "mistaken_transfer", "deepfake_call",
        "call_hoax",
    )  # fmt: skip


@message_rule("MSG-004", "Tín dụng đen, đe dọa đòi nợ", "Loan sharks and debt threats", severity="medium")
def loans(t: Table, given: Given) -> Table:
    """What: the message offers a quick loan without papers, buys papers or accounts, offers to bring lost money back,
    or threatens for a debt.

    Why: advance fees, usury and terror by telephone begin so.
    Law: an indicator; operators prevent unlawful messages.
    What it must not accuse: a lender's notice of a due day with its service number; a registered lender's offer with a
    way to decline; friends who ask for their money.
    """
    return told(t, given, "black_credit", "debt_threat", "identity_for_credit", "recovery_service")


@message_rule("MSG-005", "Dụ dỗ kết bạn, mại dâm", "Escort and sex bait", severity="medium")
def escort(t: Table, given: Given) -> Table:
    """What: the message of a stranger promises company, pictures or sex, by a link or another channel.

    Why: extortion, fees and taken accounts follow; the offer itself is unlawful.
    Law: an indicator; operators prevent unlawful messages.
    What it must not accuse: people who like each other.
    """
    return told(t, given, "escort")
