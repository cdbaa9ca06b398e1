"""Static files: hashed and compressed where they were collected, plain where they were not (tests, a first run)."""

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names once ``collectstatic`` has run; the plain names before."""

    manifest_strict = False

    def url(self, name: str | None, force: bool = False) -> str:
        if not self.hashed_files and not settings.DEBUG:
            return StaticFilesStorage.url(self, name)
        return super().url(name, force)
