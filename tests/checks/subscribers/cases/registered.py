"""Registered rightly: verification and channel."""

from tests.checks.subscribers.records import at, organisation

NOT_VERIFIED = {"verified_on": None, "verified_fields": None, "verified_by": None}

CASES = {
    "SUB-066": {
        "fires": NOT_VERIFIED,
        "silent: M2M": NOT_VERIFIED | {"use": "m2m", "user_kind": "device"},
        "silent: organisation": organisation(**NOT_VERIFIED),
        "border: in": NOT_VERIFIED | {"activated_on": at("2026-04-15 00:10")},
        "border: out": NOT_VERIFIED | {"activated_on": at("2026-04-14 23:50")},
    },
    "SUB-067": {
        "fires": {"verified_fields": 2},
        "silent: foreigner": {"verified_fields": 2, "id_kind": "passport", "id_number": "C{n}{r}1"},
        "border: in": {"verified_fields": 3},
        "border: out": {"verified_fields": 4},
        "border: in, first day": {"verified_fields": 3, "activated_on": at("2026-04-15 10:00")},
        "border: out, day before": {"verified_fields": 3, "activated_on": at("2026-04-14 10:00")},
    },
    "SUB-068": {
        "fires": {"verified_fields": 2, "point_kind": "app", "activated_on": at("2025-06-01 10:00")},
        "silent: at a point": {"verified_fields": 2, "activated_on": at("2025-06-01 10:00")},
        "silent: three": {"verified_fields": 3, "point_kind": "app", "activated_on": at("2025-06-01 10:00")},
        "border: in, first day": {"verified_fields": 2, "point_kind": "app", "activated_on": at("2024-12-24 10:00")},
        "border: out, day before": {"verified_fields": 2, "point_kind": "app", "activated_on": at("2024-12-23 10:00")},
        "border: in, last day": {"verified_fields": 2, "point_kind": "app", "activated_on": at("2026-04-14 10:00")},
        "border: out, day after": {"verified_fields": 2, "point_kind": "app", "activated_on": at("2026-04-15 10:00")},
    },
    "SUB-069": {
        "fires": NOT_VERIFIED | {"activated_on": at("2022-05-20 09:30")},
        "silent: suspended": NOT_VERIFIED | {"activated_on": at("2022-05-20 09:30"), "status": "one_way"},
        "silent: foreigner": NOT_VERIFIED
        | {"activated_on": at("2022-05-20 09:30"), "id_kind": "passport", "id_number": "C{n}{r}1"},
        "border: in": NOT_VERIFIED | {"activated_on": at("2026-04-14 09:30")},
        "border: out": NOT_VERIFIED | {"activated_on": at("2026-04-15 09:30")},
    },
    "SUB-070": {
        "fires": {"point_kind": "agent", "activated_on": at("2024-05-20 09:30")},
        "silent: own point": {"activated_on": at("2024-05-20 09:30")},
        "silent: postpaid": {"point_kind": "agent", "activated_on": at("2024-05-20 09:30"), "plan": "postpaid"},
        "border: in, first day": {"point_kind": "agent", "activated_on": at("2023-09-10 09:30")},
        "border: out, day before": {"point_kind": "agent", "activated_on": at("2023-09-09 09:30")},
        "border: in, last day": {"point_kind": "agent", "activated_on": at("2024-12-23 09:30")},
        "border: out, day after": {"point_kind": "agent", "activated_on": at("2024-12-24 09:30")},
    },
    "SUB-071": {
        "fires": {"id_kind": "passport", "id_number": "C{n}{r}1", "point_kind": "app", "verified_by": None},
        "silent: source named": {"id_kind": "passport", "id_number": "C{n}{r}1", "point_kind": "app"},
        "silent: at a point": {"id_kind": "passport", "id_number": "C{n}{r}1", "verified_by": None},
        "border: in": {
            "id_kind": "passport",
            "id_number": "C{n}{r}1",
            "point_kind": "app",
            "verified_by": None,
            "activated_on": at("2026-04-15 09:30"),
        },
        "border: out": {
            "id_kind": "passport",
            "id_number": "C{n}{r}1",
            "point_kind": "app",
            "verified_by": None,
            "activated_on": at("2026-04-14 09:30"),
        },
    },
}
