"""A directive is sent, sent again in a new version, withdrawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.directives import policies
from chibo.directives.models import Directive, DirectiveVersion
from chibo.directives.queries.directives import courses_of, has_addressees, lock
from chibo.domain import directives as rules
from chibo.domain.classified import Grade, check_not_classified
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import search_key

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit


@use_case("directives.directive_sent", label=_("Gửi văn bản chỉ đạo"), allowed=policies.may_send)
def send_directive(
    *,
    actor: User,
    unit: Unit,
    number: str,
    issuer: str,
    issued_on: date,
    subject: str,
    text: str,
    deadline: date,
    on: date,
    grade: Grade = Grade.NONE,
    file_name: str = "",
    file: bytes = b"",
) -> Directive:
    """From ``on``, every unit below ``unit`` is asked to acknowledge the first version by ``deadline``.

    Raises ``RuleBroken``: CLASSIFIED_GRADE, CLASSIFIED_WORD (then nothing of it is kept anywhere, the log included),
    DIRECTIVE_TAKEN, SENT_BEFORE_ISSUED, DEADLINE_BEFORE_SENDING, NOBODY_BELOW.
    """
    require(check_not_classified(grade=grade, number=number, subject=subject, file_name=file_name))
    reached = has_addressees(unit, on)
    require(rules.check_sending(issued_on=issued_on, sent_on=on, deadline=deadline, has_addressees=reached))
    if Directive.objects.filter(unit=unit, number=number, issued_on=issued_on).exists():
        require([refusal("DIRECTIVE_TAKEN", number=number, issued_on=issued_on)])
    directive = Directive(
        unit=unit,
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        subject=subject,
        search_key=search_key(f"{number} {issuer} {subject}"),
    )
    directive.save()
    _add_version(directive, 1, actor=actor, on=on, deadline=deadline, text=text, file_name=file_name, file=file)
    return directive


@use_case("directives.version_sent", label=_("Gửi bản mới của văn bản chỉ đạo"), allowed=policies.may_run)
def send_version(
    *,
    actor: User,
    directive: Directive,
    text: str,
    changes: str,
    deadline: date,
    on: date,
    grade: Grade = Grade.NONE,
    file_name: str = "",
    file: bytes = b"",
) -> Directive:
    """From ``on`` a new version takes the place of the last one, and every unit is asked again. ``changes``: what is new.

    Raises ``RuleBroken``: CLASSIFIED_GRADE, CLASSIFIED_WORD, DIRECTIVE_WITHDRAWN, SENT_BEFORE_LAST_VERSION,
    DEADLINE_BEFORE_SENDING, REASON_WANTED_HERE.
    """
    require(check_not_classified(grade=grade, number="", subject=changes, file_name=file_name))
    directive = lock(directive)
    course = courses_of([directive])[directive.pk]
    require(rules.check_revision(course, sent_on=on, deadline=deadline))
    if not changes.strip():
        require([refusal("REASON_WANTED_HERE")])
    _add_version(
        directive,
        len(course.versions) + 1,
        actor=actor,
        on=on,
        deadline=deadline,
        text=text,
        file_name=file_name,
        file=file,
        changes=changes.strip(),
    )
    return directive


@use_case("directives.directive_withdrawn", label=_("Thu hồi văn bản chỉ đạo"), allowed=policies.may_run)
def withdraw_directive(*, actor: User, directive: Directive, on: date, reason: str) -> Directive:
    """From ``on`` nobody is asked any more; what was acknowledged stays.

    Raises ``RuleBroken``: DIRECTIVE_WITHDRAWN, WITHDRAWN_BEFORE_SENT, REASON_WANTED_HERE.
    """
    directive = lock(directive)
    require(rules.check_withdrawal(courses_of([directive])[directive.pk], on=on, reason=reason))
    directive.withdrawn_on, directive.withdrawal_reason = on, reason.strip()
    directive.save()
    return directive


def _add_version(
    directive: Directive,
    number: int,
    *,
    actor: User,
    on: date,
    deadline: date,
    text: str,
    file_name: str,
    file: bytes,
    changes: str = "",
) -> None:
    version = DirectiveVersion(
        directive=directive,
        number=number,
        sent_on=on,
        deadline=deadline,
        text=text,
        changes=changes,
        file_name=file_name if file else "",
        file=file or None,
        sent_by=actor,
    )
    version.save()
