"""Roll-ups and pages measured inside one process, beside other ways of doing the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.template import engines
from django.test import Client
from django.utils.translation import gettext_lazy as _

from bench.country import BEGIN, Country
from bench.timing import best_each_ms, best_ms
from chibo.accounts.models import LOCAL_OPERATOR, User
from chibo.audit.use_cases import use_case
from chibo.campaigns.models import Campaign, CampaignCommune, Plan, Reorganisation, Transfer
from chibo.registry.models import Decision, Member, Membership, Role, RoleHolding
from chibo.registry.queries.members import members_on
from chibo.registry.queries.units import children_on, strengths_below

RECURSIVE = """
WITH RECURSIVE tree(top, unit_id) AS (
    SELECT unit_id, unit_id FROM registry_unitversion
    WHERE parent_id = %s AND voided_at IS NULL AND starts_on <= %s AND (ends_on IS NULL OR ends_on > %s)
    UNION ALL
    SELECT tree.top, child.unit_id FROM tree JOIN registry_unitversion child ON child.parent_id = tree.unit_id
    WHERE child.voided_at IS NULL AND child.starts_on <= %s AND (child.ends_on IS NULL OR child.ends_on > %s)
)
SELECT tree.top, count(*), sum(CASE WHEN member.official_from <= %s THEN 1 ELSE 0 END)
FROM tree JOIN registry_membership stay ON stay.cell_id = tree.unit_id
JOIN registry_member member ON member.id = stay.member_id
WHERE stay.kind = 'OFFICIAL' AND stay.voided_at IS NULL AND stay.starts_on <= %s
    AND (stay.ends_on IS NULL OR stay.ends_on > %s)
GROUP BY tree.top
"""
PLAIN_PAGE = """<table>{% for row in rows %}<tr><td>{{ forloop.counter }}</td><td>{{ row.full_name }}</td>
<td>{{ row.born_on }}</td><td>{{ row.cell_name }}</td><td>{{ row.standing }}</td><td>{{ row.office_name }}</td></tr>{% endfor %}</table>"""


def roll_up_figures(country: Country, day: date) -> Iterator[str]:
    """Members by district as of a day: by paths (ours), by a recursive query (the usual tree), and a bare count (limit)."""
    kids = list(children_on(country.province, day, viewer=country.organiser))

    def ours() -> dict[int, tuple[int, int]]:
        found = strengths_below(kids, day, viewer=country.organiser)
        return {unit: (strength.members, strength.official) for unit, strength in found.items()}

    def recursive() -> dict[int, tuple[int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(RECURSIVE, [country.province.pk, *[day] * 7])
            return {unit: (members, official) for unit, members, official in cursor.fetchall()}

    def bare() -> int:
        return Membership.objects.on(day).count()

    if ours() != recursive() or sum(members for members, _official in ours().values()) != bare():
        raise AssertionError("the ways of counting disagree")
    mine, tree, floor = best_each_ms(ours, recursive, bare, repeats=15)
    yield f"roll-up of a province by district as of a day: {mine:.0f} ms"
    yield f"  beside a recursive query over parents, {tree:.0f} ms: ratio {tree / mine:.1f}"
    yield f"  beside one bare count of all memberships, {floor:.0f} ms: ratio {mine / floor:.1f} (limit)"


def page_figures(country: Country, day: date) -> Iterator[str]:
    """A page of 50 members with search, filters and totals, beside the emptiest page and a bare template of the rows."""
    client = Client()
    client.force_login(country.organiser, backend="django.contrib.auth.backends.ModelBackend")
    where = country.cells[1].code

    def page(address: str) -> Any:
        answer = client.get(address)
        if answer.status_code != 200:
            raise AssertionError(f"{address}: {answer.status_code}")
        return answer

    template = engines["django"].from_string(PLAIN_PAGE)

    def plain() -> str:
        rows = members_on(day, viewer=country.organiser)[:50]
        return template.render({"rows": rows}) + str(members_on(day, viewer=country.organiser).count())

    listed, empty, bare = best_each_ms(
        lambda: page(f"/dang-vien/?ngay={day}&so-dong=50"), lambda: page(f"/tai-khoan/?ngay={day}"), plain
    )
    yield f"page of 50 of {Member.objects.count():,} members: {listed:.0f} ms"
    yield f"  beside an empty page behind sign-in, {empty:.0f} ms: ratio {listed / empty:.1f}"
    yield f"  beside the same rows and count in a bare Django template, {bare:.0f} ms: ratio {listed / bare:.1f}"
    yield f"page of one unit ({where}): {best_ms(lambda: page(f'/don-vi/{where}/?ngay={day}')):.0f} ms"


def transfers_for_bench(country: Country, count: int) -> list[int]:
    """Ids of ``count`` transfers of one reorganisation, received and waiting to be confirmed by ``bench-officer``."""
    return _transfers(actor=User.objects.get(username=LOCAL_OPERATOR), country=country, count=count)


@use_case("bench.transfers_made", label=_("Nạp giới thiệu để đo"), allowed=lambda **_: True)
def _transfers(*, actor: User, country: Country, count: int) -> list[int]:
    day = date(2019, 5, 15)
    officer = User(username="bench-officer", full_name="Cán bộ đo")
    officer.set_unusable_password()
    officer.save()
    RoleHolding(user=officer, role=Role.COMMITTEE_OFFICER, unit=country.commune, starts_on=BEGIN).save()
    campaign = Campaign(
        code="BENCH",
        unit=country.province,
        title="Đo",
        directive_number="1-KH/TU",
        directive_issuer="Tỉnh ủy",
        issued_on=day,
        deadline=day,
    )
    campaign.save()
    part = CampaignCommune(campaign=campaign, unit=country.commune, deadline=day)
    part.save()
    plan = Plan(commune=part, number=1, name="Đo", made_by=officer, made_on=day, problem={}, result={})
    plan.save()
    decision = Decision(issuer=country.commune, symbol="1", subject="Đo", signed_on=day, effective_on=day)
    decision.save()
    reorganisation = Reorganisation(
        commune=part,
        plan=plan,
        decision=decision,
        transfer_decision=decision,
        decided_on=day,
        effective_on=day,
        carried_out_on=day,
    )
    reorganisation.save()
    members = list(Member.objects.order_by("pk").values_list("pk", flat=True)[:count])
    rows = Transfer.objects.bulk_create(
        Transfer(
            reorganisation=reorganisation,
            member_id=member,
            from_cell=country.cells[0],
            to_cell=country.cells[1],
            issued_on=day,
            due_on=day,
            received_on=day,
            received_by=officer,
        )
        for member in members
    )
    return [row.pk for row in rows]
