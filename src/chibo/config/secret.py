"""The signing key of an installation: made once, kept beside its database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.utils import get_random_secret_key


def secret_key(database: dict[str, Any]) -> str:
    """The key kept beside the SQLite file (mode 0600), made at the first call; next to the work folder otherwise."""
    name = str(database["NAME"])
    folder = Path(name).parent if database["ENGINE"] == "chibo.kit.sqlite" and name != ":memory:" else Path.cwd()
    path = folder / ".chibo-secret"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text() or get_random_secret_key()
