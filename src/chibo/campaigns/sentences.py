"""What plans, terms and moves say to people, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chibo.campaigns.wording import TERMS, usual_name
from chibo.domain.placement.explain import Alternative, Why
from chibo.domain.placement.problem import COMMANDING, Cell, Member, Weights
from chibo.domain.placement.verify import Move
from chibo.kit.cells import Status, Tone
from chibo.registry.labels import NEED_LEVELS, SKILL_LEVELS, SKILLS

MINUS = "−"

TERM_MEANINGS: dict[str, Any] = {
    "fit": gettext_lazy("chuyên môn của đảng viên ứng với nhu cầu của chi bộ, mỗi người tối đa 100 điểm"),
    "home": gettext_lazy("được cộng khi sinh hoạt tại chi bộ nơi ở"),
    "travel": gettext_lazy("bị trừ theo ki-lô-mét từ nhà đến chi bộ"),
    "change": gettext_lazy("bị trừ cho mỗi người khác với phương án trước"),
    "weak": gettext_lazy("bị trừ cho mỗi đảng viên chính thức còn thiếu ở một chi bộ"),
    "empty": gettext_lazy("bị trừ cho mỗi chi bộ không nhận được ai"),
    "size": gettext_lazy("bị trừ khi số người về chi bộ lệch chỉ tiêu"),
    "coverage": gettext_lazy("được cộng khi một nhu cầu của chi bộ có người giỏi hoặc khá đáp ứng"),
    "leader": gettext_lazy("bị trừ khi chi bộ cần cán bộ lãnh đạo mà không có"),
}

LOST: dict[str, Any] = {
    "fit": gettext_lazy("chuyên môn kém hợp hơn"),
    "home": gettext_lazy("không còn sinh hoạt tại nơi ở"),
    "travel": gettext_lazy("đi xa hơn"),
    "change": gettext_lazy("khác với phương án trước"),
    "weak": gettext_lazy("có chi bộ thiếu đảng viên chính thức"),
    "empty": gettext_lazy("có chi bộ không được tăng cường"),
    "size": gettext_lazy("số người lệch chỉ tiêu hơn"),
    "coverage": gettext_lazy("một nhu cầu chuyên môn không còn người đáp ứng"),
    "leader": gettext_lazy("có chi bộ thiếu cán bộ lãnh đạo"),
}
"""Why points are lost, as the reason after “vì”."""

WHY_NOT: dict[Why, Any] = {
    Why.FORBIDDEN: gettext_lazy("Quy tắc của cấp uỷ không cho đồng chí này về đây."),
    Why.FIXED_ELSEWHERE: gettext_lazy("Quy tắc của cấp uỷ đã ấn định đồng chí này về chi bộ khác."),
    Why.INFEASIBLE: gettext_lazy("Nếu về đây thì không còn phương án nào giữ được các quy tắc khác."),
}


def title_of(plan: Any) -> str:
    """``Phương án 3``, and its name where it has one of its own."""
    number = _("Phương án %(number)s") % {"number": plan.number}
    if plan.name == usual_name(plan.number):
        return number
    return _("%(number)s: %(name)s") % {"number": number, "name": plan.name}


def title_in_sentence(plan: Any) -> str:
    """``title_of`` as it stands inside a sentence: ``phương án 3``."""
    title = title_of(plan)
    return title[:1].lower() + title[1:]


def signed(points: int) -> str:
    """``+15``, ``−3``, ``0``, with a true minus sign."""
    shown = number_format(abs(points), use_l10n=True, force_grouping=True)
    return f"+{shown}" if points > 0 else f"{MINUS}{shown}" if points < 0 else "0"


def plain(points: int) -> str:
    """The number without a plus sign: a sum, not a change."""
    return signed(points).removeprefix("+")


def kilometres(metres: int | None) -> str:
    """``3,2 km``; empty where the distance is not known."""
    if metres is None:
        return ""
    return _("%(km)s km") % {"km": number_format(metres / 1000, 1, use_l10n=True)}


def status_of(result: Mapping[str, Any], *, is_by_hand: bool = False, is_replan: bool = False) -> Status:
    """What is proven about a plan, in plain words."""
    if is_by_hand:
        gap = result["bound"] - result["objective"]
        if gap <= 0:
            return Status(_("Điều chỉnh tay, vẫn bằng phương án tốt nhất"), Tone.GOOD)
        return Status(_("Điều chỉnh tay, kém phương án tốt nhất %(gap)s điểm") % {"gap": plain(gap)}, Tone.INFO)
    if result["status"] == "OPTIMAL" and is_replan:
        return Status(_("Đã chứng minh là tốt nhất trong số ít thay đổi cho phép"), Tone.GOOD)
    if result["status"] == "OPTIMAL":
        return Status(_("Đã chứng minh là tốt nhất theo các quy tắc"), Tone.GOOD)
    gap = result["bound"] - result["objective"]
    return Status(
        _("Chưa chứng minh xong: kém mức tốt nhất nhiều nhất %(gap)s điểm") % {"gap": plain(gap)}, Tone.WARNING
    )


def needs_in_words(cell: Cell) -> list[str]:
    """Each need of a cell with its urgency, the most urgent first."""
    ordered = sorted(cell.needs.items(), key=lambda need: (-need[1], need[0]))
    found = [f"{SKILLS.get(skill, skill)} ({str(NEED_LEVELS.get(level, level)).lower()})" for skill, level in ordered]
    return found + ([_("Cán bộ lãnh đạo")] if cell.needs_leader else [])


def reasons_for(member: Member, cell: Cell, terms: Mapping[str, int], weights: Weights) -> list[str]:
    """Why ``member`` serves ``cell``: a sentence for each of the member's own terms that says something."""
    found = []
    answered = sorted(skill for skill in cell.needs if member.skills.get(skill, 0))
    if answered:
        skills = ", ".join(
            f"{SKILLS.get(skill, skill)} ({str(SKILL_LEVELS.get(member.skills[skill], '')).lower()})"
            for skill in answered
        )
        found.append(
            _("Chi bộ cần chuyên môn mà đồng chí có: %(skills)s – %(points)s điểm trên 100.")
            % {"skills": skills, "points": terms.get("fit", 0)}
        )
    elif cell.needs:
        found.append(_("Đồng chí không có chuyên môn mà chi bộ này cần (0 điểm trên 100)."))
    if terms.get("home"):
        found.append(_("Sinh hoạt ngay tại nơi ở: %(points)s điểm.") % {"points": signed(terms["home"])})
    elif cell.id in member.distance_m:
        capped = terms.get("travel", 0) == -weights.travel_cap and weights.travel_cap
        found.append(
            _("Cách nhà %(distance)s: %(points)s điểm%(capped)s.")
            % {
                "distance": kilometres(member.distance_m[cell.id]),
                "points": signed(terms.get("travel", 0)),
                "capped": _(" (mức trừ tối đa)") if capped else "",
            }
        )
    else:
        found.append(_("Chưa biết quãng đường, nên đường đi không được tính."))
    if cell.needs_leader and member.leadership >= COMMANDING:
        found.append(_("Chi bộ cần cán bộ lãnh đạo, đồng chí đáp ứng được."))
    if terms.get("change"):
        found.append(_("Khác với phương án trước: %(points)s điểm.") % {"points": signed(terms["change"])})
    return found


