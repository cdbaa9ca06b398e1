"""The PDF: A4, its fonts inside, tagged, the same bytes each time, and every name printed as it is written."""

import hashlib
import threading
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from chibo.documents.rendering.fonts import check_printable
from chibo.documents.rendering.pdf import to_pdf
from chibo.domain.papers.decisions import compose_dissolution, compose_transfer
from chibo.domain.papers.facts import HandoverItem
from chibo.domain.papers.handover import compose_minutes
from chibo.domain.papers.letters import compose_letter
from chibo.domain.papers.model import from_json, to_json
from tests.documents import papers
from tests.documents.reading import fonts_of, opened, page_texts, whole_text

PAPERS = papers.every_paper()
POINTS_PER_MM = 72 / 25.4

HOSTILE = (
    "#panic()",
    "*đậm* _nghiêng_ `mã`",
    "\"ngoặc\" 'đơn'",
    "<nhãn> @nhãn",
    "$x^2$",
    "\\n \\u{41} \\",
    "// chú thích /* */",
    "= đề mục",
    "- mục [khối] {mã}",
    '#include "/etc/passwd"',
    "~ -- --- ...",
    "https://example.vn",
)


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_prints_on_a4_with_its_fonts_inside(name):
    data = to_pdf(PAPERS[name])

    for page in opened(data).pages:
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]
    for font, descriptor in fonts_of(data).items():
        assert "Tinos" in font
        assert "/FontFile2" in descriptor


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_tagged_titled_and_in_vietnamese(name):
    pdf = opened(to_pdf(PAPERS[name]))

    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang) == "vi"
    with pdf.open_metadata() as metadata:
        assert PAPERS[name].subject in metadata["dc:title"]
        assert metadata["pdfuaid:part"] == "1"


def test_a_signed_paper_is_an_archival_pdf_and_a_draft_is_not():
    with opened(to_pdf(PAPERS["transfer"])).open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
    with opened(to_pdf(PAPERS["dissolution-draft"])).open_metadata() as metadata:
        assert metadata.pdfa_status == ""


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_bytes_even_after_years_in_the_database(name):
    frozen = to_json(PAPERS[name])

    assert hashlib.sha256(to_pdf(from_json(frozen))).digest() == hashlib.sha256(to_pdf(PAPERS[name])).digest()


def test_the_only_day_inside_the_file_is_the_day_of_the_paper():
    pdf = opened(to_pdf(PAPERS["transfer"]))

    assert str(pdf.docinfo.CreationDate).startswith("D:20190502")


def test_the_paper_says_in_print_what_the_model_says():
    told = whole_text(to_pdf(PAPERS["dissolution"]))

    for words in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 09-QĐ/ĐU",
        "Long Bình Tân, ngày 02 tháng 5 năm 2019",
        "BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH",
        "Điều 1. Giải thể Chi bộ cơ quan phường Long Bình Tân",
        "21 đảng viên chính thức và 02 đảng viên dự bị",
        "- Lưu Văn phòng Đảng ủy.",
        "Lâm Văn Thử",
    ):
        assert words in told


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_name_prints_as_it_is_written_whatever_it_contains(hostile):
    line = replace(papers.members(1, probationary=0)[0], full_name=hostile, to_cell=f"Chi bộ {hostile}")
    item = HandoverItem(name=hostile)

    decision = compose_transfer(papers.transfer(cell=f"Chi bộ {hostile}", members=(line,)))
    minutes = compose_minutes(papers.handover(members=(line,), items=(item,)))
    letter = compose_letter(papers.letter(member=line))

    squeezed = "".join(hostile.split())
    for paper in (decision, minutes, letter):
        assert squeezed in "".join(whole_text(to_pdf(paper)).split())


def test_a_long_list_runs_over_pages_under_repeated_headings():
    data = to_pdf(compose_transfer(papers.transfer(members=papers.members(60))))

    list_pages = [text for text in page_texts(data) if "Ngày vào Đảng" in text]
    assert len(list_pages) >= 2
    assert all("Số TT Họ và tên Ngày sinh" in text for text in list_pages)
    assert "Danh sách này có 60 đảng viên" in list_pages[-1]


def test_pages_are_numbered_from_the_second_on():
    texts = page_texts(to_pdf(PAPERS["transfer"]))

    assert [text.split()[0] for text in texts] == ["Mã", "2", "3"]


@pytest.mark.parametrize("lines", range(0, 22, 3))
def test_the_signature_never_stands_alone_on_a_page(lines):
    words = " ".join(["Căn cứ tình hình thực tế của đảng bộ phường và nguyện vọng của đảng viên"] * lines)
    pages = page_texts(to_pdf(compose_dissolution(papers.dissolution(proposal=f"Chi ủy. {words}"))))

    signed = next(text for text in pages if "T/M BAN THƯỜNG VỤ" in text)
    assert "chịu trách nhiệm thi hành" in signed
    assert "Lâm Văn Thử" in signed


def test_a_draft_says_so_and_leaves_number_and_day_open():
    told = whole_text(to_pdf(PAPERS["dissolution-draft"]))

    assert "Số …-QĐ/ĐU" in told
    assert "DỰ THẢO" in told
    assert "ngày … tháng … năm …" in told
    assert "DỰ THẢO" not in whole_text(to_pdf(PAPERS["dissolution"]))


def test_margins_are_those_of_the_guide_of_the_day():
    before = compose_dissolution(papers.dissolution(issue=papers.issue(3, dated_on=date(2018, 3, 1))))

    assert round(_left_edge(to_pdf(PAPERS["dissolution"])) / POINTS_PER_MM) == 30
    assert round(_left_edge(to_pdf(before)) / POINTS_PER_MM) == 35


def test_a_character_without_glyph_prints_as_a_box_and_is_reported():
    line = replace(papers.members(1, probationary=0)[0], full_name="Nguyễn 漢 An 😀")
    paper = compose_transfer(papers.transfer(members=(line,)))

    assert "Nguyễn □ An □" in whole_text(to_pdf(paper))
    (violation,) = check_printable(paper)
    assert violation.code == "PAPER_UNPRINTABLE"
    assert violation.params == {"characters": "漢😀", "text": "Nguyễn 漢 An 😀"}
    assert check_printable(PAPERS["transfer"]) == []


def test_threads_may_print_at_the_same_time():
    wanted = {name: to_pdf(paper) for name, paper in PAPERS.items()}
    printed: dict[str, bytes] = {}
    threads = [
        threading.Thread(target=lambda name=name: printed.update({name: to_pdf(PAPERS[name])})) for name in PAPERS
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert printed == wanted


def _left_edge(data: bytes) -> float:
    """Where the leftmost glyphs of the first page stand: those of the paragraphs' second lines."""
    edges, matrix, stack = [], (1.0, 0.0), []
    pdf = opened(data)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name, values = str(operator), operands
        if name == "q":
            stack.append(matrix)
        elif name == "Q":
            matrix = stack.pop()
        elif name == "cm":
            matrix = (matrix[0] * float(values[0]), matrix[1] + matrix[0] * float(values[4]))
        elif name == "Tm":
            edges.append(matrix[1] + matrix[0] * float(values[4]))
    return min(edges)
