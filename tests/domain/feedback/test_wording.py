"""Which passages of a concern are taken to name a person."""

from __future__ import annotations

import unicodedata

import pytest

from chibo.domain.feedback.wording import Passage, Sign, passages_naming

NAMING = [
    ("Đề nghị ông Năm dọn rác", [("NAME", "ông Năm")]),
    ("Ông Nguyễn Thử Nghiệm lấn vỉa hè", [("NAME", "Ông Nguyễn Thử Nghiệm")]),
    ("bà Trần Thị Mẫu ở hẻm 3, chị Tư bên cạnh", [("NAME", "bà Trần Thị Mẫu"), ("NAME", "chị Tư")]),
    ("nhà ông/bà Mười nuôi heo", [("NAME", "ông/bà Mười")]),
    ("đồng chí Lê Mẫu chưa trả lời", [("NAME", "đồng chí Lê Mẫu")]),
    ("Chú Trương Phi làm ồn", [("NAME", "Chú Trương Phi")]),
    ("người tên Phạm Văn Mẫu", [("NAME", "Phạm Văn Mẫu")]),
    ("liên hệ 0912 345 678", [("PHONE", "0912 345 678")]),
    ("gọi 0912.345.678.", [("PHONE", "0912.345.678")]),
    ("gọi +84 912345678", [("PHONE", "+84 912345678")]),
    ("máy bàn 0251 3822 123", [("PHONE", "0251 3822 123")]),
    ("CCCD 075099123456", [("ID_NUMBER", "075099123456")]),
    ("CMND số 271234567", [("ID_NUMBER", "271234567")]),
    ("Cô Ba, 0912345678", [("NAME", "Cô Ba"), ("PHONE", "0912345678")]),
]
HARMLESS = [
    "",
    "Bà con khu phố 3 mong sửa cống trước mùa mưa",
    "ông trưởng khu phố hẹn mãi",
    "Ông Trưởng ấp hẹn mãi",
    "bà Chủ tịch Hội phụ nữ đã biết",
    "Đường Bà Huyện Thanh Quan ngập",
    "đèn trên đường Nguyễn Văn Trỗi hỏng",
    "cầu Ông Buông xuống cấp",
    "xe buýt đi Bà Rịa không dừng",
    "Anh em công nhân thiếu nước",
    "Đền bù 1.500.000.000 đồng, hồ sơ 12345678",
    "từ 03.02.2019 đến 03/02/2020",
    "Cháu nhỏ không có chỗ học; Công an đã đến",
    "Đề nghị các ông, bà. Khu phố cần đèn",
    "Chú ý an toàn",
]


@pytest.mark.parametrize(("text", "found"), NAMING)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_names_a_person_is_found(text, found, form):
    expected = [Passage(Sign(sign), passage) for sign, passage in found]
    assert passages_naming(unicodedata.normalize(form, text)) == expected


@pytest.mark.parametrize("text", HARMLESS)
def test_what_names_nobody_is_left_alone(text):
    assert passages_naming(text) == []
