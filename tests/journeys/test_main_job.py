"""The main job in a browser, from an empty database to the last transfer confirmed, as four people would do it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.journeys.books import BAD_DAY, BAD_NAME, RESIDENTS, STAFF, write_members
from tests.journeys.conftest import Come
from tests.journeys.people import Person
from tests.journeys.site import Site

pytestmark = pytest.mark.xdist_group("journeys")
TITLE = "Không tổ chức chi bộ cơ quan"
REASON = "Gắn với địa bàn đang phụ trách"


def open_campaign(organiser: Person) -> None:
    organiser.on_day("16/04/2019")
    organiser.opens("Đợt sắp xếp")
    organiser.follows("Mở đợt")
    organiser.types(
        directive_number="260-KH/TU",
        directive_issuer="Ban Thường vụ Tỉnh ủy Đồng Nai",
        issued_on="16/04/2019",
        title=TITLE,
        deadline="31/12/2019",
        code="C1",
    )
    organiser.page.check("[name=letters_wanted]")
    organiser.chooses(unit="Thành phố Biên Hòa")
    organiser.sees("Phạm vi của đợt", "Phường Hố Nai")
    organiser.looks("campaign-form")
    organiser.presses("Mở đợt")
    organiser.sees("Đã mở đợt sắp xếp", "Phường Tam Hòa", "Phường Hố Nai", "Không thuộc diện")
    organiser.looks("campaign")


def import_members(officer: Person, site: Site) -> None:
    """The untidy list goes in by the wizard; its one wrong day is mended on the screen."""
    officer.on_day("18/04/2019")
    officer.opens("Nhập danh sách")
    officer.follows("Tải danh sách lên")
    officer.page.set_input_files("[name=file]", write_members(site.folder / "ds dang vien.xlsx"))
    officer.types(unit="Phường Tam Hòa", starts_on="01/04/2019")
    officer.looks("import-upload")
    officer.presses("Tải lên và đọc thử")
    officer.sees("Tiêu đề trong tệp", "Sinh hoạt tại chi bộ")
    officer.looks("import-columns")
    officer.presses("Tiếp tục: đối chiếu")
    everybody = len(STAFF) + len(RESIDENTS)
    officer.sees(f"{everybody} dòng: {everybody - 1} ghi được, 1 có lỗi")
    officer.follows(re.compile("^Lỗi"))
    officer.sees(BAD_NAME.upper() if officer.says(BAD_NAME.upper()) else BAD_NAME)
    officer.looks("import-mend")
    officer.page.locator("main input[aria-invalid=true]").fill("03/02/2001")
    officer.presses("Ghi chỗ đã sửa và đọc lại")
    officer.sees("Không còn dòng nào lỗi", f"{everybody} dòng: {everybody} ghi được")
    officer.looks("import-preview")
    officer.follows("Tiếp tục: ghi")
    officer.sees(f"Thêm mới {everybody} đảng viên")
    officer.looks("import-commit")
    officer.presses("Ghi vào sổ")
    officer.sees("Đã ghi danh sách vào sổ")
    officer.looks("import-report")


def appoint(officer: Person, unit: str, name: str) -> None:
    """``name`` is the secretary of the unit from the beginning of 2018 on."""
    officer.goes_to(f"/don-vi/{unit}/")
    officer.main.get_by_text("Thay đổi", exact=True).first.click()
    officer.follows("Ghi chức danh")
    officer.types(member=name, on="01/01/2018")
    officer.chooses(post="Bí thư")
    officer.presses(re.compile("^(Ghi|Tiếp tục|Xem trước)"))
    officer.sees("Đã ghi chức danh")


def plan(officer: Person) -> None:
    """Rules set in words and numbers, plans proposed and compared."""
    officer.on_day("25/04/2019")
    officer.opens("Việc cần làm")
    officer.looks("home-of-officer")
    officer.follows(re.compile("Lập và duyệt phương án"))
    officer.looks("commune")
    officer.follows("Quy tắc")
    officer.looks("rules")
    officer.types(office_limit="4", home="20")
    officer.presses("Ghi quy tắc")
    officer.sees("Đã ghi quy tắc")
    officer.follows("Lập phương án")
    for box in officer.main.locator("[name=emphases]").all():
        box.check()
    officer.looks("propose")
    officer.presses("Lập phương án")
    officer.sees("Đã lập 4 phương án", "Tổng điểm", "cao nhất", "Ai phải đi xa", "Chi bộ nào lớn lên")
    officer.looks("comparison")
    officer.main.get_by_role("link", name=re.compile("^Phương án 1")).first.click()
    officer.sees("Phương án được gì", "Ai về đâu")
    officer.looks("plan")


def move_by_buttons(officer: Person) -> None:
    """One member is moved on the board; what it costs is seen before the reason is given."""
    officer.follows("Điều chỉnh trên bảng")
    officer.sees("Chọn một thẻ để xem vì sao")
    officer.looks("board")
    officer.main.locator(".board-card").first.click()
    officer.sees("Đang về")
    officer.main.locator(".board-prices li[data-tone]:not([data-tone=never]) a").first.click()
    officer.sees("Cả phương án")
    officer.looks("board-price")
    officer.presses("Ghi điều chỉnh")
    officer.sees("Chưa ghi được")
    officer.types(reason=REASON)
    officer.presses("Ghi điều chỉnh")
    officer.sees("Đã ghi điều chỉnh cho", "1 điều chỉnh tay")
    officer.looks("board-moved")


def adopt(officer: Person) -> None:
    officer.follows("Duyệt phương án này")
    officer.looks("adopt")
    officer.presses(re.compile("^Duyệt"))
    officer.sees("Đã duyệt", "Ký quyết định")


def sign(officer: Person) -> None:
    """The whole batch is seen before anything is numbered; then it is signed once."""
    officer.on_day("02/05/2019")
    officer.opens("Việc cần làm")
    officer.follows(re.compile("Ký quyết định"))
    officer.follows("Ký quyết định")
    officer.types(ky="02/05/2019", hieu_luc="15/05/2019")
    officer.presses("Lập lại bản xem trước")
    officer.sees("văn bản sẽ ký", "Còn thiếu trong văn bản")
    officer.looks("decision-preview")
    draft = officer.main.locator("a[href*='du-thao/1/pdf']").first.get_attribute("href")
    assert officer.page.request.get(draft).body().startswith(b"%PDF")
    officer.follows(re.compile("Ký và lấy số"))
    officer.sees("Số lấy từ sổ văn bản", "Sau khi ký")
    officer.looks("sign")
    officer.presses("Ký và lấy số")
    officer.sees("Đã ký và lấy số cho", "Văn bản đã ký", "01-QĐ/ĐU")
    officer.looks("signed")
    files = zipfile.ZipFile(io.BytesIO(officer.downloads("Tải về tất cả"))).namelist()
    assert {name.rsplit(".", 1)[1] for name in files} == {"pdf", "docx"}


def carry_out(officer: Person) -> None:
    officer.on_day("15/05/2019")
    officer.opens("Việc cần làm")
    officer.follows(re.compile("Thực hiện quyết định"))
    officer.follows("Quyết định và văn bản")
    officer.follows(re.compile("Thực hiện quyết định"))
    officer.sees("Các chi bộ trước và sau", "Ai về đâu")
    officer.looks("carry-out")
    officer.presses("Thực hiện")
    officer.sees("chi bộ kết thúc hoạt động") if officer.says("chi bộ kết thúc hoạt động") else None
    officer.looks("carried-out")
