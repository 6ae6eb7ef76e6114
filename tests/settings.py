"""Settings of the tests: the product's own, with state in a folder that goes away."""

import atexit
import os
import shutil
import tempfile

# A folder for each process: workers that run side by side must not count one another's files.
os.environ["LACHAN_VAR"] = tempfile.mkdtemp(prefix="lachan-tests-")
atexit.register(shutil.rmtree, os.environ["LACHAN_VAR"], ignore_errors=True)

from lachan.office.settings import *  # noqa: E402, F403

# One fast hasher: Argon2's slowness is its purpose, and is tested once in tests/office/people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: races between real threads behave as in the product only there.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "tests.sqlite3"}  # noqa: F405
