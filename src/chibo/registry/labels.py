"""Words for stored codes that several jobs show: kinds of unit, skills, standing, posts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.organisation import Skill, Standing
from chibo.registry.models import Member, Officer, Role
from chibo.registry.models.units import UNIT_KINDS

KIND_LABELS: dict[str, Any] = dict(UNIT_KINDS)
KIND_ICONS: dict[str, str] = {
    "COUNTRY": "flag",
    "PROVINCE": "geo-alt",
    "CITY": "buildings",
    "DISTRICT": "signpost-split",
    "TOWN": "buildings",
    "URBAN_DISTRICT": "buildings",
    "COMMUNE": "building",
    "WARD": "building",
    "TOWNSHIP": "building",
    "SPECIAL_ZONE": "building",
    "AGENCY_CELL": "briefcase",
    "RESIDENTIAL_CELL": "house",
    "SCHOOL_CELL": "mortarboard",
    "HEALTH_CELL": "heart-pulse",
    "POLICE_CELL": "shield-check",
    "MILITARY_CELL": "star",
    "OTHER_CELL": "people",
}
GENDERS: dict[str, Any] = dict(Member.GENDERS)
POSTS: dict[str, Any] = dict(Officer.POSTS)
ROLES: dict[str, Any] = dict(Role.choices)
STANDINGS: dict[str, Any] = {
    Standing.OFFICIAL.value: _("Chính thức"),
    Standing.PROBATIONARY.value: _("Dự bị"),
}
SKILLS: dict[str, Any] = {
    Skill.AGRICULTURE.value: _("Nông nghiệp"),
    Skill.CULTURE.value: _("Văn hoá – xã hội"),
    Skill.DIGITAL.value: _("Công nghệ số"),
    Skill.ECONOMY.value: _("Kinh tế"),
    Skill.FINANCE.value: _("Tài chính"),
    Skill.HEALTH.value: _("Y tế"),
    Skill.JUSTICE.value: _("Tư pháp – hộ tịch"),
    Skill.LAND.value: _("Địa chính – xây dựng"),
    Skill.MOBILISATION.value: _("Dân vận – đoàn thể"),
    Skill.SECURITY.value: _("An ninh – quốc phòng"),
}
SKILL_LEVELS: dict[int, Any] = {0: _("Không"), 1: _("Cơ bản"), 2: _("Khá"), 3: _("Giỏi")}
NEED_LEVELS: dict[int, Any] = {0: _("Không"), 1: _("Cần"), 2: _("Rất cần"), 3: _("Cấp thiết")}
LEADERSHIP_LEVELS: dict[int, Any] = {
    0: _("Chưa giữ chức vụ"),
    1: _("Cấp phó bộ phận, đoàn thể"),
    2: _("Trưởng bộ phận, đoàn thể"),
    3: _("Lãnh đạo chủ chốt"),
}
