"""What the environment may set, each as ``CHIBO_…``; the defaults run the whole product on one machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """Environment variables, prefix ``CHIBO_``.

    ``database_url``: ``sqlite:////path/file.sqlite3`` or ``postgresql://user:password@host:port/name``;
    ``hosts``: comma-separated host names the site answers to; ``site_url``: printed in QR codes.
    """

    model_config = SettingsConfigDict(env_prefix="CHIBO_", extra="ignore")

    database_url: str = f"sqlite:///{Path.cwd() / 'chibo.sqlite3'}"
    secret_key: str = ""
    debug: bool = False
    hosts: str = "*"
    site_url: str = "http://localhost:8000"
    secure: bool = False


class BadDatabaseUrl(ValueError):
    """The database URL names no engine that the product runs on."""


def database(url: str) -> dict[str, Any]:
    """Django's settings for the database that ``url`` names. Raises ``BadDatabaseUrl``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "chibo.kit.sqlite",
            "NAME": unquote(parts.path[1:] if parts.path.startswith("//") else parts.path) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456;",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    raise BadDatabaseUrl(f"CHIBO_DATABASE_URL: sqlite:///… or postgresql://… expected, not {parts.scheme!r}")
