"""The committee's screens: a cycle is opened, followed, decided and concluded by forms; lists and tables lead to each other."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chibo.accounts.services import set_profile
from chibo.audit.changes import recording
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.rule_set_data import to_data
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Conclusion, Cycle, Reminder, Review, RuleSet, Section, Verdict
from chibo.evaluations.queries.rule_sets import as_toml, rule_set_called
from tests.evaluations.test_cycles import opened
from tests.evaluations.test_decisions import CONCLUDED_ON, appealed, filled
from tests.factories.evaluations import RULES, decided, make_cycle, make_office, make_review, write
from tests.factories.registry import World, make_member
from tests.registry.browser import Browser, errors, words

BASE = "/kiem-diem/dot/"
OPENING = {"kind": "YEAR", "year": "2019", "rules": "hd21-2019", "on": "15/11/2019"}
DAYS = {
    "self_due_on": "30/11/2019",
    "office_due_on": "10/12/2019",
    "cell_due_on": "20/12/2019",
    "decision_due_on": "31/12/2019",
}


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def at(name: str, *args, **query: str) -> str:
    return reverse(f"evaluations:{name}", args=args) + (
        f"?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else ""
    )


def names(response) -> list[str]:
    return [str(getattr(row, "name", "") or row.get("member__full_name")) for row in response.context["list"].rows()]


def confirmed(browser: Browser, address: str, sent: dict[str, str]):
    page = browser.post(address, sent)
    assert "confirmed" in page.text, errors(page)
    return page, browser.post(
        address, sent | {"once": re.search(r'name="once" value="(\w+)"', page.text)[1], "confirmed": "1"}
    )


NEXT_YEAR = {"starts_on": date(2020, 1, 1), "ends_on": date(2021, 1, 1)}


def test_a_cycle_is_opened_with_a_preview_followed_and_reminded(world: World):
    browser = Browser(world.officer)
    sent = browser.fill(at("cycle_open"), **OPENING, **DAYS)
    for change, told in (
        ({"year": "x"}, "số nguyên"),
        ({"kind": "QUARTER", "quarter": ""}, "chọn quý"),
        ({"kind": "QUARTER", "quarter": "4"}, "không dùng cho kỳ"),
        ({"rules": "qd366-2025"}, "chỉ áp dụng cho kỳ kết thúc từ"),
        ({"rules": "hd-1999"}, "hd-1999"),
        ({"office_due_on": "01/11/2019"}, "từ 30/11/2019 trở đi"),
        ({"on": "01/01/2100"}, "Chưa đến ngày này"),
        ({"commune": "TANMAI"}, "TANMAI"),
    ):
        assert any(told in error for error in errors(browser.post(at("cycle_open"), sent | change))), change
    page, response = confirmed(browser, at("cycle_open"), sent)
    assert "5 đảng viên, 3 chi bộ" in words(page)
    assert "mẫu số của tỷ lệ 20%" in words(page)
    cycle = Cycle.objects.get()
    assert response["Location"] == at("cycle", cycle.pk)
    assert any("đã có đợt kiểm điểm" in error for error in errors(confirmed_again(browser, sent)))
    shown = browser.get(at("cycle", cycle.pk), {"ngay": "02/12/2019"})
    assert "Chi bộ khu phố 1" in words(shown)
    assert "2 quá hạn" in words(shown)
    listed = browser.get(at("cycle_reviews", cycle.pk, no="tu-kiem-diem.TAMHOA-KP1"))
    assert sorted(names(listed)) == ["Chi bộ khu phố 1", "Phạm Văn Tổ"]
    browser.get(at("cycle", cycle.pk), {"ngay": "02/12/2019"})
    token = re.search(r'name="once" value="(\w+)"', shown.text)[1]
    remind = {"side": "SELF", "cell": "TAMHOA-KP1", "once": token}
    response = browser.post(at("cycle_remind", cycle.pk), remind)
    assert "báo lên cấp trên" in said(response)[0]
    assert browser.post(at("cycle_remind", cycle.pk), remind | {"once": "f" * 32}).status_code == 302
    assert Reminder.objects.count() == 1
    assert "đã báo lên cấp trên" in words(browser.get(at("cycle", cycle.pk)))
    for forged in ({"side": "BOSS"}, {"side": "SELF", "cell": "KHONG-CO"}):
        assert browser.post(at("cycle_remind", cycle.pk), forged).status_code == 404
    late = make_member(world.second_cell, "Tạ Đến Sau", on=date(2019, 11, 20))
    response = browser.submit(at("late_review", cycle.pk), member="Tạ Đến Sau", on="02/12/2019")
    assert said(response)[-1] == "Đã lập hồ sơ kiểm điểm của đồng chí Tạ Đến Sau."
    review = Review.objects.get(member=late)
    response = browser.submit(at("leave_out", review.pk), reason="Đi học xa", on="03/12/2019")
    assert response["Location"] == at("cycle_reviews", cycle.pk)
    browser.get("/", {"ngay": "03/12/2019"})
    assert names(browser.get(at("cycle_reviews", cycle.pk, buoc="khong-xep-loai"))) == ["Tạ Đến Sau"]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(browser.get(at("cycle_reviews", cycle.pk, xuat="xlsx")))))
    assert any("Tạ Đến Sau" in [cell.value for cell in row] for row in book.active.iter_rows())
    response = browser.submit(at("cycle_cancel", cycle.pk), reason="mở nhầm", on="03/12/2019")
    assert response["Location"] == at("cycles")
    assert "Đã huỷ" in words(browser.get(at("cycles")))
    assert browser.get(at("cycles", **{"trang-thai": "mo"})).context["list"].count == 0


def confirmed_again(browser: Browser, sent: dict[str, str]):
    return confirmed(browser, at("cycle_open"), sent)[1]


def test_grades_are_chosen_under_a_live_cap_concluded_and_appealed(world: World):
    browser = Browser(world.officer)
    browser.get("/", {"ngay": "22/12/2019"})
    cycle = make_cycle(world.commune, rules=RULES | {"work_first": False})
    reviews = filled(cycle, world.first_cell, [Grade.GOOD] * 5 + [Grade.FULFILLED], world.officer)
    sixth = make_review(cycle, make_member(world.second_cell, "Người Thứ Sáu"), world.second_cell)
    address = at("board", cycle.pk, **{"chi-bo": "TAMHOA-KP2"})
    page = browser.get(address)
    assert "Giới hạn xuất sắc 1 Đã chọn 0 Còn 1" in words(page)
    assert "khi mọi bên đã ghi xong" in words(page)
    sent = {
        f"grade-{sixth.pk}": "EXCELLENT",
        f"grade-{reviews[0].pk}": "EXCELLENT",
        "grade-x": "GOOD",
        "grade-999": "GOOD",
    }
    quota = browser.post(at("board_quota", cycle.pk), sent)
    assert "Giới hạn xuất sắc 0 Đã chọn 2 Vượt 2" in words(quota)
    write(sixth, Side.SELF)
    write(sixth, Side.CELL)
    response = browser.submit(address, **{f"grade-{sixth.pk}": "EXCELLENT"})
    assert "Hãy ghi lý do" in errors(response)[0]
    response = browser.submit(address, **{f"grade-{sixth.pk}": "EXCELLENT", f"reason-{sixth.pk}": "Cứu người"})
    assert said(response) == ["Đã ghi mức dự kiến của 1 hồ sơ."]
    browser.submit(at("board", cycle.pk), **{f"grade-{reviews[0].pk}": "EXCELLENT", f"reason-{reviews[0].pk}": "x"})
    held = browser.get(at("conclude", cycle.pk))
    assert "Chưa được có ai hoàn thành xuất sắc" in words(held)
    assert 'type="submit" name="confirmed"' not in held.text
    refused = browser.post(at("conclude", cycle.pk), {"on": "22/12/2019", "once": "a" * 32})
    assert any("Chưa được có ai" in error for error in errors(refused))
    browser.submit(at("board", cycle.pk), **{f"grade-{reviews[0].pk}": "GOOD", f"reason-{reviews[0].pk}": ""})
    response = browser.submit(at("conclude", cycle.pk), on="27/12/2019")
    assert response["Location"] == at("cycle", cycle.pk), errors(response)
    assert said(response)[-1] == "Đã kết luận 7 hồ sơ bằng Quyết định số 01-QĐ/ĐU."
    browser.get("/", {"ngay": "28/12/2019"})
    assert names(browser.get(at("cycle_reviews", cycle.pk, muc="xuat-sac"))) == ["Người Thứ Sáu"]
    assert "Đã kết luận: Hoàn thành xuất sắc nhiệm vụ" in words(browser.get(address))
    # The tables count the same as the lists that they open.
    slugs = ("xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh", "khong-xep-loai", "chua", "tong")
    [line] = browser.get(at("tables")).context["list"].rows()
    assert [line[slug] for slug in slugs] == [1, 5, 1, 0, 0, 0, 7]
    for slug in slugs:
        assert browser.get(line["addresses"][slug]).context["list"].count == line[slug]
    cells = browser.get(line["address"]).context["list"].rows()
    assert [each["tong"] for each in cells] == [6, 1]
    assert browser.get(cells[1]["addresses"]["xuat-sac"]).context["list"].count == 1
    [district] = Browser(world.organiser).get(at("tables", cap="huyen", ngay="28/12/2019")).context["list"].rows()
    assert (district["name"], district["tot"]) == ("Thành phố Biên Hòa", 5)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(browser.get(at("tables", xuat="xlsx")))))
    assert any("Phường Tam Hòa" in [cell.value for cell in row] for row in book.active.iter_rows())
    # An appeal comes, and is ruled on.
    reply = appealed(reviews[5])
    browser.get("/", {"ngay": "08/01/2020"})
    assert names(browser.get(at("appeals", cycle.pk, kq="cho"))) == [reviews[5].member.full_name]
    over = browser.submit(at("appeal", reply.review_id), grade="EXCELLENT", wording="Đồng ý", on="08/01/2020")
    assert "Chưa được có ai" in errors(over)[0] or "Vượt giới hạn" in errors(over)[0]
    response = browser.submit(at("appeal", reply.review_id), grade="GOOD", wording="Nâng một mức", on="08/01/2020")
    assert response.status_code == 302, errors(response)
    assert "Xếp loại lại: Hoàn thành tốt nhiệm vụ" in words(browser.get(at("appeal", reply.review_id)))
    assert "Đổi mức xếp loại" in words(browser.get(at("appeals", cycle.pk)))
    assert Verdict.objects.count() == 8
    assert Conclusion.objects.filter(kind="APPEAL").count() == 1


def test_points_of_2025_are_shown_with_the_grade_that_they_give(world: World):
    rules = to_data(rule_set_called("qd366-2025"))
    year = {"starts_on": date(2019, 7, 1), "ends_on": date(2019, 10, 1), "kind": "QUARTER"}
    cycle = make_cycle(world.commune, rules=rules, **year)
    review = make_review(cycle, world.secretary.member, world.first_cell)
    write(review, Side.SELF)
    part = write(review, Side.CELL, submitted=False)
    with recording("test"):
        for code, points in (("POLITICS", 8), ("ETHICS", 8), ("INNOVATION", 6), ("SHORTCOMINGS", 8), ("TASKS", 61)):
            Section(part=part, criterion=code, points=points, saved_by=world.officer).save()
        part.done_percent, part.above_percent, part.submitted_on = 100, 29, part.begun_on
        part.save()
    page = Browser(world.officer).get(at("board", cycle.pk), {"ngay": "22/12/2019"})
    assert "Quý 3 năm 2019" in words(page)
    told = "Theo điểm của Chi bộ 91 – Hoàn thành tốt nhiệm vụ (chưa đạt điều kiện của mức cao hơn)"
    assert told in words(page)


def test_a_new_years_rules_come_from_a_file_and_faults_are_told(world: World):
    browser = Browser(world.organiser)
    shown = browser.get(at("rule_sets"))
    assert "Quy định 366-QĐ/TW ngày 30/8/2025" in words(shown)
    text = browser.get(at("rule_set_file", ma="hd21-2019")).content.decode()
    assert text == as_toml(rule_set_called("hd21-2019"))

    def sent(text: str | bytes) -> dict[str, object]:
        content = text.encode() if isinstance(text, str) else text
        page = browser.get(at("rule_set_add"))
        token = re.search(r'name="once" value="(\w+)"', page.text)[1]
        return {"content": SimpleUploadedFile("moi.toml", content), "on": "01/12/2019", "once": token}

    for content, told in (
        (text, "Đã có quy định mang mã hd21-2019"),
        (text.replace("share = 20", "share = 200"), "cap.share: cần số nguyên từ 1 đến 100"),
        ("= năm", "không đọc được theo mẫu TOML"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("x = 1\n" * 50_000, "200 KB"),
    ):
        response = browser.post(at("rule_set_add"), sent(content))
        assert any(told in error for error in errors(response)), (told, errors(response))
    new = text.replace('code = "hd21-2019"', 'code = "hd-2027"').replace("2019-10-18", "2027-01-01")
    assert browser.post(at("rule_set_add"), sent(new)).status_code == 302
    assert RuleSet.objects.get().code == "hd-2027"
    assert browser.get(at("rule_set_file", ma="khong-co")).status_code == 404


def test_screens_speak_english_and_strangers_find_nothing(world: World):
    cycle = opened(world)
    review = cycle.reviews.exclude(member=None).first()
    set_profile(actor=world.officer, language="en", large_text=False)
    browser, stranger = Browser(world.officer), Browser(world.outsider)
    make_office(world.commune)
    pages = [at("cycles"), at("cycle_open"), at("rule_sets"), at("results"), at("tables")]
    pages += [
        at(name, cycle.pk)
        for name in ("cycle", "cycle_reviews", "late_review", "cycle_cancel", "board", "conclude", "appeals")
    ]
    pages.append(at("leave_out", review.pk))
    for address in pages:
        assert browser.get(address, {"ngay": CONCLUDED_ON.isoformat()}).status_code == 200, address
    for address in pages[5:]:
        assert stranger.get(address).status_code == 404, address
    assert browser.get(at("board", cycle.pk, **{"chi-bo": "TANMAI-KP1"})).status_code == 404
    for name in ("tables", "results", "cycles"):
        assert stranger.get(at(name)).context["list"].count == 0


def test_the_list_of_cycles_tells_which_are_concluded(world: World):
    done, open_one = make_cycle(world.commune), make_cycle(world.commune, **NEXT_YEAR)
    decided(make_review(done, world.member.member, world.first_cell))
    make_review(open_one, world.member.member, world.first_cell)
    browser = Browser(world.officer)

    def listed(state: str) -> list[tuple[int, str]]:
        rows = browser.get(at("cycles", ngay="01/03/2020", **{"trang-thai": state})).context["list"].rows()
        return [(row.pk, str(row.state.label)) for row in rows]

    assert listed("mo") == [(open_one.pk, "Đang tiến hành")]
    assert listed("xong") == [(done.pk, "Đã kết luận hết")]
