"""The head of a paper: two columns, lines as even as they can be, never a line wider than its column."""

import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.documents.rendering import qr
from chibo.documents.rendering.fonts import FONTS, printable, unprintable, width_mm
from chibo.documents.rendering.sheet import balanced, head_of
from chibo.domain.papers.decisions import compose_dissolution
from chibo.domain.papers.layout import layout_on
from tests.documents import papers

LAYOUT = layout_on(papers.SIGNED_ON)
VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐ"
)


def test_the_face_has_every_vietnamese_letter():
    assert unprintable(VIETNAMESE + "…–“”□0123456789") == ""
    assert printable("Ký tự 漢") == "Ký tự □"


def test_widths_are_those_of_times():
    assert width_mm("0" * 100, 10) == pytest.approx(100 * 5 * 25.4 / 72)
    assert width_mm("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True) == pytest.approx(72.9, abs=0.1)


def test_the_font_files_are_those_named_in_the_vendored_note():
    named = dict(re.findall(r"([0-9a-f]{64})  (\S+\.ttf)", (FONTS / "VENDORED.md").read_text("utf-8")))

    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in FONTS.glob("*.ttf")}
    assert found == named
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(["Đảng", "ủy", "phường", "LONG", "Bình", "2", "nghiêng", "a"]), max_size=14),
    st.integers(8, 120),
)
def test_lines_hold_the_words_in_order_and_fit(words, width):
    lines = balanced(" ".join(words), width, 14)

    assert " ".join(lines).split() == words
    for line in lines:
        assert width_mm(line, 14) <= width or len(line.split()) == 1


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("ĐẢNG BỘ THÀNH PHỐ BIÊN HÒA", 88, ("ĐẢNG BỘ THÀNH PHỐ BIÊN HÒA",)),
        ("ĐẢNG ỦY PHƯỜNG LONG BÌNH TÂN", 80, ("ĐẢNG ỦY", "PHƯỜNG LONG BÌNH TÂN")),
        (
            "về việc chuyển giao đảng viên Chi bộ cơ quan phường Long Bình Tân",
            110,
            ("về việc chuyển giao đảng viên", "Chi bộ cơ quan phường Long Bình Tân"),
        ),
        (
            "về việc sửa đổi Quyết định số 10-QĐ/ĐU, ngày 02/5/2019",
            80,
            ("về việc sửa đổi Quyết định", "số 10-QĐ/ĐU, ngày 02/5/2019"),
        ),
        ("", 80, ()),
    ],
)
def test_lines_break_where_a_clerk_would_break_them(text, width, lines):
    assert balanced(text, width, 14) == lines


@pytest.mark.parametrize("place", ["Biên Hòa", "Long Bình Tân", "Thành phố Biên Hòa, tỉnh Đồng Nai"])
def test_number_and_date_share_the_line_without_touching(place):
    committee = replace(papers.COMMITTEE, place=place)
    paper = compose_dissolution(papers.dissolution(issue=papers.issue(109, committee=committee)))
    head = head_of(paper, LAYOUT)

    assert head.left_width + head.right_width == pytest.approx(LAYOUT.text_width, abs=0.02)
    number_ends = head.number_indent + width_mm(head.number, LAYOUT.number_size)
    assert number_ends < LAYOUT.text_width - head.date_width
    assert width_mm(head.date, LAYOUT.date_size, italic=True) <= head.date_width


def test_the_code_holds_its_address_in_both_forms():
    image, drawing = qr.png(papers.VERIFICATION.payload), qr.svg(papers.VERIFICATION.payload)

    assert image.startswith(b"\x89PNG")
    assert drawing.startswith("<svg")
    assert qr.png("https://another.example") != image
