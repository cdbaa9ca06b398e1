"""The Word document: opens again, keeps the office's styles, repeats table headings, and is the same each time."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chibo.documents.rendering.docx import to_docx
from chibo.domain.papers.decisions import compose_transfer
from chibo.domain.papers.model import Paper, from_json, to_json
from chibo.domain.papers.plain import plain_text
from tests.documents import papers
from tests.documents.test_pdf import HOSTILE

PAPERS = papers.every_paper()


def document(paper: Paper):
    return docx.Document(io.BytesIO(to_docx(paper)))


def words(paper: Paper) -> str:
    """Everything the document says, in order, white space squeezed."""
    texts = (node.text or "" for node in document(paper).element.body.iter(qn("w:t")))
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("name", PAPERS)
def test_every_part_of_the_file_is_whole(name):
    archive = zipfile.ZipFile(io.BytesIO(to_docx(PAPERS[name])))

    assert archive.testzip() is None
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            ElementTree.fromstring(archive.read(part))


@pytest.mark.parametrize("name", PAPERS)
def test_word_says_what_the_model_says(name):
    told = "".join(words(PAPERS[name]).split())

    for line in plain_text(PAPERS[name]).splitlines():
        if set(line) <= set("=*-") or line == "(chưa ký)" or line.startswith("[Mã"):
            continue
        for piece in line.strip("[]").split("|"):
            assert "".join(piece.split()) in told


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_bytes(name):
    assert to_docx(from_json(to_json(PAPERS[name]))) == to_docx(PAPERS[name])


def test_page_margins_and_header_follow_the_guide():
    section = document(PAPERS["transfer"]).sections[0]

    assert [section.page_width, section.page_height] == pytest.approx([Mm(210), Mm(297)], abs=700)
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert margins == pytest.approx([Mm(20), Mm(20), Mm(30), Mm(15)], abs=700)
    assert section.different_first_page_header_footer
    assert "PAGE" in "".join(node.text for node in section.header._element.iter(qn("w:instrText")))
    assert not section.first_page_header.paragraphs[0].text


def test_paragraphs_wear_the_styles_an_office_can_change():
    opened = document(PAPERS["dissolution"])

    assert {paragraph.style.name for paragraph in opened.paragraphs} >= {
        "Nội dung",
        "Giữa trang",
        "Tên loại văn bản",
        "Trích yếu",
    }
    body = opened.styles["Nội dung"]
    assert body.paragraph_format.first_line_indent == pytest.approx(Mm(10), abs=700)
    assert opened.styles["Tên loại văn bản"].font.size == Pt(16)
    assert opened.styles["Tên loại văn bản"].font.bold


def test_table_headings_repeat_and_rows_stay_whole():
    table = document(compose_transfer(papers.transfer(members=papers.members(60)))).tables[-1]

    assert len(table.rows) == 61
    flags = [{node.tag for node in row._tr.trPr} for row in table.rows]
    assert qn("w:tblHeader") in flags[0]
    assert not any(qn("w:tblHeader") in row for row in flags[1:])
    assert all(qn("w:cantSplit") in row for row in flags)


def test_two_tables_in_a_row_do_not_grow_into_one():
    body = document(PAPERS["tick-list"]).element.body
    tables = [node for node in body if node.tag == qn("w:tbl")]

    assert len(tables) == 4
    assert all(node.getnext().tag == qn("w:p") for node in tables)


def test_the_office_finds_its_styles_and_no_others():
    opened = document(PAPERS["transfer"])

    own = {style.name for style in opened.styles if not style.builtin}
    assert own >= {"Nội dung", "Ô bảng", "Đầu bảng", "Nơi nhận", "Bảng kẻ"}
    assert {style.name for style in opened.styles if style.builtin} <= {
        "Normal",
        "Normal Table",
        "Default Paragraph Font",
        "No List",
    }


def test_the_list_begins_on_a_page_of_its_own():
    opened = document(PAPERS["transfer"])

    (title,) = [paragraph for paragraph in opened.paragraphs if paragraph.text == "DANH SÁCH"]
    assert title.paragraph_format.page_break_before


def test_properties_carry_the_day_of_the_paper_and_no_clock():
    properties = document(PAPERS["transfer"]).core_properties

    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2019-05-02"
    assert properties.author == "ĐẢNG ỦY PHƯỜNG LONG BÌNH TÂN"
    assert properties.title.startswith("Quyết định về việc chuyển giao đảng viên")


def test_a_signed_paper_carries_its_code_on_every_page_and_a_draft_none():
    signed = document(PAPERS["dissolution"]).sections[0]
    draft = document(PAPERS["dissolution-draft"]).sections[0]

    for footer in (signed.footer, signed.first_page_footer):
        assert len(list(footer._element.iter(qn("w:drawing")))) == 1
        assert "7F3K-9QXW-2M" in footer.tables[0].rows[0].cells[1].text
    assert not list(draft.footer._element.iter(qn("w:drawing")))


@pytest.mark.parametrize("hostile", [*HOSTILE, "<w:t>&amp;</w:t>", "]]>"])
def test_a_name_stands_as_it_is_written_whatever_it_contains(hostile):
    line = replace(papers.members(1, probationary=0)[0], full_name=hostile)

    assert " ".join(hostile.split()) in words(compose_transfer(papers.transfer(members=(line,))))
