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
    officer.sees(BAD_NAME.upper(), f"“{BAD_DAY}” không phải là một ngày có thật")
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
    officer.sees("Kéo thẻ sang chi bộ khác, hoặc chọn thẻ")
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
    draft = officer.main.locator("a[href*='du-thao/1/pdf']").first.get_attribute("href") or ""
    assert officer.page.request.get(draft).body().startswith(b"%PDF")
    officer.follows(re.compile("Ký và lấy số"))
    officer.sees("Số lấy từ sổ văn bản", "Sau khi ký")
    officer.looks("sign")
    officer.presses("Ký và lấy số")
    officer.sees("Đã ký và lấy số cho", "Văn bản đã ký", "01-QĐ/ĐU")
    officer.looks("signed")
    files = zipfile.ZipFile(io.BytesIO(officer.downloads("Tải về tất cả"))).namelist()
    assert {name.rsplit(".", 1)[1] for name in files} == {"pdf", "docx"}


def carry_out(officer: Person, count: int = len(STAFF)) -> None:
    officer.on_day("15/05/2019")
    officer.opens("Việc cần làm")
    officer.follows(re.compile("Thực hiện quyết định"))
    officer.follows("Quyết định và văn bản")
    officer.follows(re.compile("Thực hiện quyết định"))
    officer.sees("Các chi bộ trước và sau", "Ai về đâu", "Không huỷ được quyết định nữa")
    officer.looks("carry-out")
    officer.presses("Thực hiện")
    officer.sees(f"{count} đảng viên được giới thiệu về chi bộ mới")
    officer.looks("carried-out")


def receive(secretary: Person) -> None:
    """On the phone: each member who has come, one after another, then what the agency cell handed over."""
    secretary.on_day("20/05/2019")
    secretary.opens("Việc cần làm")
    secretary.looks("home-of-secretary")
    secretary.opens("Chuyển sinh hoạt")
    secretary.sees("chờ tiếp nhận")
    secretary.looks("transfers")
    secretary.follows("Tiếp nhận từng đồng chí")
    secretary.looks("transfer")
    while True:
        secretary.follows(re.compile("Đã đến"))
        secretary.sees("đến sinh hoạt ngày nào?")
        secretary.types(on="20/05/2019")
        secretary.looks("receive")
        secretary.presses("Đã đến, tiếp nhận")
        secretary.sees("Đã ghi: chi bộ tiếp nhận")
        if not secretary.offers(re.compile("Đồng chí tiếp theo")):
            break
        secretary.follows(re.compile("Đồng chí tiếp theo"))
        secretary.sees("sinh hoạt chưa?")
    secretary.looks("received")


def give(officer: Person) -> None:
    """The agency cell's side signs what it hands over to the first cell."""
    officer.on_day("20/05/2019")
    officer.opens("Chuyển sinh hoạt")
    officer.follows("Danh mục bàn giao")
    officer.looks("handovers")
    officer.follows(re.compile("khu phố 1"))
    tick_everything(officer, "#give")
    officer.presses("Ký đã giao")
    officer.sees("Đã ghi bên giao ký")


def take(secretary: Person) -> None:
    secretary.opens("Chuyển sinh hoạt")
    secretary.follows("Danh mục bàn giao")
    secretary.follows(re.compile("khu phố 1"))
    tick_everything(secretary, "#take")
    secretary.looks("handover")
    secretary.presses("Ký đã nhận")
    secretary.sees("Hai bên đã ký đủ các nội dung bàn giao")
    secretary.looks("handed-over")


def tick_everything(who: Person, form: str) -> None:
    for box in who.main.locator(f"{form} input[type=checkbox]").all():
        box.check()


def receive_by_paper(officer: Person) -> None:
    """Secretaries without a phone report on paper; the officer enters it for them, many at once."""
    officer.on_day("21/05/2019")
    officer.goes_to("/chuyen-sinh-hoat/?trang-thai=cho-tiep-nhan")
    officer.page.check("[data-tick-all]")
    officer.presses("Tiếp nhận")
    officer.sees("Những đồng chí sau đã đến sinh hoạt?")
    officer.types(on="21/05/2019")
    officer.looks("receive-many")
    officer.presses(re.compile("Đã đến, tiếp nhận"))
    officer.sees("không làm được 0")


def confirm(officer: Person, count: int = len(STAFF)) -> None:
    """Every arrival is confirmed; nothing is left to do."""
    officer.on_day("22/05/2019")
    officer.opens("Chuyển sinh hoạt")
    officer.sees("chờ đảng uỷ xác nhận")
    officer.page.check("[data-tick-all]")
    officer.presses("Xác nhận")
    officer.types(on="22/05/2019")
    officer.looks("confirm-many")
    officer.presses(re.compile("Xác nhận đã chuyển xong"))
    officer.sees(f"Đã làm {count}, không làm được 0")
    officer.opens("Việc cần làm")
    officer.sees("Không có việc nào đang chờ đồng chí")


