"""Decisions on earlier decisions: a signed paper is never edited, it is corrected or cancelled by a new one."""

from __future__ import annotations

from dataclasses import replace

from chibo.domain.papers.facts import Amendment, Cancellation
from chibo.domain.papers.frame import cited, cited_in_full, decision_paper
from chibo.domain.papers.model import Align, Article, Block, Column, Paper, PaperKind, Paragraph, Table
from chibo.domain.papers.wording import count, joined


def compose_amendment(facts: Amendment) -> Paper:
    """The decision that corrects passages of an earlier one; everything not named stays in force."""
    committee = facts.issue.committee
    corrected = Article(1, f"Sửa đổi, bổ sung một số nội dung của {cited_in_full(facts.amended)} như sau:")
    table = Table(
        columns=(
            Column("Số TT", 9, Align.CENTRE),
            Column("Vị trí", 36),
            Column("Nội dung đã ban hành", 60),
            Column("Nội dung sửa đổi, bổ sung", 60),
        ),
        rows=tuple(
            (count(position), row.where, row.was, row.becomes)
            for position, row in enumerate(facts.corrections, start=1)
        ),
    )
    unchanged = Article(
        2,
        f"Các nội dung khác của {cited(facts.amended)} không thay đổi. Quyết định này là một bộ phận không tách rời của "
        f"{cited(facts.amended)}.",
    )
    return decision_paper(
        facts,
        PaperKind.AMENDMENT,
        f"về việc sửa đổi, bổ sung {cited(facts.amended)}",
        orders=((corrected, table), (unchanged,)),
        executors=(committee.office, "các chi bộ", "các đảng viên có liên quan"),
        further_grounds=_grounds(cited_in_full(facts.amended), facts.reason),
    )


def compose_cancellation(facts: Cancellation) -> Paper:
    """The decision that cancels earlier ones before they took effect."""
    committee = facts.issue.committee
    named = [cited(replace(reference, issuer="")) for reference in facts.cancelled]
    if len(facts.cancelled) == 1:
        orders: tuple[Block, ...] = (Article(1, f"Hủy bỏ {cited_in_full(facts.cancelled[0])}."),)
    else:
        orders = (
            Article(1, f"Hủy bỏ {count(len(facts.cancelled))} quyết định sau đây:"),
            *(
                Paragraph(f"{position}. {cited_in_full(reference)}{'.' if position == len(facts.cancelled) else ';'}")
                for position, reference in enumerate(facts.cancelled, start=1)
            ),
        )
    consequence = facts.consequence or (
        "Các chi bộ và đảng viên tiếp tục hoạt động, sinh hoạt đảng như trước khi có quyết định nêu tại Điều 1."
    )
    papers = "Các bản in, biên bản, giấy giới thiệu phát hành theo quyết định nêu tại Điều 1 không còn giá trị sử dụng."
    return decision_paper(
        facts,
        PaperKind.CANCELLATION,
        f"về việc hủy bỏ {joined(named)}",
        orders=(orders, (Article(2, f"{consequence} {papers}"),)),
        executors=(committee.office, "các chi bộ", "các đảng viên có liên quan"),
        further_grounds=_grounds(*(cited_in_full(reference) for reference in facts.cancelled), facts.reason),
    )


def _grounds(*parts: str) -> tuple[str, ...]:
    *references, reason = parts
    return (*(f"Căn cứ {reference}" for reference in references), reason)
