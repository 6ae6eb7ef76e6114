"""Papers and ages."""

from tests.checks.subscribers.records import at, day

CHILD = {"id_issued_on": day("2026-01-10"), "id_number": "001212{n}{r}", "last_used_on": day("2026-09-15")}
OLD = {"photo_taken_at": None, "verified_on": day("2026-01-05")}
CMND = {"id_kind": "cmnd", "id_number": "082{n}{r}", "id_expires_on": None}

CASES = {
    "SUB-034": {
        "fires": {"id_issued_on": day("2027-01-01")},
        "border: in": {"id_issued_on": day("2026-10-02")},
        "border: out": {"id_issued_on": day("2026-10-01")},
        "silent": {"id_issued_on": day("2022-01-01")},
    },
    "SUB-035": {
        "fires": {"id_expires_on": day("2025-03-15")},
        "silent: no last day": {"id_expires_on": None},
        "border: in": {"id_expires_on": day("2026-05-19")},
        "border: out": {"id_expires_on": day("2026-05-20")},
        "border: out, kept valid": OLD | {"id_expires_on": day("2024-01-15"), "activated_on": at("2024-06-30 10:00")},
        "border: in, kept valid no more": OLD
        | {"id_expires_on": day("2024-01-15"), "activated_on": at("2024-07-01 10:00")},
        "border: in, ended too early": OLD
        | {"id_expires_on": day("2024-01-14"), "activated_on": at("2024-06-30 10:00")},
        "border: out, before the law": OLD
        | {"id_expires_on": day("2016-01-14"), "activated_on": at("2017-04-23 10:00")},
    },
    "SUB-036": {
        "fires": {"id_expires_on": day("2020-01-01")},
        "silent: no last day": {"id_expires_on": None},
        "border: in": {"id_expires_on": day("2021-04-20")},
        "border: out": {"id_expires_on": day("2021-04-21")},
    },
    "SUB-037": {
        "fires": CMND,
        "silent: twelve digits": {"id_kind": "cmnd", "id_number": "001090{n}{r}"},
        "border: in": CMND | OLD | {"activated_on": at("2025-01-01 08:00")},
        "border: out": CMND | OLD | {"activated_on": at("2024-12-31 20:00")},
    },
    "SUB-038": {
        "fires": CMND | OLD | {"activated_on": at("2020-12-31 20:00")},
        "silent: over": CMND
        | OLD
        | {"activated_on": at("2020-12-31 20:00"), "status": "ended", "ended_on": day("2026-09-20")},
        "border: in": CMND | OLD | {"activated_on": at("2024-12-31 20:00")},
        "border: out": CMND | OLD | {"activated_on": at("2025-01-01 08:00")},
    },
    "SUB-039": {
        "fires": CMND | OLD | {"activated_on": at("2022-01-01 20:00"), "id_issued_on": day("2005-01-01")},
        "silent: after their end": CMND
        | OLD
        | {"activated_on": at("2025-02-01 20:00"), "id_issued_on": day("2005-01-01")},
        "silent: a card": OLD | {"activated_on": at("2022-01-01 20:00"), "id_issued_on": day("2005-01-01")},
        "border: in": CMND | OLD | {"activated_on": at("2022-01-01 20:00"), "id_issued_on": day("2006-12-31")},
        "border: out": CMND | OLD | {"activated_on": at("2022-01-01 20:00"), "id_issued_on": day("2007-01-01")},
    },
    "SUB-040": {
        "fires": {"birth_date": day("2010-03-15"), "id_issued_on": day("2021-04-20")},
        "silent: children's card": {"birth_date": day("2012-03-15"), "id_issued_on": day("2025-04-20")},
        "silent: passport": {
            "birth_date": day("2010-03-15"),
            "id_issued_on": day("2021-04-20"),
            "id_kind": "passport",
            "id_number": "C{n}{r}1",
        },
        "border: in, the day before": {"birth_date": day("2007-04-21"), "id_issued_on": day("2021-04-20")},
        "border: out, the birthday": {"birth_date": day("2007-04-20"), "id_issued_on": day("2021-04-20")},
        "border: in, old law": {"birth_date": day("2012-03-15"), "id_issued_on": day("2024-06-30")},
        "border: out, new law": {"birth_date": day("2012-03-15"), "id_issued_on": day("2024-07-01")},
    },
    "SUB-041": {
        "fires": {"id_issued_on": day("2005-01-01")},
        "silent: CMND": CMND | {"id_issued_on": day("2005-01-01")},
        "border: in": {"id_issued_on": day("2012-06-30")},
        "border: out": {"id_issued_on": day("2012-07-01")},
    },
    "SUB-044": {
        "fires": {"birth_date": day("2021-03-15"), "activated_on": at("2026-07-20 10:00")},
        "silent: guardian named": {
            "birth_date": day("2021-03-15"),
            "activated_on": at("2026-07-20 10:00"),
            "representative_id": "001090777777",
        },
        "border: in, under 14": {"birth_date": day("2012-05-21")},
        "border: out, 14 that day": {"birth_date": day("2012-05-20")},
        "border: in, last day of the old age": {
            "birth_date": day("2013-07-02"),
            "activated_on": at("2026-06-30 10:00"),
        },
        "border: out, first day of the new age": {
            "birth_date": day("2013-07-02"),
            "activated_on": at("2026-07-01 10:00"),
        },
        "border: in, five": {"birth_date": day("2020-07-02"), "activated_on": at("2026-07-01 10:00")},
        "border: out, six": {"birth_date": day("2020-07-01"), "activated_on": at("2026-07-01 10:00")},
    },
    "SUB-045": {
        "fires": {"birth_date": day("2015-03-15"), "activated_on": at("2026-07-20 10:00")},
        "silent: guardian named": {
            "birth_date": day("2015-03-15"),
            "activated_on": at("2026-07-20 10:00"),
            "representative_id": "001090777777",
        },
        "border: in, first day": {"birth_date": day("2012-03-15"), "activated_on": at("2026-07-01 10:00")},
        "border: out, day before": {"birth_date": day("2012-03-15"), "activated_on": at("2026-06-30 10:00")},
        "border: out, fifteen": {"birth_date": day("2011-07-01"), "activated_on": at("2026-07-01 10:00")},
        "border: in, six": {"birth_date": day("2020-07-01"), "activated_on": at("2026-07-01 10:00")},
    },
    "SUB-046": {
        "fires": {"nationality": "LAO"},
        "silent: VNM": {"nationality": "VNM"},
        "silent: Việt Nam": {"nationality": "VIỆT NAM"},
        "silent: not said": {"nationality": None},
        "silent: passport": {"nationality": "LAO", "id_kind": "passport", "id_number": "C{n}{r}1"},
    },
}
