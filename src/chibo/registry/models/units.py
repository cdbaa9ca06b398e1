"""Units of every tier with dated name, kind, parent and code; offices, counters, neighbourhoods, officers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS, DISTRICT_KINDS, UnitKind
from chibo.registry.models.dated import Dated, holds_a_day

UNIT_KINDS = [
    (UnitKind.COUNTRY.value, _("Trung ương")),
    (UnitKind.PROVINCE.value, _("Tỉnh")),
    (UnitKind.CITY.value, _("Thành phố trực thuộc tỉnh")),
    (UnitKind.DISTRICT.value, _("Huyện")),
    (UnitKind.TOWN.value, _("Thị xã")),
    (UnitKind.URBAN_DISTRICT.value, _("Quận")),
    (UnitKind.COMMUNE.value, _("Xã")),
    (UnitKind.WARD.value, _("Phường")),
    (UnitKind.TOWNSHIP.value, _("Thị trấn")),
    (UnitKind.SPECIAL_ZONE.value, _("Đặc khu")),
    (UnitKind.AGENCY_CELL.value, _("Chi bộ cơ quan")),
    (UnitKind.RESIDENTIAL_CELL.value, _("Chi bộ khu dân cư")),
    (UnitKind.SCHOOL_CELL.value, _("Chi bộ trường học")),
    (UnitKind.HEALTH_CELL.value, _("Chi bộ y tế")),
    (UnitKind.POLICE_CELL.value, _("Chi bộ công an")),
    (UnitKind.MILITARY_CELL.value, _("Chi bộ quân sự")),
    (UnitKind.OTHER_CELL.value, _("Chi bộ khác")),
]


class Unit(Recorded):
    """One Party unit for as long as it lives: its stable code. Everything that may change stands in its versions."""

    code = models.CharField(_("mã"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("đơn vị")

    def __str__(self) -> str:
        return self.code


class UnitVersion(Dated):
    """Name, kind, parent and official code of a unit for a period.

    ``path`` is derived from the parents' of the same period: ``/1/22/333/``, ids from the root down to the unit, so a
    subtree is one range of paths.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_versions", null=True, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=20, choices=UNIT_KINDS)
    official_code = models.CharField(_("mã hành chính"), max_length=20, blank=True)
    path = models.CharField(max_length=200)
    search_key = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("đơn vị theo thời gian")
        constraints = [
            holds_a_day("unit_version_holds_a_day"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(ends_on=None, voided_at=None), name="one_open_unit_version"
            ),
        ]
        indexes = [
            models.Index(fields=["path", "starts_on"], name="unit_version_path"),
            models.Index(fields=["parent", "starts_on"], name="unit_version_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_cell(self) -> bool:
        return self.kind in CELL_KINDS

    @property
    def is_commune(self) -> bool:
        return self.kind in COMMUNE_KINDS

    @property
    def is_district(self) -> bool:
        return self.kind in DISTRICT_KINDS


class Succession(Recorded):
    """``successor`` took over from ``predecessor`` on a day: a merge has several predecessors, a split several heirs."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_in")
    on = models.DateField(_("ngày"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Officer(Dated):
    """Who holds a post of a unit: secretary, deputy secretary, chairman… for a period."""

    SECRETARY = "SECRETARY"
    DEPUTY_SECRETARY = "DEPUTY_SECRETARY"
    STANDING_DEPUTY = "STANDING_DEPUTY"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER"
    CHAIRMAN = "CHAIRMAN"
    POSTS = [
        (SECRETARY, _("Bí thư")),
        (STANDING_DEPUTY, _("Phó Bí thư thường trực")),
        (DEPUTY_SECRETARY, _("Phó Bí thư")),
        (COMMITTEE_MEMBER, _("Cấp uỷ viên")),
        (CHAIRMAN, _("Chủ tịch Uỷ ban nhân dân")),
    ]

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers")
    member = models.ForeignKey("registry.Member", models.PROTECT, related_name="posts")
    post = models.CharField(_("chức vụ"), max_length=20, choices=POSTS)

    class Meta:
        verbose_name = _("chức danh")
        constraints = [
            holds_a_day("officer_holds_a_day"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(ends_on=None, voided_at=None, post="SECRETARY"),
                name="one_open_secretary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.member}"


class Office(Dated):
    """An office (bộ phận chuyên môn) of a commune's people's committee or Party committee."""

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="offices")
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=120)
    head = models.ForeignKey("registry.Member", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("bộ phận")
        constraints = [
            holds_a_day("office_holds_a_day"),
            models.UniqueConstraint(
                fields=["commune", "code"], condition=Q(ends_on=None, voided_at=None), name="one_open_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Counter(Dated):
    """A counter (quầy) of the one-stop desk, for one field of work."""

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="counters")
    office = models.ForeignKey(Office, models.PROTECT, related_name="counters", null=True, blank=True)
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=120)

    class Meta:
        verbose_name = _("quầy")
        constraints = [
            holds_a_day("counter_holds_a_day"),
            models.UniqueConstraint(
                fields=["commune", "code"], condition=Q(ends_on=None, voided_at=None), name="one_open_counter"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Neighbourhood(Dated):
    """The neighbourhood of a residential cell: its character and what it needs.

    ``needs``: skill code → 1–3; ``target``: arrivals wanted and ``capacity``: arrivals at most (``None``: shared out
    evenly when a plan is made, and target + 2).
    """

    cell = models.ForeignKey(Unit, models.PROTECT, related_name="neighbourhoods")
    character = models.CharField(_("đặc điểm"), max_length=300, blank=True)
    households = models.PositiveIntegerField(_("số hộ"), null=True, blank=True)
    needs = models.JSONField(_("nhu cầu chuyên môn"), default=dict, blank=True)
    needs_leader = models.BooleanField(_("cần cán bộ lãnh đạo"), default=False)
    target = models.PositiveSmallIntegerField(_("chỉ tiêu"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("sức chứa"), null=True, blank=True)
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)

    class Meta:
        verbose_name = _("khu dân cư")
        constraints = [
            holds_a_day("neighbourhood_holds_a_day"),
            models.UniqueConstraint(
                fields=["cell"], condition=Q(ends_on=None, voided_at=None), name="one_open_neighbourhood"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} ({self.households or '?'})"
