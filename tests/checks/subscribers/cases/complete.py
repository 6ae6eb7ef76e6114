"""Complete. The border days of this family are the same for all: tests/checks/subscribers/test_borders.py."""

from tests.checks.subscribers.records import at, day, organisation

CASES = {
    "SUB-001": {"fires": {"activated_on": None}, "silent: time of day unknown": {"activated_on": at("2026-05-20")}},
    "SUB-002": {"fires": {"status": None}, "silent: suspended": {"status": "two_way"}},
    "SUB-003": {"fires": {"owner_kind": None}, "silent": organisation()},
    "SUB-004": {
        "fires": {"owner_name": None},
        "fires: blank": {"owner_name": ""},
        "silent: two letters": {"owner_name": "LÝ"},
    },
    "SUB-005": {"fires": {"birth_date": None}, "silent: organisation": organisation()},
    "SUB-006": {"fires": {"id_number": None}, "silent: organisation": organisation(id_number=None)},
    "SUB-007": {"fires": {"id_kind": None}, "silent: no number either": {"id_kind": None, "id_number": None}},
    "SUB-008": {
        "fires": {"id_issued_on": None},
        "silent: organisation": organisation(id_issued_on=None),
        "silent: no paper": {"id_issued_on": None, "id_number": None},
    },
    "SUB-009": {"fires": {"id_issuer": None}, "silent: no paper": {"id_issuer": None, "id_number": None}},
    "SUB-010": {
        "fires": {"id_kind": "passport", "id_number": "K{n}{r}1", "nationality": None},
        "silent: a card": {"nationality": None},
        "silent: said": {"id_kind": "passport", "id_number": "K{n}{r}1", "nationality": "LAO"},
    },
    "SUB-011": {
        "fires": organisation(id_number=None, tax_code=None),
        "silent: tax code alone": organisation(id_number=None),
        "silent: decision alone": organisation(tax_code=None),
    },
    "SUB-012": {"fires": organisation(address=None), "silent: person": {"address": None}},
    "SUB-013": {"fires": organisation(representative_id=None), "silent: person": {"representative_id": None}},
    "SUB-014": {
        "fires": {"user_kind": None},
        "silent: fixed line": {"user_kind": None, "service": "fixed", "number": "0205{n}{r}0", "plan": "postpaid"},
    },
    "SUB-015": {
        "fires": organisation(user_id_number=None),
        "silent: a device": organisation(user_id_number=None, user_kind="device", use="m2m"),
    },
    "SUB-016": {
        "fires": {"id_scan_hash": None},
        "silent: Internet": {"id_scan_hash": None, "service": "internet", "number": "ftth{n}{r}", "plan": "postpaid"},
    },
    "SUB-017": {
        "fires": {"photo_hash": None, "photo_taken_at": None},
        "silent: postpaid": {"photo_hash": None, "photo_taken_at": None, "plan": "postpaid"},
        "silent: M2M": {"photo_hash": None, "photo_taken_at": None, "use": "m2m", "user_kind": "device"},
    },
    "SUB-018": {"fires": {"photo_taken_at": None}, "silent: no photo": {"photo_taken_at": None, "photo_hash": None}},
    "SUB-019": {
        "fires": {"plan": "postpaid", "contract_signed": False},
        "fires: not said": {"plan": "postpaid", "contract_signed": None},
        "silent: first prepaid": {"contract_signed": False},
    },
    "SUB-020": {
        "fires": {"clerk_id": None},
        "silent: application": {"clerk_id": None, "point_kind": "app"},
    },
    "SUB-021": {"fires": {"point_id": None}, "silent: application": {"point_id": None, "point_kind": "app"}},
    "SUB-022": {
        "fires": {"plan": None},
        "silent: Internet": {"plan": None, "service": "internet", "number": "ftth{n}{r}"},
    },
    "SUB-023": {
        "fires": {"status": "ended"},
        "silent: day known": {"status": "ended", "ended_on": day("2026-09-20")},
        "silent: in use": {"status": "one_way"},
    },
}
