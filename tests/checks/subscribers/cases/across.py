"""Agreeing across records."""

from tests.checks.subscribers.records import Row, day, organisation

PAPER = {"id_number": "001090{n}99"}
LINE: Row = {"service": "fixed", "number": "0205{n}{r}0", "plan": "postpaid"}
SHARED_NUMBER = {"number": "09{n}9900"}


def namesakes(count: int, **changes: object) -> list[Row]:
    """One name and birth date in one commune under so many personal numbers."""
    same = {"owner_name": "LÊ THỊ NỞ {n}", "sex": "F", "birth_date": day("1990-03-15")}
    return [same | {"id_number": f"00119{at}{{n}}8{at}"} | changes for at in range(count)]


CASES = {
    "SUB-060": {
        "fires": LINE | {"commune_code": "00004"},
        "silent: same province": LINE | {"commune_code": "05977"},
        "silent: unknown commune": LINE | {"commune_code": "99999"},
        "silent: merged province": LINE | {"number": "0240{n}{r}0", "commune_code": "00004"},
        "silent: mobile": {"commune_code": "00004"},
    },
    "SUB-061": {
        "fires": [PAPER | {"owner_name": "TRẦN VĂN BẢY"}, PAPER | {"owner_name": "LÊ VĂN TÁM"}],
        "silent: marks": [PAPER | {"owner_name": "TRẦN VĂN BẢY"}, PAPER | {"owner_name": "TRAN VAN BAY"}],
        "silent: order": [PAPER | {"owner_name": "TRẦN VĂN BẢY"}, PAPER | {"owner_name": "BẢY TRẦN VĂN"}],
        "silent: two countries": [
            {"id_kind": "passport", "id_number": "P{n}99", "nationality": "LAO"},
            {"id_kind": "passport", "id_number": "P{n}99", "nationality": "TRUNG QUỐC"},
        ],
        "silent: organisations": [
            organisation(id_number="GP{n}"),
            organisation(id_number="GP{n}", owner_name="HỘI {n}"),
        ],
    },
    "SUB-062": {
        "fires": [
            PAPER | {"owner_name": "TRẦN BẢY"},
            PAPER | {"owner_name": "TRẦN BẢY", "birth_date": day("1990-05-13")},
        ],
        "silent: same": [PAPER | {"owner_name": "TRẦN BẢY"}, PAPER | {"owner_name": "TRẦN BẢY"}],
        "silent: one missing": [PAPER, PAPER | {"birth_date": None}],
    },
    "SUB-063": {
        "fires": namesakes(4, commune_code="05972"),
        "border: in, three": namesakes(3, commune_code="05973"),
        "border: out, two": namesakes(2, commune_code="05974"),
        "silent: other communes": [one | {"commune_code": f"0600{at}"} for at, one in enumerate(namesakes(3))],
        "silent: old card beside": [
            *namesakes(2, commune_code="05975"),
            *namesakes(1, commune_code="05975", id_kind="cmnd", id_number="082{n}{r}"),
        ],
    },
    "SUB-064": {
        "fires": [SHARED_NUMBER, SHARED_NUMBER],
        "silent: twice the same row": [SHARED_NUMBER | PAPER | {"owner_name": "TRẦN BẢY"}] * 2,
        "silent: owner before": [SHARED_NUMBER | {"status": "ended", "ended_on": day("2026-09-01")}, SHARED_NUMBER],
        "silent: ported": [SHARED_NUMBER, SHARED_NUMBER | {"operator": "OP2"}],
        "silent: spelling and new card": [
            SHARED_NUMBER | {"owner_name": "TRẦN BẢY"},
            SHARED_NUMBER | {"owner_name": "TRAN BAY"},
        ],
    },
    "SUB-065": {
        "fires": [organisation(tax_code="TX{n}"), organisation(tax_code="TX{n}", owner_name="HỢP TÁC XÃ {n}")],
        "silent: short words": [
            organisation(tax_code="TX{n}", owner_name="CÔNG TY TNHH MỘT THÀNH VIÊN HOA SEN"),
            organisation(tax_code="TX{n}", owner_name="CTY TNHH MTV HOA SEN"),
        ],
        "silent: branch": [
            organisation(tax_code="TX{n}"),
            organisation(tax_code="TX{n}001", owner_name="CHI NHÁNH {n}"),
        ],
    },
}
