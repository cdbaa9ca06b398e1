"""Members: register, correct, describe, hold back; the links to cell, office and residence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.organisation import CELL_KINDS
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import name_sort_key, search_key
from chibo.registry import policies
from chibo.registry.models import (
    Decision,
    Employment,
    Hold,
    Kinship,
    Member,
    Membership,
    Office,
    Officer,
    Profile,
    Residence,
    Unit,
    UnitVersion,
)
from chibo.registry.queries.members import official_stay
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

CORRECTABLE = (
    "full_name",
    "gender",
    "born_on",
    "admitted_on",
    "official_on",
    "official_from",
    "card_number",
    "file_number",
    "phone",
    "hometown",
    "list_details",
)


@use_case("registry.member_registered", label=_("Ghi danh đảng viên"), allowed=policies.may_edit_cell)
def register_member(*, actor: User, cell: Unit, on: date, facts: Mapping[str, Any]) -> Member:
    """A new member, meeting officially in ``cell`` from ``on``; ``facts`` holds ``Member`` fields (``CORRECTABLE``).

    Raises ``RuleBroken``: CARD_NUMBER_TAKEN, NOT_A_CELL.
    """
    member = Member(**checked_facts(None, facts))
    member.save()
    open_membership(member, cell, on)
    return member


@use_case("registry.member_admitted", label=_("Ghi danh đảng viên mới kết nạp"), allowed=policies.may_admit)
def admit_member(*, actor: User, cell: Unit, on: date, facts: Mapping[str, Any]) -> Member:
    """As ``register_member``: somebody admitted at the ceremony of ``on``, on probation from that day.

    Raises ``RuleBroken``: NOT_A_CELL.
    """
    member = Member(**checked_facts(None, {**facts, "admitted_on": on.isoformat()}))
    member.save()
    open_membership(member, cell, on)
    return member


@use_case("registry.member_recognised", label=_("Ghi đảng viên chính thức"), allowed=policies.may_admit)
def recognise_member(*, actor: User, cell: Unit, member: Member, official_from: date) -> Member:
    """``member``, on probation in ``cell``, is an official member from ``official_from``.

    Raises ``RuleBroken``: NO_MEMBERSHIP where they do not meet in ``cell`` that day.
    """
    stay = official_stay(member, official_from)
    if stay is None or stay.cell_id != cell.pk:
        require([refusal("NO_MEMBERSHIP", member=member.full_name, on=official_from)])
    member.official_from, member.official_on = official_from, official_from.isoformat()
    member.save()
    return member


@use_case("registry.member_corrected", label=_("Sửa thông tin đảng viên"), allowed=policies.may_edit_member)
def correct_member(*, actor: User, member: Member, facts: Mapping[str, Any], reason: str = "") -> Member:
    """What was entered wrongly about ``member`` is put right; the audit log keeps what stood before.

    Raises ``RuleBroken``: CARD_NUMBER_TAKEN.
    """
    for name, value in checked_facts(member, facts).items():
        setattr(member, name, value)
    member.save()
    return member


def checked_facts(member: Member | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """``facts`` ready to be written: unknown names refused, keys derived, an empty card number made ``None``."""
    unknown = set(facts) - set(CORRECTABLE)
    if unknown:
        raise TypeError(f"not facts of a member: {sorted(unknown)}")
    values = dict(facts)
    if "full_name" in values:
        values["search_key"] = search_key(values["full_name"])
        values["sort_key"] = name_sort_key(values["full_name"])
    if "card_number" in values:
        values["card_number"] = values["card_number"] or None
        owner = Member.objects.filter(card_number=values["card_number"]).first() if values["card_number"] else None
        if owner is not None and (member is None or owner.pk != member.pk):
            require([refusal("CARD_NUMBER_TAKEN", number=values["card_number"], member=owner.full_name)])
    return values


@use_case("registry.membership_moved", label=_("Chuyển chi bộ"), allowed=policies.may_move_member)
def move_member(
    *, actor: User, member: Member, cell: Unit, on: date, decision: Decision | None = None, reason: str = ""
) -> Membership:
    """``member`` meets in ``cell`` from ``on``; the stay before ends that day. See ``change_cell``."""
    return change_cell(member, cell, on, decision)


def change_cell(member: Member, cell: Unit, on: date, decision: Decision | None = None) -> Membership:
    """Close the official stay of ``member`` on ``on`` and open one in ``cell``; for use cases to build on.

    Posts of the cell they leave end with the stay. Raises ``RuleBroken``: NO_MEMBERSHIP, SAME_CELL, NOT_A_CELL,
    LATER_STAY.
    """
    stay = official_stay(member, on)
    if stay is None:
        require([refusal("NO_MEMBERSHIP", member=member.full_name, on=on)])
    elif stay.cell_id == cell.pk:
        require([refusal("SAME_CELL", member=member.full_name, cell=name_on(cell, on))])
    else:
        stay.closing_decision = decision
        stay.close(on)
        Officer.objects.filter(member=member, unit=stay.cell_id).close_open(on)
    return open_membership(member, cell, on, decision)


def open_membership(member: Member, cell: Unit, on: date, decision: Decision | None = None) -> Membership:
    """An official stay of ``member`` in ``cell`` from ``on``.

    Raises ``RuleBroken``: NOT_A_CELL, ALREADY_IN_A_CELL, LATER_STAY (one that begins after ``on`` is known).
    """
    version = UnitVersion.objects.on(on).filter(unit=cell).first()
    if version is None or version.kind not in CELL_KINDS:
        require([refusal("NOT_A_CELL", unit=version.name if version else cell.code, on=on)])
    _refuse_later_stay(member, on)
    stay = Membership(member=member, cell=cell, starts_on=on, opening_decision=decision)
    stay.save()
    return stay


@use_case("registry.member_left", label=_("Ra khỏi danh sách"), allowed=policies.may_edit_member)
def end_membership(*, actor: User, member: Member, on: date, reason: str = "") -> Membership:
    """``member`` meets in no cell from ``on`` (moved away, died, left the Party); their posts end that day.

    Raises ``RuleBroken``: NO_MEMBERSHIP, LATER_STAY.
    """
    stay = official_stay(member, on)
    if stay is None:
        require([refusal("NO_MEMBERSHIP", member=member.full_name, on=on)])
    stay.close(on)  # type: ignore[union-attr]
    _refuse_later_stay(member, on)
    Officer.objects.filter(member=member).close_open(on)
    return stay  # type: ignore[return-value]


@use_case("registry.member_readmitted", label=_("Tiếp nhận lại đảng viên"), allowed=policies.may_move_member)
def readmit_member(*, actor: User, member: Member, cell: Unit, on: date, reason: str = "") -> Membership:
    """``member``, who meets in no cell, meets in ``cell`` from ``on``.

    Raises ``RuleBroken``: NOT_A_CELL, ALREADY_IN_A_CELL, LATER_STAY.
    """
    return open_membership(member, cell, on)


def _refuse_later_stay(member: Member, on: date) -> None:
    stays = Membership.objects.valid().filter(Q(ends_on=None) | Q(ends_on__gt=on), member=member)
    clash = stays.filter(kind=Membership.OFFICIAL).order_by("starts_on").first()
    if clash is None:
        return
    name, cell, since = member.full_name, name_on(clash.cell_id, clash.starts_on), clash.starts_on
    if since <= on:
        require([refusal("ALREADY_IN_A_CELL", member=name, cell=cell)])
    require([refusal("LATER_STAY", member=name, cell=cell, starts_on=since, on=on)])


@use_case("registry.profile_recorded", label=_("Ghi năng lực, chức vụ"), allowed=policies.may_edit_member)
def record_profile(
    *,
    actor: User,
    member: Member,
    on: date,
    skills: Mapping[str, int] | None = None,
    leadership: int = 0,
    position: str = "",
    political_theory: str = "",
) -> Profile:
    """From ``on`` the member's skills, leadership and post are as told; what was known before is kept."""
    profile = Profile(
        member=member,
        skills=dict(skills or {}),
        leadership=leadership,
        position=position,
        political_theory=political_theory,
        starts_on=on,
    )
    return _follow(Profile, member, profile, on)


