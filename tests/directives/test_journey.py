"""A directive from the province to the last member: pressed, signed on paper, reminded, sent anew, and what its figures say."""

from __future__ import annotations

from datetime import date

from chibo.directives.models import Directive
from chibo.directives.queries.reach import full_reach_on
from chibo.domain.directives import Tier
from chibo.registry.models import Member, Role
from tests.campaigns.screens import as_user, words
from tests.factories.registry import World, make_user

LIST = "/van-ban-chi-dao/"
SENT = {
    "grade": "NONE",
    "number": "45-CT/TU",
    "issued_on": "01/03/2019",
    "issuer": "Ban Thường vụ Tỉnh ủy",
    "subject": "Lắng nghe ý kiến nhân dân",
    "text": "Phổ biến đến từng đảng viên.",
    "unit": "DN",
    "on": "04/03/2019",
    "deadline": "15/03/2019",
}


def test_from_the_province_to_the_last_member(world: World):
    province = make_user("tinhuy", Role.ORGANISER, world.province)

    def on(user, day: date):
        client = as_user(user)
        client.get(LIST, {"ngay": day.isoformat()})
        return client

    def press(user, day: date, code: str) -> None:
        client = on(user, day)
        page = words(client.get(f"{LIST}{directive.pk}/"))
        assert f'name="unit" value="{code}"' in page
        client.post(f"{LIST}{directive.pk}/ky-nhan/", {"unit": code, "version": "1", "once": f"{code}"})

    def sign_on_paper(user, day: date, *codes: str) -> None:
        typed = {
            "chon": [f"{directive.pk}:{code}" for code in codes],
            "confirmed": "1",
            "on": f"{day:%d/%m/%Y}",
            "paper": "Danh sách ký nhận",
        }
        assert on(user, day).post(f"{LIST}ky-nhan-tren-giay/", typed).context["refused_count"] == 0

    as_user(province).post(f"{LIST}moi/", SENT)
    directive = Directive.objects.get()
    press(world.organiser, date(2019, 3, 4), "BH")
    press(world.officer, date(2019, 3, 5), "TAMHOA")
    press(world.outsider, date(2019, 3, 6), "TANMAI")
    press(world.secretary, date(2019, 3, 6), "TAMHOA-KP1")
    sign_on_paper(world.officer, date(2019, 3, 8), "TAMHOA-KP2", "TAMHOA-CQ")

    halfway = full_reach_on(directive, date(2019, 3, 8), viewer=province)
    by_tier = {tier.tier: tier for tier in halfway.tiers()}
    assert (by_tier[Tier.DISTRICT].days_to_all, by_tier[Tier.COMMUNE].days_to_all) == (0, 2)
    assert (by_tier[Tier.CELL].reached, by_tier[Tier.CELL].days_to_half) == (3, 4)
    assert by_tier[Tier.CELL].missing == (world.other_cell.pk,)
    assert (halfway.members_reached, halfway.members) == (5, 6)

    reminded = on(province, date(2019, 3, 11)).post(
        f"{LIST}nhac/", {"chon": f"{directive.pk}:*", "confirmed": "1", "once": "r"}
    )
    assert reminded.status_code == 302
    sign_on_paper(world.outsider, date(2019, 3, 12), "TANMAI-KP1")

    done = full_reach_on(directive, date(2019, 3, 12), viewer=province)
    assert done.missing == ()
    assert done.members_reached == Member.objects.count() == 6
    assert done.tiers()[-1].days_to_all == 8
    assert "Đã ký nhận đủ" in words(on(province, date(2019, 3, 12)).get(LIST))
