"""Settings, one file, from the environment; README.md has the table of variables.

With none of SECRET_KEY, ALLOWED_HOSTS, SITE_URL and EMAIL_URL this is a *local* site: it answers to loopback
names only and keeps everything in DATA_DIR. With any of them it needs all of them, and https.
"""

from pathlib import Path
from typing import Any

import environ

from initiative import environment

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default="var")).resolve()

LOCAL = environment.is_local(env)
DEBUG = env.bool("DEBUG", default=False)
PORT = environment.number("PORT", default=8000, most=65_535)

if LOCAL:
    SECRET_KEY = environment.local_secret_key(DATA_DIR / "secret_key")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    SITE_URL = f"http://127.0.0.1:{PORT}"
else:
    SECRET_KEY = env.str("SECRET_KEY")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
    SITE_URL = env.str("SITE_URL").rstrip("/")

# How many proxies of ours stand before the server; their X-Forwarded-* headers are believed, nobody else's.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- What the site is made of

INSTALLED_APPS = [
    "responses",
    "taggit",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_prose_editor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "initiative.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    # Outermost, so that refusals, redirects, files and failures carry the headers too.
    "initiative.middleware.HeadersMiddleware",
    # Before the edge, whose refusals promise https too.
    "django.middleware.security.SecurityMiddleware",
    "initiative.middleware.EdgeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "initiative.middleware.ConditionalMiddleware",
    "initiative.faults.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "initiative.faults.ReadOnlyMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "initiative.middleware.SessionLimitsMiddleware",
    "responses.languages.middleware.LanguageMiddleware",
    # Needs the language, for only so are Chinese addresses known.
    "initiative.middleware.SlashMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "responses.people.factors.gate.SecondFactorMiddleware",
    "initiative.faults.FaultMiddleware",
]

ROOT_URLCONF = "initiative.urls"
WSGI_APPLICATION = "initiative.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "initiative.faults.read_only",
            ]
        },
    }
]

FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
TAGGIT_CASE_INSENSITIVE = True

# --- Where things are kept

# A reason in words, such as "Moving to a new server until 18:00"; while it is set, nothing is written.
READ_ONLY = env.str("READ_ONLY", default="").strip()

DATABASES = {"default": environment.database(env, DATA_DIR, read_only=bool(READ_ONLY))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits are counted in the cache: every process must see the same one, so it is a table unless said.
CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://cache?max_entries=20000")}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Manuscripts and letters as they were sent: no address leads there, and together they may take this much.
KEPT_FILES_ROOT, LARGEST_KEPT_FILE = DATA_DIR / "kept", 10_000_000  # bytes
KEPT_FILES_QUOTA = env.int("KEPT_FILES_QUOTA", default=5_000_000_000)  # bytes
STRANGERS_FILES_QUOTA = env.int("STRANGERS_FILES_QUOTA", default=2_000_000_000)  # bytes, of authors' files
IMAGES_QUOTA = env.int("IMAGES_QUOTA", default=5_000_000_000)  # bytes; a thousand photographs take 3 GB
CARD_FONTS = [BASE_DIR / "static" / "fonts", *env.list("CARD_FONTS", default=environment.FONT_FOLDERS)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "initiative.static.StaticFiles"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Source maps, which developers alone read, are most of what collecting would cost.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "webp", "jpg", "gif", "gz", "br", "woff", "woff2", "zip", "map"]

# --- Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体"), ("zh-hant", "繁體")]
LOCALE_PATHS = [DATA_DIR / "locale"]  # compiled by the first start, hence beside the data
USE_TZ = True
TIME_ZONE = "UTC"

# --- People

AUTH_USER_MODEL = "responses.User"
# allauth's alone: Django's own would let the admin's log-in form pass by the limits.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "responses.notifications.accounts.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "responses.notifications.forms.ResetPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Someone who only guesses at addresses must not make us write to strangers.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # guessing at a password slows its owner too; this is the way in
ACCOUNT_RATE_LIMITS = {
    "login": "60/15m/ip",
    "login_failed": "30/15m/ip,10/15m/key",
    # Three letters a day reach one address (notifications.services).
    "reset_password": "20/15m/ip",
    "reset_password_from_key": "20/15m/ip",
}
ACCOUNT_SESSION_REMEMBER = True
# A password can be had by a letter that looks like ours; whoever has one still reads no draft.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not LOCAL)
MFA_ADAPTER = "responses.people.factors.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
# Administrators make accounts, and whoever has a password had it by a letter to the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- Sessions and cookies: idle 8 hours, 7 days in all (the second is SessionLimitsMiddleware's)

SESSION_COOKIE_AGE = 8 * 3600
SESSION_ABSOLUTE_AGE = 7 * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# The other storages may set a cookie of their own, outside the session's protection.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- https everywhere but on the local site, where browsers would refuse Secure cookies over plain http

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if not LOCAL:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine itself, over plain http
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SILENCED_SYSTEM_CHECKS = [
        "security.W002",  # X-Frame-Options is HeadersMiddleware's
        "security.W021",  # preloading is for whoever owns the whole domain, often a university, to ask for
    ]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- How much one request may bring: the longest essay in three languages is under 1 MB

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Mail

LETTERS_A_MINUTE = env.int("LETTERS_A_MINUTE", default=100)  # to followers; others go at once
DIGEST_AT = environment.weekly_hour(env.str("DIGEST_AT", default="Monday 08:00"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="editors@localhost")
if LOCAL:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
else:
    vars().update(environment.email(env))

# --- What is logged: JSON lines on stderr

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "initiative.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would write everything a second time.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "responses": {"level": "INFO"},
        "initiative": {"level": "INFO"},
    },
}
