"""The screens of transfers: list, one transfer, its steps, several at once; who sees and who may."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from chibo.audit.models import AuditEntry
from chibo.campaigns.models import Reorganisation, Transfer
from chibo.campaigns.queries import transfers as find
from chibo.campaigns.queries.communes import status_on
from chibo.campaigns.services.transfers import confirm_transfer, receive_transfer, return_transfer, send_again
from chibo.documents.models import Document
from chibo.domain.campaigns import CommuneState
from chibo.domain.papers.model import from_json, texts
from chibo.domain.transfers import TransferState, transfer_state
from chibo.registry.models import Membership, Officer
from chibo.registry.services.members import hold_member, release_member
from chibo.registry.services.units import appoint_officer
from tests.campaigns.screens import as_user, said, words
from tests.factories.campaigns import EFFECTIVE_ON, decided, moving, open_campaign
from tests.factories.registry import World, operator

DUE_ON = date(2019, 6, 26)
LIST = "/chuyen-sinh-hoat/"


def address(name: str, transfer: Transfer) -> str:
    return reverse(f"campaigns:{name}", args=[transfer.pk])


@pytest.fixture
def moved(world: World) -> Reorganisation:
    """Carried out on 15-5-2019; the first cell's secretary is known."""
    appoint_officer(
        actor=operator(),
        unit=world.first_cell,
        member=world.secretary.member,
        post=Officer.SECRETARY,
        on=date(2018, 1, 1),
    )
    return moving(world)


def to_cell(reorganisation: Reorganisation, cell) -> Transfer:
    return reorganisation.transfers.filter(to_cell=cell).order_by("pk").first()


def names_on_list(client, **query: str) -> set[str]:
    page = client.get(LIST, query)
    return {row["member__full_name"] for row in page.context["list"].rows()}


def test_the_list_shows_the_world_of_the_day(moved: Reorganisation, world: World):
    client = as_user(world.officer)
    transfer = to_cell(moved, world.first_cell)
    receive_transfer(actor=world.secretary, transfer=transfer, on=date(2019, 5, 20))
    confirm_transfer(actor=world.officer, transfer=transfer, on=date(2019, 5, 22))

    assert names_on_list(client, ngay="14/05/2019") == set()
    assert names_on_list(client, ngay="15/05/2019", **{"trang-thai": "cho-tiep-nhan"}) == {
        m.full_name for m in world.staff
    }
    assert names_on_list(client, ngay="21/05/2019", **{"trang-thai": "cho-xac-nhan"}) == {transfer.member.full_name}
    assert names_on_list(client, ngay="22/05/2019", **{"trang-thai": "da-xac-nhan"}) == {transfer.member.full_name}
    others = {member.full_name for member in world.staff} - {transfer.member.full_name}
    assert names_on_list(client, ngay="26/06/2019", **{"trang-thai": "qua-han"}) == set()
    assert names_on_list(client, ngay="27/06/2019", **{"trang-thai": "qua-han"}) == others


def test_each_count_on_a_chip_is_the_length_of_the_list_behind_it(moved: Reorganisation, world: World):
    returned = to_cell(moved, world.first_cell)
    return_transfer(actor=world.secretary, transfer=returned, on=date(2019, 5, 20), reason="Thiếu hồ sơ")
    client = as_user(world.officer)
    page = client.get(LIST, {"ngay": "27/06/2019"})
    chips = next(choice for choice in page.context["list"].chosen if choice.filter.name == "trang-thai")

    for slug, label in chips.choices:
        count = int(label.rsplit("(", 1)[1].rstrip(")"))
        assert len(names_on_list(client, **{"trang-thai": slug})) == count, label
    assert len(chips.choices) >= 3


