"""The home page of everyone: what to do, the most pressing first; and the day in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.home.digest import JobDay, digest_for, new_among
from chibo.home.queries import Job, Side, Task, When, tasks_for

HEADINGS = {
    When.OVERDUE: gettext_lazy("Quá hạn"),
    When.TODAY: gettext_lazy("Hôm nay"),
    When.THIS_WEEK: gettext_lazy("Trong 7 ngày tới"),
    When.LATER: gettext_lazy("Sau đó"),
}
TABS = {
    Side.MINE: ("", gettext_lazy("Việc của tôi"), gettext_lazy("Không có việc nào đang chờ đồng chí.")),
    Side.GIVEN: ("giao", gettext_lazy("Tôi giao"), gettext_lazy("Đồng chí không giao việc nào đang làm.")),
    Side.WAITING: ("cho", gettext_lazy("Chờ người khác"), gettext_lazy("Không phải chờ ai.")),
}
JOBS = {
    Job.TRANSFERS: ("chuyen-sinh-hoat", gettext_lazy("Chuyển sinh hoạt")),
    Job.COMMUNES: ("dot-sap-xep", gettext_lazy("Đợt sắp xếp")),
    Job.DIRECTIVES: ("van-ban-chi-dao", gettext_lazy("Văn bản chỉ đạo")),
    Job.CONCERNS: ("tam-tu", gettext_lazy("Tâm tư, nguyện vọng")),
    Job.MEETINGS: ("sinh-hoat", gettext_lazy("Sinh hoạt chi bộ")),
    Job.TASKS: ("nhiem-vu", gettext_lazy("Nghị quyết, nhiệm vụ")),
    Job.NOMINATIONS: ("ket-nap", gettext_lazy("Giới thiệu, kết nạp")),
    Job.REVIEWS: ("kiem-diem", gettext_lazy("Kiểm điểm, xếp loại")),
}
SPANS = {When.OVERDUE: "qua-han", When.TODAY: "hom-nay", When.THIS_WEEK: "7-ngay"}
NEW = "moi"


def todo(request: HttpRequest) -> HttpResponse:
    """Three tabs, mine, given by me and waiting for others, each grouped by urgency; every number is the length of the
    list behind it. ``viec``: one job only; ``khi``: one span of days, or what is new since yesterday."""
    tasks = tasks_for(request.user, request.as_of)
    chosen = next(
        (side for side, (slug, *_words) in TABS.items() if slug and slug == request.GET.get("ben")), Side.MINE
    )
    job = next((job for job, (slug, _label) in JOBS.items() if slug == request.GET.get("viec")), None)
    if job is not None:
        tasks = [task for task in tasks if task.job is job]
    span = request.GET.get("khi", "")
    shown, described = _spanned(request, [task for task in tasks if task.side is chosen], span)
    groups = []
    for when, heading in HEADINGS.items():
        rows = [task for task in shown if task.when(request.as_of) is when]
        if rows:
            groups.append({"heading": heading, "rows": rows, "is_late": when is When.OVERDUE})
    query = {"viec": JOBS[job][0]} if job is not None else {}
    tabs = [
        {
            "label": label,
            "address": _address(ben=slug, **query),
            "count": sum(task.side is side for task in tasks),
            "is_current": side is chosen,
        }
        for side, (slug, label, _empty) in TABS.items()
    ]
    narrowed = [str(JOBS[job][1])] if job is not None else []
    context = {
        "title": _("Việc cần làm"),
        "groups": groups,
        "tabs": tabs,
        "empty": TABS[chosen][2],
        "narrowed": ", ".join([*narrowed, *([described] if described else [])]),
    }
    return render(request, "home/todo.html", context)


def digest(request: HttpRequest) -> HttpResponse:
    """What changed since yesterday and what is due, job by job; each number leads to the list that it counts."""
    day = digest_for(request.user, request.as_of)
    context = {
        "title": _("Tóm tắt hôm nay"),
        "on": request.as_of,
        "jobs": [_job_lines(each) for each in day.jobs],
        "came": day.came,
        "went": day.went,
    }
    return render(request, "home/digest.html", context)


def _spanned(request: HttpRequest, tasks: list[Task], span: str) -> tuple[list[Task], str]:
    """Those of ``tasks`` within the span that the address names, and the span in words."""
    if span == NEW:
        before = tasks_for(request.user, request.as_of - timedelta(days=1))
        return new_among(tasks, before), _("mới từ hôm qua")
    when = next((when for when, slug in SPANS.items() if slug == span), None)
    if when is None:
        return tasks, ""
    return [task for task in tasks if task.when(request.as_of) is when], str(HEADINGS[when]).lower()


def _job_lines(day: JobDay) -> dict[str, Any]:
    slug, label = JOBS[day.job]
    numbers = [
        (day.overdue, _("quá hạn"), _address(viec=slug, khi=SPANS[When.OVERDUE]), True),
        (day.today, _("đến hạn hôm nay"), _address(viec=slug, khi=SPANS[When.TODAY]), False),
        (day.this_week, _("đến hạn trong 7 ngày tới"), _address(viec=slug, khi=SPANS[When.THIS_WEEK]), False),
        (day.mine, _("việc của tôi"), _address(viec=slug), False),
        (day.given, _("việc tôi giao"), _address(ben="giao", viec=slug), False),
        (day.waiting, _("việc chờ người khác"), _address(ben="cho", viec=slug), False),
    ]
    lines = [
        {"count": count, "words": words, "address": address, "is_late": late}
        for count, words, address, late in numbers
        if count
    ]
    return {"label": label, "lines": lines, "new": day.new}


def _address(**query: str) -> str:
    asked = urlencode({name: value for name, value in query.items() if value})
    return reverse("home:todo") + (f"?{asked}" if asked else "")
