"""Members and the facts about them that change."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.domain import rules
from chibo.domain.organisation import Standing
from chibo.registry.models.dated import Dated, holds_a_day


class Member(Recorded):
    """One Party member. Names are no keys: two people may share one.

    ``born_on``, ``admitted_on``, ``official_on``: ISO text, shortened where only the year or month is known;
    ``official_from``: the day from which the member counts as official (``None``: on probation).
    """

    GENDERS = [("MALE", _("Nam")), ("FEMALE", _("Nữ"))]

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="member",
        null=True,
        blank=True,
        verbose_name=_("tài khoản"),
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    search_key = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240)
    gender = models.CharField(_("giới tính"), max_length=6, choices=GENDERS, blank=True)
    born_on = models.CharField(_("ngày sinh"), max_length=10, blank=True)
    admitted_on = models.CharField(_("ngày vào Đảng"), max_length=10, blank=True)
    official_on = models.CharField(_("ngày chính thức"), max_length=10, blank=True)
    official_from = models.DateField(null=True, blank=True)
    card_number = models.CharField(_("số thẻ đảng viên"), max_length=8, null=True, blank=True, unique=True)
    file_number = models.CharField(_("số lý lịch"), max_length=12, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    hometown = models.CharField(_("quê quán"), max_length=200, blank=True)
    list_details = models.JSONField(default=dict, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đảng viên")
        indexes = [
            models.Index(fields=["search_key", "id"], name="member_search"),
            models.Index(fields=["sort_key", "id"], name="member_sort"),
            models.Index(fields=["official_from"], name="member_official_from"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def standing(self, on: date) -> Standing:
        return rules.standing(self.official_from, on=on)


class Profile(Dated):
    """What a member brings: ``skills`` (code → 0–3), ``leadership`` 0–3, posts, political theory level."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="profiles")
    skills = models.JSONField(_("chuyên môn"), default=dict, blank=True)
    leadership = models.PositiveSmallIntegerField(_("năng lực lãnh đạo"), default=0)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    political_theory = models.CharField(_("lý luận chính trị"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("năng lực")
        constraints = [
            holds_a_day("profile_holds_a_day"),
            models.CheckConstraint(condition=Q(leadership__lte=3), name="profile_leadership_0_to_3"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(ends_on=None, voided_at=None), name="one_open_profile"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.position}"


class Hold(Dated):
    """A member who must not be moved for now (under inspection, a complaint being resolved)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="holds")
    why = models.CharField(_("lý do"), max_length=300)

    class Meta:
        verbose_name = _("tạm dừng chuyển")
        constraints = [
            holds_a_day("hold_holds_a_day"),
            models.UniqueConstraint(fields=["member"], condition=Q(ends_on=None, voided_at=None), name="one_open_hold"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.why}"


class Kinship(Dated):
    """Two relatives who are to be kept in different cells."""

    first = models.ForeignKey(Member, models.PROTECT, related_name="kin_first")
    second = models.ForeignKey(Member, models.PROTECT, related_name="kin_second")
    relation = models.CharField(_("quan hệ"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("quan hệ thân nhân")
        constraints = [
            holds_a_day("kinship_holds_a_day"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kinship_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"
