"""The page of a unit and its changes: rename, move, end, offices, posts, neighbourhood."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from chibo.audit.models import AuditEntry
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Counter, Employment, Neighbourhood, Office, Officer, Role, Unit, UnitVersion
from chibo.registry.queries.timeline import predecessors_of, timeline_of
from chibo.registry.queries.units import name_on, unit_on
from chibo.registry.services.members import record_employment
from chibo.registry.services.units import change_unit, end_unit, open_counter, open_office
from tests.factories.registry import YEAR_2015, World, make_unit, make_user, operator
from tests.registry.browser import Browser, errors, words

JULY_1 = date(2019, 7, 1)


@pytest.fixture
def officer(world: World) -> Browser:
    return Browser(world.officer)


@pytest.fixture
def organiser(world: World) -> Browser:
    return Browser(world.organiser)


def test_a_commune_shows_cells_offices_counters_and_its_agency_cell(officer: Browser, world: World):
    office = open_office(actor=operator(), commune=world.commune, code="VP", name="Văn phòng", on=YEAR_2015)
    open_counter(actor=operator(), commune=world.commune, code="Q1", name="Chứng thực", on=YEAR_2015, office=office)
    record_employment(actor=operator(), member=world.staff[0], office=office, on=YEAR_2015)

    page = words(officer.get("/don-vi/TAMHOA/"))

    assert "Đơn vị › Tỉnh Đồng Nai" not in page
    assert "Tỉnh Đồng Nai Thành phố Biên Hòa Phường Tam Hòa" in page
    assert "3 đơn vị trực thuộc" in page
    assert "Có chi bộ cơ quan" in page
    assert "Văn phòng VP – 1" in page
    assert "Chứng thực Q1 Văn phòng" in page


def test_a_cell_shows_its_roster_and_the_warning_on_its_size(officer: Browser):
    page = words(officer.get("/don-vi/TAMHOA-CQ/"))
    assert "có 2 đảng viên chính thức, dưới mức tối thiểu 3" in page
    assert page.index("Đỗ Thị Ánh") < page.index("Lê Dự Bị") < page.index("Trần Văn Bình")


def test_the_roster_goes_to_a_spreadsheet_as_filtered(officer: Browser):
    response = officer.get("/don-vi/TAMHOA-CQ/?standing=OFFICIAL&xuat=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)] == [
        "Đỗ Thị Ánh",
        "Trần Văn Bình",
    ]


def test_a_member_sees_of_the_roster_only_themselves(world: World):
    page = words(Browser(world.member).get("/don-vi/TAMHOA-CQ/"))
    assert "Trần Văn Bình" in page
    assert "Đỗ Thị Ánh" not in page
    assert "01/05/1980" not in page


def test_a_figure_leads_to_its_list_only_where_the_list_can_be_seen(world: World, officer: Browser):
    page = officer.get("/don-vi/TAMHOA-CQ/").text
    assert "/dang-vien/?don-vi=TAMHOA-CQ&amp;standing=OFFICIAL" in page
    listed = officer.get("/dang-vien/?don-vi=TAMHOA-CQ&standing=OFFICIAL").context["list"]
    assert listed.count == 2
    assert "<b>2</b><span>đảng viên chính thức" in page
    assert "/dang-vien/?" not in Browser(world.member).get("/don-vi/TAMHOA-CQ/").text


def test_who_may_change_nothing_is_offered_nothing(world: World, officer: Browser):
    assert "Thêm đơn vị" in words(officer.get("/don-vi/TAMHOA/"))
    page = words(Browser(world.auditor).get("/don-vi/TAMHOA/"))
    assert "Thêm đơn vị" not in page
    assert "Lịch sử" in page
    assert "Lịch sử" not in words(Browser(world.head).get("/don-vi/TAMHOA/"))


def test_ending_is_shown_as_impossible_with_the_reason(officer: Browser):
    assert "Kết thúc hoạt động Còn 3 đảng viên." in words(officer.get("/don-vi/TAMHOA-CQ/"))
    assert "Kết thúc hoạt động Còn đơn vị trực thuộc." in words(officer.get("/don-vi/TAMHOA/"))


def test_the_timeline_leaves_out_what_only_moved_with_a_parent(world: World):
    change_unit(actor=operator(), unit=world.commune, on=JULY_1, parent=world.province)
    change_unit(actor=operator(), unit=world.first_cell, on=date(2020, 1, 1), name="Chi bộ khu phố 1A")

    told = [(row.version.name, row.starts_on, row.ends_on) for row in timeline_of(world.first_cell)]

    assert told == [
        ("Chi bộ khu phố 1A", date(2020, 1, 1), None),
        ("Chi bộ khu phố 1", YEAR_2015, date(2020, 1, 1)),
    ]
    assert UnitVersion.objects.valid().filter(unit=world.first_cell).count() == 3


def test_heirs_are_told_under_their_names_of_the_day(world: World):
    end_unit(
        actor=operator(),
        unit=make_unit("Chi bộ ấp cũ", UnitKind.RESIDENTIAL_CELL, world.commune),
        on=JULY_1,
        successors=(world.first_cell,),
    )
    assert [(heir.name, heir.on) for heir in predecessors_of(world.first_cell)] == [("Chi bộ ấp cũ", JULY_1)]


def test_renaming_is_previewed_then_done_and_the_past_keeps_its_name(officer: Browser, world: World):
    typed = {"name": "Phường Tam Hòa Mới", "on": "01/07/2019", "reason": "Nghị quyết 694"}
    page = words(officer.preview("/don-vi/TAMHOA/thay-doi/", **typed))
    assert "Tên Phường Tam Hòa Phường Tam Hòa Mới" in page
    assert name_on(world.commune, JULY_1) == "Phường Tam Hòa"

    response = officer.submit("/don-vi/TAMHOA/thay-doi/", **typed)

    assert response.url == "/don-vi/TAMHOA/"
    assert name_on(world.commune, date(2019, 6, 30)) == "Phường Tam Hòa"
    assert name_on(world.commune, JULY_1) == "Phường Tam Hòa Mới"
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor, entry.reason) == ("registry.unit_changed", world.officer, "Nghị quyết 694")


def test_moving_shows_how_many_follow_and_both_parents_before_and_after(organiser: Browser, world: World):
    typed = {"parent": "TANMAI", "on": "01/07/2019", "reason": "Điều chỉnh địa giới"}
    page = words(organiser.preview("/don-vi/TAMHOA-KP1/thay-doi/", **typed))
    assert "đơn vị bên dưới chuyển theo" not in page
    assert "Phường Tam Hòa 5 đảng viên, 3 chi bộ 4 đảng viên, 2 chi bộ" in page
    assert "Phường Tân Mai 1 đảng viên, 1 chi bộ 2 đảng viên, 2 chi bộ" in page

    organiser.submit("/don-vi/TAMHOA-KP1/thay-doi/", **typed)

    assert unit_on("TAMHOA-KP1", JULY_1, viewer=operator()).parent == world.other_commune


def test_a_move_tells_how_many_units_follow(world: World):
    browser = Browser(make_user("tinh.uy", Role.ORGANISER, world.province))
    page = words(browser.preview("/don-vi/TAMHOA/thay-doi/", parent="DN", on="01/07/2025", reason="Bỏ cấp huyện"))
    assert "3 đơn vị bên dưới chuyển theo." in page
    assert "Thành phố Biên Hòa 6 đảng viên, 4 chi bộ 1 đảng viên, 1 chi bộ" in page


def test_a_move_against_the_rules_is_refused_in_words_and_keeps_what_was_typed(organiser: Browser):
    typed = {"parent": "BH", "kind": "COMMUNE", "name": "Xã Tam Hòa", "on": "01/01/2014", "reason": "Thử"}
    response = organiser.submit("/don-vi/TAMHOA/thay-doi/", **typed)
    assert errors(response) == ["Đơn vị TAMHOA không hoạt động vào ngày 01/01/2014."]
    assert 'value="Xã Tam Hòa"' in response.text
    assert "\nThử</textarea>" in response.text


def test_a_unit_outside_the_scope_is_not_found_as_parent(officer: Browser):
    response = officer.submit("/don-vi/TAMHOA-KP1/thay-doi/", parent="TANMAI", reason="Thử", on="01/07/2019")
    assert "Không tìm thấy đơn vị “TANMAI” trong phạm vi của đồng chí" in errors(response)[0]


def test_nothing_changed_is_said_so(officer: Browser):
    response = officer.submit("/don-vi/TAMHOA/thay-doi/", reason="Thử")
    assert errors(response) == ["Chưa có gì khác với hiện nay. Hãy sửa ít nhất một mục."]


def test_a_form_that_grew_stale_shows_what_changed_and_goes_through_the_second_time(officer: Browser, world: World):
    sent = officer.fill("/don-vi/TAMHOA/thay-doi/", name="Phường C", reason="Thử", on="01/07/2019", confirmed="1")
    change_unit(actor=operator(), unit=world.commune, on=date(2018, 1, 1), name="Phường B")

    response = officer.post("/don-vi/TAMHOA/thay-doi/", sent)
    assert "Tên: “Phường Tam Hòa” nay là “Phường B”." in errors(response)
    assert name_on(world.commune, JULY_1) == "Phường B"

    sent["seen"] = response.context["form"]["seen"].value()
    assert officer.post("/don-vi/TAMHOA/thay-doi/", sent).status_code == 302
    assert name_on(world.commune, JULY_1) == "Phường C"


def test_the_second_click_does_nothing(officer: Browser, world: World):
    sent = officer.fill("/don-vi/TAMHOA/them-don-vi/", name="Chi bộ khu phố 3", kind="RESIDENTIAL_CELL", code="kp3")
    officer.post("/don-vi/TAMHOA/them-don-vi/", sent)
    response = officer.post("/don-vi/TAMHOA/them-don-vi/", sent | {"code": "KP4"}, follow=True)
    assert "Lần bấm này không làm gì thêm" in words(response)
    assert list(Unit.objects.filter(code__startswith="KP").values_list("code", flat=True)) == ["KP3"]


def test_a_code_in_use_is_told_beside_its_field(officer: Browser):
    response = officer.submit("/don-vi/TAMHOA/them-don-vi/", name="Trùng", kind="SCHOOL_CELL", code="tanmai-kp1")
    assert response.context["form"].errors["code"] == ["Mã TANMAI-KP1 đã có đơn vị khác dùng. Hãy chọn mã khác."]


def test_only_kinds_that_may_hang_there_are_offered(organiser: Browser):
    kinds = [kind for kind, _label in organiser.get("/don-vi/BH/them-don-vi/").context["form"].fields["kind"].choices]
    assert "WARD" in kinds
    assert "DISTRICT" not in kinds
    assert organiser.get("/don-vi/TAMHOA-KP1/them-don-vi/").status_code == 404


def test_ending_tells_what_ends_with_it_and_who_keeps_a_role(officer: Browser, world: World):
    make_unit("Chi bộ ấp cũ", UnitKind.RESIDENTIAL_CELL, world.commune, code="CU")
    officer.submit("/don-vi/CU/ghi-chuc-danh/", member="Phạm Văn Tổ", post="SECRETARY", on="01/01/2018")
    typed = {"on": "01/07/2019", "successor": "TAMHOA-KP1", "reason": "Sáp nhập"}

    page = words(officer.preview("/don-vi/CU/ket-thuc/", **typed))
    assert "Kết thúc theo: 1 chức danh." in page
    officer.submit("/don-vi/CU/ket-thuc/", **typed)

    assert unit_on("CU", JULY_1, viewer=world.officer).ends_on == JULY_1
    assert not Officer.objects.open().filter(unit__code="CU").exists()


def test_ending_a_cell_with_members_is_refused_before_anything_is_confirmed(officer: Browser):
    response = officer.submit("/don-vi/TAMHOA-CQ/ket-thuc/", on="01/07/2019", reason="Thử")
    assert errors(response) == ["Chi bộ cơ quan phường Tam Hòa còn 3 đảng viên. Hãy chuyển đảng viên trước."]


def test_a_neighbourhood_is_described_from_a_day_on_and_shown(officer: Browser, world: World):
    address = "/don-vi/TAMHOA-KP1/khu-dan-cu/"
    typed = {"character": "Có chợ", "households": "640", "need_land": "2", "needs_leader": "on", "target": "4"}
    assert officer.submit(address, **typed, on="01/07/2019").status_code == 302
    row = Neighbourhood.objects.get(cell=world.first_cell)
    assert (row.needs, row.needs_leader, row.target, row.starts_on) == ({"land": 2}, True, 4, JULY_1)
    page = words(officer.get("/don-vi/TAMHOA-KP1/"))
    assert "Có chợ" in page
    assert "Địa chính – xây dựng Rất cần" in page

    response = officer.submit(address, target="9", capacity="3", on="02/07/2019")
    assert errors(response) == ["Sức chứa phải bằng hoặc lớn hơn chỉ tiêu."]


def test_an_office_that_changes_keeps_its_people_and_counters(officer: Browser, world: World):
    office = open_office(actor=operator(), commune=world.commune, code="VP", name="Văn phòng", on=YEAR_2015)
    open_counter(actor=operator(), commune=world.commune, code="Q1", name="Chứng thực", on=YEAR_2015, office=office)
    record_employment(actor=operator(), member=world.staff[0], office=office, on=YEAR_2015)
    address = f"/don-vi/TAMHOA/bo-phan/{office.pk}/thay-doi/"

    officer.submit(address, name="Văn phòng – thống kê", head="Đỗ Thị Ánh", on="01/07/2019")

    now = Office.objects.on(JULY_1).get(commune=world.commune)
    assert (now.name, now.head) == ("Văn phòng – thống kê", world.staff[1])
    assert Office.objects.on(date(2019, 6, 30)).get(commune=world.commune) == office
    assert Employment.objects.on(JULY_1).get(member=world.staff[0]).office == now
    assert Counter.objects.on(JULY_1).get(commune=world.commune).office == now
    assert officer.get(address).status_code == 404


def test_an_office_that_closes_takes_its_counters_along(officer: Browser, world: World):
    office = open_office(actor=operator(), commune=world.commune, code="VP", name="Văn phòng", on=YEAR_2015)
    open_counter(actor=operator(), commune=world.commune, code="Q1", name="Chứng thực", on=YEAR_2015, office=office)
    record_employment(actor=operator(), member=world.staff[0], office=office, on=YEAR_2015)
    address = f"/don-vi/TAMHOA/bo-phan/{office.pk}/giai-the/"

    assert "1 đảng viên không còn được ghi là công tác" in words(officer.preview(address, on="01/07/2019"))
    officer.submit(address, on="01/07/2019")

    assert not Office.objects.on(JULY_1).exists()
    assert not Counter.objects.on(JULY_1).exists()
    assert not Employment.objects.on(JULY_1).exists()


def test_offices_and_counters_are_opened_and_closed_on_screen(officer: Browser, world: World):
    officer.submit("/don-vi/TAMHOA/them-bo-phan/", name="Tư pháp", code="tp", on="01/01/2018")
    office = Office.objects.get(code="TP")
    officer.submit("/don-vi/TAMHOA/them-quay/", name="Hộ tịch", code="q2", office=str(office.pk), on="01/01/2018")
    counter = Counter.objects.get(code="Q2")
    assert counter.office == office
    officer.submit(f"/don-vi/TAMHOA/quay/{counter.pk}/dong/", on="01/07/2019")
    counter.refresh_from_db()
    assert counter.ends_on == JULY_1
    assert officer.get("/don-vi/TAMHOA-CQ/them-bo-phan/").status_code == 404


def test_a_secretary_is_appointed_and_relieved(officer: Browser, world: World):
    officer.submit("/don-vi/TAMHOA-KP2/ghi-chuc-danh/", member="ngo thi hau", post="SECRETARY", on="01/01/2018")
    post = Officer.objects.get(unit=world.second_cell)
    assert post.member.full_name == "Ngô Thị Hậu"
    assert "Bí thư Ngô Thị Hậu từ 01/01/2018" in words(officer.get("/don-vi/TAMHOA-KP2/"))
    officer.submit(f"/don-vi/TAMHOA-KP2/chuc-danh/{post.pk}/thoi-giu/", on="01/07/2019")
    assert not Officer.objects.on(JULY_1).filter(unit=world.second_cell).exists()


def test_a_row_of_another_unit_does_not_exist(officer: Browser, world: World):
    foreign = open_office(actor=operator(), commune=world.other_commune, code="VP", name="Văn phòng", on=YEAR_2015)
    assert officer.get(f"/don-vi/TAMHOA/bo-phan/{foreign.pk}/thay-doi/").status_code == 404
    assert officer.post(f"/don-vi/TAMHOA/bo-phan/{foreign.pk}/giai-the/", {"on": "01/07/2019"}).status_code == 404
    assert officer.get("/don-vi/KHONG-CO/").status_code == 404


def test_the_history_tells_who_changed_what_in_words(officer: Browser, world: World):
    change_unit(actor=world.organiser, unit=world.commune, on=JULY_1, kind=UnitKind.COMMUNE, reason="Nghị quyết 1")
    page = words(officer.get("/don-vi/TAMHOA/"))
    assert "Thay đổi đơn vị" in page
    assert "Nghị quyết 1" in page
    assert "loại – Xã" in page
    assert "trực thuộc" in page or "parent" not in page
