"""What the member says to the notice: an answer, or an appeal that the committee rules on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.evaluation import way
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import nfc
from chibo.evaluations import policies
from chibo.evaluations.models import Reply, Review
from chibo.evaluations.queries.reviews import facts_of, lock

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("evaluations.verdict_answered", label=_("Trả lời kết quả xếp loại"), allowed=policies.may_reply)
def answer_verdict(
    *, actor: User, review: Review, wording: str, on: date, acting_for: str = "", paper: str = ""
) -> Review:
    """What the member says to the notice stands beside the verdict; it asks for nothing.

    Raises ``RuleBroken``: REVIEW_NOT_DECIDED, REPLY_TOO_EARLY, REPLY_TOO_LATE, REPLY_WORDS_WANTED, WRITER_NOT_NAMED.
    """
    return _reply(actor, review, Reply.ANSWER, wording, on, acting_for, paper)


@use_case("evaluations.verdict_appealed", label=_("Khiếu nại kết quả xếp loại"), allowed=policies.may_reply)
def appeal_verdict(
    *, actor: User, review: Review, wording: str, on: date, acting_for: str = "", paper: str = ""
) -> Review:
    """The member asks for another verdict, once; the committee has to rule on it.

    Raises ``RuleBroken`` as ``answer_verdict``, and APPEAL_KNOWN.
    """
    return _reply(actor, review, Reply.APPEAL, wording, on, acting_for, paper)


def _reply(actor: User, review: Review, kind: str, wording: str, on: date, acting_for: str, paper: str) -> Review:
    review = lock(review)
    known = Reply.objects.filter(review=review, kind=Reply.APPEAL).values_list("on", flat=True).first()
    if kind == Reply.APPEAL and known is not None:
        require([refusal("APPEAL_KNOWN", day=known)])
    require(way.check_reply(facts_of(review, date.max), on))
    text = nfc(wording).strip()
    if not text:
        require([refusal("REPLY_WORDS_WANTED")])
    acting_for = " ".join(nfc(acting_for).split())
    if not acting_for and not policies.replies_as_oneself(actor, review):
        require([refusal("WRITER_NOT_NAMED")])
    told = {"acting_for": acting_for, "paper": nfc(paper).strip()}
    Reply(review=review, kind=kind, on=on, text=text, written_by=actor, **told).save()
    return review
