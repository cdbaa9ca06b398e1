"""Where jobs that do not know each other meet; imported once when the site starts."""

from chibo.config.wiring import agenda, audit_scope, evidence, panels

__all__ = ["agenda", "audit_scope", "evidence", "panels"]
