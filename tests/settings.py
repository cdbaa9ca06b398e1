"""The product's settings with a quick password hash, as tests sign in by the dozen, and with static files as they are."""

from chibo.config.settings import *  # noqa: F403
from chibo.config.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
# Not those that somebody collected once: their names and contents may be old.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"] == "chibo.kit.sqlite":
    # Said aloud, so that parallel test processes know that their databases are in memory.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
