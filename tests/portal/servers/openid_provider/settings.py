"""The provider's own settings: another Django project than the portal's."""

import os
from pathlib import Path

SECRET_KEY = "a provider of tests"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "tests.portal.servers.openid_provider.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(os.environ.get("PROVIDER_FOLDER", ".")) / "provider.sqlite3",
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
    }
}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a client's secret, for tests alone
SESSION_COOKIE_NAME = "provider"  # it stands on the same host as the portal, whose cookies are its own
LOGIN_URL = "/login/"
IDP_OIDC_ADAPTER = "tests.portal.servers.openid_provider.adapter.Adapter"
IDP_OIDC_PRIVATE_KEY = os.environ.get("PROVIDER_KEY", "")
IDP_OIDC_RATE_LIMITS = False
