"""The product's settings with a quick password hash: tests sign in by the dozen."""

from chibo.config.settings import *  # noqa: F403
from chibo.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
if DATABASES["default"]["ENGINE"] == "chibo.kit.sqlite":
    # Said aloud, so that parallel test processes know that their databases are in memory.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
