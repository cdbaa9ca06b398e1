"""The menu: what each role finds, in the order of the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from chibo.campaigns.queries.transfers import has_own
from chibo.feedback.queries.concerns import has_own as meets_in_a_cell
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right, may, scope_paths

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """One entry: its words, where it leads, its icon, and the rights any of which opens it (none: everyone signed in).

    ``or_when``: what else opens it, asked only of a viewer with none of the rights.
    """

    label: Any
    url_name: str
    icon: str
    rights: tuple[Right, ...] = ()
    or_when: Callable[[User], bool] | None = None


ENTRIES = (
    Entry(_("Việc cần làm"), "home:todo", "check2-square"),
    Entry(_("Đơn vị"), "registry:units", "diagram-3", (Right.VIEW_UNITS,)),
    Entry(_("Đảng viên"), "registry:members", "people", (Right.VIEW_MEMBERS, Right.VIEW_EMPLOYEES)),
    Entry(_("Nhập danh sách"), "registry:imports", "file-earmark-arrow-up", (Right.IMPORT,)),
    Entry(_("Đợt sắp xếp"), "campaigns:campaigns", "signpost-split", (Right.VIEW_CAMPAIGN,)),
    Entry(
        _("Chuyển sinh hoạt"),
        "campaigns:transfers",
        "arrow-left-right",
        (Right.RECEIVE, Right.VIEW_CAMPAIGN),
        or_when=has_own,
    ),
    Entry(_("Văn bản chỉ đạo"), "directives:directives", "send", (Right.VIEW_DIRECTIVES,)),
    Entry(
        _("Tâm tư, nguyện vọng"),
        "feedback:concerns",
        "chat-left-text",
        (Right.VIEW_CONCERNS, Right.ANSWER_CONCERNS),
        or_when=meets_in_a_cell,
    ),
    Entry(
        _("Giới thiệu, kết nạp"),
        "nominations:nominations",
        "person-plus",
        (Right.VIEW_NOMINATIONS,),
        or_when=meets_in_a_cell,
    ),
    Entry(
        _("Kiểm điểm, xếp loại"),
        "evaluations:reviews",
        "award",
        (Right.VIEW_REVIEWS, Right.REVIEW_IN_CELL, Right.REVIEW_WORK),
        or_when=meets_in_a_cell,
    ),
    Entry(_("Lịch sinh hoạt"), "meetings:calendars", "calendar3", (Right.VIEW_UNITS,)),
    Entry(
        _("Nghị quyết, nhiệm vụ"),
        "meetings:tasks",
        "list-check",
        (Right.VIEW_TASKS, Right.RESOLVE, Right.GIVE_OFFICE_TASKS),
        or_when=meets_in_a_cell,
    ),
    Entry(_("Văn bản"), "documents:documents", "file-earmark-text", (Right.VIEW_DOCUMENTS, Right.RECEIVE)),
    Entry(_("Báo cáo"), "reports:progress", "bar-chart-line", (Right.REPORT,)),
    Entry(_("Nhật ký"), "audit:entries", "journal-text", (Right.AUDIT,)),
    Entry(_("Phân quyền"), "registry:roles", "key", (Right.GRANT_ROLES, Right.AUDIT)),
)


@dataclass(frozen=True)
class Shown:
    """An entry as one viewer sees it on one page."""

    label: Any
    address: str
    icon: str
    is_current: bool


class Menu:
    """The menu of one request, worked out when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def place(self) -> str:
        """The name, on the day shown, of the unit where the viewer holds a role: the highest one where there are more."""
        viewer = getattr(self.request, "user", None)
        paths = scope_paths(viewer, Right.VIEW_UNITS) if viewer is not None and viewer.is_authenticated else None
        if not paths:
            return ""
        here = UnitVersion.objects.on(self.request.as_of).filter(path__in=paths)
        return here.order_by("path").values_list("name", flat=True).first() or ""

    @cached_property
    def entries(self) -> list[Shown]:
        """What the signed-in user may open; the entry whose address begins the page's own is the current one."""
        viewer = getattr(self.request, "user", None)
        if viewer is None or not viewer.is_authenticated:
            return []
        found = [
            (entry, address) for entry in ENTRIES if (address := _address(entry.url_name)) and _is_open(entry, viewer)
        ]
        path = self.request.path
        current = max((address for _entry, address in found if path.startswith(address)), key=len, default="")
        if current == "/" != path:
            current = ""
        return [Shown(entry.label, address, entry.icon, address == current) for entry, address in found]


def menu(request: HttpRequest) -> dict[str, Any]:
    """Template context: ``menu``, for the signed-in user."""
    return {"menu": Menu(request)}


def _is_open(entry: Entry, viewer: User) -> bool:
    if not entry.rights or any(may(viewer, right) for right in entry.rights):
        return True
    return entry.or_when is not None and entry.or_when(viewer)


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
