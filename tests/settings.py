"""The product's settings with a quick password hash: tests sign in by the dozen."""

from chibo.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
