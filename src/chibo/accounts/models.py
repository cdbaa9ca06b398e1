"""People who sign in. What they may do is held at a unit for a period: ``registry.RoleHolding``."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded, RecordedQuerySet

LOCAL_OPERATOR = "local-operator"


class UserManager(BaseUserManager.from_queryset(RecordedQuerySet)):
    """Finds users by their sign-in name."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(username=username)


class User(Recorded, AbstractBaseUser):
    """One account. ``is_local_operator``: the person at the server's own command line, who cannot sign in."""

    unaudited = ("password",)
    last_login = None

    username = models.CharField(_("tên đăng nhập"), max_length=80, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    is_local_operator = models.BooleanField(default=False)
    language = models.CharField(_("ngôn ngữ"), max_length=2, default="vi")
    large_text = models.BooleanField(_("chữ lớn"), default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.full_name or self.username

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password. Django would save a fresher hash here, outside of any use case."""
        return check_password(raw_password, self.password)


class ApiToken(Recorded):
    """A token for the REST API; only its SHA-256 is kept. ``prefix`` (8 characters) names it to its owner."""

    unaudited = ("digest",)

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(_("tên"), max_length=80)
    prefix = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField(_("hết hạn"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
