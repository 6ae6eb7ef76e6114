"""Valid: numbers, names, tax codes."""

from tests.checks.subscribers.records import at, day, organisation

CASES = {
    "SUB-024": {
        "fires: nine digits": {"number": "09{n}{r}0"},
        "fires: fixed without 02": {"service": "fixed", "number": "0305{n}{r}0", "plan": "postpaid"},
        "silent: Internet account": {"service": "internet", "number": "ftth-{n}"},
        "silent: fixed": {"service": "fixed", "number": "0205{n}{r}0", "plan": "postpaid"},
    },
    "SUB-025": {
        "fires: old prefix": {"number": "0120{n}{r}"},
        "fires: area of nobody": {"service": "fixed", "number": "0217{n}{r}0", "plan": "postpaid"},
        "silent: other operator's range": {"number": "087{n}{r}0"},
        "silent: Hà Nội": {"service": "fixed", "number": "024{n}{r}00", "plan": "postpaid", "commune_code": "00004"},
    },
    "SUB-026": {
        "fires": {"id_number": "00109{n}{r}"},
        "fires: letters": {"id_number": "00109O{n}{r}"},
        "silent: passport": {"id_kind": "passport", "id_number": "C{n}{r}1"},
        "silent: missing": {"id_number": None},
    },
    "SUB-027": {
        "fires: eight digits": {"id_kind": "cmnd", "id_number": "08{n}{r}"},
        "silent: nine": {"id_kind": "cmnd", "id_number": "082{n}{r}"},
        "silent: twelve": {"id_kind": "cmnd", "id_number": "001090{n}{r}"},
    },
    "SUB-028": {
        "fires: too short": {"id_kind": "passport", "id_number": "{n}"},
        "fires: no digit": {"id_kind": "passport", "id_number": "ABCDEFG"},
        "border: in, ten signs": {"id_kind": "passport", "id_number": "ABC{n}{r}1"},
        "border: out, nine signs": {"id_kind": "passport", "id_number": "AB{n}{r}1"},
        "border: out, six signs": {"id_kind": "passport", "id_number": "{n}{r}"},
    },
    "SUB-029": {
        "fires": {"id_number": "111111111111"},
        "fires: counted up": {"id_kind": "cmnd", "id_number": "123456789"},
        "silent: some equal digits": {"id_number": "001090{n}11"},
    },
    "SUB-030": {
        "fires": {"id_number": "003090{n}{r}"},
        "silent: born abroad": {"id_number": "160090{n}{r}"},
        "silent: merged province": {"id_number": "006090{n}{r}"},
        "border: in, 099": {"id_number": "099090{n}{r}"},
        "border: out, 100": {"id_number": "100090{n}{r}"},
    },
    "SUB-031": {
        "fires": {"birth_date": day("2026-08-01")},
        "silent: organisation": organisation(birth_date=day("2026-08-01")),
        "border: in": {"birth_date": day("2026-05-21")},
        "border: out": {"birth_date": day("2026-05-20")},
        "border: out, before the law": {"birth_date": day("2017-05-01"), "activated_on": at("2017-04-23 10:00")},
        "border: in, first day of the law": {"birth_date": day("2017-05-01"), "activated_on": at("2017-04-24 10:00")},
    },
    "SUB-032": {
        "fires": {"birth_date": day("1890-01-01")},
        "silent: over": {"birth_date": day("1890-01-01"), "status": "ended", "ended_on": day("2026-09-20")},
        "border: in, 110 today": {"birth_date": day("1916-10-01")},
        "border: out, 110 tomorrow": {"birth_date": day("1916-10-02")},
    },
    "SUB-033": {
        "fires: check digit": organisation(tax_code="0100109107"),
        "fires: letters": organisation(tax_code="01001091O6"),
        "fires: no such branch": organisation(tax_code="0100109106000"),
        "silent: branch": organisation(tax_code="0100109106001"),
        "silent: household": organisation(tax_code="001090123456"),
        "silent: person": {"tax_code": "12"},
    },
    "SUB-042": {
        "fires": {"verified_fields": 9},
        "border: in": {"verified_fields": 5},
        "border: in, below": {"verified_fields": -1},
        "border: out": {"verified_fields": 4},
        "border: out, none": {"verified_fields": 0},
    },
    "SUB-043": {
        "fires: digits": {"owner_name": "KHACH HANG 1"},
        "fires: no letter": {"owner_name": "..."},
        "silent: foreign": {"owner_name": "JEAN-PIERRE O'NEIL JR."},
        "silent: organisation": organisation(owner_name="CÔNG TY 19/5"),
    },
}
