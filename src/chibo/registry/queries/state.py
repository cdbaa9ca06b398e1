"""What is known of a unit or a member at this moment, in words: to tell whether it changed while a form was open."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from chibo.kit.cells import day_text
from chibo.registry.labels import KIND_LABELS, POSTS, SKILLS
from chibo.registry.models import (
    Counter,
    Employment,
    Hold,
    Kinship,
    Member,
    Membership,
    Neighbourhood,
    Office,
    Officer,
    Profile,
    Residence,
    Unit,
    UnitVersion,
)
from chibo.registry.queries.units import names_on

_LAST = date.max


def unit_state(unit: Unit) -> dict[str, str]:
    """The unit's last version, posts, neighbourhood, offices and counters: label → value in words."""
    version = UnitVersion.objects.valid().filter(unit=unit).order_by("starts_on").last()
    if version is None:
        return {}
    posts = Officer.objects.open().filter(unit=unit).select_related("member").order_by("post", "pk")
    state = {
        _("Tên"): version.name,
        _("Loại"): str(KIND_LABELS[version.kind]),
        _("Trực thuộc"): names_on([version.parent_id], _LAST)[version.parent_id] if version.parent_id else "",
        _("Mã hành chính"): version.official_code,
        _("Kết thúc từ ngày"): day_text(version.ends_on),
        _("Chức danh"): "; ".join(f"{POSTS[row.post]}: {row.member.full_name}" for row in posts),
    }
    offices = Office.objects.open().filter(commune=unit).order_by("code")
    counters = Counter.objects.open().filter(commune=unit).order_by("code")
    state[_("Bộ phận")] = "; ".join(f"{row.code} {row.name}" for row in offices)
    state[_("Quầy")] = "; ".join(f"{row.code} {row.name}" for row in counters)
    neighbourhood = Neighbourhood.objects.open().filter(cell=unit).first()
    if neighbourhood is not None:
        state |= {
            _("Đặc điểm"): neighbourhood.character,
            _("Số hộ"): str(neighbourhood.households or ""),
            _("Nhu cầu chuyên môn"): _levels(neighbourhood.needs),
            _("Cần cán bộ lãnh đạo"): _("Có") if neighbourhood.needs_leader else _("Không"),
            _("Chỉ tiêu, sức chứa"): f"{neighbourhood.target or '–'}, {neighbourhood.capacity or '–'}",
        }
    return state


def member_state(member: Member) -> dict[str, str]:
    """The member's facts, present links, profile, hold and relatives: label → value in words."""
    fresh = Member.objects.get(pk=member.pk)
    stay = Membership.objects.open().filter(member=member, kind=Membership.OFFICIAL).first()
    employment = Employment.objects.open().filter(member=member).select_related("office").first()
    residence = Residence.objects.open().filter(member=member).first()
    profile = Profile.objects.open().filter(member=member).first()
    hold = Hold.objects.open().filter(member=member).first()
    places = names_on([row.cell_id for row in (stay, residence) if row is not None and row.cell_id], _LAST)
    kin = Kinship.objects.open().filter(Q(first=member) | Q(second=member)).select_related("first", "second")
    return {
        _("Họ và tên"): fresh.full_name,
        _("Giới tính"): str(fresh.get_gender_display()),
        _("Ngày sinh"): day_text(fresh.born_on),
        _("Ngày vào Đảng"): day_text(fresh.admitted_on),
        _("Ngày chính thức"): day_text(fresh.official_on),
        _("Số thẻ"): fresh.card_number or "",
        _("Số lý lịch"): fresh.file_number,
        _("Điện thoại"): fresh.phone,
        _("Quê quán"): fresh.hometown,
        _("Chi bộ"): f"{places.get(stay.cell_id, '')} ({day_text(stay.starts_on)})" if stay else "",
        _("Bộ phận"): f"{employment.office.name} ({day_text(employment.starts_on)})" if employment else "",
        _("Nơi ở"): _place(residence, places) if residence else "",
        _("Năng lực"): f"{profile.position} {_levels(profile.skills)} {profile.leadership}" if profile else "",
        _("Tạm dừng chuyển"): hold.why if hold else "",
        _("Thân nhân"): "; ".join(sorted(str(row) for row in kin)),
    }


def _levels(levels: dict[str, int]) -> str:
    return ", ".join(f"{SKILLS.get(code, code)} {level}" for code, level in sorted(levels.items()))


def _place(residence: Residence, places: dict[int, str]) -> str:
    return ", ".join(part for part in (places.get(residence.cell_id or 0, ""), residence.address) if part)
