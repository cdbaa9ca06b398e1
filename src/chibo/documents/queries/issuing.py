"""Who issues a paper: a unit's committee under its name and with its signer of the day."""

from __future__ import annotations

from datetime import date

from chibo.domain.organisation import COMMUNE_KINDS, DISTRICT_KINDS, UnitKind
from chibo.domain.papers.facts import Committee, Issue, Signer, has_standing_committee
from chibo.domain.papers.wording import in_sentence, proper_name
from chibo.registry.models import Officer, Unit, UnitVersion

COMMITTEES = {UnitKind.PROVINCE: "Tỉnh ủy", UnitKind.CITY: "Thành ủy", UnitKind.DISTRICT: "Huyện ủy"}
COMMITTEES |= {UnitKind.TOWN: "Thị ủy", UnitKind.URBAN_DISTRICT: "Quận ủy"}
POSITIONS = {
    Officer.SECRETARY: "BÍ THƯ",
    Officer.STANDING_DEPUTY: "PHÓ BÍ THƯ THƯỜNG TRỰC",
    Officer.DEPUTY_SECRETARY: "PHÓ BÍ THƯ",
}


def committee_of(unit: Unit, on: date) -> Committee:
    """The committee of ``unit`` under its name and its superior of ``on``."""
    version = UnitVersion.objects.on(on).filter(unit=unit).select_related("parent").get()
    above = UnitVersion.objects.on(on).filter(unit=version.parent_id).first()
    area = in_sentence(version.name)
    short = COMMITTEES.get(UnitKind(version.kind), "Đảng ủy")
    proper = proper_name(version.name)
    return Committee(
        name=f"Đảng ủy {area}" if UnitKind(version.kind) in COMMUNE_KINDS else f"{short} {proper}",
        organisation=f"Đảng bộ {area}",
        superior=f"Đảng bộ {in_sentence(above.name)}" if above is not None else "",
        place=proper,
        kind=short,
        code={"Tỉnh ủy": "TU", "Thành ủy": "ThU", "Huyện ủy": "HU"}.get(short, "ĐU"),
        by_standing=UnitKind(version.kind) not in COMMUNE_KINDS or _has_standing(unit, on),
        reports_to=(_reported_to(above),) if above is not None else (),
    )


def issue_of(unit: Unit, on: date) -> Issue:
    """A paper of ``unit``'s committee dated ``on``, not numbered yet; signed by the secretary, or a deputy for them."""
    return Issue(committee=committee_of(unit, on), drafted_on=on, dated_on=on, signer=_signer(unit, on))


def _signer(unit: Unit, on: date) -> Signer | None:
    rows = Officer.objects.on(on).filter(unit=unit, post__in=POSITIONS).select_related("member")
    by_post = {row.post: row for row in rows}
    for post, position in POSITIONS.items():
        if post in by_post:
            deputising = "" if post == Officer.SECRETARY else POSITIONS[Officer.SECRETARY]
            return Signer(position=position, name=by_post[post].member.full_name, deputising_for=deputising)
    return None


def _has_standing(unit: Unit, on: date) -> bool:
    """By the posts entered: a committee is known in full once ordinary members of it are, unless a post says otherwise."""
    rows = Officer.objects.on(on).filter(unit=unit).exclude(post=Officer.CHAIRMAN)
    posts = list(rows.values_list("member_id", "post"))
    named = {post for _, post in posts}
    complete = Officer.COMMITTEE_MEMBER in named and Officer.STANDING_DEPUTY not in named
    return has_standing_committee(len({member for member, _ in posts}), complete=complete)


def _reported_to(above: UnitVersion) -> str:
    kind = UnitKind(above.kind)
    proper = proper_name(above.name)
    return f"{COMMITTEES[kind]} {proper}" if kind in DISTRICT_KINDS or kind is UnitKind.PROVINCE else above.name