def report(organiser: Person) -> None:
    organiser.on_day("31/05/2019")
    organiser.opens("Báo cáo")
    organiser.sees("1/1", f"{len(STAFF)}/{len(STAFF)}")
    organiser.looks("report")
    assert organiser.downloads("Báo cáo Word").startswith(b"PK")
    organiser.main.locator("tbody").get_by_role("link", name=str(len(STAFF)), exact=True).first.click()
    organiser.sees(*(name for name, *_facts in STAFF))
    organiser.looks("behind-a-number")
    organiser.opens("Đợt sắp xếp")
    organiser.follows(TITLE)
    organiser.sees("Hoàn thành")
    organiser.looks("campaign-done")


def look_only(auditor: Person) -> None:
    """The auditor reads everything of the ward and finds nothing to press."""
    auditor.on_day("31/05/2019")
    for address, text in (
        ("/dot-sap-xep/C1/TAMHOA/", "Phường Tam Hòa"),
        ("/dot-sap-xep/C1/TAMHOA/quyet-dinh/", "Văn bản đã ký"),
        ("/chuyen-sinh-hoat/", "Nguyễn Văn An"),
        ("/don-vi/TAMHOA-K1/", "Chi bộ khu phố 1"),
        ("/van-ban/", "01-QĐ/ĐU"),
    ):
        auditor.goes_to(address)
        auditor.sees(text)
        auditor.looks(f"auditor{address.replace('/', '-')}")
        assert auditor.main.locator("form[method=post]").count() == 0, address
    for address in ("/dot-sap-xep/moi/", "/nhap-danh-sach/tai-len/", "/phan-quyen/giao-quyen/"):
        assert auditor.page.request.get(address).status == 403, address


def test_from_an_empty_database_to_the_last_confirmation(site: Site, come: Come):
    with come("tochuc", "desk") as organiser:
        open_campaign(organiser)
        with come("danguy", "desk") as officer, come("bithu", "phone") as secretary:
            import_members(officer, site)
            appoint(officer, "TAMHOA", STAFF[0][0])
            appoint(officer, "TAMHOA-K1", RESIDENTS[0][0])
            plan(officer)
            move_by_buttons(officer)
            adopt(officer)
            sign(officer)
            carry_out(officer)
            receive(secretary)
            give(officer)
            take(secretary)
            receive_by_paper(officer)
            confirm(officer)
        report(organiser)
    with come("kiemtra", "desk") as auditor:
        look_only(auditor)


def register_by_command(site: Site) -> int:
    """The list goes in from the command line, without its wrong row; how many members the agency cell has then."""
    path = write_members(site.folder / "members.xlsx")
    site.chibo("import", "members", str(path), "--unit", "TAMHOA", status=1)
    return len(STAFF) - 1


def test_the_officer_can_do_it_all_on_a_phone(site: Site, come: Come):
    site_campaign(site)
    count = register_by_command(site)
    with come("danguy", "phone") as officer:
        appoint(officer, "TAMHOA", STAFF[0][0])
        plan(officer)
        move_by_buttons(officer)
        adopt(officer)
        sign(officer)
        carry_out(officer, count)
        receive_by_paper(officer)
        confirm(officer, count)


def test_a_member_is_moved_and_the_plan_adopted_by_keyboard_alone(site: Site, come: Come):
    site_campaign(site)
    register_by_command(site)
    site.chibo("campaign", "plan", "--campaign", "C1", "--on", "2019-04-25")
    with come("danguy", "desk") as officer:
        officer.goes_to("/dot-sap-xep/C1/TAMHOA/phuong-an/1/bang/?ngay=25/04/2019")
        officer.tabs_to(".board-card")
        officer.page.keyboard.press("Enter")
        officer.sees("Đang về")
        officer.tabs_to(".board-prices li:not([data-tone=never]) a")
        officer.page.keyboard.press("Enter")
        officer.sees("Cả phương án")
        officer.tabs_to("textarea[name=reason]")
        officer.page.keyboard.type(REASON)
        officer.tabs_to("#move [type=submit]")
        officer.page.keyboard.press("Enter")
        officer.sees("Đã ghi điều chỉnh cho")
        officer.tabs_to("a[href$='/duyet/']")
        officer.page.keyboard.press("Enter")
        officer.sees("Ngày duyệt")
        officer.tabs_to("#confirm [type=submit]")
        officer.page.keyboard.press("Enter")
        officer.sees("Đã duyệt", "Ký quyết định")


def site_campaign(site: Site) -> None:
    words = ("--directive", "260-KH/TU", "--issued-on", "2019-04-16", "--deadline", "2019-12-31", "--title", TITLE)
    site.chibo("campaign", "create", "--code", "C1", "--unit", "BH", *words)
