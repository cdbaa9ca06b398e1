"""Office, residence, profile, holds and relatives of a member."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chibo.kit.forms import posted
from chibo.registry.forms.members import (
    EmploymentForm,
    EndForm,
    HoldForm,
    KinshipForm,
    ProfileForm,
    ReleaseForm,
    ResidenceForm,
)
from chibo.registry.queries.members import (
    employment_on,
    hold_on,
    kinship_of,
    offices_for,
    profile_on,
    residence_on,
    stay_on,
)
from chibo.registry.queries.units import unit_on
from chibo.registry.services import members as services
from chibo.registry.views.answering import answer
from chibo.registry.views.member_changes import change_of, editable, options


def employment(request: HttpRequest, pk: int) -> HttpResponse:
    """Record in which office a member works from a day on, or that in none."""
    member = editable(request, pk)
    now = employment_on(member, request.as_of)
    current = now.office if now is not None else None
    offices = offices_for(member, request.as_of)
    form = EmploymentForm(posted(request), offices=offices, current=current, **options(request, member))

    def work(form: EmploymentForm) -> Any:
        office, on = form.cleaned_data["office"], form.cleaned_data["on"]
        if office is None:
            return services.end_employment(actor=request.user, member=member, on=on)
        return services.record_employment(actor=request.user, member=member, office=office, on=on)

    change = change_of(member, title=_("Ghi nơi công tác"), done=_("Đã ghi nơi công tác."), work=work)
    return answer(request, form, change)


def residence(request: HttpRequest, pk: int) -> HttpResponse:
    """Record where a member lives from a day on."""
    member = editable(request, pk)
    now = residence_on(member, request.as_of)
    stay = stay_on(member, request.as_of)
    initial: dict[str, Any] = {}
    if now is not None:
        initial = {name: getattr(now, name) for name in ("address", "latitude", "longitude")}
        if now.cell is not None:
            initial["cell"] = unit_on(now.cell.code, request.as_of, viewer=request.user)
    near = stay.cell if stay is not None else None
    form = ResidenceForm(posted(request), near=near, initial=initial, **options(request, member))

    def work(form: ResidenceForm) -> Any:
        facts = form.facts()
        facts["cell"] = facts["cell"].unit if facts["cell"] is not None else None
        return services.record_residence(actor=request.user, member=member, **facts)

    change = change_of(member, title=_("Ghi nơi ở"), done=_("Đã ghi nơi ở."), work=work)
    return answer(request, form, change)


def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Record skills, leadership and position from a day on."""
    member = editable(request, pk)
    form = ProfileForm(posted(request), profile=profile_on(member, request.as_of), **options(request, member))

    def work(form: ProfileForm) -> Any:
        return services.record_profile(actor=request.user, member=member, **form.facts())

    change = change_of(
        member,
        title=_("Ghi năng lực, chức vụ"),
        done=_("Đã ghi năng lực, chức vụ."),
        work=work,
        template="registry/profile_form.html",
    )
    return answer(request, form, change)


def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a member back from being moved."""
    member = editable(request, pk)
    form = HoldForm(posted(request), **options(request, member))

    def work(form: HoldForm) -> Any:
        return services.hold_member(actor=request.user, member=member, **form.facts())

    done = _("%(member)s sẽ không được chuyển cho đến khi hết tạm dừng.") % {"member": member.full_name}
    return answer(request, form, change_of(member, title=_("Tạm dừng chuyển"), done=done, work=work))


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """End the hold on a member."""
    member = editable(request, pk)
    held = hold_on(member, request.as_of)
    form = ReleaseForm(posted(request), **options(request, member))

    def work(form: ReleaseForm) -> Any:
        return services.release_member(actor=request.user, member=member, **form.facts())

    lead = f"{member.full_name} – {held.why}" if held is not None else member.full_name
    change = change_of(
        member, title=_("Hết tạm dừng chuyển"), done=_("Đã ghi hết tạm dừng."), work=work, context={"lead": lead}
    )
    return answer(request, form, change)


def kinship_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a relative who is to be kept in another cell."""
    member = editable(request, pk)
    form = KinshipForm(posted(request), **options(request, member))

    def work(form: KinshipForm) -> Any:
        return services.record_kinship(actor=request.user, member=member, **form.facts())

    change = change_of(member, title=_("Thêm thân nhân"), done=_("Đã ghi quan hệ thân nhân."), work=work)
    return answer(request, form, change)


def kinship_end(request: HttpRequest, pk: int, kinship: int) -> HttpResponse:
    """Two relatives need not be kept apart any more."""
    member = editable(request, pk)
    found = kinship_of(kinship, member)
    form = EndForm(posted(request), **options(request, member))

    def work(form: EndForm) -> Any:
        return services.end_kinship(actor=request.user, kinship=found, **form.facts())

    other = found.second if found.first_id == member.pk else found.first
    words = {"member": member.full_name, "other": other.full_name, "relation": found.relation}
    lead = _("%(member)s và %(other)s (%(relation)s) không cần ở hai chi bộ khác nhau nữa.") % words
    change = change_of(
        member, title=_("Bỏ quan hệ thân nhân"), done=_("Đã bỏ quan hệ thân nhân."), work=work, context={"lead": lead}
    )
    return answer(request, form, change)
