"""Roles and accounts on screen: who had access when, granting, revoking, passwords shown once."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.accounts.models import User
from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.registry.models import Role, RoleHolding
from chibo.registry.services.roles import create_user, grant_role, reset_password, revoke_role
from chibo.registry.services.units import end_unit
from tests.factories.registry import World, make_unit, make_user, operator
from tests.registry.browser import Browser, errors, words

JULY_1 = date(2019, 7, 1)


@pytest.fixture
def officer(world: World) -> Browser:
    return Browser(world.officer)


def holders(browser: Browser, query: str = "") -> set[str]:
    return {row["username"] for row in browser.get(f"/phan-quyen/?{query}").context["list"].rows()}


def test_the_list_tells_who_had_access_on_a_day(officer: Browser, world: World):
    holding = RoleHolding.objects.get(user=world.secretary)
    revoke_role(actor=world.officer, holding=holding, on=JULY_1, reason="Thay bí thư")
    assert holders(officer, "ngay=30/06/2019") == {"officer", "secretary", "member", "head"}
    assert holders(officer, "ngay=01/07/2019") == {"officer", "member", "head"}
    assert holders(officer, "ngay=01/01/2014") == set()


def test_the_list_keeps_to_the_scope_and_finds_without_accents(officer: Browser, world: World):
    user = create_user(
        actor=world.officer, username="dangthiuyen", full_name="Đặng Thị Uyên", password="mat-khau-moi-1"
    )
    grant_role(actor=world.officer, user=user, role=Role.AUDITOR, unit=world.commune, on=JULY_1)
    assert "outsider" not in holders(officer)
    assert holders(officer, "tim=dang uyen") == {"dangthiuyen"}
    assert holders(officer, "tim=khu pho 1") == {"secretary"}
    assert holders(officer, "vai-tro=HEAD_OF_OFFICE") == {"head"}
    assert holders(officer, f"don-vi={world.agency.pk}") == {"member"}


def test_an_auditor_reads_roles_and_changes_none(world: World):
    auditor = Browser(world.auditor)
    page = words(auditor.get("/phan-quyen/"))
    assert "officer" in page
    assert "Thu hồi" not in page
    assert "Tạo tài khoản" not in page


def test_a_role_is_granted_until_the_last_day_told(officer: Browser, world: World):
    typed = {"username": "outsider", "role": "AUDITOR", "unit": "TAMHOA", "on": "01/07/2019", "until": "31/12/2019"}
    assert officer.submit("/phan-quyen/giao-quyen/", **typed).url == "/phan-quyen/"
    holding = RoleHolding.objects.get(user=world.outsider, role="AUDITOR")
    assert (holding.starts_on, holding.ends_on) == (JULY_1, date(2020, 1, 1))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "khong-co"}, "Không có tài khoản nào tên như vậy"),
        ({"role": "SECRETARY"}, "Vai trò này không giao được tại đơn vị đã chọn."),
        ({"unit": "TANMAI"}, "Không tìm thấy đơn vị “TANMAI” trong phạm vi"),
        ({"username": "head", "role": "HEAD_OF_OFFICE"}, "đã giữ vai trò này tại đây từ ngày 01/01/2015"),
        ({"until": "01/01/2019"}, "Ngày này trước ngày bắt đầu."),
    ],
)
def test_a_grant_that_will_not_do_is_told_why(officer: Browser, typed: dict, said: str):
    response = officer.submit(
        "/phan-quyen/giao-quyen/",
        **{"username": "outsider", "role": "AUDITOR", "unit": "TAMHOA", "on": "01/07/2019", **typed},
    )
    assert any(said in error for error in errors(response)), errors(response)


def test_a_commune_officer_is_not_offered_the_role_of_organiser(officer: Browser, world: World):
    offered = [role for role, _label in officer.get("/phan-quyen/giao-quyen/").context["form"].fields["role"].choices]
    assert "ORGANISER" not in offered
    with pytest.raises(RuleBroken) as refused:
        grant_role(actor=world.officer, user=world.head, role=Role.ORGANISER, unit=world.commune, on=JULY_1)
    assert refused.value.violations[0].code == "ROLE_TOO_WIDE"


def test_a_role_is_revoked_with_a_reason(officer: Browser, world: World):
    holding = RoleHolding.objects.get(user=world.head)
    officer.submit(f"/phan-quyen/{holding.pk}/thu-hoi/", on="01/07/2019", reason="Nghỉ hưu")
    holding.refresh_from_db()
    assert holding.ends_on == JULY_1
    assert AuditEntry.objects.first().reason == "Nghỉ hưu"


def test_an_account_is_made_for_a_member_and_its_password_shown_this_once(officer: Browser, world: World):
    typed = {
        "username": "tamhoa.anh",
        "member": "do thi anh",
        "role": "MEMBER",
        "unit": "TAMHOA-CQ",
        "on": "01/07/2019",
    }
    response = officer.submit("/phan-quyen/tao-tai-khoan/", **typed)

    password = re.search(r"<code class=\"shown-once\">([\w-]+)</code>", response.text)[1]
    user = User.objects.get(username="tamhoa.anh")
    assert user.check_password(password)
    assert user.full_name == "Đỗ Thị Ánh"
    assert user.member == world.staff[1]
    assert user.roles.get().role == "MEMBER"
    assert "no-store" in response["Cache-Control"]
    assert not any(password in str(entry.parameters) + str(entry.changes) for entry in AuditEntry.objects.all())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "officer"}, "Tên đăng nhập officer đã có người dùng."),
        ({"username": "Có Dấu"}, "chữ thường không dấu"),
        ({"password": "ngan"}, "ít nhất 10 ký tự"),
        ({"full_name": ""}, "Hãy nhập họ tên, hoặc chọn đảng viên."),
        ({"member": "Trần Văn Bình"}, "đã có tài khoản “member”"),
        ({"member": "Huỳnh Người Ngoài"}, "Không tìm thấy đảng viên"),
    ],
)
def test_an_account_that_will_not_do_is_told_why(officer: Browser, typed: dict, said: str):
    response = officer.submit(
        "/phan-quyen/tao-tai-khoan/",
        **{"username": "moi.moi", "full_name": "Người Mới", "role": "AUDITOR", "unit": "TAMHOA", **typed},
    )
    assert any(said in error for error in errors(response)), errors(response)
    assert not User.objects.filter(username="moi.moi").exists()


def test_nobody_ties_an_account_to_a_member_beyond_their_scope(world: World):
    with pytest.raises(PermissionDenied):
        create_user(
            actor=world.outsider, username="x.y", full_name="", password="mat-khau-moi-1", member=world.staff[1]
        )


def test_a_lost_password_is_set_anew_by_who_grants_at_every_unit_of_the_account(officer: Browser, world: World):
    response = officer.submit(f"/phan-quyen/tai-khoan/{world.head.pk}/dat-lai-mat-khau/", reason="Quên mật khẩu")
    password = re.search(r"shown-once\">([\w-]+)<", response.text)[1]
    world.head.refresh_from_db()
    assert world.head.check_password(password)

    grant_role(actor=operator(), user=world.head, role=Role.AUDITOR, unit=world.city, on=date(2015, 1, 1))
    assert officer.get(f"/phan-quyen/tai-khoan/{world.head.pk}/dat-lai-mat-khau/").status_code == 403
    assert "Người này còn giữ quyền ngoài phạm vi" in words(officer.get(f"/phan-quyen/tai-khoan/{world.head.pk}/"))
    with pytest.raises(PermissionDenied):
        reset_password(actor=world.officer, user=world.head, password="mat-khau-moi-1")
    with pytest.raises(PermissionDenied):
        reset_password(actor=world.officer, user=operator(), password="mat-khau-moi-1")


def test_an_account_shows_its_roles_in_the_scope_only(officer: Browser, world: World):
    grant_role(actor=operator(), user=world.head, role=Role.AUDITOR, unit=world.other_commune, on=JULY_1)
    page = words(officer.get(f"/phan-quyen/tai-khoan/{world.head.pk}/"))
    assert "Thủ trưởng cơ quan Phường Tam Hòa" in page
    assert "Phường Tân Mai" not in page
    assert officer.get(f"/phan-quyen/tai-khoan/{world.outsider.pk}/").status_code == 404


def test_a_role_at_a_unit_that_ended_is_marked(officer: Browser, world: World):
    cell = make_unit("Chi bộ ấp cũ", "RESIDENTIAL_CELL", world.commune)
    make_user("cu.cu", Role.SECRETARY, cell)
    end_unit(actor=operator(), unit=cell, on=JULY_1)
    page = words(officer.get("/phan-quyen/", {"ngay": "02/07/2019", "tim": "cu.cu"}))
    assert "Chi bộ ấp cũ 01/01/2015 Đơn vị đã kết thúc" in page


def test_a_role_to_come_opens_nothing_yet(world: World):
    tomorrow = date.today() + timedelta(days=2)
    user = create_user(actor=operator(), username="sap.toi", full_name="Sắp Tới", password="mat-khau-moi-1")
    grant_role(actor=operator(), user=user, role=Role.AUDITOR, unit=world.commune, on=tomorrow)
    assert Browser(user).get("/don-vi/TAMHOA/").status_code == 404
