"""The one list component, over a queryset and over computed rows."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.utils.html import escape

from chibo.accounts.services import set_profile
from tests.factories.registry import World, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.pages")]
LIST = "/thu/dang-vien/"
FIGURES = "/thu/so-lieu/"


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def names(response) -> list[str]:
    """The names in the main column, in order."""
    return [row[response.context["list"].columns[0].name] for row in response.context["list"].rows()]


def page(client: Client, query: str = "", address: str = LIST):
    response = client.get(f"{address}{query}")
    assert response.status_code == 200
    return response


def workbook(response) -> list[list]:
    """The sheet's rows below its headings, the headings first."""
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(index for index, row in enumerate(rows) if row[0] == "STT")
    return rows[head:]


def test_the_list_stands_in_the_order_of_given_names(officer):
    assert names(page(officer)) == ["Đỗ Thị Ánh", "Lê Dự Bị", "Trần Văn Bình", "Ngô Thị Hậu", "Phạm Văn Tổ"]


def test_a_name_is_found_without_its_accents_in_any_order_of_words(officer):
    assert names(page(officer, "?tim=binh tran")) == ["Trần Văn Bình"]
    assert names(page(officer, "?tim=đỗ")) == names(page(officer, "?tim=do")) == ["Đỗ Thị Ánh"]
    assert names(page(officer, "?tim=khongcoai")) == []


def test_the_count_speaks_of_one_row_and_of_many(officer, world):
    set_profile(actor=world.officer, language="en", large_text=False)
    assert "<b>1</b> member<" in page(officer, "?tim=binh tran").text
    assert "<b>5</b> members<" in page(officer).text


def test_the_count_is_what_was_found_not_what_is_shown(officer, world):
    for number in range(30):
        make_member(world.first_cell, f"Bùi Văn Số{number}")
    response = page(officer, "?so-dong=20&tim=bui")
    assert response.context["list"].count == 30
    assert len(names(response)) == 20
    assert response.context["list"].page_count == 2
    assert "21–30" in page(officer, "?so-dong=20&tim=bui&trang=2").text


def test_a_page_beyond_the_end_is_the_last_page_and_nonsense_is_the_first(officer):
    assert page(officer, "?trang=99").context["list"].page == 1
    assert len(names(page(officer, "?trang=abc"))) == 5
    assert page(officer, "?so-dong=1000000").context["list"].size == 50


def test_filters_narrow_and_each_can_be_taken_back(officer):
    response = page(officer, "?gender=FEMALE&tim=thi")
    assert names(response) == ["Đỗ Thị Ánh", "Ngô Thị Hậu"]
    words = dict(response.context["list"].narrowings())
    assert words == {"Tìm: “thi”": "?gender=FEMALE", "Giới tính: Nữ": "?tim=thi"}


def test_a_filter_value_that_is_no_choice_is_ignored(officer):
    assert len(names(page(officer, "?gender=OTHER&cell=XX&vao-tu=31/02/2001"))) == 5


def test_a_filter_may_ask_for_a_day(officer, world):
    make_member(world.first_cell, "Vũ Mới Vào", admitted_on="2014-05-01")
    assert names(page(officer, "?vao-tu=01/01/2014")) == ["Vũ Mới Vào"]


def test_sorting_by_a_column_turns_round_at_the_second_press(officer):
    response = page(officer, "?xep=-full_name")
    assert names(response)[0] == "Phạm Văn Tổ"
    first = response.context["list"].headings()[0]
    assert (first.direction, first.address) == ("descending", "?xep=full_name")
    assert 'aria-sort="descending"' in response.text


def test_unknown_values_come_last_in_both_directions(officer):
    assert names(page(officer, "?xep=official_from"))[-1] == "Lê Dự Bị"
    assert names(page(officer, "?xep=-official_from"))[-1] == "Lê Dự Bị"


def test_a_column_that_cannot_be_sorted_by_leaves_the_order_alone(officer):
    assert names(page(officer, "?xep=standing")) == names(page(officer))


def test_chosen_columns_stay_for_the_session_and_go_into_the_spreadsheet(officer):
    chosen = officer.get(f"{LIST}?cot=full_name&cot=hometown&cot=nonsense&tim=binh")
    assert (chosen.status_code, chosen.headers["Location"]) == (302, f"{LIST}?tim=binh")
    assert [column.name for column in page(officer).context["list"].columns] == ["full_name", "hometown"]
    assert workbook(officer.get(f"{LIST}?xuat=xlsx"))[0] == ["STT", "Họ và tên", "Quê quán"]


