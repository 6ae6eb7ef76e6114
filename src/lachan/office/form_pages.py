"""The page with one form that does one thing, for every room."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lachan.office.fields import HouseForm
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError


def sent(request: OfficeRequest) -> tuple:
    """What a form takes: the sent fields and files, nothing when the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def digests_seen(chosen: Iterable[str]) -> dict[int, str]:
    """ "12:digest" of each row that was ticked for approval, as the page wrote it; NotRight for anything else."""
    found = {}
    for one in chosen:
        row_id, _colon, digest = one.partition(":")
        if not (row_id.isascii() and row_id.isdecimal() and len(row_id) < 18):
            raise NotRight("not_a_choice", _("Lựa chọn không hợp lệ; hãy tải lại trang."))
        found[int(row_id)] = digest
    return found


def form_answer(
    request: OfficeRequest,
    form: HouseForm,
    *,
    act: Callable[[], Any],
    template: str,
    context: dict[str, Any],
    done: str | Promise,
    address: str,
    standing: Any,
) -> HttpResponse:
    """Show the form, or `act` when it was sent and is right; then go to what `act` answers, or to `standing`.

    `address` names the page of either, which takes its id.
    """
    if request.method == "POST" and form.is_valid():
        try:
            after = act() or standing
        except (NotRight, InputError) as error:
            form.refuse(error)
        else:
            messages.success(request, str(done))
            return redirect(address, after.pk)
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)
