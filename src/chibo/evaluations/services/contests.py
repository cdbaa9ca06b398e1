"""The member contests an item of the evidence; the side where it lies answers. Neither changes the item."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.evaluation import contests as rules
from chibo.domain.evaluation.way import stage_of
from chibo.domain.vietnamese import nfc
from chibo.evaluations import policies
from chibo.evaluations.models import Contest, Review
from chibo.evaluations.queries import contests as find
from chibo.evaluations.queries import reviews

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("evaluations.item_contested", label=_("Phản ánh minh chứng"), allowed=policies.may_contest)
def contest_item(*, actor: User, review: Review, key: str, wording: str, on: date) -> Contest:
    """The item ``key`` of the review's evidence as of ``on`` is contested in these words; it stays where it is.

    Raises ``RuleBroken``: CONTEST_TOO_LATE, CONTEST_KNOWN, CONTEST_NO_SUCH_ITEM, CONTEST_WORDS_WANTED.
    """
    review = reviews.lock(review)
    stage = stage_of(reviews.facts_of(review, on), on)
    known = [find.facts_of(row) for row in Contest.objects.filter(review=review, key=key)]
    item = next((item for item in find.items_of(review, on) if item.key == key), None)
    require(rules.check_contest(stage, item, known, wording=wording))
    contest = Contest(
        review=review,
        key=key,
        side=item.side.value if item is not None else "",
        text=nfc(wording).strip(),
        on=on,
        written_by=actor,
    )
    contest.save()
    return contest


@use_case("evaluations.contest_settled", label=_("Trả lời phản ánh minh chứng"), allowed=policies.may_settle)
def settle_contest(*, actor: User, contest: Contest, outcome: str, wording: str, on: date) -> Contest:
    """``contest`` is accepted or declined (``outcome``: ACCEPTED, DECLINED) with an answer in words.

    What the answer admits is mended where the item came from; the item and the contest stay.
    Raises ``RuleBroken``: CONTEST_SETTLED, CONTEST_TOO_EARLY, CONTEST_WORDS_WANTED.
    """
    contest = find.lock(contest)
    require(rules.check_settle(find.facts_of(contest), on, wording=wording))
    contest.outcome = outcome
    contest.outcome_text = nfc(wording).strip()
    contest.settled_on = on
    contest.settled_by = actor
    contest.save()
    return contest
