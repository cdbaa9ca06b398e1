"""What is on record of a year in a few lines of a paper, in Vietnamese as papers are."""

from __future__ import annotations

from chibo.domain.evaluation.evidence import Summary, Tasks
from chibo.domain.evaluation.figures import Share
from chibo.domain.papers.wording import count


def lines_of(summary: Summary) -> tuple[str, ...]:
    """Meetings, tasks of both sides, answers, initiatives, and how much of it the cell could see."""
    meetings = summary.attendance
    lines = [f"Dự {count(meetings.attended)}/{count(meetings.asked)} buổi sinh hoạt chi bộ"]
    if meetings.made_up:
        lines[0] += f" (trong đó sinh hoạt bù {count(meetings.made_up)} buổi)"
    if meetings.missed:
        lines[0] += f"; vắng {count(meetings.missed)} buổi, không có lý do {count(meetings.without_leave)} buổi"
    lines += [_tasks("khu dân cư", summary.neighbourhood), _tasks("cơ quan", summary.office)]
    answers = summary.answers
    if answers.answered:
        days = f"{answers.median_days:g}".replace(".", ",") if answers.median_days is not None else ""
        lines.append(
            f"Trả lời tâm tư, nguyện vọng của người dân: {count(answers.answered)} lượt (tự trả lời {count(answers.own)}), "
            f"một nửa trong vòng {days} ngày làm việc, trễ hạn {count(answers.late)}"
        )
    if summary.initiatives:
        lines.append(f"Sáng kiến: {count(summary.initiatives)}, được tiếp thu {count(summary.taken_up)}")
    lines.append(f"Phần chi bộ thấy được: {_share(summary.seen)}")
    return tuple(f"{line}." for line in lines)


def _tasks(where: str, tasks: Tasks) -> str:
    return (
        f"Nhiệm vụ {where}: được giao {count(tasks.given)}, đã nghiệm thu {count(tasks.accepted)}, "
        f"trễ hạn {count(tasks.late)}, có minh chứng {count(tasks.proven)}"
    )


def _share(share: Share) -> str:
    if not share.is_told:
        return f"mới có {count(share.whole)} mục, quá ít để nói"
    return f"{share.part}/{share.whole} mục ({share.percent}%)"
