from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.domain.vietnamese import (
    is_syllable,
    name_sort_key,
    nfc,
    number_in_words,
    search_key,
    settle_tones,
    sort_key,
    split_name,
    title_case_name,
)

# Sorted by ICU 77 for vi_VN, not by this project.
WORDS = """
a à ả ã á ạ ai ă ằ ẳ ẵ ắ ặ ăn â ầ ẩ ẫ ấ ậ ân b c ca cà cha chả da dạ đa đà Đà đá e è ẽ é em ê ề ễ ế ệ ếm g gà
h ha hà Hà HÀ hả hã há hạ hoa hoà hòa i ì k k'brê kh la lá n ng nga o ò ó oan ô ồ ố ông ơ ờ ớ ơn p ph q r s t th
u ù ú un ư ừ ứ ưng v x y ỳ ý z
""".split()  # noqa: SIM905 - a list that is read as a line
PLACES = """(a)|1|9a|An Bình|an hòa|An Hòa|Ân Hòa|Ấp 1|Ấp 10|Ấp 2|Da Phước|Đa Phước|khu phố 1|khu phố 11|khu phố 1A|
Khu phố, ấp|khu-phố""".replace("\n", "").split("|")
PEOPLE = """Nguyễn Văn An|Võ Thị Án|Đặng Văn Anh|Ánh|Lê Ánh|Phạm Thi Ánh|Phạm Thị Ánh|Trần Ăn|Lê Thị Ân|Y Bhok|
Bùi Thị Dung|Bùi Văn Dũng|Hoàng Dức|Lê Văn Đông|Lê Văn Đồng|Hoàng Đức|Nguyễn Thị Hoa|Nguyễn Thị Hoà|Nguyễn Thị Hoả|
Nguyễn Thị Hòa|Nguyễn Văn Hoàng|Nguyễn Thị Hồng|K'Brê|Điểu K'Lộc|H'Mông Lan|Ông Văn Oanh|Ông Văn Ơn|Trần Tú|
Trần Văn Tuấn|Trần Tư|Trần Từ|Trấn Từ|Trần Tử|Lý Thị Uyên|Lý Thị Ươm|Do Thi Vy|Đỗ Thị Vy|Đỗ Thị Vỹ|Vũ Ý|Nguyễn Yến|
Võ Thị Yến|Vũ Thị Yến""".replace("\n", "").split("|")


@pytest.mark.parametrize("in_order", [WORDS, PLACES], ids=["words", "places"])
def test_texts_sort_as_the_dictionary_does(in_order):
    assert sorted(Random(7).sample(in_order, len(in_order)), key=sort_key) == in_order


def test_people_sort_by_given_name_and_then_by_the_rest():
    assert sorted(Random(7).sample(PEOPLE, len(PEOPLE)), key=name_sort_key) == PEOPLE


def test_sort_keys_are_plain_ascii_and_equal_for_both_forms_of_unicode():
    for name in PEOPLE:
        assert name_sort_key(name).isascii()
        assert name_sort_key(unicodedata.normalize("NFD", name)) == name_sort_key(name)


def test_the_key_of_a_very_long_name_fits_its_column_and_still_sorts_by_letters():
    longest = " ".join(["Nguyễn"] * 17)
    assert len(name_sort_key(longest)) == 240
    assert name_sort_key(longest) < name_sort_key("Nguyệt")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("  NGUYỄN\u00a0 VĂN\n ĐỨC ", "nguyen van duc"),
        (unicodedata.normalize("NFD", "Nguyễn Văn Đức"), "nguyen van duc"),
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
        ("K’Brê", "k'bre"),
        ("Đặng Thị Ưng", "dang thi ung"),
        ("", ""),
    ],
)
def test_search_keys_fold_marks_case_and_spaces(text, key):
    assert search_key(text) == key


@given(st.text(max_size=30))
def test_a_search_key_is_settled_and_never_longer_than_its_text(text):
    key = search_key(text)
    assert search_key(key) == key
    assert len(key) <= len(nfc(text).lower())


@pytest.mark.parametrize(
    ("full_name", "family_and_middle", "given_name"),
    [
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh", "Khai"),
        ("K'Brê", "", "K'Brê"),
        (" Lê  An ", "Lê", "An"),
        ("", "", ""),
    ],
)
def test_the_given_name_is_the_last_word(full_name, family_and_middle, given_name):
    assert split_name(full_name) == (family_and_middle, given_name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("NGUYỄN VĂN An", "Nguyễn Văn An"),
        ("Nguyễn văn An", "Nguyễn Văn An"),
        ("  LÊ   THỊ  Ý ", "Lê Thị Ý"),
        ("ĐẶNG THỊ ƯNG", "Đặng Thị Ưng"),
        ("K'BRÊ", "K'Brê"),
        ("k'brê", "K'Brê"),
        ("ĐIỂU K’LỘC", "Điểu K’Lộc"),
        ("H'mông Lan", "H'mông Lan"),
        ("Y BHOK", "Y Bhok"),
        ("Y Bhok Niê", "Y Bhok Niê"),
        ("NGUYỄN-LÊ AN", "Nguyễn-Lê An"),
        (unicodedata.normalize("NFD", "TRẦN THỊ BÍCH"), "Trần Thị Bích"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)
def test_names_come_out_of_capitals(written, name):
    assert title_case_name(written) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("HOÀ", "HÒA"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("qúy", "quý"),
        ("hòan", "hoàn"),
        ("gìa", "già"),
    ],
)
def test_two_places_of_one_tone_are_one_spelling(one, other):
    assert settle_tones(one) == settle_tones(other)


@pytest.mark.parametrize(
    "text",
    [
        *["hoàn", "hoàng", "ngoại", "khuỷu", "nguyễn", "quý", "quả", "giếng", "gì", "già", "của", "mùa", "ướt", "thuở"],
        *["Hòa", "thủy", "khỏe", "Nguyễn Văn Hòa", "K'Brê", "Niê", "café", "đường", "chuyện", "người", "ngoằn ngoèo"],
    ],
)
def test_settled_spellings_stay(text):
    assert settle_tones(text) == text


@pytest.mark.parametrize(
    "word", ["Nguyễn", "nghiêng", "Quỳnh", "giặt", "khuya", "ƯỚC", "ý", "thuở", "gìn", "boong", "hoà", "hòa"]
)
def test_vietnamese_syllables_are_recognised(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["NguyÔn", "Nguyeãn", "café", "Müller", "tôt", "hoc", "hòan", "qúy", "hoị", "ké́", "ngế", "cỉ", "ñu", "K'Brê", ""],
)
def test_other_words_are_no_syllables(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (473, "bốn trăm bảy mươi ba"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (2025, "hai nghìn không trăm hai mươi lăm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_000_000_000, "hai tỷ"),
        (1_234_567_891, "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi mốt"),
        (-3, "âm ba"),
    ],
)
def test_numbers_stand_in_words(number, words):
    assert number_in_words(number) == words
