"""A few pages made only of the kit's parts."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.utils.translation import npgettext_lazy

from chibo.kit.forms import DayField, ReasonField
from chibo.kit.lists import Bulk, Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.kit.once import AlreadyDone, once
from chibo.registry.queries.members import members_on

STANDING = {"OFFICIAL": Status("Chính thức", Tone.GOOD), "PROBATIONARY": Status("Dự bị", Tone.INFO)}

PEOPLE = Listing(
    name="people",
    title="Đảng viên thử",
    noun=npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
    search=("search_key", "card_number"),
    filters=(
        Filter("gender", "Giới tính", (("MALE", "Nam"), ("FEMALE", "Nữ")), chips=True),
        Filter(
            "cell", "Chi bộ", lambda request: [("TAMHOA-CQ", "Cơ quan")], apply=lambda rows, v: rows.filter(cell_code=v)
        ),
        Filter("vao-tu", "Vào Đảng từ", kind="day", apply=lambda rows, day: rows.filter(admitted_on__gte=str(day))),
    ),
    order_by="full_name",
    bulk=(Bulk("kit:confirm", "Chuyển"),),
    columns=(
        Column("full_name", "Họ và tên", order_by="sort_key", link=("kit:person", "pk")),
        Column("born_on", "Ngày sinh", kind=Kind.DAY, order_by="born_on"),
        Column("official_from", "Chính thức từ", kind=Kind.DAY, order_by="official_from"),
        Column("standing", "Diện", value=lambda row: STANDING[row["standing"]], fields=("standing",), kind=Kind.STATUS),
        Column("card_number", "Số thẻ", order_by="card_number"),
        Column("hometown", "Quê quán", shown=False),
    ),
)

FIGURES = Listing(
    name="figures",
    title="Số liệu",
    noun=npgettext_lazy("số dòng", "xã, phường, thị trấn", "xã, phường, thị trấn"),
    search=("name",),
    filters=(Filter("state", "Trạng thái", (("DONE", "Xong"), ("OPEN", "Đang làm")), default="OPEN"),),
    columns=(
        Column("name", "Xã", order_by="name"),
        Column("state", "Trạng thái"),
        Column(
            "moved",
            "Đã chuyển",
            kind=Kind.NUMBER,
            order_by="moved",
            total=lambda rows: sum(r["moved"] or 0 for r in rows),
        ),
    ),
)
ROWS = [
    {"name": "Xã Đông", "state": "OPEN", "moved": 1200},
    {"name": "Xã Ấm", "state": "OPEN", "moved": None},
    {"name": "Xã Bắc", "state": "DONE", "moved": 5},
    {"name": "Xã An", "state": "OPEN", "moved": 7},
]


class EventForm(forms.Form):
    """One field of each shape."""

    number = forms.CharField(label="Số văn bản", help_text="Như ghi trên văn bản.")
    on = DayField(label="Ngày ban hành")
    kind = forms.ChoiceField(label="Loại", choices=[("A", "Giải thể"), ("B", "Sáp nhập")])
    way = forms.ChoiceField(
        label="Cách làm", choices=[("A", "Từng người"), ("B", "Cả chi bộ")], widget=forms.RadioSelect
    )
    letters = forms.BooleanField(label="In giấy giới thiệu", required=False)
    reason = ReasonField(required=False)


def people(request: HttpRequest) -> HttpResponse:
    return list_page(request, PEOPLE, members_on(request.as_of, viewer=request.user))


def figures(request: HttpRequest) -> HttpResponse:
    return list_page(request, FIGURES, ROWS)


def person(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "base.html", {"title": str(pk)})


def event(request: HttpRequest) -> HttpResponse:
    form = EventForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with once(request):
                request.session["done"] = request.session.get("done", 0) + 1
        except AlreadyDone:
            request.session["refused"] = request.session.get("refused", 0) + 1
        return redirect("kit:event")
    return render(request, "kit/form_page.html", {"title": "Mở đợt", "form": form, "cancel_url": "/thu/so-lieu/"})


def confirm(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Giải thể chi bộ",
        "question": "Giải thể chi bộ cơ quan?",
        "consequences": ["3 đảng viên chuyển đi."],
        "warnings": ["Chi bộ khu phố 2 chưa có bí thư."],
        "blocked": request.GET.getlist("blocked"),
        "ticked": request.POST.getlist("chon"),
        "confirm_label": "Giải thể",
        "tone": "danger",
    }
    return render(request, "kit/confirm_page.html", context)


pages = [
    path("thu/dang-vien/", people, name="people"),
    path("thu/dang-vien/<int:pk>/", person, name="person"),
    path("thu/so-lieu/", figures, name="figures"),
    path("thu/mo-dot/", event, name="event"),
    path("thu/xac-nhan/", confirm, name="confirm"),
]
urlpatterns = [
    path("", include((pages, "kit"))),
    path("", include(([path("", figures, name="todo")], "home"))),
    path("", include("chibo.accounts.urls")),
    path("", include("chibo.audit.urls")),
]
