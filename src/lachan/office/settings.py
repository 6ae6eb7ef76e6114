"""Settings of the office. Everything an administrator may change comes from LACHAN_* variables (docs/settings.md)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.utils.translation import gettext_lazy as _

from lachan.office import environment
from lachan.office.as_of import move_clock
from lachan.office.keys import secret
from lachan.office.vault import key_ring

BASE_DIR = Path(__file__).resolve().parent
VAR = Path(environment.text("LACHAN_VAR", "var")).resolve()
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)  # the data base and everything else in it is the office's alone
KEYS = VAR / "keys"

DEBUG = environment.switch("LACHAN_DEBUG", default=False)
SECRET_KEY = secret("django", KEYS)
TRAIL_KEY = secret("trail", KEYS)
SECOND_FACTOR_KEY = secret("second_factor", KEYS)
TRAIL_HEADS_KEY = secret("trail_heads", KEYS)
VAULT_KEYS = key_ring(secret("vault", KEYS))  # {key id: key}, the newest last
REQUESTS_KEY = secret("requests", KEYS)  # the office signs request files with it
VAULT_BLIND_KEY = secret("vault_blind", KEYS)
TRAIL_HEADS = VAR / "trail-heads"  # copied or printed by the administrator, away from this machine

PROVINCE = environment.province("LACHAN_PROVINCE", "20")  # the statistics office's code; 20 = Lạng Sơn
PORT = environment.text("PORT", "8000")
# Pages live on a name, not on an address: a passkey is bound to a host name, and WebAuthn takes no IP address for one.
ORIGIN = environment.text("LACHAN_ORIGIN", f"http://localhost:{PORT}")
# Uploaded files come from another origin than pages and scripts (docs/decisions/0004).
FILES_ORIGIN = environment.text("LACHAN_FILES_ORIGIN", f"http://127.0.0.1:{PORT}")
ALLOWED_HOSTS = [str(urlsplit(origin).hostname) for origin in (ORIGIN, FILES_ORIGIN)]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
HTTPS = ORIGIN.startswith("https://")

DATABASES = {
    "default": environment.database(environment.text("LACHAN_DATABASE_URL", f"sqlite:///{VAR / 'lachan.sqlite3'}"))
}
# Counters of tries and used one-time codes, shared by all processes: in a cache of each process a code would be good
# once in every process. The table is made by a migration of `people`.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "bootstrap",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "lachan.office.trail",
    "lachan.office.units",
    "lachan.office.people",
    "lachan.office.files",
    "lachan.office.notices",
    "lachan.office.directives",
    "lachan.office.protected",
    "lachan.office.names",
    "lachan.office.intake",
    "lachan.office.evidence",
    "lachan.office.cases",
    "lachan.office.requests",
    "lachan.office.bundles",
    "lachan.office.incidents",
    "lachan.office.inspections",
    "lachan.office.listings",
    "lachan.office.feeds",
    "lachan.office.advisories",
    "lachan.office.channels",
    "lachan.office.reports",
    "lachan.office.portal",
    "lachan.office.api",
]

MIDDLEWARE = [
    "lachan.office.files.origin.FilesOriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lachan.office.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "lachan.office.people.middleware.ActorMiddleware",
    "lachan.office.guard.GuardMiddleware",
    "axes.middleware.AxesMiddleware",
]

MESSAGE_TAGS = {messages.ERROR: "danger"}  # Bootstrap's word

ROOT_URLCONF = "lachan.office.urls"
WSGI_APPLICATION = "lachan.office.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lachan.office.look.frame",
            ],
        },
    }
]

# --- people ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name", "search_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False  # sessions end with the browser, at the latest after SESSION_COOKIE_AGE
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Lá Chắn] "
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts come by invitation, which proves the address
ACCOUNT_ADAPTER = "lachan.office.people.adapters.AccountAdapter"
MFA_ADAPTER = "lachan.office.people.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lá Chắn"
MFA_FORMS = {
    "add_webauthn": "lachan.office.people.forms.AddKeyForm",
    "edit_webauthn": "lachan.office.people.forms.EditKeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 12 * 60 * 60  # counted from signing in, see people/middleware.py
SESSION_IDLE_MINUTES = 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- lock-out -------------------------------------------------------------------------------------------------
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "people/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # 15 minutes are 15 minutes, whoever goes on trying
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "lachan.office.people.lockout.address_tried"
AXES_VERBOSE = False

# --- language and time ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "people" / "locale"]  # the second before Django's own Vietnamese
FORMAT_MODULE_PATH = ["lachan.office.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
AS_OF = environment.day("LACHAN_AS_OF")  # for demonstrations: the day on which this office lives
if AS_OF is not None:
    move_clock(AS_OF, VAR)

# --- files ----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "lachan.office.files.upload_handler.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- mail -----------------------------------------------------------------------------------------------------
EMAIL_HOST = environment.text("LACHAN_SMTP_HOST", "")
EMAIL_PORT = int(environment.text("LACHAN_SMTP_PORT", "25"))
EMAIL_HOST_USER = environment.text("LACHAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = environment.text("LACHAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.switch("LACHAN_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
# Without a mail server the letters are kept as files, so that nothing is lost and a demo needs none.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = environment.text("LACHAN_MAIL_FROM", "La Chan <lachan@langson.example>")

# --- background work ------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- other systems ----------------------------------------------------------------------------------------------
API_CALLS_A_MINUTE = environment.number("LACHAN_API_CALLS_A_MINUTE", 120)  # by one key
# Messages go to public https addresses only. Loopback, also without TLS, is for demonstrations and tests.
WEBHOOKS_TO_LOOPBACK = environment.switch("LACHAN_WEBHOOKS_TO_LOOPBACK", default=False)

# --- channels -------------------------------------------------------------------------------------------------
FACEBOOK_API = environment.text("LACHAN_FACEBOOK_API", "https://graph.facebook.com/v25.0")
ZALO_API = environment.text("LACHAN_ZALO_API", "https://openapi.zalo.me")
ZALO_OAUTH = environment.text("LACHAN_ZALO_OAUTH", "https://oauth.zaloapp.com")
ZALO_COVER = environment.text("LACHAN_ZALO_COVER", "/static/office/cover.png")  # every article needs a picture

# --- evidence ---------------------------------------------------------------------------------------------------
# Off until an administrator wants it: with it a process of this machine opens addresses that strangers chose.
EVIDENCE = environment.switch("LACHAN_EVIDENCE", default=False)
EVIDENCE_ACCOUNT = environment.text("LACHAN_EVIDENCE_ACCOUNT", "nobody")
EVIDENCE_BROWSER = environment.text("LACHAN_EVIDENCE_BROWSER", "chromium")
EVIDENCE_SANDBOX = environment.switch("LACHAN_EVIDENCE_SANDBOX", default=True)

# --- browser walls --------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own style sheet draws its arrows with data: pictures
        "font-src": [SELF],
        "connect-src": [SELF],
        # a form that asks for a file is answered by the way to the files' origin, which browsers hold against this too
        "form-action": [SELF, FILES_ORIGIN],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"] if not HTTPS else []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # At the handler, since the task worker sets its own loggers' levels.
    "handlers": {"console": {"class": "logging.StreamHandler", "level": environment.text("LACHAN_LOG", "WARNING")}},
    "root": {"handlers": ["console"], "level": environment.text("LACHAN_LOG", "WARNING")},
}
