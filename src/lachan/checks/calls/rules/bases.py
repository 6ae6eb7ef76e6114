"""Legal bases of the rules on calls, dated; how sure each is stands in `law.toml` and domain notes."""

from datetime import date

from lachan.checks.finding import Basis
from lachan.vietnam.wording import Wording

FIRST_DAY = date(2018, 11, 15)
"""All numbers have had their form of today since then; of calls before it this check says nothing."""
D91 = date(2020, 10, 1)
"""Decree 91/2020 against spam messages and calls in force."""
LAW = date(2024, 7, 1)
"""Telecom Law 24/2023 in force."""
D163 = date(2024, 12, 24)
"""Decree 163/2024 in force."""

_OLD = Wording("Luật Viễn thông 41/2009/QH12, Điều 12, 14", "Telecom Law 41/2009, articles 12, 14")
_D91 = Wording(
    "Nghị định 91/2020/NĐ-CP (chống tin nhắn rác, thư điện tử rác, cuộc gọi rác)",
    "Decree 91/2020 (against spam messages, mails and calls)",
)
_LAW = Wording(
    "Luật Viễn thông 24/2023/QH15, Điều 13 khoản 2 điểm l, m (doanh nghiệp phòng, chống, ngăn chặn tin nhắn, cuộc gọi "
    "vi phạm pháp luật; ngừng cung cấp dịch vụ)",
    "Telecom Law 24/2023, article 13.2 l, m (operators prevent and stop unlawful messages and calls; stop service)",
)
_NUMBERING = Wording("Thông tư 22/2014/TT-BTTTT (quy hoạch kho số)", "Circular 22/2014/TT-BTTTT (numbering plan)")


def _both(first: Wording, second: Wording) -> Wording:
    return Wording(f"{first.vi}; {second.vi}", f"{first.en}; {second.en}")


def _indicator(duty: Wording) -> Wording:
    return Wording(
        f"Dấu hiệu để rà soát, tự nó không phải vi phạm; nghĩa vụ: {duty.vi}",
        f"An indicator for reviews, by itself no violation; duty: {duty.en}",
    )


SHOWN = (Basis(FIRST_DAY, _both(_NUMBERING, _OLD)), Basis(LAW, _both(_NUMBERING, _LAW)))
"""A number is shown that the line behind the call cannot have."""
INDICATOR = (Basis(FIRST_DAY, _indicator(_OLD)), Basis(D91, _indicator(_D91)), Basis(LAW, _indicator(_LAW)))
"""How somebody calls."""
SIMS = (
    Basis(FIRST_DAY, _indicator(_OLD)),
    Basis(LAW, _indicator(_LAW)),
    Basis(
        D163,
        _indicator(
            _both(_LAW, Wording("Nghị định 163/2024/NĐ-CP, Điều 16–18 (thông tin thuê bao)", "Decree 163/2024, 16–18"))
        ),
    ),
)
"""Many SIMs in one place; behind each stands a subscriber whose record must be true."""
