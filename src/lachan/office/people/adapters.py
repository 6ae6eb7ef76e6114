"""What our house does otherwise than django-allauth: no self sign-up, one count of failures, secrets encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of wrong passwords to axes.

        allauth would count by e-mail alone, so that anybody could lock a person out from anywhere; axes counts by
        e-mail and network address. Wrong codes of second factors are still counted by allauth.
        """

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the letter: always on the office's own name, whatever the request was sent to."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.ORIGIN.rstrip("/") + path.replace("UID-KEY", key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("account")


class MfaAdapter(DefaultMFAAdapter):
    """Second factors named after the office, their secrets unreadable for whoever gets a copy of the data base."""

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name under which a passkey is kept; its `id` is the host of the pages."""
        return super().get_public_key_credential_rp_entity() | {"name": "Lá Chắn"}


def _cipher() -> Fernet:
    key = hashlib.sha256(settings.SECOND_FACTOR_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
