"""A paper as data: it comes back from JSON exactly as it went in, and nothing unprintable slips through."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.domain.papers.model import (
    SCHEMA,
    Align,
    Article,
    Attachment,
    Block,
    Box,
    Boxes,
    Column,
    Heading,
    KeyValues,
    Listing,
    Marker,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Signatures,
    Table,
    Verification,
    clean_text,
    cleaned,
    from_json,
    to_json,
)
from tests.documents.papers import every_paper

PAPERS = every_paper()

text = st.text(max_size=12)
signature = st.builds(Signature, authority=st.lists(text, max_size=2).map(tuple), position=text, name=text, hint=text)
table = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        columns=st.lists(
            st.builds(Column, text, st.integers(1, 90), st.sampled_from(Align)), min_size=width, max_size=width
        ).map(tuple),
        rows=st.lists(st.lists(text, min_size=width, max_size=width).map(tuple), max_size=3).map(tuple),
    )
)
block: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, text, lead=text, bold=st.booleans(), align=st.sampled_from(Align)),
    st.builds(Heading, text),
    st.builds(Article, st.integers(1, 9), text),
    st.builds(Listing, st.lists(text, max_size=3).map(tuple), st.sampled_from(Marker)),
    st.builds(KeyValues, st.lists(st.tuples(text, text), max_size=3).map(tuple), st.integers(1, 2)),
    st.builds(Signatures, st.lists(signature, min_size=1, max_size=2).map(tuple)),
    st.builds(Boxes, st.lists(st.builds(Box, text, st.lists(text).map(tuple), signature), max_size=2).map(tuple)),
    table,
)
blocks = st.lists(block, max_size=4).map(tuple)
paper = st.builds(
    Paper,
    kind=st.sampled_from(PaperKind),
    layout=text,
    superior=text,
    issuer=text,
    symbol=text,
    place=text,
    title=text,
    subject=text,
    number=st.none() | st.integers(1, 999),
    dated_on=st.none() | st.dates(),
    grounds=st.lists(text, max_size=2).map(tuple),
    blocks=blocks,
    recipients=st.lists(text, max_size=2).map(tuple),
    signature=st.none() | signature,
    attachments=st.lists(st.builds(Attachment, text, text, text, blocks), max_size=2).map(tuple),
    verification=st.none() | st.builds(Verification, text, text),
)


@pytest.mark.parametrize("name", PAPERS)
def test_every_composed_paper_comes_back_from_json_as_it_was(name):
    assert from_json(to_json(PAPERS[name])) == PAPERS[name]


@settings(max_examples=25)
@given(paper)
def test_any_paper_comes_back_from_json_as_it_was(made_up):
    frozen = to_json(made_up)

    assert from_json(frozen) == made_up
    assert to_json(from_json(frozen)) == frozen


def test_json_names_its_schema_and_keeps_vietnamese_readable():
    frozen = to_json(PAPERS["dissolution"])

    assert json.loads(frozen)["schema"] == SCHEMA
    assert "Đảng bộ phường Long Bình Tân" in frozen


@pytest.mark.parametrize(
    "damage",
    [
        lambda document: document.update(schema="chibo.paper/2"),
        lambda document: document["paper"].update(colour="red"),
        lambda document: document["paper"].pop("title"),
        lambda document: document["paper"].update(title=7),
        lambda document: document["paper"].update(kind="POEM"),
        lambda document: document["paper"].update(blocks=[{"block": "Picture"}]),
        lambda document: document["paper"].update(dated_on="31/02/2019"),
    ],
)
def test_json_that_is_not_a_paper_is_refused(damage):
    document = json.loads(to_json(PAPERS["dissolution"]))
    damage(document)

    with pytest.raises(ValueError):
        from_json(json.dumps(document))


def test_a_row_must_have_as_many_cells_as_its_table_has_columns():
    with pytest.raises(ValueError, match="2 cells under 1 columns"):
        Table(columns=(Column("Họ và tên", 1),), rows=(("An", "Bình"),))


def test_text_is_composed_and_on_one_line():
    assert clean_text(" Tru\u031bo\u031bng  Hoa\u0300\n\tB\x00i\u0300\u200bnh\ufeff ") == "Trương Hoà Bình"
    assert clean_text("a\u00a0b") == "a b"


def test_cleaning_reaches_every_text_of_a_paper():
    dirty = Paper(
        kind=PaperKind.TICK_LIST,
        layout="36-HD/VPTW",
        superior="",
        issuer="",
        symbol="",
        place="",
        title="\x07",
        subject="",
        dated_on=date(2019, 5, 2),
        attachments=(Attachment("", "", "", (Table((Column("\x07", 1),), (("a\x07b",),)),)),),
    )

    assert "\\u0007" not in to_json(cleaned(dirty))
    assert cleaned(dirty).attachments[0].blocks[0].rows == (("ab",),)
