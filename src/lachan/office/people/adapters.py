"""What our house does otherwise than django-allauth: no self sign-up, words in Vietnamese."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of second factors are unreadable in a stolen copy of the data base: their key is a file beside it."""

    def encrypt(self, text: str) -> str:
        """The secret as it is stored (Fernet: AES-128-CBC with HMAC-SHA256)."""
        return self._cipher.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret back; cryptography.fernet.InvalidToken when the key is another one."""
        return self._cipher.decrypt(encrypted_text.encode()).decode()

    @property
    def _cipher(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SECOND_FACTOR_KEY.encode()).digest()))
