"""No side reads another's part too early: every page of reviews × role × stage.

Each side's words and grade carry a mark of their own. What a role finds on all pages together is held against the table of
``domain/evaluation/sight.py``, and the cells that matter most against one written out by hand. A new page is opened by itself;
one with an argument that is not known here fails until ``ARGUMENTS`` says what to put in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import product
from types import SimpleNamespace
from zipfile import ZipFile

import docx
import pytest
from django.conf import settings
from django.contrib import auth
from django.core.handlers import exception
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from chibo.accounts.models import User
from chibo.documents.rendering import pdf
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.sight import Hat, Sight, sees_outcome, sight_of
from chibo.domain.evaluation.way import Side
from chibo.domain.papers.evaluation_forms import BOX
from chibo.evaluations.labels import GRADES
from chibo.evaluations.models import Review
from chibo.evaluations.queries.parts import sides_of, slug_of
from chibo.evaluations.queries.reviews import facts_of
from chibo.evaluations.services.batches import ask_batch, make_some
from chibo.evaluations.urls import BASE, CYCLE, ONE
from chibo.registry.models import Role
from tests.contracts.permission_table import url_patterns
from tests.factories import evaluations as make
from tests.factories.registry import World, make_member, make_user

ROLES = {
    "member": Hat.MEMBER,
    "head": Hat.OFFICE,
    "secretary": Hat.CELL,
    "former": Hat.FORMER,
    "home": Hat.HOME,
    "officer": Hat.COMMITTEE,
    "organiser": Hat.COMMITTEE,
    "auditor": Hat.COMMITTEE,
    "colleague": None,
    "outsider": None,
}
AT = {
    "member": {"drafts", "office", "joint", "decided"},
    "head": {"drafts", "self", "office", "cell"},
    "secretary": {"drafts", "self", "office", "cell"},
    "officer": {"drafts", "office", "cell", "decided"},
    "organiser": {"office"},
    "auditor": {"drafts", "office"},
    "former": {"drafts", "decided"},
    "home": {"drafts", "office"},
    "colleague": {"decided"},
    "outsider": {"decided"},
}
"""The stages at which each looks: those after which they read more, and those just before."""
STAGES = ("drafts", "self", "office", "cell", "joint", "decided")
WRITTEN = {
    Side.SELF: (Grade.EXCELLENT, 1),
    Side.OFFICE: (Grade.GOOD, 2),
    Side.FORMER: (Grade.NOT_FULFILLED, 3),
    Side.HOME: (None, 3),
    Side.CELL: (Grade.FULFILLED, 3),
}
"""What each side proposes, and at which stage it has handed in."""
SITTING = "JOINT"
MARK = re.compile(r"dau-(\w+)-(\w+)")
ARGUMENTS = {
    "part": lambda review: [slug_of(side, unit.pk if unit else None) for side, unit in sides_of(review)],
    "criterion": lambda review: [row["code"] for row in make.CRITERIA],
    "form": lambda review: ["docx", "pdf"],
    "key": lambda review: ["none"],
    "contest": lambda review: [0],
}
"""What to put into an address beside the review or its cycle."""
NOBODY = frozenset()
BY_HAND = {
    ("member", "drafts"): {"SELF", "SELF's grade"},
    ("member", "office"): {"SELF", "SELF's grade"},
    ("head", "drafts"): {"OFFICE", "OFFICE's grade"},
    ("head", "self"): {"OFFICE", "OFFICE's grade", "SELF", "SELF's grade"},
    ("head", "office"): {"OFFICE", "OFFICE's grade", "SELF", "SELF's grade"},
    ("secretary", "drafts"): {"CELL", "CELL's grade"},
    ("secretary", "self"): {"CELL", "CELL's grade", "SELF", "SELF's grade"},
    ("secretary", "office"): {"CELL", "CELL's grade", "SELF", "SELF's grade", "OFFICE"},
    ("officer", "drafts"): NOBODY,
    ("officer", "office"): NOBODY,
    ("organiser", "office"): NOBODY,
    ("auditor", "office"): NOBODY,
    ("auditor", "drafts"): NOBODY,
    ("colleague", "decided"): NOBODY,
    ("outsider", "decided"): NOBODY,
    ("former", "decided"): {"FORMER", "FORMER's grade", "SELF", "SELF's grade"},
    ("home", "office"): {"HOME", "SELF", "SELF's grade"},
}


class Words(HTMLParser):
    """The words of a page, those of choices left out that are not ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.label: list[str] | None = None
        self.ticked = True

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        self.found += [value for value in told.values() if value and "dau-" in value]
        if tag == "label":
            self.label, self.ticked = [], True
        elif tag == "option":
            self.label, self.ticked = [], "selected" in told
        elif tag == "input" and told.get("type") in ("radio", "checkbox"):
            self.ticked = "checked" in told

    def handle_endtag(self, tag: str) -> None:
        if tag in ("label", "option") and self.label is not None:
            self.found += self.label if self.ticked else []
            self.label = None

    def handle_data(self, data: str) -> None:
        (self.found if self.label is None else self.label).append(data)


