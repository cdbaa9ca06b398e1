"""Signing: the paper takes the next number of its book and is frozen with its prints."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from chibo.audit.use_cases import require
from chibo.documents.models import Document, NumberBook
from chibo.documents.rendering.docx import to_docx
from chibo.documents.rendering.pdf import to_pdf
from chibo.domain.numbering import book_of, book_starts_on
from chibo.domain.papers.model import Paper, PaperKind, Verification, to_json
from chibo.domain.papers.wording import numbered
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import search_key
from chibo.registry.models import Decision, Unit

if TYPE_CHECKING:
    from chibo.accounts.models import User

Compose = Callable[[int, Verification], Paper]

CAPTION = "Quét mã để kiểm tra hiệu lực văn bản"
"""Papers are Vietnamese, whatever language the screen of whoever signs is in."""


def sign(
    *,
    issuer: Unit,
    kind: PaperKind,
    on: date,
    signer: str,
    signed_by: User,
    compose: Compose,
    amends: Document | None = None,
) -> Document:
    """``compose(number, verification)`` is signed on ``on`` with the next number of ``issuer``'s book and frozen.

    ``amends``: the earlier paper that it corrects, which stays in force but for what this one says.
    For use cases to build on: numbers have neither gaps nor doubles because the book is locked until the transaction
    ends, and a transaction that fails gives its number back. Raises ``RuleBroken``: SIGNED_BEFORE_LAST when ``on`` is
    earlier than the day of the book's last number.
    """
    book = _open_book(issuer, book_of(kind), book_starts_on(kind, on))
    last = book.documents.order_by("-number").first()
    if last is not None and on < last.signed_on:
        require([refusal("SIGNED_BEFORE_LAST", on=on, last=last.symbol, last_on=last.signed_on)])
    book.last_number += 1
    book.save()
    token = secrets.token_urlsafe(16)
    address = settings.SITE_URL + reverse("documents:check", args=[token])
    paper = compose(book.last_number, Verification(payload=address, caption=CAPTION))
    symbol = numbered(book.last_number, paper.symbol).removeprefix("Số ")
    title = paper.subject[:300]
    document = Document(
        issuer=issuer,
        kind=kind.value,
        book=book,
        number=book.last_number,
        symbol=symbol,
        title=title,
        signed_on=on,
        signer=signer,
        search_key=search_key(f"{symbol} {title} {signer}"),
        signed_by=signed_by,
        amends=amends,
        content=to_json(paper),
        token=token,
        pdf=to_pdf(paper),
        docx=to_docx(paper),
    )
    document.save()
    return document


def attach_decision(document: Document, decision: Decision) -> None:
    """``document`` is the paper of ``decision``."""
    document.decision = decision
    document.save(update_fields=["decision"])


def cancel(document: Document, by: Document) -> None:
    """``document`` is no longer in force since ``by`` was signed."""
    document.cancelled_by = by
    document.save(update_fields=["cancelled_by"])


def _open_book(issuer: Unit, kind: str, term_starts_on: date) -> NumberBook:
    book, _ = NumberBook.objects.get_or_create(issuer=issuer, kind=kind, term_starts_on=term_starts_on)
    return NumberBook.objects.select_for_update().get(pk=book.pk)
