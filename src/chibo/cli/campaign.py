"""``chibo campaign``: a reorganisation from the directive to the last confirmation, by command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from chibo.cli.application import Day, acting_as, actor, in_application, output_format, today, unit_named, write_json
from chibo.cli.commune_steps import each, selected
from chibo.cli.report import campaign_named

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.campaigns.models import CampaignCommune, Transfer
    from chibo.registry.models import Unit

code_option = click.option("--campaign", "code", required=True, metavar="CODE", help="The campaign.")
unit_option = click.option(
    "--unit", "unit_code", metavar="CODE", help="Only this commune, or the communes below this unit (default: all)."
)
on_option = click.option("--on", type=Day(), help="The day on which it is done (default: today).")


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


step_options = _options(code_option, unit_option, on_option, acting_as, output_format)


@click.group()
def campaign() -> None:
    """A reorganisation from the directive to the last confirmation.

    Every step works on all communes of the campaign, or on those named with --unit. Where it was done before nothing
    happens; a commune that refuses is reported and does not stop the others (exit status 1).
    """


@campaign.command()
@click.option("--code", required=True, help="What the campaign is called by from now on.")
@click.option("--unit", "unit_code", required=True, metavar="CODE", help="The province or district it runs over.")
@click.option("--directive", required=True, metavar="NUMBER", help="The directive's number, as 260-KH/TU.")
@click.option("--issued-on", required=True, type=Day(), help="The day of the directive.")
@click.option("--deadline", required=True, type=Day(), help="The last day for every commune.")
@click.option("--title", help="What the campaign is about (default: made from the directive).")
@click.option("--issuer", help="Who issued the directive (default: the committee that its number points to).")
@acting_as
@output_format
@in_application
def create(
    code: str,
    unit_code: str,
    directive: str,
    issued_on: date,
    deadline: date,
    title: str | None,
    issuer: str | None,
    username: str | None,
    output: str,
) -> None:
    """Open a campaign: every commune below the unit gets its part and the deadline."""
    from django.utils.translation import gettext as _

    from chibo.campaigns.services.campaigns import create_campaign

    acting = actor(username)
    unit = unit_named(unit_code, acting)
    opened = create_campaign(
        actor=acting,
        code=code,
        unit=unit,
        title=title or _("Giải thể chi bộ cơ quan theo %(directive)s") % {"directive": directive},
        directive_number=directive,
        directive_issuer=issuer or _issuer(unit, directive, issued_on),
        issued_on=issued_on,
        deadline=deadline,
    )
    communes = list(opened.communes.order_by("unit__code").values_list("unit__code", flat=True))
    if output == "json":
        answer = {"format": "chibo.campaign/1", "campaign": opened.code, "title": opened.title, "communes": communes}
        write_json(answer)
    else:
        count = _("%(count)s xã, phường, thị trấn") % {"count": len(communes)}
        click.echo(f"{opened.code}: {opened.title} – {count}")


@campaign.command()
@step_options
@in_application
def plan(code: str, unit_code: str | None, on: date | None, username: str | None, output: str) -> None:
    """Propose the proven best plan for each commune and store it; tell what it gains, term by term."""
    from chibo.campaigns.services.plans import propose_plan

    acting, day = actor(username), on or today()

    def act(part: CampaignCommune) -> dict[str, Any]:
        made = propose_plan(actor=acting, commune=part, on=day)
        told = {name: made.result[name] for name in ("status", "objective", "bound", "breakdown")}
        return {"plan": made.number, "members": len(made.result["placements"])} | told

    parts = selected(campaign_named(code, acting), unit_code, acting)
    outcome = each(parts, step="plan", on=day, over=lambda status: status.facts.decided, act=act)
    outcome.tell(output, _plan_text)
    sys.exit(outcome.exit_status)


@campaign.command()
@step_options
@in_application
def adopt(code: str, unit_code: str | None, on: date | None, username: str | None, output: str) -> None:
    """Adopt the latest plan of each commune."""
    from django.utils.translation import gettext as _

    from chibo.campaigns.services.plans import adopt_plan

    acting, day = actor(username), on or today()

    def act(part: CampaignCommune) -> dict[str, Any]:
        latest = part.plans.order_by("number").last()
        if latest is None:
            return {"messages": [_refused("NO_PLAN")]}
        adopt_plan(actor=acting, commune=part, plan=latest, on=day)
        return {"plan": latest.number}

    parts = selected(campaign_named(code, acting), unit_code, acting)
    outcome = each(parts, step="adopt", on=day, over=lambda status: status.facts.decided, act=act)
    outcome.tell(output, lambda row: _("đã duyệt phương án %(plan)s") % row)
    sys.exit(outcome.exit_status)


@campaign.command()
@step_options
@click.option("--effective-on", type=Day(), help="The day of effect (default: the day of the decision).")
@in_application
def decide(
    code: str, unit_code: str | None, on: date | None, username: str | None, output: str, effective_on: date | None
) -> None:
    """Sign the decision on each adopted plan: every paper is numbered and frozen."""
    from django.utils.translation import gettext as _

    from chibo.campaigns.services.decisions import sign_decision

    acting, day = actor(username), on or today()
    effective = effective_on or day

    def act(part: CampaignCommune) -> dict[str, Any]:
        signed = sign_decision(actor=acting, commune=part, on=day, effective_on=effective)
        return {
            "decision": signed.decision.symbol,
            "transfer_decision": signed.transfer_decision.symbol,
            "effective_on": signed.effective_on.isoformat(),
            "papers": signed.papers.count(),
        }

    parts = selected(campaign_named(code, acting), unit_code, acting)
    outcome = each(parts, step="decide", on=day, over=lambda status: status.facts.decided, act=act)
    outcome.tell(output, lambda row: _("đã ký %(decision)s và %(transfer_decision)s, %(papers)s văn bản") % row)
    sys.exit(outcome.exit_status)


@campaign.command("carry-out")
@step_options
@in_application
def carry_out(code: str, unit_code: str | None, on: date | None, username: str | None, output: str) -> None:
    """Carry out each decision as of its day of effect: cells close, members move, transfers are issued."""
    from django.utils.translation import gettext as _

    from chibo.campaigns.models import Transfer
    from chibo.campaigns.queries.communes import reorganisation_of
    from chibo.campaigns.services.carrying_out import carry_out as carry_out_decision

    acting, day = actor(username), on or today()

    def act(part: CampaignCommune) -> dict[str, Any]:
        decided = reorganisation_of(part)
        if decided is None:
            return {"messages": [_refused("NOT_DECIDED")]}
        carry_out_decision(actor=acting, reorganisation=decided, on=day)
        opened = Transfer.objects.filter(reorganisation=decided)
        return {"issued": opened.exclude(issued_on=None).count(), "held": opened.filter(issued_on=None).count()}

    parts = selected(campaign_named(code, acting), unit_code, acting)
    outcome = each(parts, step="carry-out", on=day, over=lambda status: status.facts.carried_out, act=act)
    outcome.tell(output, lambda row: _("đã giới thiệu %(issued)s đảng viên, tạm dừng %(held)s") % row)
    sys.exit(outcome.exit_status)


@campaign.command()
@step_options
@in_application
def confirm(code: str, unit_code: str | None, on: date | None, username: str | None, output: str) -> None:
    """Receive and confirm every transfer that is under way; those held back go on waiting."""
    from django.utils.translation import gettext as _

    acting, day = actor(username), on or today()
    parts = selected(campaign_named(code, acting), unit_code, acting)
    outcome = each(
        parts,
        step="confirm",
        on=day,
        over=lambda status: status.facts.carried_out and not status.facts.unconfirmed,
        act=partial(_confirm_all, acting=acting, on=day),
    )
    outcome.tell(output, lambda row: _("tiếp nhận %(received)s, xác nhận %(confirmed)s, tạm dừng %(held)s") % row)
    sys.exit(outcome.exit_status)


def _confirm_all(part: CampaignCommune, *, acting: User, on: date) -> dict[str, Any]:
    """Every open transfer of the commune is received and confirmed, one by one; the disk is waited for once."""
    from django.core.exceptions import PermissionDenied
    from django.db import transaction

    from chibo.audit.use_cases import RuleBroken
    from chibo.campaigns.models import Transfer
    from chibo.campaigns.queries.communes import reorganisation_of
    from chibo.campaigns.services.transfers import confirm_transfer, receive_transfer
    from chibo.cli.application import why

    decided = reorganisation_of(part)
    if decided is None or decided.carried_out_on is None:
        return {"messages": [_refused("NOT_CARRIED_OUT")]}
    open_ones = Transfer.objects.filter(reorganisation=decided, confirmed_on=None, returned_on=None)
    told: dict[str, Any] = {"received": 0, "confirmed": 0, "held": 0, "messages": []}
    with transaction.atomic():
        rows: list[Transfer] = list(open_ones.select_related("member", "to_cell", "reorganisation__commune__unit"))
        for transfer in rows:
            if transfer.issued_on is None:
                told["held"] += 1
                continue
            try:
                if transfer.received_on is None:
                    receive_transfer(actor=acting, transfer=transfer, on=on)
                    told["received"] += 1
                confirm_transfer(actor=acting, transfer=transfer, on=on)
                told["confirmed"] += 1
            except (RuleBroken, PermissionDenied) as error:
                told["messages"] += why(error)
    return told


def _issuer(unit: Unit, directive: str, on: date) -> str:
    """The committee, of ``unit`` or above it, whose sign ends the directive's number; ``unit``'s own where none does."""
    from chibo.documents.queries.issuing import committee_of
    from chibo.registry.models import UnitVersion

    sign = directive.rsplit("/", 1)[-1]
    path = UnitVersion.objects.on(on).filter(unit=unit).values_list("path", flat=True).first()
    above = [int(part) for part in path.strip("/").split("/")] if path else []
    versions = UnitVersion.objects.on(on).filter(unit__in=above).select_related("unit").order_by("-path")
    committees = [committee_of(version.unit, on) for version in versions]
    matching = [committee.name for committee in committees if committee.code == sign]
    return (matching or [committee.name for committee in committees] or [sign])[0]


def _plan_text(row: dict[str, Any]) -> str:
    from django.utils.translation import gettext as _

    from chibo.campaigns.wording import TERMS

    gains = ", ".join(f"{TERMS[term]} {value:+}" for term, value in row["breakdown"].items() if value)
    proof = _("tối ưu") if row["status"] == "OPTIMAL" else _("chưa chứng minh, tối đa %(bound)s") % row
    first = _("phương án %(plan)s, %(members)s đảng viên, %(objective)s điểm") % row
    return f"{first} ({proof}): {gains}"


def _refused(code: str) -> str:
    from django.utils.translation import gettext as _

    return {
        "NO_PLAN": _("Chưa có phương án nào. Hãy lập phương án trước khi duyệt."),
        "NOT_DECIDED": _("Chưa ký quyết định. Hãy ký quyết định trước khi thực hiện."),
        "NOT_CARRIED_OUT": _("Chưa thực hiện quyết định nên chưa có ai cần xác nhận."),
    }[code]
