"""A reorganisation from directive to last confirmation: campaign, communes, plans, what was decided, transfers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.documents.models import Document
from chibo.registry.models import Decision, Member, Unit


class Campaign(Recorded):
    """A directive carried out over a province or district, in every commune below.

    ``rules``: the placement rules and weights that communes start from (``chibo.placement/1`` names).
    """

    DISSOLVE = "DISSOLVE"
    ESTABLISH = "ESTABLISH"
    MERGE = "MERGE"
    SPLIT = "SPLIT"
    KINDS = [
        (DISSOLVE, _("Giải thể chi bộ cơ quan")),
        (ESTABLISH, _("Thành lập lại chi bộ cơ quan")),
        (MERGE, _("Sáp nhập chi bộ")),
        (SPLIT, _("Chia tách chi bộ")),
    ]

    code = models.CharField(_("mã"), max_length=40, unique=True)
    kind = models.CharField(_("loại"), max_length=10, choices=KINDS, default=DISSOLVE)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns")
    title = models.CharField(_("tên đợt"), max_length=200)
    directive_number = models.CharField(_("số văn bản chỉ đạo"), max_length=60)
    directive_issuer = models.CharField(_("cơ quan ban hành"), max_length=120)
    issued_on = models.DateField(_("ngày ban hành"))
    deadline = models.DateField(_("hạn hoàn thành"))
    rules = models.JSONField(default=dict)
    letters_wanted = models.BooleanField(_("in giấy giới thiệu cho từng đảng viên"), default=False)
    closed_on = models.DateField(_("kết thúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đợt sắp xếp")
        constraints = [
            models.CheckConstraint(condition=Q(deadline__gte=F("issued_on")), name="campaign_deadline_after_issue")
        ]

    def __str__(self) -> str:
        return self.title


class CampaignCommune(Recorded):
    """One commune's part in a campaign: its own deadline, or why it is excused. Its state is derived, never stored.

    ``leaving``: ids of the cells whose members move, ``receiving``: ids of the cells they may move to; both empty
    where the campaign's kind settles them (dissolution: the agency cells; every residential cell of the commune);
    ``opening``: id → ``{"name", "kind"}`` of those receiving cells that the reorganisation will establish.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="communes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="campaign_parts")
    deadline = models.DateField(_("hạn"))
    excused = models.CharField(_("lý do miễn"), max_length=300, blank=True)
    leaving = models.JSONField(default=list, blank=True)
    receiving = models.JSONField(default=list, blank=True)
    opening = models.JSONField(default=dict, blank=True)
    rules = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("xã trong đợt")
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="commune_once_per_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.unit}"