@use_case("registry.employment_recorded", label=_("Ghi nơi công tác"), allowed=policies.may_edit_member)
def record_employment(*, actor: User, member: Member, office: Office, on: date) -> Employment:
    """``member`` works in ``office`` from ``on``. Raises ``RuleBroken``: LATER_CHANGE."""
    return _follow(Employment, member, Employment(member=member, office=office, starts_on=on), on)


@use_case("registry.employment_ended", label=_("Ghi thôi công tác"), allowed=policies.may_edit_member)
def end_employment(*, actor: User, member: Member, on: date, reason: str = "") -> Member:
    """``member`` works in no office of a commune from ``on``."""
    Employment.objects.filter(member=member).close_open(on)
    return member


@use_case("registry.residence_recorded", label=_("Ghi nơi ở"), allowed=policies.may_edit_member)
def record_residence(
    *,
    actor: User,
    member: Member,
    on: date,
    cell: Unit | None = None,
    address: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
) -> Residence:
    """``member`` lives there from ``on``: in the neighbourhood of the residential cell, where it is known."""
    residence = Residence(
        member=member, cell=cell, address=address, latitude=latitude, longitude=longitude, starts_on=on
    )
    return _follow(Residence, member, residence, on)


@use_case("registry.member_held", label=_("Tạm dừng chuyển đảng viên"), allowed=policies.may_edit_member)
def hold_member(*, actor: User, member: Member, why: str, on: date) -> Hold:
    """``member`` is not moved from ``on`` until released (under inspection, a complaint being resolved)."""
    return _follow(Hold, member, Hold(member=member, why=why, starts_on=on), on)