def read(response: HttpResponse) -> str:
    """What the answer says, whatever its form."""
    kind = response["Content-Type"]
    if kind.startswith("text/html"):
        page = Words()
        page.feed(response.text)
        return " ".join(page.found)
    if "wordprocessingml" in kind:
        return written(response.content)
    if kind == "application/zip":
        with ZipFile(io.BytesIO(response.getvalue())) as archive:
            return " ".join(written(archive.read(name)) for name in archive.namelist() if name.endswith(".docx"))
    return response.content.decode("utf-8", "replace")


def written(content: bytes) -> str:
    """The words of a Word file."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(each.text for each in document.paragraphs), *cells])


def made(world: World, *, printed: tuple[str, ...] = ()) -> dict[str, Review]:
    """A review of the member for each stage, each in a cycle of its own; with at least a draft of every side. At the stages
    ``printed`` the secretary and the committee have had its form made in a batch."""
    office = make.make_office(world.commune)
    found = {}
    for place, stage in enumerate(STAGES):
        days = {"starts_on": date(2011 + place, 1, 1), "ends_on": date(2012 + place, 1, 1)}
        cycle = make.make_cycle(world.commune, **days)
        about = {"office": office, "home_cell": world.second_cell}
        review = make.make_review(cycle, world.member.member, world.first_cell, **about)
        make.left(review, world.agency)
        for side, (grade, at) in WRITTEN.items():
            unit = {Side.FORMER: world.agency, Side.HOME: world.second_cell}.get(side)
            told = {"unit": unit, "words": f"dau-{stage}-{side.value}", "submitted": place >= at}
            make.write(review, side, grade=grade, **told)
        if place >= STAGES.index("joint"):
            make.sat(review, grade=Grade.FULFILLED, words=f"dau-{stage}-{SITTING}")
        if place >= STAGES.index("decided"):
            make.decided(review, grade=Grade.FULFILLED)
        for actor, cell in ((world.secretary, world.first_cell), (world.officer, None)) if stage in printed else ():
            batch = ask_batch(actor=actor, cycle=cycle, cell=cell, format="WORD", on=date(2020, 1, 1))
            make_some(actor=actor, batch=batch, goes_on=lambda: True)
        found[stage] = review
    return found


def pages(review: Review) -> Iterator[str]:
    """Every address of the evaluations that leads to this review or its cycle."""
    for name, pattern in url_patterns():
        if not name.startswith("evaluations:"):
            continue
        arguments = re.findall(r"<\w+:(\w+)>", pattern)
        if not arguments:
            continue
        batches = list(review.cycle.batches.values_list("pk", flat=True))
        named = {f"/{ONE}": [review.pk], f"/{CYCLE}": [review.cycle_id], f"/{BASE}mau/": batches}
        pks = next((found for prefix, found in named.items() if pattern.startswith(prefix)), None)
        assert pks is not None, f"{name}: does this page tell of a review?"
        others = [each for each in arguments if each != "pk"]
        assert set(others) <= set(ARGUMENTS), f"{name}: say in ARGUMENTS what to put into its address"
        for pk, *chosen in product(pks, *(ARGUMENTS[each](review) for each in others)):
            yield reverse(name, kwargs={"pk": pk} | dict(zip(others, chosen, strict=True)))


def marks(text: str, stage: str) -> set[str]:
    """Whose words, and whose grade, the text gives away."""
    for label in GRADES.values():
        text = text.replace(f"{BOX} {label}", "")  # a choice that nobody made yet
    found = MARK.findall(text)
    assert {each for each, _side in found} <= {stage}, "the words of another review"
    grades = {f"{side.value}'s grade" for side, (grade, _at) in WRITTEN.items() if grade and str(GRADES[grade]) in text}
    return {side for _stage, side in found} | grades


def expected(hat: Hat | None, review: Review, world: World) -> set[str]:
    """What the table of the domain lets that hat read."""
    if hat is None:
        return set()
    facts = facts_of(review, date.max)
    units = {Side.FORMER: world.agency.pk, Side.HOME: world.second_cell.pk}
    worn = [(hat, {Hat.FORMER: world.agency.pk, Hat.HOME: world.second_cell.pk}.get(hat))]
    seen = {side: sight_of(worn, side, units.get(side), facts) for side in Side if review.parts.filter(side=side.value)}
    words = {side.value for side, sight in seen.items() if sight is not Sight.NOTHING}
    grades = {f"{side.value}'s grade" for side, sight in seen.items() if sight is Sight.ALL and WRITTEN[side][0]}
    outcome = {SITTING} if facts.joint_on is not None and sees_outcome(worn, facts) else set()
    return words | grades | outcome


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[User]:
    """Who is signed in, found without asking the database each time. A PDF is what is told to the typesetter; a refusal, which
    knows nothing of the review, is not drawn."""
    signed_in: list[User] = []
    monkeypatch.setattr(auth, "get_user", lambda _request: signed_in[0])
    told = SimpleNamespace(compile=lambda **told: str(told).encode())
    monkeypatch.setattr(pdf, "_compiler", lambda: told)
    answer = lambda _request, _resolver, status, _exception: HttpResponse(status=status)  # noqa: E731
    monkeypatch.setattr(exception, "get_exception_response", answer)
    monkeypatch.setattr(exception, "log_response", lambda *_arguments, **_told: None)
    return signed_in


def test_every_page_shows_each_role_what_is_theirs_to_read_and_no_more(world: World, quick: list[User]):
    reviews = made(world, printed=("office", "cell"))
    cast = {
        "former": make_user("former", Role.SECRETARY, world.agency),
        "home": make_user("home", Role.SECRETARY, world.second_cell),
        "colleague": make_user("colleague", Role.MEMBER, world.first_cell, member=make_member(world.first_cell)),
    }
    addresses = {stage: list(pages(review)) for stage, review in reviews.items()}
    posted: set[str] = set()
    wrong, seen_by = [], {}
    for role, hat in ROLES.items():
        client = Client()
        quick[:] = [cast.get(role) or getattr(world, role)]
        for stage, review in reviews.items():
            if stage not in AT[role]:
                continue
            allowed = expected(hat, review, world)
            seen: set[str] = set()
            for address in addresses[stage]:
                if address in posted:
                    continue
                response = client.get(address)
                if response.status_code == 405:
                    posted.add(address)
                elif hat is None:
                    assert response.status_code in (403, 404), (role, address)
                if response.status_code == 200:
                    found = marks(read(response), stage)
                    seen |= found
                    if found - allowed:
                        wrong.append(f"{role} at {stage} on {address}: {sorted(found - allowed)}")
            if seen != allowed:
                wrong.append(f"{role} at {stage} should read {sorted(allowed)}, and reads {sorted(seen)}")
            seen_by[role, stage] = seen
    assert wrong == []
    assert {key: seen_by[key] for key in BY_HAND} == BY_HAND


def test_a_list_gives_nobodys_words_away(world: World):
    reviews = made(world)
    for role in ("member", "head", "secretary", "officer"):
        client = Client()
        client.force_login(getattr(world, role), backend=settings.AUTHENTICATION_BACKENDS[-1])
        page = client.get(reverse("evaluations:reviews"))
        assert len(page.context["list"].rows()) == len(reviews)
        assert not MARK.search(page.text), role
