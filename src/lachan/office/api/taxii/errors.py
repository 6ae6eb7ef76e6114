"""What a TAXII client is told when it is refused (TAXII 2.1, 3.6.1)."""

import json
import re

from django.http import HttpRequest, HttpResponse

MEDIA_TYPE = "application/taxii+json;version=2.1"
_GOOD = {"*/*", "application/*", "application/taxii+json", MEDIA_TYPE}


class TaxiiError(Exception):
    """A refusal: an HTTP status and a sentence in English, the language of the standard."""

    def __init__(self, status: int, description: str) -> None:
        self.status, self.description = status, description
        super().__init__(description)


def check_head(request: HttpRequest) -> None:
    """Refuse what asks for another media type (406), or for a range as TAXII 2.0 did (416)."""
    accept = request.headers.get("Accept", "*/*")
    kinds = [re.sub(r"\s|;q=[0-9.]+", "", part).lower() for part in accept.split(",")]
    if accept.strip() and not any(kind in _GOOD for kind in kinds):
        raise TaxiiError(406, f"This server answers with {MEDIA_TYPE} alone")
    if request.headers.get("Range", "").strip().lower().startswith("items"):
        raise TaxiiError(416, "Pages are asked for by limit and next, not by ranges of items")


def answer(value: object, *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """A value in the media type of TAXII."""
    told = {"Cache-Control": "no-cache"} | (headers or {})
    content = json.dumps(value, ensure_ascii=False).encode()
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=told)


def refusal(error: TaxiiError) -> HttpResponse:
    """A refusal as the standard writes it."""
    titles = {400: "Bad request", 403: "Forbidden", 404: "Not found", 405: "Not allowed", 406: "Not acceptable",
              416: "Range not satisfiable", 429: "Too many requests"}  # fmt: skip
    return answer(
        {"title": titles[error.status], "description": error.description, "http_status": str(error.status)},
        status=error.status,
        headers={"Allow": "GET, HEAD"} if error.status == 405 else None,
    )
