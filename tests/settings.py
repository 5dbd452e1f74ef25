"""Headway's settings for a test run: a data folder of its own, and nothing taken from the installation beside it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="headway-tests-"))
KEPT = {"HEADWAY_DATABASE_URL", "HEADWAY_REAL_DATA"}

atexit.register(shutil.rmtree, DATA, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("HEADWAY_") and name not in KEPT]:
    del os.environ[name]
os.environ |= {"HEADWAY_DATA": str(DATA), "HEADWAY_LANGUAGE": "en", "HEADWAY_SECRET_KEY": "for tests only"}

from headway.web.settings import *  # noqa: E402, F403 - the environment above is read on import
from headway.web.settings import DATABASES, STORAGES  # noqa: E402

# The tables are made as the models are now, all at once; see `django_db_setup`.
DATABASES["default"]["TEST"] = {"MIGRATE": False}
if not os.environ.get("HEADWAY_DATABASE_URL"):
    # A file, since the columns are copied over a connection of their own; and it need not outlive a crash.
    DATABASES["default"]["TEST"]["NAME"] = str(DATA / "tests.sqlite3")
    pragmas = DATABASES["default"]["OPTIONS"]["init_command"]
    DATABASES["default"]["OPTIONS"]["init_command"] = pragmas.replace("synchronous=FULL", "synchronous=OFF")

# Argon2 is slow on purpose, and the manifest of static files is made at start-up.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Where no static files were collected, whitenoise warns, and warnings are errors.
(DATA / "static").mkdir()