def test_a_page_costs_one_count_and_one_page_query(officer, django_assert_num_queries, world):
    page(officer)
    # Session, user, roles, their paths, size of the scope, place, count, page.
    with django_assert_num_queries(8) as few:
        page(officer)
    for number in range(60):
        make_member(world.first_cell, f"Bùi Văn Số{number}")
    with django_assert_num_queries(len(few)):
        page(officer)


def test_only_what_changed_is_sent_to_htmx(officer):
    part = officer.get(LIST, headers={"HX-Request": "true", "HX-Target": "list-people"}).text
    assert part.lstrip().startswith('<div id="list-people"')
    assert "<html" not in part


def test_values_are_escaped_in_cells_links_and_the_search_box(officer, world):
    evil = '<script>alert("x")</script>'
    make_member(world.first_cell, f"Lê {evil}")
    text = page(officer, f"?tim={evil}").text
    assert evil not in text
    assert escape(evil) in text or "&lt;Script&gt;" in text or "&lt;script&gt;" in text


def test_the_spreadsheet_holds_exactly_what_was_filtered_in_the_same_order(officer):
    rows = workbook(officer.get(f"{LIST}?gender=FEMALE&xep=-full_name&xuat=xlsx"))
    assert [row[:2] for row in rows[1:]] == [[1, "Ngô Thị Hậu"], [2, "Đỗ Thị Ánh"]]
    assert rows[1][3].date() == date(2010, 1, 1)
    assert rows[1][2] == "01/05/1980"
    assert rows[1][4] == "Chính thức"


@pytest.mark.parametrize("start", ["=1+1", "+84", "-5", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_stays_text(officer, world, start):
    make_member(world.first_cell, "Bùi Văn Công", hometown=start)
    officer.get(f"{LIST}?cot=full_name&cot=hometown")
    response = officer.get(f"{LIST}?tim=cong&xuat=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == start)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_the_spreadsheet_says_what_it_holds(officer):
    response = officer.get(f"{LIST}?ngay=01/06/2019&tim=thi&xuat=xlsx")
    assert "dang-vien-thu-20190601.xlsx" in response.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    first = [sheet.cell(line, 1).value for line in range(1, 6)]
    assert first[:4] == ["Đảng viên thử", "Tính đến ngày 01/06/2019", "Tìm: “thi”", "Tổng số: 2 đảng viên"]


def test_the_print_shows_every_row_found_and_the_way_back(officer, world):
    for number in range(25):
        make_member(world.first_cell, f"Bùi Văn Số{number}")
    response = page(officer, "?in=1&so-dong=20&tim=bui")
    assert response.text.count("<tr ") == 25
    assert "Tổng số: 25 đảng viên" in response.text
    assert "?so-dong=20&amp;tim=bui" in response.text


def test_an_empty_result_says_how_to_see_everything_again(officer):
    assert "Bỏ mọi điều kiện" in page(officer, "?tim=khongcoai").text


def test_ticks_carry_the_key_of_their_row(officer, world):
    assert f'name="chon" value="{world.staff[0].pk}"' in page(officer, "?tim=binh").text


def test_computed_rows_are_searched_filtered_sorted_and_totalled_alike(officer):
    response = page(officer, address=FIGURES)
    assert names(response) == ["Xã Đông", "Xã Ấm", "Xã An"]
    assert response.context["list"].totals_shown() == [("Đã chuyển", "1.207")]
    assert names(page(officer, "?state=", FIGURES)) == ["Xã Đông", "Xã Ấm", "Xã Bắc", "Xã An"]
    assert names(page(officer, "?state=&xep=name", FIGURES)) == ["Xã An", "Xã Ấm", "Xã Bắc", "Xã Đông"]
    assert names(page(officer, "?state=&xep=-moved", FIGURES)) == ["Xã Đông", "Xã An", "Xã Bắc", "Xã Ấm"]
    assert names(page(officer, "?tim=dong", FIGURES)) == ["Xã Đông"]


def test_a_filter_with_a_default_can_be_switched_off_and_stays_off(officer):
    listed = page(officer, "?state=&tim=xa", FIGURES).context["list"]
    assert listed.address(xep="name") == "?state=&tim=xa&xep=name"
    assert dict(page(officer, "", FIGURES).context["list"].narrowings()) == {"Trạng thái: Đang làm": "?state="}
