"""The screens of directives: list, page, sending, one press, paper, reminders, withdrawal, export."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.services import set_profile
from chibo.audit.models import AuditEntry
from chibo.directives.models import Acknowledgement, Directive, DirectiveVersion, Reminder
from chibo.directives.queries.reach import full_reach_on
from chibo.directives.queries.rows import unit_rows
from chibo.directives.services.acknowledging import acknowledge_version, remind_units
from chibo.directives.services.directives import send_version, withdraw_directive
from chibo.domain.organisation import UnitKind
from chibo.home.queries import Side, tasks_for
from chibo.registry.models import Role, Unit, UnitVersion
from tests.campaigns.screens import as_user, said, words
from tests.factories.directives import DUE_ON, SENT_ON, send
from tests.factories.registry import World, make_unit, make_user, operator

LIST, NEW = "/van-ban-chi-dao/", "/van-ban-chi-dao/moi/"
READ_ON = SENT_ON + timedelta(days=2)
TYPED = {
    "grade": "NONE",
    "number": "12-CT/TU",
    "issued_on": "01/03/2019",
    "issuer": "Ban Thường vụ Thành ủy",
    "subject": "Tiếp công dân tại khu phố",
    "text": "Phổ biến trong kỳ sinh hoạt.",
    "unit": "BH",
    "on": "04/03/2019",
    "deadline": "15/03/2019",
}


def on_day(user, day: date):
    client = as_user(user)
    client.get(LIST, {"ngay": day.isoformat()})
    return client


def at(directive: Directive, page: str = "") -> str:
    return f"{LIST}{directive.pk}/{page}"


def pressed(client, directive: Directive, **changes):
    return client.post(at(directive, "ky-nhan/"), {"unit": "TAMHOA-KP1", "version": "1", "once": "a"} | changes)


def test_a_directive_is_sent_once_however_often_the_button_is_pressed(world: World):
    client = as_user(world.organiser)
    first, second = (client.post(NEW, TYPED | {"once": "a"}) for _press in range(2))
    directive = Directive.objects.get()
    assert first["Location"] == at(directive)
    assert second["Location"] == LIST
    assert "lần bấm trước" in said(second)[-1]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"grade": "SECRET"}, "grade", "không bao giờ được đưa vào hệ thống"),
        ({"grade": ""}, "grade", "Hãy điền mục này"),
        ({"subject": "Kế hoạch (TỐI MẬT)"}, "subject", "TỐI MẬT"),
        ({"number": "12/MẬT"}, "number", "MẬT"),
        ({"deadline": "03/03/2019"}, "deadline", "từ ngày gửi trở đi"),
        ({"on": "28/02/2019"}, "on", "từ ngày ban hành"),
        ({"on": "31/02/2019"}, "on", "không phải là ngày"),
        ({"on": "01/01/2099", "deadline": "02/01/2099"}, "on", "Chưa đến ngày này"),
        ({"unit": "DN"}, "unit", "Không tìm thấy đơn vị"),
        ({"unit": "TAMHOA-KP1"}, "unit", "Không tìm thấy đơn vị"),
        ({"number": "9-CT/TU"}, "number", "đã được gửi"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(world: World, change, field, sentence):
    send(world, number="9-CT/TU")
    entries = AuditEntry.objects.count()
    page = as_user(world.organiser).post(NEW, TYPED | change)
    assert page.status_code == 200
    assert sentence in str(page.context["form"].errors[field])
    assert (Directive.objects.count(), AuditEntry.objects.count()) == (1, entries)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("anh.png", b"\x89PNG", "Chỉ nhận tệp PDF"),
        ("gia.pdf", b"MZ not a pdf", "Chỉ nhận tệp PDF"),
        ("rong.pdf", b"", "không có dữ liệu"),
        ("to.pdf", b"%PDF-" + b"0" * 5_000_001, "nhiều nhất 5 MB"),
        ("ke-hoach-TUYET-MAT.pdf", b"%PDF-1.7", "TUYET MAT"),
    ],
)
def test_a_file_that_is_no_paper_or_a_secret_one_is_refused(world: World, name, content, sentence):
    page = as_user(world.organiser).post(NEW, TYPED | {"file": SimpleUploadedFile(name, content)})
    assert sentence in str(page.context["form"].errors["file"])
    assert not DirectiveVersion.objects.exists()


def test_the_paper_comes_back_as_it_was_sent_to_those_who_may_read_it(world: World):
    as_user(world.officer).post(NEW, TYPED | {"unit": "TAMHOA", "file": SimpleUploadedFile("12 CT.pdf", b"%PDF-1.7 x")})
    address = at(Directive.objects.get(), "tep/1/")
    answer = as_user(world.secretary).get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert as_user(world.outsider).get(address).status_code == 404


def test_one_press_acknowledges_and_the_second_does_nothing(world: World):
    directive, client = send(world), on_day(world.secretary, READ_ON)
    page = client.get(at(directive))
    assert "Đã đọc, ký nhận bản 1" in words(page)
    first, second = (pressed(client, directive) for _press in range(2))
    row = Acknowledgement.objects.get()
    assert (row.unit, row.on, row.acknowledged_by) == (world.first_cell, READ_ON, world.secretary)
    assert "đã ký nhận bản 1" in said(first)[-1]
    assert "lần bấm trước" in said(second)[-1]
    assert "đã ký nhận bản 1 ngày 06/03/2019" in words(client.get(at(directive)))


def test_a_second_press_from_another_tab_is_told_that_it_stands(world: World):
    directive, client = send(world), on_day(world.secretary, READ_ON)
    pressed(client, directive)
    assert "đã ký nhận bản 1 rồi" in said(pressed(client, directive, once="b"))[-1]
    assert Acknowledgement.objects.count() == 1


def test_a_page_left_open_while_a_new_version_came_does_not_sign_the_old_one(world: World):
    directive, client = send(world), on_day(world.secretary, date(2019, 3, 21))
    again = {"text": "Mới", "changes": "Thêm mục 3", "deadline": date(2019, 3, 29), "on": date(2019, 3, 20)}
    send_version(actor=operator(), directive=directive, **again)
    answer = pressed(client, directive)
    assert "đã được thay bằng bản 2" in said(answer)[-1]
    assert not Acknowledgement.objects.exists()


def test_a_new_version_tells_the_cell_what_changed_since_the_one_it_read(world: World):
    directive = send(world)
    acknowledge_version(
        actor=world.secretary, directive=directive, number=1, unit=world.first_cell, on=date(2019, 3, 6)
    )
    typed = {"grade": "NONE", "text": "Mới", "changes": "Thêm mục 3", "on": "20/03/2019", "deadline": "29/03/2019"}
    sender = on_day(world.organiser, date(2019, 3, 20))
    assert "Gửi bản 2" in words(sender.get(at(directive, "ban-moi/")))
    assert sender.post(at(directive, "ban-moi/"), typed | {"once": "v"})["Location"] == at(directive)
    assert "lần bấm trước" in said(sender.post(at(directive, "ban-moi/"), typed | {"once": "v"}))[-1]
    assert directive.versions.count() == 2
    page = words(on_day(world.secretary, date(2019, 3, 21)).get(at(directive)))
    assert "Đơn vị đã ký nhận bản 1. Điểm mới của bản 2: Thêm mục 3" in page
    assert "Đã đọc, ký nhận bản 2" in page


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"unit": "TANMAI-KP1"}, 404),
        ({"unit": "KHONG-CO"}, 404),
        ({"unit": ""}, 404),
        ({"version": "x"}, 404),
        ({"version": "²"}, 404),
        ({"version": "99999"}, 404),
        ({"unit": "TAMHOA-KP2"}, 404),
    ],
)
def test_forged_ids_reach_nobody_elses_cell(world: World, change, status):
    directive, client = send(world), on_day(world.secretary, READ_ON)
    assert pressed(client, directive, **change).status_code == status
    assert not Acknowledgement.objects.exists()


def test_a_member_reads_but_does_not_sign(world: World):
    directive, client = send(world), on_day(world.member, READ_ON)
    page = client.get(at(directive))
    assert "Đã đọc, ký nhận" not in words(page)
    assert pressed(client, directive, unit="TAMHOA-CQ").status_code == 403


def test_another_communes_directive_is_not_there(world: World):
    directive = send(world, unit=world.other_commune)
    client = on_day(world.officer, READ_ON)
    assert client.get(at(directive)).status_code == 404
    assert pressed(client, directive).status_code == 404
    assert client.post(f"{LIST}nhac/", {"chon": f"{directive.pk}:*"}).status_code == 404
    assert client.get(LIST).context["list"].count == 0


def test_signatures_on_paper_are_entered_for_many_cells_at_once_each_in_its_secretarys_name(world: World):
    directive, client = send(world), on_day(world.officer, READ_ON)
    chosen = {"chon": [f"{directive.pk}:{code}" for code in ("TAMHOA-KP1", "TAMHOA-KP2", "TANMAI-KP1", "KHONG-CO")]}
    address = f"{LIST}ky-nhan-tren-giay/"
    asked = client.post(address, chosen)
    assert [row["name"] for row in asked.context["previews"]] == ["Chi bộ khu phố 1", "Chi bộ khu phố 2"]
    typed = chosen | {"confirmed": "1", "once": "p", "on": "05/03/2019", "paper": "Danh sách ký nhận"}
    done = client.post(address, typed)
    assert done.context["done_count"] == 2
    assert set(Acknowledgement.objects.values_list("acting_for", "paper", "on")) == {
        ("Bí thư Chi bộ khu phố 1", "Danh sách ký nhận", date(2019, 3, 5)),
        ("Bí thư Chi bộ khu phố 2", "Danh sách ký nhận", date(2019, 3, 5)),
    }
    entry = AuditEntry.objects.filter(action="directives.version_acknowledged").first()
    assert (entry.acting_for, entry.reason) == ("Bí thư Chi bộ khu phố 2", "Theo giấy: Danh sách ký nhận")
    assert client.post(address, typed)["Location"] == at(directive)
    assert Acknowledgement.objects.count() == 2
    again = client.post(address, typed | {"once": "q"})
    assert (again.context["done_count"], again.context["refused_count"]) == (0, 2)


def test_a_paper_signed_before_the_new_version_counts_for_the_one_it_was_signed_for(world: World):
    directive = send(world)
    again = {"text": "Mới", "changes": "Thêm mục 3", "deadline": date(2019, 3, 29), "on": date(2019, 3, 20)}
    send_version(actor=operator(), directive=directive, **again)
    typed = {
        "chon": f"{directive.pk}:TAMHOA-KP1",
        "confirmed": "1",
        "on": "12/03/2019",
        "paper": "Sổ",
        "acting_for": "A",
    }
    on_day(world.officer, date(2019, 3, 21)).post(f"{LIST}ky-nhan-tren-giay/", typed)
    assert Acknowledgement.objects.get().version.number == 1


def test_a_paper_signature_needs_its_paper_and_a_day_that_has_come(world: World):
    directive, client = send(world), on_day(world.officer, READ_ON)
    typed = {"chon": f"{directive.pk}:TAMHOA-KP1", "confirmed": "1", "on": "01/01/2099", "paper": ""}
    form = client.post(f"{LIST}ky-nhan-tren-giay/", typed).context["form"]
    assert set(form.errors) == {"on", "paper"}


def test_an_entry_by_mistake_is_taken_back(world: World):
    directive, client = send(world), on_day(world.officer, READ_ON)
    acknowledge_version(actor=world.secretary, directive=directive, number=1, unit=world.first_cell, on=READ_ON)
    chosen = {"chon": [f"{directive.pk}:TAMHOA-KP1", f"{directive.pk}:TAMHOA-KP2"]}
    asked = client.post(f"{LIST}huy-ky-nhan/", chosen)
    assert [bool(row["why"]) for row in asked.context["previews"]] == [True, False]
    done = client.post(f"{LIST}huy-ky-nhan/", chosen | {"confirmed": "1", "reason": "Ghi nhầm"})
    assert sorted(row["is_done"] for row in done.context["results"]) == [False, True]
    assert Acknowledgement.objects.get().voided_at is not None


def test_reminders_go_to_those_who_may_be_reminded_and_the_others_are_told_why(world: World):
    directive = send(world)
    for on in (date(2019, 3, 5), date(2019, 3, 6)):
        remind_units(actor=operator(), directive=directive, units=[world.first_cell], on=on)
    client = on_day(world.officer, date(2019, 3, 7))
    asked = client.post(f"{LIST}nhac/", {"chon": f"{directive.pk}:*"})
    reasons = {row["name"]: row["why"] for row in asked.context["previews"]}
    assert "có thể nhắc lại từ ngày 12/03/2019" in reasons["Chi bộ khu phố 1"]
    typed = {"chon": asked.context["ticked"], "confirmed": "1", "once": "n"}
    answer = client.post(f"{LIST}nhac/", typed)
    assert said(answer)[-1] == "Đã nhắc 3 đơn vị."
    assert Reminder.objects.count() == 5
    client.post(f"{LIST}nhac/", typed)
    assert Reminder.objects.count() == 5


def test_nothing_ticked_or_a_broken_key_changes_nothing(world: World):
    directive, client = send(world), on_day(world.organiser, READ_ON)
    for chosen in ([], ["x"], ["²:A"], [f"{directive.pk}:KHONG-CO"]):
        answer = client.post(f"{LIST}nhac/", {"chon": chosen})
        assert "Chưa chọn đơn vị nào" in said(answer)[-1]
    assert not Reminder.objects.exists()


def test_withdrawing_after_half_acknowledged_says_so_and_keeps_them(world: World):
    directive = send(world)
    for unit in (world.commune, world.first_cell, world.second_cell):
        acknowledge_version(
            actor=operator(), directive=directive, number=1, unit=unit, on=READ_ON, acting_for="A", paper="B"
        )
    client = on_day(world.organiser, DUE_ON)
    asked = words(client.get(at(directive, "thu-hoi/")))
    assert "3 trong 6 đơn vị đã ký nhận bản 1" in asked
    refused = client.post(at(directive, "thu-hoi/"), {"on": "01/03/2019", "reason": "Nhầm"})
    assert "từ 04/03/2019 trở đi" in str(refused.context["form"].errors["on"])
    client.post(at(directive, "thu-hoi/"), {"on": "15/03/2019", "reason": "Ban hành nhầm", "once": "w"})
    page = words(client.get(at(directive)))
    assert "Khi đó 3 trong 6 đơn vị đã ký nhận bản 1; các ký nhận được giữ nguyên." in page
    assert "Lý do: Ban hành nhầm" in page
    assert "Thu hồi</a>" not in page
    secretary = words(on_day(world.secretary, date(2019, 4, 1)).get(at(directive)))
    assert "Đã đọc, ký nhận" not in secretary
    assert Acknowledgement.objects.count() == 3


def test_a_cell_that_had_not_signed_is_told_it_need_not_any_more(world: World):
    directive = send(world)
    withdraw_directive(actor=operator(), directive=directive, on=READ_ON, reason="Nhầm")
    assert "không phải ký nhận nữa" in words(on_day(world.secretary, DUE_ON).get(at(directive)))


def test_before_it_was_sent_the_page_says_so(world: World):
    directive = send(world)
    assert "chưa được gửi" in words(on_day(world.auditor, SENT_ON - timedelta(days=1)).get(at(directive)))
    assert on_day(world.auditor, SENT_ON - timedelta(days=1)).get(LIST).context["list"].count == 0


def test_every_number_opens_the_list_it_counts(world: World):
    directive = send(world, unit=world.province)
    acknowledge_version(
        actor=operator(), directive=directive, number=1, unit=world.city, on=READ_ON, acting_for="A", paper="B"
    )
    client = on_day(operator_of_province(world), DUE_ON + timedelta(days=1))
    page = client.get(at(directive))
    links = re.findall(r'<a[^>]*href="(\?[^"#]*)#list-directive-units">(?:<b>)?(\d+)', words(page))
    assert len(links) == 3 + 3 * 4
    for query, number in links:
        assert client.get(at(directive) + query.replace("&amp;", "&")).context["list"].count == int(number), query


def operator_of_province(world: World):
    return make_user("tinh", Role.ORGANISER, world.province)


def test_the_names_not_reached_leave_as_excel_exactly_as_filtered(world: World):
    directive = send(world)
    acknowledge_version(actor=world.secretary, directive=directive, number=1, unit=world.first_cell, on=READ_ON)
    client = on_day(world.organiser, DUE_ON)
    answer = client.get(at(directive), {"ky": "chua", "cap": "chi-bo", "xuat": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    names = {str(cell.value) for row in sheet.iter_rows() for cell in row if "Chi bộ" in str(cell.value)}
    assert {"Chi bộ khu phố 2", "Chi bộ cơ quan phường Tam Hòa"} <= names
    rows = sum("TAMHOA" in str(row) or "Phường" in str([cell.value for cell in row]) for row in sheet.iter_rows())
    assert rows == 3


def test_the_list_is_found_without_accents_and_tells_how_far_each_has_come(world: World):
    first = send(world)
    send(world, number="13-CT/TU", subject="Phòng chống dịch")
    acknowledge_version(actor=world.secretary, directive=first, number=1, unit=world.first_cell, on=READ_ON)
    client = on_day(world.organiser, READ_ON)
    page = client.get(LIST, {"tim": "tiep cong dan"})
    assert page.context["list"].count == 1
    assert "1 / 6" in words(page)
    withdraw_directive(actor=operator(), directive=first, on=READ_ON, reason="Nhầm")
    assert client.get(LIST, {"hieu-luc": "thu-hoi"}).context["list"].count == 1
    assert client.get(LIST, {"hieu-luc": "con"}).context["list"].count == 1


def test_who_sees_one_cell_is_told_of_that_cell_and_not_of_everyone(world: World):
    directive = send(world)
    client = on_day(world.secretary, READ_ON)
    assert "Chưa ký nhận" in words(client.get(LIST))
    pressed(client, directive)
    page = words(client.get(LIST))
    assert "Đã ký nhận</span>" in page
    assert "Đã ký nhận đủ" not in page


def test_the_home_page_of_each_says_what_to_sign_and_whom_to_wait_for(world: World):
    directive = send(world)
    remind_units(actor=operator(), directive=directive, units=[world.first_cell], on=READ_ON)

    def titles(user, side):
        fresh = type(user).objects.get(pk=user.pk)
        return [(task.title, task.due_on) for task in tasks_for(fresh, READ_ON) if task.side is side]

    assert titles(world.secretary, Side.MINE) == [("Ký nhận văn bản chỉ đạo (đã nhắc 1 lần)", DUE_ON)]
    assert titles(world.officer, Side.MINE) == [("Ký nhận văn bản chỉ đạo", DUE_ON)]
    assert titles(world.officer, Side.WAITING) == [("Chờ 3 đơn vị ký nhận văn bản chỉ đạo", DUE_ON)]
    assert titles(world.organiser, Side.WAITING) == [("Chờ 6 đơn vị ký nhận văn bản chỉ đạo", DUE_ON)]
    assert titles(world.member, Side.MINE) == titles(world.auditor, Side.WAITING) == []
    acknowledge_version(actor=world.secretary, directive=directive, number=1, unit=world.first_cell, on=READ_ON)
    assert titles(world.secretary, Side.MINE) == []


def test_the_menu_leads_there(world: World):
    assert f'href="{LIST}"' in words(as_user(world.member).get("/"))


def test_the_page_speaks_english_too(world: World):
    directive = send(world)
    set_profile(actor=world.secretary, language="en", large_text=False)
    page = words(on_day(world.secretary, READ_ON).get(at(directive)))
    assert "Read: acknowledge version 1" in page
    assert "Acknowledge by 15/03/2019." in page


def test_a_province_of_540_units_is_reached_in_a_handful_of_queries(world: World):
    directive = send(world, unit=world.province)
    number_of_cells = 540
    with connection.cursor() as cursor:
        # Straight into the tables: what is measured is reading them.
        template = UnitVersion.objects.get(unit=world.second_cell)
        cursor.executemany(
            "INSERT INTO registry_unit (code, recorded_at) VALUES (%s, %s)",
            [(f"CB{number:04d}", template.recorded_at) for number in range(number_of_cells)],
        )
        ids = list(Unit.objects.filter(code__startswith="CB").order_by("code").values_list("pk", flat=True))
        parent = UnitVersion.objects.get(unit=world.commune)
        cursor.executemany(
            "INSERT INTO registry_unitversion (unit_id, parent_id, name, kind, official_code, path, search_key, "
            "starts_on, recorded_at) VALUES (%s, %s, %s, %s, '', %s, '', %s, %s)",
            [
                (
                    pk,
                    world.commune.pk,
                    f"Chi bộ {pk}",
                    "RESIDENTIAL_CELL",
                    f"{parent.path}{pk}/",
                    template.starts_on,
                    template.recorded_at,
                )
                for pk in ids
            ],
        )
        version = directive.versions.get()
        cursor.executemany(
            "INSERT INTO directives_acknowledgement (version_id, unit_id, acknowledged_by_id, acting_for, paper, "
            'recorded_at, "on") VALUES (%s, %s, %s, %s, %s, %s, %s)',
            [(version.pk, pk, world.organiser.pk, "A", "B", template.recorded_at, READ_ON) for pk in ids[::2]],
        )
    viewer = operator_of_province(world)
    with CaptureQueriesContext(connection) as asked:
        reach = full_reach_on(directive, READ_ON, viewer=viewer)
        rows = unit_rows(directive, reach, READ_ON)
    assert len(rows) == number_of_cells + 7
    assert reach.reached_count == number_of_cells // 2
    assert len(asked) <= 14


def test_a_unit_born_while_the_directive_runs_is_on_the_page(world: World):
    directive = send(world)
    make_unit("Chi bộ khu phố 9", UnitKind.RESIDENTIAL_CELL, world.commune, code="KP9", on=date(2019, 3, 11))

    def names(day: date) -> list[str]:
        return [row.name for row in on_day(world.officer, day).get(at(directive)).context["list"].rows()]

    assert "Chi bộ khu phố 9" not in names(date(2019, 3, 10))
    assert "Chi bộ khu phố 9" in names(date(2019, 3, 11))
