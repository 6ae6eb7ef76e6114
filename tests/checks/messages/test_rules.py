"""A check of messages as a whole, and each rule with a message that it finds and one that it must not accuse."""

import csv
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lachan.checks.messages.judge import judge_message
from lachan.checks.messages.rules import FAMILIES, RULES
from lachan.checks.messages.run import check_messages
from lachan.documents.message_checks.advice import has_advice
from lachan.readers.errors import InputError
from lachan.vietnam.law import value

AS_OF = date(2026, 11, 25)
FOUND = {
    "MSG-001": "Chuc mung ban trung xe SH va 100tr, nop phi ho so 500k, goi 0912345678 de nhan",
    "MSG-002": "Vietcombank: TK cua ban bi khoa, xac minh ngay tai https://vcb-online.top",
    "MSG-003": "Con oi me bi mat dt, con chuyen gap 5tr vao stk 19033388221 Techcombank cho me, dung goi so cu",
    "MSG-004": "Vay tien nhanh chi can CCCD, giai ngan 5 phut, no xau van duyet, LH zalo 0912345678",
    "MSG-005": "Em 2k3 moi len, anh nao can nguoi tam su dem nay ket ban zalo 0912345678 nha",
}
NEAR = {
    "MSG-001": "(QC) Co hoi trung xe SH khi nap the tu 50.000d. Soan QUA gui 191. Tu choi QC soan TC gui 191",
    "MSG-002": "Vietcombank: TK 012xx8 +500,000VND luc 10:20 25/11. SD 1,200,000VND. ND luong thang 11",
    "MSG-003": "Con oi me gui con 2tr tien tro roi, con xem tin nhan ngan hang nhe",
    "MSG-004": "Khoan vay 22910 den han 30/11 so tien 2,100,000. Neu da nop xin bo qua. Tong dai 1900 1234",
    "MSG-005": "Em yeu oi toi nay anh ve som nhe, anh nho em",
}


def table(messages: list[str], path: Path) -> Path:
    """Messages as the reader leaves them."""
    rows = {"content": messages, "file": [0] * len(messages), "line": range(2, len(messages) + 2)}
    pq.write_table(pa.table({name: list(values) for name, values in rows.items()}), path)
    return path


def checked(messages: list[str], folder: Path) -> tuple[dict, list[dict]]:
    """Summary and findings of a check."""
    summary = check_messages([table(messages, folder / "messages.parquet")], as_of=AS_OF, out=folder / "out")
    return summary, pq.read_table(folder / "out" / "findings.parquet").to_pylist()


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_each_rule_finds_its_kind_and_lets_its_honest_neighbour_pass(rule: str, tmp_path: Path) -> None:
    _, findings = checked([FOUND[rule], NEAR[rule]], tmp_path)
    assert [(one["rule"], json.loads(one["facts"])["row"]) for one in findings] == [(rule, 2)]
    assert findings[0]["score"] * 100 >= value("messages.least_points", AS_OF)
    assert judge_message(NEAR[rule]).score < 0.5


def test_each_rule_is_explained() -> None:
    for rule in RULES:
        assert rule.family in FAMILIES
        assert has_advice(rule.id)
        assert [part in rule.explanation for part in ("What: ", "Why: ", "Law: ", "What it must not accuse: ")] == [
            True
        ] * 4


def test_every_message_has_its_line_of_scores_in_the_order_of_the_input(tmp_path: Path) -> None:
    messages = [*NEAR.values(), "", *FOUND.values(), *["chao ban"] * 3]
    summary, _ = checked(messages, tmp_path)
    with (tmp_path / "out" / "scores.csv").open(encoding="utf-8", newline="") as file:
        scores = list(csv.DictReader(file))
    assert list(scores[0]) == ["row", "score", "trick", "why"]
    assert [int(one["row"]) for one in scores] == list(range(2, len(messages) + 2))
    for one, message in zip(scores, messages, strict=True):
        alone = judge_message(message)
        assert float(one["score"]) == pytest.approx(alone.score, abs=1e-4)
        assert one["trick"] == alone.trick
    assert summary["rows"] == len(messages)
    assert sum(one["messages"] for one in summary["by_trick"]) == len(FOUND)


def test_one_text_sent_many_times_is_one_finding_with_their_number(tmp_path: Path) -> None:
    _, findings = checked([NEAR["MSG-002"], FOUND["MSG-001"], FOUND["MSG-001"] + " ", FOUND["MSG-001"]], tmp_path)
    assert [(one["count"], json.loads(one["facts"])["row"]) for one in findings] == [(3, 3)]


def test_ids_do_not_depend_on_what_else_is_checked(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    _, alone = checked([FOUND["MSG-004"]], first)
    _, among = checked([*NEAR.values(), *FOUND.values()], second)
    assert alone[0]["finding_id"] in {one["finding_id"] for one in among}


def test_without_messages_or_before_the_law_nothing_is_written(tmp_path: Path) -> None:
    for messages, day, code in (([], AS_OF, "empty"), (["x"], date(2017, 1, 1), "as_of")):
        with pytest.raises(InputError) as refused:
            check_messages([table(messages, tmp_path / "m.parquet")], as_of=day, out=tmp_path / "out")
        assert refused.value.code == code
        assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