def test_state_of_a_row_is_that_of_the_rules_on_every_day(moved: Reorganisation, world: World):
    first, second = moved.transfers.order_by("pk")[:2]
    receive_transfer(actor=world.officer, transfer=first, on=date(2019, 5, 20))
    confirm_transfer(actor=world.officer, transfer=first, on=date(2019, 5, 22))
    return_transfer(actor=world.officer, transfer=second, on=date(2019, 5, 21), reason="Thiếu hồ sơ")

    for day in (EFFECTIVE_ON, date(2019, 5, 20), date(2019, 5, 21), date(2019, 5, 22), DUE_ON):
        rows = list(find.with_state(find.counted_on(Transfer.objects.all(), day), day))
        assert {row.pk: row.state for row in rows} == {
            row.pk: transfer_state(find.facts_of(row), day).value for row in rows
        }
        counts = find.state_counts(Transfer.objects.all(), day)
        for state in TransferState:
            assert counts[state] == sum(row.state == state for row in rows)


def test_one_member_counts_once_however_often_they_were_sent(moved: Reorganisation, world: World):
    transfer = to_cell(moved, world.first_cell)
    return_transfer(actor=world.secretary, transfer=transfer, on=date(2019, 5, 20), reason="Thiếu hồ sơ")
    send_again(actor=world.officer, transfer=transfer, on=date(2019, 5, 23))
    client = as_user(world.officer)

    for day in ("19/05/2019", "21/05/2019", "23/05/2019", "01/07/2019"):
        assert client.get(LIST, {"ngay": day}).context["list"].count == 3, day
    assert names_on_list(client, ngay="21/05/2019", **{"trang-thai": "bi-tra-lai"}) == {transfer.member.full_name}
    assert names_on_list(client, ngay="23/05/2019", **{"trang-thai": "bi-tra-lai"}) == set()


def test_a_commune_is_not_done_while_a_returned_member_was_not_sent_again(moved: Reorganisation, world: World):
    *others, returned = moved.transfers.order_by("pk")
    for transfer in others:
        receive_transfer(actor=world.officer, transfer=transfer, on=date(2019, 5, 20))
        confirm_transfer(actor=world.officer, transfer=transfer, on=date(2019, 5, 20))
    return_transfer(actor=world.officer, transfer=returned, on=date(2019, 5, 20), reason="Thiếu hồ sơ")
    assert status_on(moved.commune, date(2019, 5, 21)).state is CommuneState.MOVING

    again = send_again(actor=world.officer, transfer=returned, on=date(2019, 5, 22))
    receive_transfer(actor=world.officer, transfer=again, on=date(2019, 5, 24))
    confirm_transfer(actor=world.officer, transfer=again, on=date(2019, 5, 24))
    assert status_on(moved.commune, date(2019, 5, 23)).state is CommuneState.MOVING
    assert status_on(moved.commune, date(2019, 5, 24)).state is CommuneState.DONE