def reasons_in_brief(member: Member, cell: Cell, terms: Mapping[str, int]) -> str:
    """The same in a few words, for a column."""
    found = [_("chuyên môn %(points)s/100") % {"points": terms.get("fit", 0)}] if cell.needs else []
    if terms.get("home"):
        found.append(_("tại nơi ở (%(points)s)") % {"points": signed(terms["home"])})
    elif cell.id in member.distance_m:
        words = {"distance": kilometres(member.distance_m[cell.id]), "points": signed(terms.get("travel", 0))}
        found.append(_("cách nhà %(distance)s (%(points)s)") % words)
    return "; ".join(found)


def why_not(alternative: Alternative, move: Move | None) -> str:
    """One sentence: what the whole plan would lose with the member in that cell, and mostly why."""
    if alternative.why is not None or alternative.loss is None:
        return str(WHY_NOT[alternative.why or Why.INFEASIBLE])
    because = reason_of(move) if move is not None else ""
    if alternative.loss <= 0:
        return _("Về đây cũng tốt ngang: có phương án khác cùng số điểm.")
    if not because:
        return _("Dù sắp xếp lại những người khác khéo nhất, cả phương án vẫn kém %(loss)s điểm.") % {
            "loss": plain(alternative.loss)
        }
    return _(
        "Dù sắp xếp lại những người khác khéo nhất, cả phương án vẫn kém %(loss)s điểm, chủ yếu vì %(because)s."
    ) % {
        "loss": plain(alternative.loss),
        "because": because,
    }


def reason_of(move: Move) -> str:
    """The one or two terms that lose most in ``move``, in words; empty where none loses."""
    lost = sorted((points, term) for term, points in move.gain.to_json().items() if points < 0)
    return _(" và ").join(str(LOST[term]) for _points, term in lost[:2])


def cost_in_words(cost: int) -> str:
    """What moving one member by hand does to the sum."""
    if cost > 0:
        return _("kém đi %(points)s điểm") % {"points": plain(cost)}
    if cost < 0:
        return _("hơn lên %(points)s điểm") % {"points": plain(-cost)}
    return _("không mất điểm nào")


def changed_terms(move: Move) -> list[dict[str, Any]]:
    """The terms that ``move`` changes, those that lose most first: ``label``, ``points``, ``is_loss``."""
    changed = sorted((points, term) for term, points in move.gain.to_json().items() if points)
    return [
        {"label": TERMS[term], "points": signed(points), "is_loss": points < 0, "meaning": TERM_MEANINGS[term]}
        for points, term in changed
    ]


def people(count: int) -> str:
    """``3 đảng viên``."""
    return ngettext("%(count)s đảng viên", "%(count)s đảng viên", count) % {"count": count}


def joined(names: Iterable[str], *, most: int = 5) -> str:
    """The first ``most`` names and how many more there are."""
    every = list(names)
    shown = ", ".join(every[:most])
    left = len(every) - most
    return _("%(names)s và %(count)s nữa") % {"names": shown, "count": left} if left > 0 else shown
