"""SQLite with a queue in front of ``BEGIN IMMEDIATE``.

SQLite's own busy wait is not fair: with many writers some starve until their time-out. A lock file beside the database
is taken first (the kernel serves it in turn), so every writer waits its turn and none sees "database is locked".
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; holds the queue's lock from the start of a transaction to its end."""

    _queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            self._end_turn_if_idle()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._end_turn_if_idle()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._queue is None and not self.is_in_memory_db():
            self._queue = os.open(f"{name}.queue", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._queue, fcntl.LOCK_EX)

    def _end_turn_if_idle(self) -> None:
        if self.connection is None or not self.connection.in_transaction:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None
