"""Agreeing: columns of one record."""

from tests.checks.subscribers.records import at, day, organisation

CASES = {
    "SUB-047": {
        "fires": {"sex": "F"},
        "silent: not said": {"sex": None},
        "silent: CMND": {"sex": "F", "id_kind": "cmnd", "id_number": "082{n}{r}"},
        "silent: woman of the 2000s": {"sex": "F", "id_number": "001390{n}{r}", "birth_date": day("2090-01-01")},
    },
    "SUB-048": {
        "fires: year": {"birth_date": day("1991-03-15")},
        "fires: century": {"id_number": "001290{n}{r}"},
        "silent: not said": {"birth_date": None},
        "silent: CMND": {"birth_date": day("1991-03-15"), "id_kind": "cmnd", "id_number": "082{n}{r}"},
        "border: out, last day of 1999": {"birth_date": day("1999-12-31"), "id_number": "001099{n}{r}"},
        "border: out, first day of 2000": {"birth_date": day("2000-01-01"), "id_number": "001200{n}{r}"},
        "border: in, century of 2000": {"birth_date": day("2000-01-01"), "id_number": "001000{n}{r}"},
    },
    "SUB-049": {
        "fires": {"id_issued_on": day("1980-01-01")},
        "silent: organisation": organisation(birth_date=day("2000-01-01"), id_issued_on=day("1980-01-01")),
        "border: in": {"id_issued_on": day("1990-03-14")},
        "border: out": {"id_issued_on": day("1990-03-15")},
    },
    "SUB-050": {
        "fires": {"id_issued_on": day("2026-08-01")},
        "silent: updated since": {"id_issued_on": day("2026-08-01"), "verified_on": day("2026-08-01")},
        "border: in": {"id_issued_on": day("2026-05-21")},
        "border: out": {"id_issued_on": day("2026-05-20")},
    },
    "SUB-051": {
        "fires": {"verified_on": day("2026-05-30")},
        "silent: M2M": {"verified_on": day("2026-05-30"), "use": "m2m", "user_kind": "device"},
        "border: in, next day": {"verified_on": day("2026-05-21")},
        "border: out, same day": {"verified_on": day("2026-05-20")},
        "border: in, before re-verification": {"verified_on": day("2026-06-14")},
        "border: out, may be re-verification": {"verified_on": day("2026-06-15")},
        "border: in, first day": {"activated_on": at("2026-04-15 10:00"), "verified_on": day("2026-04-16")},
        "border: out, day before": {"activated_on": at("2026-04-14 10:00"), "verified_on": day("2026-04-16")},
    },
    "SUB-052": {
        "fires": {"photo_taken_at": at("2026-01-20 10:00")},
        "silent: later": {"photo_taken_at": at("2026-07-20 10:00")},
        "silent: organisation": organisation(photo_taken_at=at("2026-01-20 10:00")),
        "border: in": {"photo_taken_at": at("2026-05-18 23:59")},
        "border: out": {"photo_taken_at": at("2026-05-19 00:01")},
    },
    "SUB-053": {
        "fires": {"status": "ended", "ended_on": day("2026-01-20")},
        "silent": {"status": "ended", "ended_on": day("2026-09-20")},
        "border: in": {"status": "ended", "ended_on": day("2026-05-19")},
        "border: out": {"status": "ended", "ended_on": day("2026-05-20")},
    },
    "SUB-054": {
        "fires": {"ended_on": day("2026-08-20")},
        "silent: end of an owner before": {"ended_on": day("2026-04-20")},
        "border: in": {"ended_on": day("2026-09-30")},
        "border: out": {"ended_on": day("2026-10-01")},
    },
    "SUB-055": {
        "fires": {"status": "ended", "ended_on": day("2026-07-20"), "last_used_on": day("2026-09-15")},
        "silent: in use": {"ended_on": day("2026-11-20"), "last_used_on": day("2026-09-15")},
        "border: in": {"status": "ended", "ended_on": day("2026-07-20"), "last_used_on": day("2026-07-21")},
        "border: out": {"status": "ended", "ended_on": day("2026-07-20"), "last_used_on": day("2026-07-20")},
        "silent: two years are over": {"status": "ended", "ended_on": day("2024-09-30")},
        "border: in, two years today": {
            "status": "ended",
            "ended_on": day("2024-10-01"),
            "activated_on": at("2023-01-05 10:00"),
        },
    },
    "SUB-056": {
        "fires": {"last_used_on": day("2026-02-15")},
        "silent: never used": {"last_used_on": None},
        "border: in": {"last_used_on": day("2026-05-19")},
        "border: out": {"last_used_on": day("2026-05-20")},
    },
    "SUB-057": {
        "fires": {"user_kind": "device"},
        "silent: M2M": {"user_kind": "device", "use": "m2m"},
        "silent: not said": {"user_kind": "device", "use": None},
    },
    "SUB-058": {
        "fires": {"use": "m2m", "user_kind": "child"},
        "silent: own watch": {"use": "m2m", "user_kind": "self"},
        "silent: H2H": {"user_kind": "child"},
    },
    "SUB-059": {
        "fires": {"activated_on": at("2026-11-05 10:00")},
        "border: in": {"activated_on": at("2026-10-02 00:00")},
        "border: out": {"activated_on": at("2026-10-01 23:00")},
        "silent": {},
    },
}
