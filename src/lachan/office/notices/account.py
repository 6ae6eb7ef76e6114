"""A person is told when the password or a second factor of the account changed: by somebody else, it is an alarm.

Listens to allauth's signals, as `people` does for the trail; `people` itself comes before notices and cannot write one.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lachan.office.notices.actions import notify
from lachan.office.people.models import Person


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password_changed, dispatch_uid="notices")
    for signal in (mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset):
        signal.connect(_second_factor_changed, dispatch_uid="notices")


def _password_changed(user: Person, **rest: Any) -> None:
    with translation.override("vi"):
        _tell(user, "password", _("Mật khẩu của tài khoản đã được đổi"))


def _second_factor_changed(user: Person, authenticator: Authenticator, **rest: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES and rest["signal"] is not mfa.authenticator_reset:
        return  # recovery codes come and go with the factor that they stand in for
    with translation.override("vi"):
        _tell(user, f"factor-{authenticator.type}", _("Yếu tố thứ hai của tài khoản đã thay đổi"))


def _tell(person: Person, what: str, subject: str) -> None:
    now = timezone.now()
    notify(
        person=person, key=f"account-{what}-{now:%Y%m%d%H%M%S%f}", subject=subject, link=reverse("account"), now=now,
        body=_(
            "Các phiên làm việc khác đã kết thúc. Nếu không phải bạn làm, hãy báo ngay quản trị viên của đơn vị và đặt "
            "lại mật khẩu."
        ),
    )  # fmt: skip
