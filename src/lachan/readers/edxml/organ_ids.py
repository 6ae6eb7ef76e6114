"""The codes of state bodies: QCVN 102:2016 wrote the lowest level first, Decision 20/2020/QĐ-TTg the highest."""

import re

_FORMS = (
    ("qcvn102", re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")),
    ("qd20", re.compile(r"[A-Z]\d{2}(?:\.\d{1,3}){0,4}")),
    ("short", re.compile(r"(?:\d{1,3}\.){1,3}[A-Z]{1,2}\d{1,2}")),
    ("tax_code", re.compile(r"\d{10}|\d{12}|\d{10}-?\d{3}")),
)


def form_of(organ_id: str) -> str:
    """`qcvn102` (000.00.00.H37), `qd20` (H37.01), `short` (28.22.H17), `tax_code` of an enterprise, or `other`."""
    return next((name for name, form in _FORMS if form.fullmatch(organ_id)), "other")
