"""The interface as its users' developers read it: the OpenAPI, and a page made from it, without foreign scripts."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lachan.office.api.interface import schema
from lachan.office.api.models import HookKind, Scope
from lachan.office.guard import anyone, guarded


@dataclass(frozen=True)
class Operation:
    """One operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: tuple[dict[str, Any], ...]
    takes: str
    gives: tuple[tuple[str, str], ...]


@guarded(anyone)
@require_GET
def api_schema(request: HttpRequest) -> HttpResponse:
    """The OpenAPI."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


@guarded(anyone)
@require_GET
def api_page(request: HttpRequest) -> HttpResponse:
    """Every operation in words, with its scope, parameters and shapes."""
    operations, shapes = _told()
    context = {"operations": operations, "shapes": shapes, "scopes": Scope.choices, "kinds": HookKind.choices}
    return render(request, "api/reading.html", context)


@cache
def _told() -> tuple[tuple[Operation, ...], tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]]:
    found = schema()
    operations = tuple(
        _operation(path, method, one) for path, methods in found["paths"].items() for method, one in methods.items()
    )
    shapes = tuple(
        (name, one.get("description", ""), _fields(one)) for name, one in sorted(found["components"]["schemas"].items())
    )
    return operations, shapes


def _fields(shape: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, _shape(facts), facts.get("description", "")) for name, facts in shape.get("properties", {}).items()
    )


def _operation(path: str, method: str, one: dict[str, Any]) -> Operation:
    parameters = tuple(
        {
            "name": each["name"], "place": each["in"], "required": each.get("required", False),
            "shape": _shape(each["schema"]), "about": each.get("description", ""),
        }
        for each in one.get("parameters", ())
    )  # fmt: skip
    return Operation(
        name=one["operationId"].rsplit("_endpoints_")[-1], method=method.upper(), path=path,
        summary=one.get("summary", ""), description=one.get("description", ""), scope=one.get("x-scope", ""),
        parameters=parameters, takes=_content(one.get("requestBody", {})),
        gives=tuple((str(code), _content(answer)) for code, answer in one["responses"].items() if int(code) < 300),
    )  # fmt: skip


def _content(said: dict[str, Any]) -> str:
    return ", ".join(
        f"{kind}: {_shape(each['schema'])}" if each.get("schema") else kind
        for kind, each in said.get("content", {}).items()
    )


def _shape(facts: dict[str, Any]) -> str:
    """A shape in a few words: "integer", "one of a, b", "list of LineIn"."""
    if "$ref" in facts:
        return str(facts["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in facts:
        return " | ".join(_shape(one) for one in facts["anyOf"])
    if "enum" in facts:
        return " | ".join(map(str, facts["enum"]))
    if facts.get("type") == "array":
        return f"[{_shape(facts.get('items', {}))}]"
    kind = str(facts.get("type", ""))
    return f"{kind} ({facts['format']})" if "format" in facts else kind
