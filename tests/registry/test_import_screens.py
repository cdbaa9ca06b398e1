"""The import wizard as people use it: send a file up, say what its columns hold, mend, decide, commit, take back."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from chibo.registry.models import ImportBatch, Member, Membership, Unit
from chibo.registry.services.imports import prepare_import
from chibo.registry.services.members import move_member
from tests.factories.registry import World, make_member
from tests.registry.browser import Browser, errors, words
from tests.registry.imports.books import text_file, xlsx

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "Chi bộ", "Ghi chú"]
AN = [1, "Nguyễn Văn An", "03/02/1975", "03/02/1999", "03/02/2000", "10000001", "Chi bộ khu phố 1", ""]
BE = [2, "Trần Thị Bé", "01/05/1980", "01/05/2010", "01/05/2011", "10000002", "Chi bộ khu phố 2", ""]
WRONG = [3, "Lê Văn Cần", "31/02/1980", "01/05/2010", "01/05/2011", "10000003", "Chi bộ khu phố 9", ""]


@pytest.fixture
def officer(world: World) -> Browser:
    return Browser(world.officer)


def send(browser: Browser, content: bytes, *, name: str = "danh-sach.xlsx", **values: str) -> HttpResponse:
    facts = {"kind": "MEMBERS", "unit": "TAMHOA", "starts_on": "01/04/2019"} | values
    return browser.post("/nhap-danh-sach/tai-len/", facts | {"file": SimpleUploadedFile(name, content)})


def sent(browser: Browser, *rows: list, headings: list[str] = HEADINGS, **values: str) -> ImportBatch:
    response = send(browser, xlsx([headings, *rows]), **values)
    assert response.status_code == 302, errors(response)
    return ImportBatch.objects.latest("pk")


def page(browser: Browser, batch: ImportBatch, step: str = "doi-chieu", **query: str) -> HttpResponse:
    response = browser.get(f"/nhap-danh-sach/{batch.pk}/{step}/", query)
    assert response.status_code == 200
    return response


def hidden(response: HttpResponse, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.text)[1]


def commit(browser: Browser, batch: ImportBatch) -> HttpResponse:
    """Press the button of the confirm page."""
    shown = page(browser, batch, "ghi")
    given = {"once": hidden(shown, "once"), "seen": hidden(shown, "seen"), "confirmed": "1"}
    return browser.post(f"/nhap-danh-sach/{batch.pk}/ghi/", given, follow=True)


def counts(response: HttpResponse) -> dict[str, int]:
    return {tab.name: tab.count for tab in response.context["tabs"]}


def test_a_list_goes_all_the_way_and_back(officer: Browser, world: World):
    batch = sent(officer, AN, BE)
    assert "Họ và tên Nguyễn Văn An Trần Thị Bé" in words(page(officer, batch, "cot"))

    preview = page(officer, batch)
    assert counts(preview) == {"trung": 0, "loi": 0, "moi": 2, "thay-doi": 0, "khong-doi": 0, "vang-mat": 5}
    assert not Member.objects.filter(card_number="10000001").exists()

    asked = words(page(officer, batch, "ghi"))
    assert "Thêm mới 2 đảng viên." in asked
    assert "5 đảng viên vắng trong danh sách vẫn giữ nguyên" in asked

    report = commit(officer, batch)
    assert "Đã ghi danh sách vào sổ." in words(report)
    assert Membership.objects.get(member__card_number="10000001").cell == world.first_cell
    assert f'href="/dang-vien/{Member.objects.get(card_number="10000001").pk}/"' in report.text

    undone = officer.submit(f"/nhap-danh-sach/{batch.pk}/hoan-tac/", reason="Nhầm tệp", confirmed="1")
    assert undone.status_code == 302
    assert not Member.objects.filter(card_number="10000001").exists()
    assert "Lần nhập này đã được hoàn tác" in words(page(officer, batch, "ket-qua"))
    assert "Nhầm tệp" in words(page(officer, batch, "ket-qua"))


def test_the_list_of_batches_says_where_each_stands(officer: Browser):
    waiting, done = sent(officer, AN), sent(officer, BE, WRONG)
    commit(officer, done)
    rows = officer.get("/nhap-danh-sach/").context["list"].rows()
    by_pk = {row["pk"]: row for row in rows}
    done_row = by_pk[done.pk]
    assert [int(done_row[name]) for name in ("new", "list_rows", "accepted")] == [1, 2, 1]
    assert by_pk[waiting.pk]["committed_at"] is None
    assert by_pk[waiting.pk]["uploaded_at"] is not None
    said = words(officer.get("/nhap-danh-sach/?trang-thai=WAITING"))
    assert "1 danh sách" in said
    assert "Phường Tam Hòa" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("ds.xlsx", xlsx([HEADINGS, AN])[:900], "không phải là bảng tính hoặc đã hỏng"),
        ("ds.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "không phải là bảng tính hoặc đã hỏng"),
        ("ds.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        ("ds.csv", b"mot,hai\n1,2\n", "Không tìm thấy dòng tiêu đề cột"),
        ("ds.csv", b"", "không có dữ liệu"),
        ("ds.csv", b"  \n", "không có dữ liệu"),
    ],
    ids=["torn", "a renamed PDF", "encrypted", "no headings", "nothing at all", "blank"],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(officer: Browser, name: str, content: bytes, said: str):
    response = send(officer, content, name=name)
    assert response.status_code == 200
    assert said in " ".join(response.context["form"].errors["file"])
    assert not ImportBatch.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_opened(officer: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("chibo.registry.forms.imports.LARGEST", 100)
    response = send(officer, xlsx([HEADINGS, AN]))
    assert "quá lớn" in " ".join(response.context["form"].errors["file"])


def test_a_bomb_is_refused(officer: Browser):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6_000):
            archive.writestr(f"xl/{number}.xml", "")
    assert "quá lớn" in " ".join(send(officer, buffer.getvalue()).context["form"].errors["file"])


def test_a_unit_outside_ones_scope_is_no_choice(officer: Browser):
    response = send(officer, xlsx([HEADINGS, AN]), unit="TANMAI")
    assert "trong phạm vi của đồng chí" in errors(response)[0]


def test_members_go_into_a_commune_or_a_cell_and_units_under_an_area(world: World):
    organiser = Browser(world.organiser)
    assert "một xã, phường, thị trấn hoặc một chi bộ" in errors(send(organiser, xlsx([HEADINGS, AN]), unit="BH"))[0]
    units = xlsx([["Mã", "Tên", "Loại", "Trực thuộc"], ["X1", "Chi bộ X", "Chi bộ khu dân cư", "TAMHOA"]])
    refused = send(organiser, units, kind="UNITS", unit="TAMHOA-KP1")
    assert "Dưới chi bộ không có đơn vị nào" in errors(refused)[0]


def test_a_day_before_the_unit_existed_is_refused(officer: Browser):
    response = send(officer, xlsx([HEADINGS, AN]), starts_on="01/04/2001")
    assert "Phường Tam Hòa không hoạt động vào ngày 01/04/2001." in errors(response)


def test_the_same_file_again_is_told_and_changes_nothing(officer: Browser):
    content = xlsx([HEADINGS, AN, BE])
    send(officer, content)
    first = ImportBatch.objects.get()
    commit(officer, first)
    response = send(officer, content)
    told = officer.get(response["Location"])
    assert f'<a href="/nhap-danh-sach/{first.pk}/ket-qua/">' in told.text
    batch = ImportBatch.objects.latest("pk")
    assert counts(page(officer, batch))["khong-doi"] == 2
    commit(officer, batch)
    assert Member.objects.filter(card_number="10000001").count() == 1


def columns_sent(shown: HttpResponse, **changed: str) -> dict[str, str]:
    form = shown.context["form"]
    given = {name: form[name].value() for name in form.fields}
    for heading, value in changed.items():
        given[next(name for name, found in form.headings.items() if found.heading == heading)] = value
    return given


def test_a_column_can_be_mapped_by_hand(officer: Browser):
    headings = ["Họ và tên", "Ngày sinh", "Cột lạ", "Chi bộ"]
    batch = sent(officer, ["Nguyễn Văn An", "1975", "10000001", "Chi bộ khu phố 1"], headings=headings)
    shown = page(officer, batch, "cot")
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/cot/", columns_sent(shown, **{"Cột lạ": "card_number"}))
    assert response["Location"] == f"/nhap-danh-sach/{batch.pk}/doi-chieu/"
    batch.refresh_from_db()
    assert batch.columns == {"Cột lạ": "card_number"}
    assert page(officer, batch).context["list"].rows()[0]["card"] == "10000001"
    assert "đồng chí chọn" in words(page(officer, batch, "cot"))


def test_two_columns_cannot_hold_one_field(officer: Browser):
    headings = ["Họ và tên", "Ngày sinh", "Cột lạ", "Chi bộ"]
    batch = sent(officer, ["Nguyễn Văn An", "1975", "1976", "Chi bộ khu phố 1"], headings=headings)
    shown = page(officer, batch, "cot")
    given = columns_sent(shown, **{"Cột lạ": "full_name", "Họ và tên": "full_name"})
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/cot/", given)
    assert response.status_code == 200
    assert "đã có cột khác giữ mục đó" in words(response)


def test_a_column_without_which_nothing_can_be_read_cannot_be_left_out(officer: Browser):
    batch = sent(officer, AN)
    shown = page(officer, batch, "cot")
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/cot/", columns_sent(shown, **{"Họ và tên": "-"}))
    assert response.status_code == 200
    assert "Chưa có cột nào được nhận là “Họ và tên”." in words(response)
    assert ImportBatch.objects.get(pk=batch.pk).columns == {}


def test_another_sheet_can_be_read(officer: Browser):
    send(officer, xlsx([HEADINGS, AN], [HEADINGS, BE, WRONG], names=["Năm nay", "Năm ngoái"]))
    batch = ImportBatch.objects.latest("pk")
    shown = page(officer, batch, "cot")
    assert shown.context["table"].sheet == "Năm ngoái"
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/cot/", columns_sent(shown) | {"sheet": "Năm nay"})
    assert response["Location"] == f"/nhap-danh-sach/{batch.pk}/cot/"
    batch.refresh_from_db()
    assert page(officer, batch).context["reading"].row_count == 1


def test_an_old_code_page_is_named(officer: Browser):
    content = text_file([["Hä vµ tªn", "Ngµy sinh", "Chi bé"], ["NguyÔn V¨n ¸i", "1975", "Chi bé khu phè 1"]])
    send(officer, content, name="ds.csv")
    batch = ImportBatch.objects.latest("pk")
    assert "bảng mã cũ TCVN3" in words(page(officer, batch, "cot"))
    assert "Nguyễn Văn Ái" in words(page(officer, batch))


def test_wrong_cells_are_told_and_mended_in_the_browser(officer: Browser, world: World):
    batch = sent(officer, AN, WRONG)
    shown = page(officer, batch)
    assert shown.context["tab"] == "loi"
    said = words(shown)
    assert "Dòng 3 – Lê Văn Cần" in said
    assert "“31/02/1980” không phải là một ngày có thật." in said
    assert "Ghi ngày/tháng/năm, ví dụ 03/02/1999" in said
    assert "Không có chi bộ nào tên là “Chi bộ khu phố 9” trong đơn vị này." in said

    response = officer.post(
        f"/nhap-danh-sach/{batch.pk}/sua-loi/", {"o-3-2": "28/02/1980", "o-3-6": "Chi bộ khu phố 9"}, follow=True
    )
    assert "Đã sửa 1 ô. Còn 1 dòng lỗi." in words(response)
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/sua-loi/", {"o-3-6": "CB KP2"}, follow=True)
    assert "Không còn dòng nào lỗi." in words(response)
    batch.refresh_from_db()
    assert batch.corrections == {"3": {"Ngày sinh": "28/02/1980", "Chi bộ": "CB KP2"}}

    commit(officer, batch)
    assert Membership.objects.get(member__card_number="10000003").cell == world.second_cell


def test_a_mended_cell_can_be_taken_back(officer: Browser):
    batch = sent(officer, WRONG)
    officer.post(f"/nhap-danh-sach/{batch.pk}/sua-loi/", {"o-2-2": "28/02/1980"})
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/sua-loi/", {"bo": "2|Ngày sinh"}, follow=True)
    assert "Đã bỏ chỗ sửa. Còn 1 dòng lỗi." in words(response)
    batch.refresh_from_db()
    assert batch.corrections == {}


def test_cells_that_the_list_does_not_have_are_ignored(officer: Browser):
    batch = sent(officer, WRONG)
    forged = {"o-999-2": "x", "o-2-99": "x", "o--": "x", "o-2-0": "7", "o-a-b": "x", "khac": "x"}
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/sua-loi/", forged, follow=True)
    assert "Chưa có ô nào được sửa." in words(response)
    batch.refresh_from_db()
    assert batch.corrections == {}


def test_good_rows_go_in_without_the_bad_ones_which_come_back_as_a_spreadsheet(officer: Browser):
    batch = sent(officer, AN, WRONG)
    assert "1 dòng lỗi không được ghi" in words(page(officer, batch, "ghi"))
    report = commit(officer, batch)
    assert Member.objects.filter(card_number="10000001").exists()
    assert not Member.objects.filter(card_number="10000003").exists()
    assert "31/02/1980" in words(report)

    file = officer.get(f"/nhap-danh-sach/{batch.pk}/dong-loi/")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content))).active.values)
    assert rows[0][-2:] == ("Lỗi", "Cách sửa")
    assert [row[1] for row in rows[1:]] == ["Lê Văn Cần"]


def test_the_file_comes_back_as_it_was_sent(officer: Browser):
    content = xlsx([HEADINGS, AN])
    send(officer, content)
    response = officer.get(f"/nhap-danh-sach/{ImportBatch.objects.get().pk}/tep-goc/")
    assert b"".join(response.streaming_content) == content
    assert "attachment" in response["Content-Disposition"]


def test_a_change_is_shown_before_and_after(officer: Browser, world: World):
    make_member(world.first_cell, "Nguyễn Văn An", card_number="10000001", born_on="1975")
    batch = sent(officer, [*AN[:6], "Chi bộ khu phố 2", ""])
    shown = page(officer, batch)
    assert shown.context["tab"] == "thay-doi"
    said = words(shown)
    assert "Ngày sinh: 1975 → 03/02/1975" in said
    assert "Chi bộ: Chi bộ khu phố 1 → Chi bộ khu phố 2" in said
    assert "1 người chuyển sang chi bộ khác" in words(page(officer, batch, "ghi"))

    export = officer.get(f"/nhap-danh-sach/{batch.pk}/doi-chieu/?phan=thay-doi&xuat=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(export.streaming_content))).active
    cells = [str(cell) for row in book.iter_rows(values_only=True) for cell in row]
    assert any("Ngày sinh: 1975 → 03/02/1975" in cell and "<" not in cell for cell in cells)


def test_whom_the_list_leaves_out_is_shown_for_information(officer: Browser):
    batch = sent(officer, AN)
    said = words(page(officer, batch, phan="vang-mat"))
    assert "Trần Văn Bình" in said
    assert "việc nhập không đưa ai ra khỏi sổ" in said


def test_a_likely_duplicate_waits_for_a_person(officer: Browser, world: World):
    known = make_member(world.first_cell, "Nguyễn Văn An", card_number="", born_on="1975")
    batch = sent(officer, AN)
    shown = page(officer, batch)
    assert shown.context["tab"] == "trung"
    assert shown.context["page"].object_list[0].options[0][0] == str(known.pk)
    assert "Còn 1 dòng giống đảng viên đã có" in words(page(officer, batch, "ghi"))
    refused = officer.post(f"/nhap-danh-sach/{batch.pk}/ghi/", {"confirmed": "1"})
    assert refused.status_code == 200
    assert ImportBatch.objects.get(pk=batch.pk).committed_at is None

    officer.post(f"/nhap-danh-sach/{batch.pk}/nghi-trung/", {"d-2": str(known.pk)})
    decided = page(officer, batch, phan="trung")
    assert "Dòng 2 – Nguyễn Văn An: Là đảng viên đã có trong sổ" in words(decided)
    assert counts(decided)["thay-doi"] == 1
    commit(officer, batch)
    known.refresh_from_db()
    assert (known.card_number, known.born_on) == ("10000001", "1975-02-03")


def test_a_decision_can_be_taken_back_and_another_person_is_registered(officer: Browser, world: World):
    known = make_member(world.first_cell, "Nguyễn Văn An", card_number="", born_on="1975")
    batch = sent(officer, AN)
    officer.post(f"/nhap-danh-sach/{batch.pk}/nghi-trung/", {"d-2": str(known.pk)})
    officer.post(f"/nhap-danh-sach/{batch.pk}/nghi-trung/", {"bo": "2"})
    assert counts(page(officer, batch))["trung"] == 1
    officer.post(f"/nhap-danh-sach/{batch.pk}/nghi-trung/", {"d-2": "NEW"})
    commit(officer, batch)
    assert Member.objects.filter(search_key=known.search_key).count() == 2


def test_a_forged_choice_is_no_choice(officer: Browser, world: World):
    make_member(world.first_cell, "Nguyễn Văn An", card_number="", born_on="1975")
    stranger = Membership.objects.get(cell=world.other_cell).member
    batch = sent(officer, AN)
    forged = {"d-2": str(stranger.pk), "d-77": "NEW", "d-x": "NEW", "bo": "2"}
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/nghi-trung/", forged, follow=True)
    assert "Chưa có dòng nào được quyết định." in words(response)
    batch.refresh_from_db()
    assert batch.choices == {}


def test_two_rows_of_one_name_and_birth_may_be_two_people(officer: Browser):
    first = ["", "Nguyễn Văn An", "03/02/1975", "", "", "", "Chi bộ khu phố 1", ""]
    batch = sent(officer, first, [*first[:6], "Chi bộ khu phố 2", ""])
    shown = page(officer, batch)
    assert "Dòng 2 của danh sách" in words(shown)
    assert (counts(shown)["trung"], counts(shown)["moi"], counts(shown)["loi"]) == (1, 1, 1)
    officer.post(f"/nhap-danh-sach/{batch.pk}/nghi-trung/", {"d-3": "NEW"})
    assert counts(page(officer, batch))["moi"] == 2


def test_nothing_is_committed_that_the_person_did_not_see(officer: Browser, world: World):
    batch = sent(officer, AN)
    shown = page(officer, batch, "ghi")
    make_member(world.first_cell, "Nguyễn Văn An", card_number="10000001", born_on="1975-02-03")
    given = {"once": hidden(shown, "once"), "seen": hidden(shown, "seen"), "confirmed": "1"}
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/ghi/", given)
    assert "vừa thay đổi. Hãy xem lại các con số" in words(response)
    assert ImportBatch.objects.get(pk=batch.pk).committed_at is None


def test_a_second_click_commits_nothing_twice(officer: Browser):
    batch = sent(officer, AN)
    shown = page(officer, batch, "ghi")
    given = {"once": hidden(shown, "once"), "seen": hidden(shown, "seen"), "confirmed": "1"}
    officer.post(f"/nhap-danh-sach/{batch.pk}/ghi/", given)
    again = officer.post(f"/nhap-danh-sach/{batch.pk}/ghi/", given, follow=True)
    assert "ở lần bấm trước" in words(again)
    assert Member.objects.filter(card_number="10000001").count() == 1


def test_a_list_of_which_no_row_is_right_cannot_be_committed(officer: Browser):
    batch = sent(officer, WRONG)
    assert "Chưa có dòng nào ghi được" in words(page(officer, batch, "ghi"))
    assert officer.post(f"/nhap-danh-sach/{batch.pk}/ghi/", {"confirmed": "1"}).status_code == 200
    assert ImportBatch.objects.get(pk=batch.pk).committed_at is None


def test_undoing_wants_a_reason_and_is_refused_where_something_was_built_on_it(officer: Browser, world: World):
    batch = sent(officer, AN)
    commit(officer, batch)
    response = officer.submit(f"/nhap-danh-sach/{batch.pk}/hoan-tac/", reason=" ")
    assert "reason" in response.context["form"].errors
    member = Member.objects.get(card_number="10000001")
    move_member(actor=world.officer, member=member, cell=world.second_cell, on=date(2019, 6, 1))
    response = officer.submit(f"/nhap-danh-sach/{batch.pk}/hoan-tac/", reason="Nhầm")
    assert "Sau lần nhập đã có thay đổi khác về Nguyễn Văn An" in words(response)
    assert ImportBatch.objects.get(pk=batch.pk).undone_at is None


def test_a_committed_batch_is_closed_to_every_change(officer: Browser):
    batch = sent(officer, AN)
    commit(officer, batch)
    report = f"/nhap-danh-sach/{batch.pk}/ket-qua/"
    for step in ("", "cot/", "doi-chieu/", "ghi/"):
        assert officer.get(f"/nhap-danh-sach/{batch.pk}/{step}")["Location"] == report
    response = officer.post(f"/nhap-danh-sach/{batch.pk}/sua-loi/", {"o-2-2": "1976"}, follow=True)
    assert "Danh sách danh-sach.xlsx đã được ghi." in words(response)


def test_what_was_said_of_a_list_waits_for_another_day(officer: Browser, world: World):
    batch = sent(officer, AN, WRONG)
    prepare_import(actor=world.officer, batch=batch, corrections={"3": {"Ngày sinh": "1980"}})
    later = Browser(world.officer)
    assert later.get(f"/nhap-danh-sach/{batch.pk}/")["Location"] == f"/nhap-danh-sach/{batch.pk}/doi-chieu/"
    assert "Đã sửa 1 ô tại đây" in words(page(later, batch, phan="loi"))


UNIT_HEADINGS = ["Mã", "Tên", "Loại", "Trực thuộc", "Từ ngày"]
KP3 = ["TAMHOA-KP3", "Chi bộ khu phố 3", "Chi bộ khu dân cư", "TAMHOA", "01/01/2018"]
KP4 = ["TAMHOA-KP4", "Chi bộ khu phố 4", "Chi bộ gì đó", "TAMHOA", "01/01/2018"]


def test_units_go_the_same_way(officer: Browser, world: World):
    batch = sent(officer, KP3, KP4, headings=UNIT_HEADINGS, kind="UNITS")
    shown = page(officer, batch)
    assert counts(shown) == {"loi": 1, "moi": 1, "thay-doi": 0, "khong-doi": 0}
    assert "Không có loại đơn vị “Chi bộ gì đó”" in words(shown)
    officer.post(f"/nhap-danh-sach/{batch.pk}/sua-loi/", {"o-3-2": "Chi bộ khu dân cư"})
    assert counts(page(officer, batch))["moi"] == 2
    assert "Thêm mới 2 đơn vị." in words(page(officer, batch, "ghi"))
    report = commit(officer, batch)
    assert Unit.objects.filter(code__in=["TAMHOA-KP3", "TAMHOA-KP4"]).count() == 2
    assert 'href="/don-vi/TAMHOA-KP4/"' in report.text
    assert counts(page(officer, sent(officer, KP3, headings=UNIT_HEADINGS, kind="UNITS")))["khong-doi"] == 1


def test_refused_units_come_back_as_a_spreadsheet(officer: Browser):
    batch = sent(officer, KP3, KP4, headings=UNIT_HEADINGS, kind="UNITS")
    file = officer.get(f"/nhap-danh-sach/{batch.pk}/dong-loi/")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content))).active.values)
    assert [row[0] for row in rows[1:]] == ["TAMHOA-KP4"]


def test_units_of_another_commune_are_refused_in_words(officer: Browser):
    row = ["TANMAI-KP9", "Chi bộ khu phố 9", "Chi bộ khu dân cư", "TANMAI", "01/01/2018"]
    batch = sent(officer, row, headings=UNIT_HEADINGS, kind="UNITS")
    assert "nằm ngoài phạm vi của đồng chí" in words(commit(officer, batch))
    assert not Unit.objects.filter(code="TANMAI-KP9").exists()


def test_others_neither_see_nor_touch_a_batch(officer: Browser, world: World):
    batch = sent(officer, AN)
    outsider, auditor = Browser(world.outsider), Browser(world.auditor)
    assert "danh-sach.xlsx" not in outsider.get("/nhap-danh-sach/").text
    assert auditor.get("/nhap-danh-sach/").status_code == 403
    for other in (outsider, auditor):
        for step in ("", "cot/", "doi-chieu/", "ghi/", "ket-qua/", "hoan-tac/", "dong-loi/", "tep-goc/"):
            assert other.get(f"/nhap-danh-sach/{batch.pk}/{step}").status_code == 404
        for step in ("sua-loi/", "nghi-trung/", "ghi/", "hoan-tac/", "cot/"):
            assert other.post(f"/nhap-danh-sach/{batch.pk}/{step}", {"confirmed": "1"}).status_code == 404


def test_a_long_list_is_shown_in_pages_that_stay_light(officer: Browser):
    rows = [[n, f"Nguyễn Văn A{n}", "1975", "", "", f"{n + 20_000_000}", "Chi bộ khu phố 1", ""] for n in range(400)]
    wrong = [[n, f"Trần Văn B{n}", "31/02/1975", "", "", "", "Chi bộ khu phố 9", ""] for n in range(100)]
    batch = sent(officer, *rows, *wrong)
    shown = page(officer, batch)
    assert len(shown.context["to_mend"]) == 20
    assert len(shown.content) < 100_000
    last = page(officer, batch, phan="loi", trang="5")
    assert "Dòng 501" in words(last)
    new = page(officer, batch, phan="moi")
    assert len(new.context["list"].rows()) == 50
    assert len(new.content) < 100_000


def test_the_day_of_the_list_is_the_day_shown(officer: Browser):
    shown = officer.get("/nhap-danh-sach/tai-len/?ngay=01/04/2019")
    assert shown.context["form"]["starts_on"].value() == date(2019, 4, 1)
