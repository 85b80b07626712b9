"""The one settings file: what differs between installations is read from the environment.

`.env` (ignored by git, written once by `make run`) is read first; real environment variables win.
Three ways to run: a real hub (default), the demonstration (`ELSPACE_DEMO=1`, own database), tests.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import clock

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# The trial hub (`make trial`): a hub of its own beside the real one, to try and erase at will. All
# it keeps lies in a folder of its own; it reads neither `.env` nor DATABASE_URL, which belong to
# the real hub, and mails nothing.
TRIAL = env.bool("ELSPACE_TRIAL", default=False)
VAR_DIR = BASE_DIR / "var"
if TRIAL:
    VAR_DIR = Path(env.str("ELSPACE_TRIAL_FOLDER", default=str(VAR_DIR / "trial")))
# Databases, media, backups: their owner's alone.
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# The demonstration uses its own database and waives the second factor; `serve` refuses to show it
# on anything but a loopback address. It never reads `.env`, which belongs to a real hub.
# `ELSPACE_DEMO=month` lays the same hub after a month in which everybody used it.
DEMO_IS_FULL = env.str("ELSPACE_DEMO", default="") == "month"
DEMO = DEMO_IS_FULL or env.bool("ELSPACE_DEMO", default=False)
if not (DEMO or TRIAL):
    environ.Env.read_env(BASE_DIR / ".env")
DEBUG = env.bool("DEBUG", default=False)
# An ISO date: the demonstration can be laid on fixed dates (`make demo-2027`).
DEMO_TODAY = env.str("ELSPACE_DEMO_TODAY", default="")
if DEMO and DEMO_TODAY:
    clock.start_on(DEMO_TODAY, "Africa/Tunis")
# Without a secret nothing starts, except the demonstration, whose data is fictional.
SECRET_KEY = env.str(
    "SECRET_KEY", default="demonstration-only" if DEMO or TRIAL else environ.Env.NOTSET
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How people outside reach this hub: stands in messages, QR codes and calendars.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
# Set to true behind HTTPS: secure cookies, HSTS, and the features browsers keep for secure origins.
BEHIND_HTTPS = env.bool("BEHIND_HTTPS", default=False)

INSTALLED_APPS = [
    "elspace.core",
    "elspace.trust",
    "elspace.hub",
    "elspace.outbox",
    "elspace.people",
    "elspace.ventures",
    "elspace.needs",
    "elspace.hosting",
    "elspace.billing",
    "elspace.agenda",
    "elspace.reception",
    "elspace.support",
    "elspace.imports",
    "elspace.insights",
    "elspace.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "elspace.core.headers.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "elspace.insights.middleware.VisitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "elspace.core.middleware.InterfaceLanguageMiddleware",
    "elspace.core.middleware.NullByteMiddleware",
    "elspace.core.middleware.PartsMiddleware",
    "elspace.core.middleware.KeptMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "elspace.site.middleware.VisitorMiddleware",
    "elspace.people.middleware.DeskMiddleware",
    "elspace.people.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "elspace.site.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "elspace.core.templatetags.elspace",
                "elspace.core.templatetags.drawing",
            ],
        },
    }
]
COTTON_DIR = "components"
FORM_RENDERER = "elspace.core.forms.Renderer"

DEMO_NAME = f"demo{DEMO_TODAY[:4]}{'-month' if DEMO_IS_FULL else ''}.sqlite3"
DATABASE_NAME = DEMO_NAME if DEMO else "hub.sqlite3"
HERE = f"sqlite:///{VAR_DIR / DATABASE_NAME}"
DATABASES = {"default": env.db_url_config(HERE) if TRIAL else env.db("DATABASE_URL", default=HERE)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With a line before the lock: nobody is overtaken until they give up.
    DATABASES["default"]["ENGINE"] = "elspace.core.sqlite"
    # IMMEDIATE: a transaction takes the write lock when it begins, so "check, then write" cannot be
    # overtaken. synchronous stays FULL: with NORMAL a power cut loses acknowledged writes.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {
    "default": {
        # Shared by all processes: sign-in rate limits must not be counted per worker.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["quick", "planning"],
    }
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "elspace.people.permissions.RoleBackend",
    "elspace.people.backends.SignInBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"  # which leads everybody to their own pages
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "elspace.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets nothing from us
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_FORMS = {
    "login": "elspace.people.forms.sign_in.LoginForm",
    "request_login_code": "elspace.people.forms.sign_in.RequestCodeForm",
    "confirm_login_code": "elspace.people.forms.sign_in.ConfirmCodeForm",
    "reset_password": "elspace.people.forms.sign_in.ResetPasswordForm",
    "confirm_password_reset_code": "elspace.people.forms.sign_in.ConfirmResetCodeForm",
    "reset_password_from_key": "elspace.people.forms.sign_in.NewPasswordForm",
    "set_password": "elspace.people.forms.sign_in.SetPasswordForm",
    "change_password": "elspace.people.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "elspace.people.forms.sign_in.PasswordAgainForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "elspace.people.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "elspace.people.forms.sign_in.SecondFactorForm",
    "reauthenticate": "elspace.people.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "elspace.people.forms.sign_in.SetUpForm",
}
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 3600  # a new device asks again; a known one after 30 days
MFA_RECOVERY_CODE_COUNT = 10

if TRIAL:  # two ports of one machine share their cookies: each hub keeps its own
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "trial_session", "trial_csrf"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if BEHIND_HTTPS else 0
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
CSRF_FAILURE_VIEW = "elspace.site.errors.form_expired"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Tunis"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static" / "served"
# What `make setup` copies out of packages (fonts); never committed.
STATICFILES_DIRS = [("vendor", BASE_DIR / "static" / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"

# Mail goes to the terminal only for the demonstration and development: on a real hub a sign-in
# code would stand in a log. A real hub without EMAIL_URL mails nothing: what would be a mail is
# sent by hand, and the sign-in page says so (outbox.delivery.hub_sends_mail).
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if DEMO or DEBUG
    else "django.core.mail.backends.dummy.EmailBackend"
)
if env.str("EMAIL_URL", default="") and not TRIAL:
    vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="elspace@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Drawing a sheet tells each of its steps.
    "loggers": {name: {"level": "ERROR"} for name in ("weasyprint", "fontTools")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
