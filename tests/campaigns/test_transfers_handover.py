"""The handover list of a receiving cell, ticked by both sides."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from chibo.audit.changes import recording
from chibo.audit.models import AuditEntry
from chibo.campaigns.models import HandoverItem, Placement, Reorganisation
from chibo.campaigns.queries import handovers as find
from chibo.campaigns.services.transfers import return_transfer
from chibo.documents.models import Document
from chibo.domain.papers.handover import compose_tick_list
from chibo.domain.papers.plain import plain_text
from chibo.registry.models import Role
from tests.campaigns.screens import as_user, words
from tests.factories.campaigns import moving
from tests.factories.registry import World, make_member, make_user


@pytest.fixture
def moved(world: World) -> Reorganisation:
    return moving(world)


def address(reorganisation: Reorganisation, name: str = "handover", *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[reorganisation.pk, "TAMHOA-KP1", *more])


def tick(client, reorganisation: Reorganisation, side: str, *items: str, on: str, **more: str):
    facts = {"side": side, f"{side}-items": list(items), f"{side}-on": on}
    return client.post(address(reorganisation), facts | {f"{side}-{name}": value for name, value in more.items()})


def item(reorganisation: Reorganisation, world: World, name: str) -> HandoverItem:
    return HandoverItem.objects.get(reorganisation=reorganisation, to_cell=world.first_cell, item=name)


def test_the_receiving_side_ticks_only_what_the_other_gave(moved: Reorganisation, world: World):
    secretary, officer = as_user(world.secretary), as_user(world.officer)

    assert "Bên giao chưa ký nội dung nào" in words(secretary.get(address(moved)))
    assert tick(officer, moved, "giao", "MEMBER_LIST", "DUES", on="16/05/2019").status_code == 302
    early = tick(secretary, moved, "nhan", "MEMBER_LIST", on="15/05/2019")
    not_given = tick(secretary, moved, "nhan", "TASKS", on="17/05/2019")
    done = tick(secretary, moved, "nhan", "MEMBER_LIST", on="17/05/2019")

    assert "trước ngày 16/05/2019" in words(early)
    assert not_given.status_code == 200
    assert done.status_code == 302
    ticked = item(moved, world, "MEMBER_LIST")
    assert (ticked.given_by, ticked.taken_by, ticked.taken_on) == (world.officer, world.secretary, date(2019, 5, 17))
    assert item(moved, world, "DUES").taken_on is None


def test_each_side_ticks_for_itself_and_the_committee_from_paper(moved: Reorganisation, world: World):
    assert tick(as_user(world.secretary), moved, "giao", "DUES", on="16/05/2019").status_code == 403
    assert tick(as_user(world.auditor), moved, "giao", "DUES", on="16/05/2019").status_code == 403
    assert as_user(world.outsider).get(address(moved)).status_code == 404
    assert as_user(world.member).get(address(moved)).status_code == 404
    officer = as_user(world.officer)
    tick(officer, moved, "giao", "DUES", on="16/05/2019")
    tick(officer, moved, "nhan", "DUES", on="17/05/2019", acting_for="Phạm Văn Tổ", paper="biên bản bàn giao")
    entry = AuditEntry.objects.get(action="campaigns.handover_taken")
    assert (entry.acting_for, entry.reason) == ("Phạm Văn Tổ", "Theo giấy: biên bản bàn giao")


def test_the_list_counts_what_both_sides_ticked_as_of_the_day(moved: Reorganisation, world: World):
    officer = as_user(world.officer)
    codes = [code for code, _label in HandoverItem.ITEMS]
    tick(officer, moved, "giao", *codes, on="16/05/2019")
    tick(officer, moved, "nhan", *codes, on="20/05/2019")

    def state(day: str) -> dict[str, str]:
        rows = officer.get("/chuyen-sinh-hoat/ban-giao/", {"ngay": day}).context["list"].rows()
        return {row["to_cell__code"]: row["state"] for row in rows}

    assert state("14/05/2019") == {}
    assert state("15/05/2019")["TAMHOA-KP1"] == "chua-giao"
    assert state("19/05/2019")["TAMHOA-KP1"] == "dang-ban-giao"
    assert state("20/05/2019")["TAMHOA-KP1"] == "da-xong"
    assert "Hai bên đã ký đủ" in words(officer.get(address(moved), {"ngay": "20/05/2019"}))
    only = as_user(world.secretary).get("/chuyen-sinh-hoat/ban-giao/", {"ngay": "20/05/2019"}).context["list"].rows()
    assert [row["to_cell__code"] for row in only] == ["TAMHOA-KP1"]


def test_the_sheet_to_tick_by_hand_names_who_is_on_the_way(moved: Reorganisation, world: World):
    transfers = list(moved.transfers.filter(to_cell=world.first_cell).order_by("pk"))
    return_transfer(actor=world.officer, transfer=transfers[0], on=date(2019, 5, 18), reason="Thiếu hồ sơ")
    handover = find.handover_of(moved.pk, "TAMHOA-KP1", viewer=world.officer)

    (before,) = find.tick_lists(handover, date(2019, 5, 16))
    after = find.tick_lists(handover, date(2019, 5, 19))

    assert transfers[0].member.full_name in plain_text(compose_tick_list(before))
    assert not any(transfers[0].member.full_name in plain_text(compose_tick_list(sheet)) for sheet in after)
    sheet = as_user(world.secretary).get(address(moved, "handover_sheet"), {"ngay": "16/05/2019"})
    assert sheet.content.startswith(b"%PDF")


def test_the_secretary_of_the_giving_cell_reads_its_own_part_and_signs_nothing(moved: Reorganisation, world: World):
    giver = as_user(make_user("giver", Role.SECRETARY, world.agency))
    page = words(giver.get(address(moved)))
    minutes = Document.objects.get(kind="HANDOVER_MINUTES", campaign_paper__cell=world.first_cell)

    for row in moved.transfers.filter(to_cell=world.first_cell):
        assert row.member.full_name in page
        assert giver.get(reverse("campaigns:transfer", args=[row.pk])).status_code == 404
    assert giver.get(address(moved, "handover_minutes", 1)).content == bytes(minutes.pdf)
    assert minutes.symbol in words(giver.get(reverse("documents:documents")))
    assert "TAMHOA-KP1" in words(giver.get(reverse("campaigns:handovers")))
    for side in ("giao", "nhan"):
        assert tick(giver, moved, side, "DUES", on="16/05/2019").status_code == 403


def test_minutes_of_two_giving_cells_are_read_by_neither_of_them(moved: Reorganisation, world: World):
    giver = make_user("giver", Role.SECRETARY, world.agency)
    stranger = make_member(world.second_cell, "Vũ Thị Khác")
    with recording("test"):
        Placement(plan=moved.plan, member=stranger, from_cell=world.second_cell, to_cell=world.first_cell).save()

    found = find.handover_of(moved.pk, "TAMHOA-KP1", viewer=giver)

    assert find.minutes_of(found) == []
    assert len(find.minutes_of(find.handover_of(moved.pk, "TAMHOA-KP1", viewer=world.officer))) == 1
    assert {row.from_cell for row in find.arrivals_of(found, date(2019, 5, 16))} == {world.agency}


def test_the_secretary_prints_the_minutes_as_they_were_signed(moved: Reorganisation, world: World):
    minutes = Document.objects.get(kind="HANDOVER_MINUTES", campaign_paper__cell=world.first_cell)
    client = as_user(world.secretary)
    assert client.get(address(moved, "handover_minutes", 1)).content == bytes(minutes.pdf)
    assert client.get(address(moved, "handover_minutes", 2)).status_code == 404
