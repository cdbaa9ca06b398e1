from __future__ import annotations

import pytest

from chibo.registry.imports.headings import meaning
from chibo.registry.imports.labels import MEMBER_FIELDS, UNIT_FIELDS
from chibo.registry.imports.member_words import MEMBERS
from chibo.registry.imports.records import EXTRA, MemberRecord
from chibo.registry.imports.unit_words import UNITS


@pytest.mark.parametrize(
    ("levels", "fields"),
    [
        (["Ngày vào Đảng / chính thức"], ("admitted_on", "official_on")),
        (["Ngày vào Đảng\nNgày chính thức"], ("admitted_on", "official_on")),
        (["Ngày vào Đảng chính thức"], ("official_on",)),
        (["Ngày vào Đảng (chính thức)"], ("official_on",)),
        (["Ngày\nvào Đảng"], ("admitted_on",)),
        (["Ngày, tháng, năm sinh"], ("born_on",)),
        (["Nam, nữ\nNgày sinh"], ("gender", "born_on")),
        (["Họ và tên / họ tên khai sinh"], ("full_name", "birth_name")),
        (["Họ và\ntên"], ("full_name",)),
        (["Chính thức / dự bị"], ("status",)),
        (["Trình độ: văn hóa, lý luận, chuyên môn nghiệp vụ"], ("education", "politics", "qualification")),
        (["Địa chỉ, số điện thoại"], ("residence", "phone")),
        (["Chức vụ Đảng, chính quyền"], ("position",)),
        (["Số thẻ / ngày cấp"], ("card_number", "")),
        (["Ngày vào Đảng", "Chính thức"], ("official_on",)),
        (["Ngày, tháng, năm", "Vào Đảng"], ("admitted_on",)),
        (["Chức vụ", "Chính quyền"], ("position",)),
        (["Chức vụ", "Đảng"], ("party_position",)),
        (["Họ và", "tên"], ("full_name",)),
        (["Họ và tên", "(chữ in hoa)"], ("full_name",)),
        (["Trình độ", "Lý luận"], ("politics",)),
    ],
)
def test_headings_say_one_field_or_several(levels, fields):
    found = meaning(levels, MEMBERS)
    assert found is not None
    assert found.fields == fields


@pytest.mark.parametrize(
    ("levels", "fields", "constant"),
    [
        (["Năm sinh", "Nam"], ("gender", "born_on"), "MALE"),
        (["Năm sinh", "Nữ"], ("gender", "born_on"), "FEMALE"),
        (["Giới tính", "Nữ"], ("gender",), "FEMALE"),
        (["Đảng viên", "Dự bị"], ("status",), "PROBATIONARY"),
    ],
)
def test_a_heading_may_itself_be_the_answer(levels, fields, constant):
    found = meaning(levels, MEMBERS)
    assert found is not None
    assert (found.fields, found.constant) == (fields, constant)


@pytest.mark.parametrize(
    "heading",
    [
        *("Ngày vào Đoàn", "Họ và tên bố", "Họ tên vợ", "Ngày cấp thẻ", "Ghi chú", "Số CCCD", "Tuổi Đảng", "Nơi sinh"),
        *("Ghi chú nội bộ", "Nguyễn Văn An", "Khu phố 1", "DANH SÁCH ĐẢNG VIÊN", "CHI BỘ KHU PHỐ 1", "Ngày tháng năm"),
    ],
)
def test_what_only_resembles_a_field_feeds_none(heading):
    found = meaning([heading], MEMBERS)
    assert found is None or found.public == ()


def test_a_group_over_several_columns_does_not_speak_for_each():
    assert meaning(["Ngày vào Đảng", "Số quyết"], MEMBERS, alone=False) is None


def test_every_field_can_be_chosen_and_is_kept():
    standing_and_own = {"status", *MemberRecord.__slots__} - {"row", "standing", "cell_code", "extra"}
    assert set(MEMBER_FIELDS) == standing_and_own | set(EXTRA)
    assert set(MEMBERS.phrases) - {"family_name", "given_name"} == set(MEMBER_FIELDS)
    assert set(UNITS.phrases) == set(UNIT_FIELDS)
