"""Legal bases of the rules on subscribers, dated; how sure each is stands in `law.toml` and domain notes."""

from datetime import date

from lachan.checks.finding import Basis
from lachan.vietnam.wording import Wording

D49 = date(2017, 4, 24)
"""Decree 49/2017 in force."""
FIRST_DAY = D49
"""Before it there was no law on subscriber records that this check knows."""
D163 = date(2024, 12, 24)
"""Decree 163/2024 in force."""
C08 = date(2026, 4, 15)
"""Circular 08/2026 in force."""
D174 = date(2026, 7, 1)
"""Decree 174/2026 (penalties) in force."""

_D49 = Wording(
    "Điều 15 Nghị định 25/2011/NĐ-CP, sửa đổi tại Nghị định 49/2017/NĐ-CP",
    "Decree 25/2011, article 15, as amended by Decree 49/2017",
)
_D163 = Wording("Nghị định 163/2024/NĐ-CP, Điều 16–18", "Decree 163/2024, articles 16–18")


def _with_penalty(clause: int) -> Wording:
    return Wording(
        f"{_D163.vi}; chế tài: Nghị định 174/2026/NĐ-CP, Điều 34 khoản {clause}",
        f"{_D163.en}; penalty: Decree 174/2026, article 34.{clause}",
    )


RECORD = (Basis(D49, _D49), Basis(D163, _D163))
"""What a subscriber record must hold."""
CENTRAL = (*RECORD, Basis(D174, _with_penalty(11)))
"""The fields of the central data base."""
MINORS = (Basis(D49, _D49), Basis(D174, _with_penalty(5)))
FOURTH = (*RECORD, Basis(D174, _with_penalty(3)))
"""The fourth and later prepaid number."""
NEW_FOURTH = FOURTH[1:]
IDENTITY = (
    Basis(
        D49,
        Wording(
            "Nghị định 137/2015/NĐ-CP, Điều 13; Thông tư 07/2016/TT-BCA, Điều 7",
            "Decree 137/2015, article 13; Circular 07/2016/TT-BCA, article 7",
        ),
    ),
)
"""How a personal number is made up."""
PAPERS = (
    Basis(D49, Wording("Luật Căn cước công dân 59/2014/QH13; Nghị định 05/1999/NĐ-CP", "Law 59/2014; Decree 05/1999")),
    Basis(date(2024, 7, 1), Wording("Luật Căn cước 26/2023/QH15", "Identity Law 26/2023")),
)
CMND_ENDED = (
    Basis(date(2025, 1, 1), Wording("Luật Căn cước 26/2023/QH15, Điều 46", "Identity Law 26/2023, article 46")),
)
NUMBERING = (
    Basis(
        date(2018, 11, 15),
        Wording(
            "Thông tư 22/2014/TT-BTTTT (quy hoạch kho số) và kế hoạch chuyển đổi mã mạng 2018",
            "Circular 22/2014/TT-BTTTT (numbering plan) and the change of prefixes of 2018",
        ),
    ),
)
TAX = (
    Basis(D49, Wording("Luật Quản lý thuế (cấu trúc mã số thuế)", "Law on Tax Administration (form of tax codes)")),
    Basis(date(2025, 7, 1), Wording("Thông tư 86/2024/TT-BTC, Điều 5", "Circular 86/2024/TT-BTC, article 5")),
)
MATCHED = (
    Basis(
        date(2023, 4, 1),
        Wording(
            "Đợt đối soát thuê bao với Cơ sở dữ liệu quốc gia về dân cư năm 2023 (khóa một chiều từ 31/3/2023)",
            "Matching of subscribers with the National Population Database in 2023 (one-way lock from 31/3/2023)",
        ),
    ),
    Basis(D163, _D163),
)
FOUR_FIELDS = (Basis(C08, Wording("Thông tư 08/2026/TT-BKHCN, Điều 4–5", "Circular 08/2026/TT-BKHCN, articles 4–5")),)
FOREIGNERS = (Basis(C08, Wording("Thông tư 08/2026/TT-BKHCN, Điều 6–7", "Circular 08/2026/TT-BKHCN, articles 6–7")),)
THREE_FIELDS = (Basis(D163, Wording("Nghị định 163/2024/NĐ-CP, Điều 18 khoản 2", "Decree 163/2024, article 18.2")),)
AGENTS = (
    Basis(
        date(2023, 9, 10),
        Wording(
            "Cam kết của các doanh nghiệp di động dừng bán SIM mới qua đại lý từ 10/9/2023 (không phải quy định)",
            "Mobile operators' commitment to sell no new SIMs through agents from 10/9/2023 (no rule of law)",
        ),
    ),
)
INDICATOR = (
    Basis(
        D49,
        Wording(
            f"Dấu hiệu để rà soát SIM rác, tự nó không phải vi phạm; nghĩa vụ xác thực thông tin: {_D49.vi}",
            f"An indicator for reviews of junk SIMs, by itself no violation; duty to verify: {_D49.en}",
        ),
    ),
    Basis(
        D163,
        Wording(
            f"Dấu hiệu để rà soát SIM rác, tự nó không phải vi phạm; nghĩa vụ xác thực thông tin: {_D163.vi}",
            f"An indicator for reviews of junk SIMs, by itself no violation; duty to verify: {_D163.en}",
        ),
    ),
)