@use_case("registry.hold_released", label=_("Hết tạm dừng chuyển"), allowed=policies.may_edit_member)
def release_member(*, actor: User, member: Member, on: date, reason: str = "") -> Member:
    """No hold on ``member`` from ``on``."""
    Hold.objects.filter(member=member).close_open(on)
    return member


@use_case("registry.kinship_recorded", label=_("Ghi quan hệ thân nhân"), allowed=policies.may_edit_member)
def record_kinship(*, actor: User, member: Member, other: Member, relation: str, on: date) -> Kinship:
    """The two are relatives, to be kept in different cells, from ``on``.

    Raises ``RuleBroken``: KIN_WITH_SELF, KINSHIP_KNOWN.
    """
    if member.pk == other.pk:
        require([refusal("KIN_WITH_SELF", member=member.full_name)])
    first, second = sorted((member, other), key=lambda each: each.pk)
    if Kinship.objects.open().filter(first=first, second=second).exists():
        require([refusal("KINSHIP_KNOWN", member=member.full_name, other=other.full_name)])
    kinship = Kinship(first=first, second=second, relation=relation, starts_on=on)
    kinship.save()
    return kinship


@use_case("registry.kinship_ended", label=_("Bỏ quan hệ thân nhân"), allowed=policies.may_edit_kinship)
def end_kinship(*, actor: User, kinship: Kinship, on: date, reason: str = "") -> Kinship:
    """The two need not be kept apart from ``on``."""
    kinship.close(on)
    return kinship


def _follow(model: type[Any], member: Member, row: Any, on: date) -> Any:
    """Write ``row`` after closing the open one of the member (voided when it began that day or later).

    Raises ``RuleBroken``: LATER_CHANGE when a closed one reaches beyond ``on``: the past is not overwritten.
    """
    rows = model.objects.filter(member=member)
    later = rows.valid().filter(ends_on__gt=on).order_by("ends_on").last()
    if later is not None:
        require([refusal("LATER_CHANGE", subject=member.full_name, on=on, until=later.ends_on)])
    rows.close_open(on)
    row.save()
    return row