class Plan(Recorded):
    """A proposal who goes where: the exact problem, its result, and the placements. Never changed once made.

    ``problem``/``result``: ``chibo.placement/1`` and ``chibo.placement-result/1`` with members as ``M<id>`` and cells
    by their code; ``made_from``: the plan that a hand-made change started from.
    """

    commune = models.ForeignKey(CampaignCommune, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField(_("phương án"))
    name = models.CharField(_("tên"), max_length=120)
    made_from = models.ForeignKey("self", models.PROTECT, related_name="variants", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_on = models.DateField(_("ngày lập"))
    problem = models.JSONField()
    result = models.JSONField()

    unaudited = ("problem",)

    class Meta:
        verbose_name = _("phương án")
        constraints = [models.UniqueConstraint(fields=["commune", "number"], name="plan_number_once")]

    def __str__(self) -> str:
        return self.name


class Placement(Recorded):
    """One member's place in a plan; where a person overrode the proposal: what it cost, and why."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="placements")
    member = models.ForeignKey(Member, models.PROTECT, related_name="placements")
    from_cell = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_cell = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    terms = models.JSONField(default=dict)
    override_cost = models.IntegerField(_("giá của điều chỉnh"), null=True, blank=True)
    override_reason = models.CharField(_("lý do điều chỉnh"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phân công")
        constraints = [
            models.UniqueConstraint(fields=["plan", "member"], name="member_once_per_plan"),
            models.CheckConstraint(
                condition=Q(override_cost=None) | ~Q(override_reason=""), name="override_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.to_cell}"


class Adoption(Recorded):
    """A named person made a plan the commune's own; withdrawn when another is to be chosen."""

    commune = models.ForeignKey(CampaignCommune, models.PROTECT, related_name="adoptions")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="adoptions")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_on = models.DateField(_("ngày duyệt"))
    withdrawn_on = models.DateField(_("rút ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("duyệt phương án")
        constraints = [
            models.UniqueConstraint(fields=["commune"], condition=Q(withdrawn_on=None), name="one_adopted_plan")
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.adopted_on})"


class Reorganisation(Recorded):
    """What a commune decided: the adopted plan, signed, to take effect on a day; cancellable until carried out.

    ``decision``: on the cells (dissolve, establish, merge, split); ``transfer_decision``: on the members;
    ``held_back``: ids of the members whom the decision leaves out because they were held when it was signed.
    """

    commune = models.ForeignKey(CampaignCommune, models.PROTECT, related_name="reorganisations")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    transfer_decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    decided_on = models.DateField(_("ngày quyết định"))
    effective_on = models.DateField(_("ngày hiệu lực"))
    cancelled_on = models.DateField(_("huỷ ngày"), null=True, blank=True)
    carried_out_on = models.DateField(_("thực hiện ngày"), null=True, blank=True)
    held_back = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("quyết định sắp xếp")
        constraints = [
            models.UniqueConstraint(fields=["commune"], condition=Q(cancelled_on=None), name="one_reorganisation"),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | Q(carried_out_on=None), name="cancelled_is_not_carried_out"
            ),
            models.CheckConstraint(
                condition=Q(carried_out_on=None) | Q(carried_out_on__gte=F("effective_on")),
                name="carried_out_not_before_effective",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune} {self.effective_on}"


class Paper(Recorded):
    """A signed document's place in a reorganisation: for all, for one receiving cell, or for one member."""

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="papers")
    document = models.OneToOneField(Document, models.PROTECT, related_name="campaign_paper")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("văn bản của đợt")

    def __str__(self) -> str:
        return str(self.document)


class Transfer(Recorded):
    """One member's way to the new cell: issued → received → confirmed by the committee, or returned with a reason.

    A row with ``issued_on`` empty waits for a hold to end. A returned transfer is followed by a new row
    (``follows``). ``due_on``: last day of the rule's working days.
    """

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="transfers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="transfers")
    from_cell = models.ForeignKey(Unit, models.PROTECT, related_name="transfers_out")
    to_cell = models.ForeignKey(Unit, models.PROTECT, related_name="transfers_in")
    follows = models.OneToOneField("self", models.PROTECT, related_name="followed_by", null=True, blank=True)
    issued_on = models.DateField(_("ngày giới thiệu"), null=True, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    received_on = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_on = models.DateField(_("ngày xác nhận"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    returned_on = models.DateField(_("ngày trả lại"), null=True, blank=True)
    return_reason = models.CharField(_("lý do trả lại"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("chuyển sinh hoạt đảng")
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "member"], condition=Q(returned_on=None), name="one_open_transfer"
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("issued_on")), name="received_after_issued"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(confirmed_on__gte=F("received_on")), name="confirmed_after_received"
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | (~Q(return_reason="") & Q(confirmed_on=None)),
                name="returned_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["to_cell", "confirmed_on"], name="transfer_to_cell"),
            models.Index(fields=["due_on"], condition=Q(confirmed_on=None), name="transfer_open_due"),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.to_cell}"


class HandoverItem(Recorded):
    """One thing handed over to a receiving cell (list, files, dues, tasks), ticked by both sides."""

    ITEMS = [
        ("MEMBER_LIST", _("Danh sách đảng viên")),
        ("MEMBER_FILES", _("Hồ sơ đảng viên")),
        ("DUES", _("Đảng phí đã đóng đến tháng bàn giao")),
        ("TASKS", _("Nhiệm vụ đang được giao")),
    ]

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="handover_items")
    to_cell = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    item = models.CharField(_("nội dung"), max_length=16, choices=ITEMS)
    given_on = models.DateField(_("bên giao ký"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    taken_on = models.DateField(_("bên nhận ký"), null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("nội dung bàn giao")
        constraints = [models.UniqueConstraint(fields=["reorganisation", "to_cell", "item"], name="handover_item_once")]

    def __str__(self) -> str:
        return f"{self.to_cell}: {self.get_item_display()}"
