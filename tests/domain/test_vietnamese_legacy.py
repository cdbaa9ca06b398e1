from __future__ import annotations

import pytest

from chibo.domain.vietnamese import Encoding, convert, convert_table, detect

LETTERS = "ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ"
TCVN3 = "¹¶·µ¸©ËÇÊÈÉ¨¾»Æ¼½ãßäâá«éæçåè¬êíîëìÐÌÎÑÏªÕÒÖÓÔóïôñò\u00adù÷öõøÝ×ÞØÜýúûþü®"
VNI = """aï aû aõ aø aù aâ aä aà aá aå aã aê aé aè aë aú aü où oø oï oõ oû oâ oä oå oã oà oá ô ôø ôù ôï ôû ôõ eù eø eû eï eõ
eâ eá eà eä eå eã uù uø uï uû uõ ö öï öõ öû öø öù í ì ò æ ó yù yø yû î yõ ñ""".split()  # noqa: SIM905


def test_every_letter_of_tcvn3_is_read():
    assert convert(TCVN3, Encoding.TCVN3) == LETTERS
    assert convert("¡¢£¤¥¦§", Encoding.TCVN3) == "ĂÂÊÔƠƯĐ"


def test_every_letter_of_vni_is_read_small_and_capital():
    assert [convert(code, Encoding.VNI) for code in VNI] == list(LETTERS)
    assert [convert(code.upper(), Encoding.VNI) for code in VNI] == list(LETTERS.upper())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NguyÔn V¨n An", "Nguyễn Văn An"),
        ("TrÇn ThÞ H\u00ad¬ng", "Trần Thị Hương"),
        ("§Æng Quèc §¹t", "Đặng Quốc Đạt"),
        ("NGUYÔN V¡N ¸I", "NGUYỄN VĂN ÁI"),
        ("nguyÔn v¨n ¸i", "nguyễn văn ái"),
        ("§¶ng bé ph\u00adêng Hßa B×nh", "Đảng bộ phường Hòa Bình"),
        ("Tæ 5, Êp 3", "Tổ 5, ấp 3"),
        ("NGUY£ÔN §¤èNG", "NGUYỄN ĐỐNG"),
        ("“Khu phè 1” – H\u00ad¬ng", "“Khu phố 1” – Hương"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
    ],
)
def test_tcvn3_texts(written, meant):
    assert convert(written, Encoding.TCVN3) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Nguyeãn Vaên An", "Nguyễn Văn An"),
        ("Traàn Thò Höông", "Trần Thị Hương"),
        ("Ñaëng Quoác Ñaït", "Đặng Quốc Đạt"),
        ("NGUYEÃN THÒ AÙNH", "NGUYỄN THỊ ÁNH"),
        ("AÙnh, Aùnh", "Ánh, Ánh"),
        ("Hoàng Haø", "Hồng Hà"),
        ("Lyù Mî", "Lý Mỵ"),
        ("Ñaûng boä phöôøng Hoøa Bình", "Đảng bộ phường Hòa Bình"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
    ],
)
def test_vni_texts(written, meant):
    assert convert(written, Encoding.VNI) == meant


@pytest.mark.parametrize(
    "texts",
    [
        ["Hoàng Hà", "Trà Cú", "Bé Ba", "có là thì mà"],
        ["Nguyễn Văn An", "Hoàng Thị Hòa", "Khu phố 1"],
        ["Nguyen Van An", "Khu pho 1"],
        ["Café Müller", "naïve", "São Paulo", "Señor", "Zürich", "Coût"],
        ["Où est le café ? Déjà vu, très joli, garçon"],
        ["Krông Nô", "Y Bhôk Niê", "Rơ Châm H'Bê", "Đắk Lắk", "Siu Blôih"],
        ["1.5 m²", "25 °C", "© 2019", "5½"],
        [],
        [""],
    ],
    ids=["latin-1 Vietnamese", "Unicode", "unmarked", "foreign", "French", "uplands", "symbols", "nothing", "blank"],
)
def test_other_texts_are_never_taken_for_an_old_page(texts):
    assert detect(texts) is Encoding.UNICODE
    assert convert_table([texts]) == ([texts], Encoding.UNICODE)


def test_an_old_page_is_recognised_by_its_words():
    assert detect(["NguyÔn V¨n An"]) is Encoding.TCVN3
    assert detect(["Nguyeãn Vaên An"]) is Encoding.VNI
    assert detect(["nguyÔn v¨n an", "trÇn thÞ b×nh"]) is Encoding.TCVN3


def test_a_word_that_reads_both_ways_follows_its_neighbours():
    table, encoding = convert_table([["Nguyeãn Vaên An", "Hoàng"], ["Leâ Thò Ba", "Hoàng"]])
    assert encoding is Encoding.VNI
    assert table == [["Nguyễn Văn An", "Hồng"], ["Lê Thị Ba", "Hồng"]]


def test_unicode_headings_over_an_old_list_stay():
    headings = ["Họ và tên", "Quê quán", "Ghi chú"]
    table, encoding = convert_table([headings, ["NguyÔn V¨n An", "Hµ Néi", None], ["Lª ThÞ Bé", "HuÕ", 3.0]])
    assert encoding is Encoding.TCVN3
    assert table == [headings, ["Nguyễn Văn An", "Hà Nội", None], ["Lê Thị Bộ", "Huế", 3.0]]


def test_unicode_rows_between_rows_of_an_old_page_stay():
    table, _ = convert_table(
        [
            ["Nguyeãn Vaên An", "Hoàng Lan"],
            ["Trần Thị Bé", "Hoàng Lan"],
            ["Phaïm Vaên Chín", "Quaän 1"],
        ]
    )
    assert table == [
        ["Nguyễn Văn An", "Hồng Lan"],
        ["Trần Thị Bé", "Hoàng Lan"],
        ["Phạm Văn Chín", "Quận 1"],
    ]


def test_decomposed_text_is_composed_and_values_pass_through():
    assert convert_table([["Nguye\u0302\u0303n", 1.0, None, True]]) == ([["Nguyễn", 1.0, None, True]], Encoding.UNICODE)
