"""Roles held at a unit for a period."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.registry.models.dated import Dated, holds_a_day
from chibo.registry.models.units import Unit


class Role(models.TextChoices):
    """What one may do at a unit and below it; the rights of each stand in ``registry/policies.py``."""

    ORGANISER = "ORGANISER", _("Cán bộ tổ chức")
    COMMITTEE_OFFICER = "COMMITTEE_OFFICER", _("Cán bộ đảng uỷ")
    HEAD_OF_OFFICE = "HEAD_OF_OFFICE", _("Thủ trưởng cơ quan")
    SECRETARY = "SECRETARY", _("Bí thư chi bộ")
    MEMBER = "MEMBER", _("Đảng viên")
    AUDITOR = "AUDITOR", _("Kiểm tra, giám sát")


class RoleHolding(Dated):
    """A user holds a role at a unit, and so over everything below it, for a period."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="role_holdings")

    class Meta:
        verbose_name = _("phân quyền")
        constraints = [
            holds_a_day("role_holds_a_day"),
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(ends_on=None, voided_at=None), name="one_open_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} – {self.unit}"
