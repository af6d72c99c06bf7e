"""Django's settings, fed by the environment alone."""

from datetime import timedelta
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from muster.portal.config.environment import read_environment
from muster.portal.config.mail import read_mail_server
from muster.portal.foundation.logs import settings_for

ENVIRONMENT = read_environment()
DEMONSTRATION = ENVIRONMENT.demonstration

SECRET_KEY = ENVIRONMENT.secret
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address]
PORTAL_ADDRESS = ENVIRONMENT.address
SERVICE_NAME = "Muster"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "muster.portal.foundation",
    "muster.portal.audit",
    "muster.portal.outbox",
    "muster.portal.organisations",
    "muster.portal.pupils",
    "muster.portal.collecting",
    "muster.portal.rolls",
    "muster.portal.returns",
    "muster.portal.duplicates",
    "muster.portal.benchmarks",
    "muster.portal.casework",
    "muster.portal.publishing",
    "muster.portal.pages",
    "muster.portal.demonstration",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "muster.portal.pages.shared.headers.headers",
    "muster.portal.pages.shared.errors.Words",
    "muster.portal.foundation.uploads.BodyLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "muster.portal.pages.shared.session.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "muster.portal.config.urls"
WSGI_APPLICATION = "muster.portal.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "muster.portal.pages.shared.frame.frame",
                "muster.portal.pages.shared.session.session_frame",
            ],
        },
    }
]

CSRF_FAILURE_VIEW = "muster.portal.pages.shared.forged.csrf_failure"
FORM_RENDERER = "muster.portal.pages.shared.rendering.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"


def _database() -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(ENVIRONMENT.database_address, conn_max_age=None))
    if "sqlite" in str(found["ENGINE"]):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        }
    return found


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["muster.portal.organisations.signing_in.backend.People"]
MFA_ADAPTER = "muster.portal.organisations.signing_in.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Muster"
PASSWORD_HASHERS = ["muster.portal.organisations.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "muster.portal.foundation.folder_storage.FolderStorage",
        "OPTIONS": {"location": ENVIRONMENT.data / "files"},
    },
    "staticfiles": {"BACKEND": "muster.portal.pages.shared.static_files.Named"},
}
# Styles and scripts are served out of the package, where the build put them: nothing to collect.
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = int(timedelta(days=365).total_seconds())

SESSION_COOKIE_NAME = "muster"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.is_https
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_IDLE = timedelta(minutes=30)
SESSION_WARNING = timedelta(minutes=2)
CSRF_COOKIE_NAME = "muster-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = ENVIRONMENT.is_https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# What may be sent: fields of a form, and files up to the number and cap of their page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
FILE_UPLOAD_HANDLERS = ["muster.portal.foundation.uploads.Counted"]

LOGGING = settings_for("INFO")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

_MAIL = read_mail_server(ENVIRONMENT.mail)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.tls == "starttls", _MAIL.tls == "implicit"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
MAIL_KEPT_HERE = DEMONSTRATION and not ENVIRONMENT.mail
MAIL_TEXT_KEPT = timedelta(days=14)