def test_the_spreadsheet_holds_exactly_the_rows_filtered(moved: Reorganisation, world: World):
    client = as_user(world.officer)
    response = client.get(LIST, {"tim": "binh", "xuat": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Trần Văn Bình" in cells
    assert not any(member.full_name in cells for member in world.staff[1:])


def test_each_viewer_sees_only_what_is_theirs(moved: Reorganisation, world: World):
    everyone = {member.full_name for member in world.staff}
    arriving = set(moved.transfers.filter(to_cell=world.first_cell).values_list("member__full_name", flat=True))

    assert names_on_list(as_user(world.organiser)) == everyone
    assert names_on_list(as_user(world.auditor)) == everyone
    assert names_on_list(as_user(world.secretary)) == arriving
    assert names_on_list(as_user(world.member)) == {world.staff[0].full_name}
    assert names_on_list(as_user(world.outsider)) == set()


def test_a_stranger_finds_nothing_and_a_reader_is_refused(moved: Reorganisation, world: World):
    transfer = to_cell(moved, world.first_cell)
    facts = {"on": "20/05/2019"}
    for step in ("transfer_receive", "transfer_confirm", "transfer_return", "transfer_send_again", "transfer_issue"):
        assert as_user(world.outsider).post(address(step, transfer), facts).status_code == 404
        assert as_user(world.auditor).post(address(step, transfer), facts).status_code == 403
    assert as_user(world.secretary).post(address("transfer_confirm", transfer), facts).status_code == 403
    transfer.refresh_from_db()
    assert (transfer.received_on, transfer.confirmed_on, transfer.returned_on) == (None, None, None)


def test_the_secretary_receives_and_the_committee_confirms(moved: Reorganisation, world: World):
    transfer = to_cell(moved, world.first_cell)
    secretary, officer = as_user(world.secretary), as_user(world.officer)

    asked = words(secretary.get(address("transfer", transfer)))
    early = words(officer.get(address("transfer", transfer)))
    received = secretary.post(address("transfer_receive", transfer), {"on": "20/05/2019"}, follow=True)
    confirmed = officer.post(address("transfer_confirm", transfer), {"on": "22/05/2019"}, follow=True)

    assert "Đã đến, tiếp nhận" in asked and "Xác nhận đã chuyển xong" not in asked
    assert "chưa tiếp nhận" in early and 'aria-disabled="true"' in early
    assert "chi bộ tiếp nhận đồng chí" in words(received)
    assert "Việc chuyển sinh hoạt đã hoàn tất" in words(confirmed)
    transfer.refresh_from_db()
    assert (transfer.received_by, transfer.confirmed_by) == (world.secretary, world.officer)
    assert "Nhập thay" not in words(secretary.get(address("transfer_receive", to_cell(moved, world.first_cell))))


def test_what_the_committee_enters_from_paper_says_for_whom(moved: Reorganisation, world: World):
    transfer = to_cell(moved, world.first_cell)
    officer = as_user(world.officer)
    page = words(officer.get(address("transfer_receive", transfer)))
    assert f'value="{world.secretary.member.full_name}"' in page

    facts = {"on": "20/05/2019", "acting_for": "Phạm Văn Tổ", "paper": "phiếu báo ngày 20/05/2019"}
    officer.post(address("transfer_receive", transfer), facts)

    entry = AuditEntry.objects.get(action="campaigns.transfer_received")
    assert (entry.actor, entry.acting_for) == (world.officer, "Phạm Văn Tổ")
    assert entry.reason == "Theo giấy: phiếu báo ngày 20/05/2019"
    assert "làm thay Phạm Văn Tổ" in words(officer.get(address("transfer", transfer)))


def test_dates_that_cannot_be_stay_beside_the_field(moved: Reorganisation, world: World):
    transfer = to_cell(moved, world.first_cell)
    client = as_user(world.secretary)
    for day, told in (
        ("10/05/2019", "trước ngày giới thiệu 15/05/2019"),
        ("01/01/2090", "Chưa đến ngày này"),
        ("hôm qua", "không phải là ngày"),
    ):
        page = client.post(address("transfer_receive", transfer), {"on": day})
        assert page.status_code == 200 and told in words(page)
    transfer.refresh_from_db()
    assert transfer.received_on is None


def test_a_return_needs_a_reason_and_comes_back_to_the_committee(moved: Reorganisation, world: World):
    transfer = to_cell(moved, world.first_cell)
    secretary, officer = as_user(world.secretary), as_user(world.officer)

    silent = secretary.post(address("transfer_return", transfer), {"on": "20/05/2019", "reason": ""})
    secretary.post(address("transfer_return", transfer), {"on": "20/05/2019", "reason": "Thiếu bản kiểm điểm"})

    assert silent.status_code == 200
    page = words(officer.get(address("transfer", transfer)))
    assert "Thiếu bản kiểm điểm" in page and "Giới thiệu lại…" in page
    again = officer.post(address("transfer_send_again", transfer), {"cell": "TAMHOA-KP1", "on": "22/05/2019"})
    following = transfer.followed_by
    assert again["Location"] == address("transfer", following)
    assert (following.issued_on, following.to_cell) == (date(2019, 5, 22), world.first_cell)
    assert not Document.objects.filter(kind="AMENDMENT").exists()
    twice = officer.post(address("transfer_send_again", transfer), {"cell": "TAMHOA-KP1", "on": "22/05/2019"})
    assert "đã được giới thiệu lại" in words(twice)


def test_another_cell_takes_a_correcting_decision_and_a_new_letter(world: World):
    open_campaign_with_letters(world)
    reorganisation = Reorganisation.objects.get()
    transfer = reorganisation.transfers.filter(to_cell=world.first_cell).first()
    former = reorganisation.papers.get(member=transfer.member, document__kind="INTRODUCTION_LETTER").document
    return_transfer(actor=world.officer, transfer=transfer, on=date(2019, 5, 20), reason="Đã chuyển nhà")

    as_user(world.officer).post(address("transfer_send_again", transfer), {"cell": "TAMHOA-KP2", "on": "22/05/2019"})

    amendment = Document.objects.get(kind="AMENDMENT")
    said_there = "\n".join(texts(from_json(amendment.content)))
    stay = Membership.objects.on(date(2019, 5, 22)).get(member=transfer.member)
    former.refresh_from_db()
    assert (
        transfer.member.full_name in said_there and "Chi bộ khu phố 2" in said_there and "Đã chuyển nhà" in said_there
    )
    assert (stay.cell, stay.opening_decision) == (world.second_cell, amendment.decision)
    assert former.cancelled_by.kind == "INTRODUCTION_LETTER"
    letter = as_user(world.officer).get(address("transfer_letter", transfer.followed_by))
    assert letter.content == bytes(former.cancelled_by.pdf)
    assert as_user(world.officer).get(address("transfer_letter", transfer)).status_code == 404


def open_campaign_with_letters(world: World) -> None:
    from chibo.campaigns.services.carrying_out import carry_out
    from chibo.campaigns.services.decisions import sign_decision
    from chibo.campaigns.services.plans import adopt_plan, propose_plan
    from tests.factories.campaigns import DECIDED_ON, PLANNED_ON, part_of

    commune = part_of(open_campaign(world, letters_wanted=True), world)
    plan = propose_plan(actor=world.officer, commune=commune, on=PLANNED_ON)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    made = sign_decision(actor=world.officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)
    carry_out(actor=world.officer, reorganisation=made, on=EFFECTIVE_ON)


def test_a_held_member_is_introduced_once_the_hold_ends(world: World):
    reorganisation = decided(world)
    held = world.staff[1]
    hold_member(actor=world.officer, member=held, why="Đang kiểm tra", on=date(2019, 5, 10))
    from chibo.campaigns.services.carrying_out import carry_out

    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    transfer = reorganisation.transfers.get(member=held)
    client = as_user(world.officer)

    page = words(client.get(address("transfer", transfer)))
    refused = words(client.post(address("transfer_issue", transfer), {"on": "01/06/2019"}))
    release_member(actor=world.officer, member=held, on=date(2019, 6, 3))
    client.post(address("transfer_issue", transfer), {"on": "05/06/2019"})

    assert "Hãy kết thúc tạm dừng" in page and reverse("registry:release", args=[held.pk]) in page
    assert "Hãy kết thúc tạm dừng" in refused
    transfer.refresh_from_db()
    assert transfer.issued_on == date(2019, 6, 5)
    assert Membership.objects.on(date(2019, 6, 5)).get(member=held).cell == transfer.to_cell


def test_many_are_received_at_once_with_a_preview_and_a_result_for_each(moved: Reorganisation, world: World):
    mine, other = to_cell(moved, world.first_cell), to_cell(moved, world.second_cell)
    client = as_user(world.officer)
    receive_transfer(actor=world.officer, transfer=other, on=date(2019, 5, 18))
    ticked = [mine.pk, other.pk]

    preview = client.post("/chuyen-sinh-hoat/tiep-nhan/", {"chon": ticked})
    assert [bool(row["why"]) for row in preview.context["rows"]].count(True) == 1
    assert "đã được tiếp nhận ngày 18/05/2019" in words(preview)
    mine.refresh_from_db()
    assert mine.received_on is None

    facts = {"chon": ticked, "on": "20/05/2019", "acting_for": "", "paper": "", "once": "x1", "confirmed": "1"}
    done = client.post("/chuyen-sinh-hoat/tiep-nhan/", facts)
    assert {row["subject"]: row["is_done"] for row in done.context["results"]} == {
        mine.member.full_name: True,
        other.member.full_name: False,
    }
    assert client.post("/chuyen-sinh-hoat/tiep-nhan/", facts).status_code == 302
    assert AuditEntry.objects.filter(action="campaigns.transfer_received").count() == 2


@pytest.mark.parametrize("step", ["tiep-nhan", "xac-nhan"])
def test_another_day_chosen_on_a_preview_of_many_leads_back_to_the_list(world: World, step: str):
    page = as_user(world.officer).get(f"/chuyen-sinh-hoat/{step}/?ngay=20/05/2019", follow=True)
    assert page.redirect_chain == [("/chuyen-sinh-hoat/", 302)]
    assert "Chưa chọn đồng chí nào" in words(page)
    assert page.context["request"].as_of == date(2019, 5, 20)


def test_nobody_confirms_for_another_commune_in_bulk(moved: Reorganisation, world: World):
    transfer = to_cell(moved, world.first_cell)
    receive_transfer(actor=world.secretary, transfer=transfer, on=date(2019, 5, 20))
    facts = {"chon": [transfer.pk, "x", "99999999"], "on": "22/05/2019", "confirmed": "1"}

    outsider = as_user(world.outsider).post("/chuyen-sinh-hoat/xac-nhan/", facts)
    secretary = as_user(world.secretary).post("/chuyen-sinh-hoat/xac-nhan/", facts)

    assert outsider.status_code == 302 and "Chưa chọn" in " ".join(said(outsider))
    assert secretary.status_code == 403
    transfer.refresh_from_db()
    assert transfer.confirmed_on is None
    assert as_user(world.officer).post("/chuyen-sinh-hoat/xac-nhan/", facts).context["done_count"] == 1


def test_the_member_reads_the_own_way_in_plain_words(moved: Reorganisation, world: World):
    transfer = moved.transfers.get(member=world.staff[0])
    page = words(as_user(world.member).get(address("transfer", transfer), {"ngay": "20/05/2019"}))
    assert "Đồng chí được giới thiệu về" in page and "hạn 26/06/2019" in page
    assert "tiếp nhận</a>" not in page and "Danh mục bàn giao" not in page
    others = moved.transfers.exclude(member=world.staff[0])
    assert all(as_user(world.member).get(address("transfer", other)).status_code == 404 for other in others)


def test_the_code_on_a_letter_leads_the_secretary_to_the_transfer(world: World):
    open_campaign_with_letters(world)
    transfer = Transfer.objects.filter(to_cell=world.first_cell).first()
    letter = transfer.reorganisation.papers.get(member=transfer.member, document__kind="INTRODUCTION_LETTER").document
    check = reverse("documents:check", args=[letter.token])

    from django.test import Client

    anonymous = words(Client().get(check))
    assert reverse("accounts:sign_in") in anonymous and transfer.member.full_name not in anonymous
    assert address("transfer", transfer) in words(as_user(world.secretary).get(check))
    assert address("transfer", transfer) not in words(as_user(world.outsider).get(check))
    decision = transfer.reorganisation.decision.documents.get()
    ways = words(as_user(world.officer).get(reverse("documents:check", args=[decision.token])))
    assert reverse("campaigns:decision", args=["C1", "TAMHOA"]) in ways
