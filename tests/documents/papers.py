"""Made-up facts and the papers composed from them; every test of this folder draws on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from chibo.domain.evaluation.grades import Grade
from chibo.domain.papers.admission import Admission, AdmissionForm, Applicant, Ballot, Introducer, compose_admission
from chibo.domain.papers.amendments import compose_amendment, compose_cancellation
from chibo.domain.papers.decisions import (
    compose_dissolution,
    compose_transfer,
    dissolution_subject,
    transfer_subject,
)
from chibo.domain.papers.evaluation import compose_grading
from chibo.domain.papers.evaluation_forms import (
    Ballot as CellBallot,
)
from chibo.domain.papers.evaluation_forms import (
    EvaluationForm,
    Outcome,
    Sitting,
    Statement,
    Theme,
    compose_evaluation_form,
    person_lines,
)
from chibo.domain.papers.facts import (
    Amendment,
    Cancellation,
    CellResolution,
    Committee,
    Correction,
    Dissolution,
    Establishment,
    Graded,
    Grading,
    Handover,
    IntroductionLetter,
    Issue,
    MemberLine,
    Merger,
    Officer,
    Progress,
    ProgressRow,
    Reference,
    Signer,
    SplitOfCell,
    TickList,
    TransferOfMembers,
)
from chibo.domain.papers.handover import USUAL_ITEMS, compose_minutes, compose_tick_list
from chibo.domain.papers.joint_sitting import JointMinutes, compose_joint_minutes
from chibo.domain.papers.letters import compose_letter, internal_steps
from chibo.domain.papers.meetings import (
    AttendanceSheet,
    Held,
    Item,
    MeetingMinutes,
    MinutesSupplement,
    Person,
    compose_attendance_sheet,
    compose_meeting_minutes,
    compose_supplement,
)
from chibo.domain.papers.model import Paper, Verification
from chibo.domain.papers.progress import compose_progress
from chibo.domain.papers.reorganisations import compose_establishment, compose_merger, compose_split
from chibo.domain.papers.resolutions import compose_resolution

SIGNED_ON = date(2019, 5, 2)
EFFECTIVE_ON = date(2019, 5, 15)
COMPLETE_BY = date(2019, 6, 26)

CELL = "Chi bộ cơ quan phường Long Bình Tân"
RECEIVING = tuple(f"Chi bộ Khu phố {number}" for number in range(1, 7))

COMMITTEE = Committee(
    name="Đảng ủy phường Long Bình Tân",
    organisation="Đảng bộ phường Long Bình Tân",
    superior="Đảng bộ thành phố Biên Hòa",
    place="Long Bình Tân",
    reports_to=("Ban Thường vụ Thành ủy Biên Hòa", "Ban Tổ chức Thành ủy Biên Hòa"),
)
DIRECTIVE = Reference(
    kind="Kế hoạch",
    number="260-KH/TU",
    dated_on=date(2019, 4, 16),
    issuer="Tỉnh ủy Đồng Nai",
    subject="về việc không tổ chức chi bộ cơ quan xã, phường, thị trấn, đưa đảng viên về sinh hoạt tại chi bộ khu dân cư",
)
SIGNER = Signer(position="Bí thư", name="Lâm Văn Thử")
VERIFICATION = Verification(
    payload="https://chibo.dongnai.example/kiem-tra/7F3K9QXW2M",
    caption="Mã kiểm tra 7F3K-9QXW-2M. Quét mã để biết văn bản còn hiệu lực hay không.",
)

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Võ", "Đặng", "Bùi", "Đỗ")
_MIDDLE = ("Văn", "Thị", "Minh", "Thị Ngọc", "Quốc", "Hữu")
_GIVEN = ("An", "Bình", "Chương", "Dũng", "Đức", "Giang", "Hạnh", "Khuyên", "Nghĩa", "Phượng", "Quỳnh", "Yến")


def members(count: int, *, cells: tuple[str, ...] = RECEIVING, probationary: int = 1) -> tuple[MemberLine, ...]:
    """``count`` members with made-up names, the last ``probationary`` of them on probation, sorted by cell."""
    lines = [
        MemberLine(
            full_name=f"{_FAMILY[n % 10]} {_MIDDLE[n % 6]} {_GIVEN[n % 12]}",
            official=n < count - probationary,
            born_on=date(1965 + n % 30, 1 + n % 12, 1 + n % 28),
            admitted_on=date(1995 + n % 23, 1 + (n * 5) % 12, 3),
            official_on=date(1996 + n % 22, 1 + (n * 5) % 12, 3) if n < count - probationary else None,
            card_number=f"{45120000 + 37 * n:08d}" if n < count - probationary else "",
            file_number=f"{120400 + n:06d}ĐN",
            from_cell=CELL,
            to_cell=cells[n % len(cells)],
            dues_paid_until="2019-05",
        )
        for n in range(count)
    ]
    return tuple(sorted(lines, key=lambda line: cells.index(line.to_cell)))


def issue(number: int | None = 9, *, dated_on: date | None = SIGNED_ON, committee: Committee = COMMITTEE) -> Issue:
    """A paper issued by the committee of the cast; without number it is a draft without date, signer and code."""
    if number is None:
        return Issue(committee=committee, drafted_on=SIGNED_ON)
    return Issue(
        committee=committee,
        drafted_on=SIGNED_ON,
        number=number,
        dated_on=dated_on,
        signer=SIGNER,
        verification=VERIFICATION,
    )


def decided(number: int, subject: str, dated_on: date = SIGNED_ON) -> Reference:
    """A decision of the committee of the cast."""
    return Reference(
        kind="Quyết định",
        number=f"{number:02d}-QĐ/ĐU",
        dated_on=dated_on,
        issuer=COMMITTEE.deciding_body,
        subject=subject,
    )


def dissolution(**changes: object) -> Dissolution:
    facts = Dissolution(
        issue=issue(),
        directive=DIRECTIVE,
        proposal=f"Chi ủy {CELL}",
        resolved_on=date(2019, 4, 26),
        effective_on=EFFECTIVE_ON,
        cell=CELL,
        official_count=21,
        probationary_count=2,
        receiving_cells=RECEIVING,
        complete_by=COMPLETE_BY,
    )
    return replace(facts, **changes)


def transfer(**changes: object) -> TransferOfMembers:
    facts = TransferOfMembers(
        issue=issue(10),
        directive=DIRECTIVE,
        effective_on=EFFECTIVE_ON,
        cell=CELL,
        members=members(23, probationary=2),
        basis=decided(9, dissolution_subject(CELL)),
        complete_by=COMPLETE_BY,
    )
    return replace(facts, **changes)


def establishment(**changes: object) -> Establishment:
    day = date(2025, 8, 4)
    lines = tuple(
        replace(line, from_cell=line.to_cell, to_cell="Chi bộ Ủy ban nhân dân phường Long Bình Tân")
        for line in members(12)
    )
    facts = Establishment(
        issue=issue(31, dated_on=day, committee=replace(COMMITTEE, superior="Đảng bộ tỉnh Đồng Nai", reports_to=())),
        directive=Reference(
            kind="Hướng dẫn",
            number="05-HD/BTCTU",
            dated_on=date(2025, 7, 10),
            issuer="Ban Tổ chức Tỉnh ủy Đồng Nai",
            subject="về sắp xếp tổ chức đảng ở xã, phường",
        ),
        effective_on=day,
        cell="Chi bộ Ủy ban nhân dân phường Long Bình Tân",
        members=lines,
        officers=(
            Officer(full_name="Trần Thị Thử Nghiệm", position="Bí thư Chi bộ"),
            Officer(full_name="Võ Minh Mẫu", position="Phó Bí thư Chi bộ"),
        ),
    )
    return replace(facts, **changes)


def merger(**changes: object) -> Merger:
    lines = tuple(
        replace(line, from_cell=line.to_cell, to_cell="Chi bộ Khu phố 1") for line in members(9, cells=RECEIVING[:2])
    )
    facts = Merger(
        issue=issue(12),
        directive=None,
        proposal="Chi ủy Chi bộ Khu phố 1 và Chi ủy Chi bộ Khu phố 2",
        effective_on=EFFECTIVE_ON,
        cells=RECEIVING[:2],
        into="Chi bộ Khu phố 1",
        members=lines,
    )
    return replace(facts, **changes)


def split(**changes: object) -> SplitOfCell:
    parts = ("Chi bộ Khu phố 3A", "Chi bộ Khu phố 3B")
    facts = SplitOfCell(
        issue=issue(13),
        effective_on=EFFECTIVE_ON,
        cell="Chi bộ Khu phố 3",
        parts=parts,
        members=tuple(replace(line, from_cell="Chi bộ Khu phố 3") for line in members(11, cells=parts)),
        officers={parts[0]: (Officer(full_name="Hoàng Quốc Mẫu", position="Bí thư Chi bộ"),)},
    )
    return replace(facts, **changes)


def amendment(**changes: object) -> Amendment:
    facts = Amendment(
        issue=issue(15, dated_on=date(2019, 5, 20)),
        amended=decided(10, transfer_subject(CELL)),
        reason="Xét thực tế nơi cư trú của đảng viên",
        corrections=(
            Correction(
                where="Danh sách kèm theo, số thứ tự 05",
                was="Chi bộ Khu phố 2",
                becomes="Chi bộ Khu phố 4",
            ),
            Correction(where="Danh sách kèm theo, số thứ tự 11", was="Số thẻ 45120370", becomes="Số thẻ 45120730"),
        ),
    )
    return replace(facts, **changes)


def cancellation(**changes: object) -> Cancellation:
    facts = Cancellation(
        issue=issue(16, dated_on=date(2019, 5, 10)),
        cancelled=(decided(9, dissolution_subject(CELL)), decided(10, transfer_subject(CELL))),
        reason="Căn cứ ý kiến của Ban Thường vụ Thành ủy Biên Hòa về thời điểm thực hiện",
    )
    return replace(facts, **changes)


def handover(**changes: object) -> Handover:
    lines = tuple(line for line in members(23, probationary=2) if line.to_cell == RECEIVING[0])
    facts = Handover(
        issue=replace(issue(1, dated_on=date(2019, 5, 16)), signer=None),
        decision=decided(10, transfer_subject(CELL)),
        giving_cell=CELL,
        receiving_cell=RECEIVING[0],
        giving=(Officer(full_name="Đỗ Hữu Mẫu", position="Bí thư Chi bộ"),),
        receiving=(
            Officer(full_name="Phạm Thị Thử", position="Bí thư Chi bộ"),
            Officer(full_name="Bùi Văn Mẫu", position="Chi ủy viên"),
        ),
        members=(replace(lines[0], tasks="phụ trách công tác tuyên giáo của chi bộ"), *lines[1:]),
        items=USUAL_ITEMS,
        held_on=date(2019, 5, 17),
    )
    return replace(facts, **changes)


def letter(**changes: object) -> IntroductionLetter:
    sent = issue(7, dated_on=date(2019, 5, 16))
    facts = IntroductionLetter(
        issue=sent,
        member=members(23)[0],
        steps=internal_steps(sent, giving_cell=CELL, receiving_cell=RECEIVING[0]),
        decision=decided(10, transfer_subject(CELL)),
        present_by=COMPLETE_BY,
    )
    return replace(facts, **changes)


def tick_list(**changes: object) -> TickList:
    facts = TickList(
        issue=replace(issue(None), dated_on=None),
        giving_cell=CELL,
        receiving_cell=RECEIVING[0],
        members=members(4),
        items=USUAL_ITEMS,
    )
    return replace(facts, **changes)


def progress(**changes: object) -> Progress:
    city = Committee(
        name="Thành ủy Biên Hòa",
        organisation="Đảng bộ thành phố Biên Hòa",
        superior="Đảng bộ tỉnh Đồng Nai",
        place="Biên Hòa",
        code="ThU",
        kind="Thành ủy",
        office="Văn phòng Thành ủy",
        reports_to=("Ban Thường vụ Tỉnh ủy Đồng Nai", "Ban Tổ chức Tỉnh ủy Đồng Nai"),
    )
    facts = Progress(
        issue=issue(44, dated_on=date(2019, 12, 31), committee=city),
        directive=DIRECTIVE,
        area="thành phố Biên Hòa",
        as_of=date(2019, 12, 31),
        rows=tuple(
            ProgressRow(
                name=name,
                communes=1,
                with_agency_cell=has,
                decided=has,
                dissolved=has,
                members_to_move=16 * has,
                issued=16 * has,
                received=15 * has,
                confirmed=15 * has,
                held=0,
                late=has,
            )
            for name, has in (
                ("Phường Long Bình Tân", 1),
                ("Phường Hố Nai", 0),
                ("Phường Tam Hòa", 1),
                ("Xã Tân Hạnh", 1),
            )
        ),
        difficulties=("Một số chi bộ khu phố chưa có nơi sinh hoạt riêng.",),
    )
    return replace(facts, **changes)


HELD = Held(
    cell="Chi bộ Khu phố 1",
    superior="Đảng bộ phường Long Bình Tân",
    town="Long Bình Tân",
    kind="định kỳ tháng 6 năm 2019 kết hợp chuyên đề “Nêu gương”",
    held_on=date(2019, 6, 3),
    place="Nhà văn hoá khu phố 1",
)


def meeting_minutes(**changes) -> MeetingMinutes:
    facts = MeetingMinutes(
        held=HELD,
        opened_at=time(7, 30),
        closed_at=time(9, 45),
        chair="Lâm Văn Thử",
        chair_position="Bí thư",
        minute_taker="Lý Thị Ghi",
        present=(
            Person(name="Lâm Văn Thử"),
            Person(name="Lý Thị Ghi"),
            Person(name="Cao Văn Họp"),
            Person(name="Mai Thị Mới", official=False),
        ),
        absent_with_leave=(Person(name="Đỗ Văn Ốm", note="ốm đau"),),
        absent_without_leave=(Person(name="Bùi Văn Quên"),),
        exempt=(Person(name="Võ Thị Lão"),),
        guests=(Person(name="Hồ Văn Khách", note="Đảng uỷ viên phụ trách"),),
        quorum="Có 03/05 đảng viên chính thức phải dự, đủ số lượng để chi bộ thảo luận và biểu quyết.",
        items=(
            Item(
                label="Quán triệt văn bản 12-CT/TU",
                detail="về vệ sinh môi trường",
                summary="Bí thư đọc văn bản.\nCác đồng chí thảo luận.",
                conclusion="Giao đồng chí Cao Văn Họp chủ trì.\nHoàn thành trước ngày 30/6.",
                votes=(2, 0, 1),
            ),
            Item(label="Nội dung khác"),
        ),
        opinions=("Sáng kiến của đồng chí Cao Văn Họp: Đổi rác lấy cây xanh.",),
        general="Chi bộ thống nhất.",
        score="92/100 điểm, mức tốt.",
        number=3,
        dated_on=date(2019, 6, 5),
        verification=VERIFICATION,
    )
    return replace(facts, **changes)


def grading(**changes: object) -> Grading:
    facts = Grading(
        issue=issue(number=7, dated_on=date(2020, 1, 10)),
        effective_on=date(2020, 1, 10),
        period="năm 2019",
        sources=("Quy định 132-QĐ/TW ngày 08/3/2018", "Hướng dẫn 21-HD/BTCTW ngày 18/10/2019"),
        answer_days=10,
        lines=(
            Graded(name="Phạm Văn Thử", cell="Chi bộ khu phố 1", grade=Grade.EXCELLENT),
            Graded(name="Ngô Thị Mẫu", cell="Chi bộ khu phố 1", grade=Grade.GOOD),
            Graded(name="Hồ Văn Ví Dụ", cell="Chi bộ khu phố 2", grade=Grade.GOOD),
        ),
    )
    return replace(facts, **changes)


def resolution(**changes: object) -> CellResolution:
    cell = Committee(
        name="Chi bộ khu phố 1",
        organisation="Chi bộ khu phố 1",
        superior="Đảng bộ phường Tam Hòa",
        place="Tam Hòa",
        code="CB",
        kind="Chi bộ",
        organisation_kind="Chi bộ",
        office="chi bộ",
        by_standing=False,
        reports_to=("Đảng ủy phường Tam Hòa",),
    )
    facts = CellResolution(
        issue=issue(3, dated_on=date(2019, 4, 3), committee=cell),
        subject="về nhiệm vụ tháng 4 năm 2019",
        clauses=("Tổ chức dọn vệ sinh đường hẻm.", "Rà soát hồ sơ đất đai còn tồn tại cơ quan."),
        passed_on=date(2019, 4, 3),
        votes="có mặt 10/11 đảng viên chính thức; 09/11 đảng viên chính thức tán thành; 01 không tán thành; 00 không có ý kiến",
    )
    return replace(facts, **changes)


def admission(**changes) -> Admission:
    facts = Admission(
        cell="Chi bộ khu phố 1",
        committee="Đảng ủy phường Tam Hòa",
        above_committee="Đảng bộ thành phố Biên Hòa",
        place="Tam Hòa",
        drafted_on=date(2019, 3, 4),
        applicant=Applicant(
            name="Vũ Thử Quần Chúng",
            born_on=date(1990, 5, 1),
            gender="Nữ",
            address="12 đường Thử, khu phố 1",
            occupation="Giáo viên",
        ),
        helped_since=date(2018, 12, 10),
        introducer=Introducer(
            name="Phạm Văn Tổ", born_on="1980-05-01", admitted_on="2009", official_on="2010", position="Bí thư"
        ),
        ballot=Ballot(official=9, probationary=1, present=8, in_favour=7, against=1),
        resolved_on=date(2019, 3, 4),
    )
    return replace(facts, **changes)


def minutes_supplement() -> MinutesSupplement:
    return MinutesSupplement(
        held=HELD,
        minutes="03-BB/CB",
        minutes_signed_on=date(2019, 6, 5),
        text="Đồng chí Bùi Văn Quên vắng có lý do.",
        chair="Lâm Văn Thử",
        chair_position="Bí thư",
        number=4,
        dated_on=date(2019, 6, 7),
        verification=VERIFICATION,
    )


def attendance_sheet() -> AttendanceSheet:
    return AttendanceSheet(
        held=HELD,
        roll=(Person(name="Lâm Văn Thử"), Person(name="Mai Thị Mới", official=False)),
        exempt=(Person(name="Võ Thị Lão"),),
    )


GRADES = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
)


def evaluation_form(**changes) -> EvaluationForm:
    """Written by all sides but the former cell, with points; office and cell sat together."""
    theme = Theme(
        label="Kết quả thực hiện nhiệm vụ", text="Xong 12/12 việc.\nKhông trễ hẹn.", level=GRADES[1], asks_level=True
    )
    on = date(2019, 12, 2)
    facts = {
        "form": "02",
        "period": "năm 2019",
        "rules": "Hướng dẫn 21-HD/BTCTW ngày 18/10/2019",
        "cell": "Chi bộ khu phố 1",
        "committee": "Đảng ủy phường Long Bình Tân",
        "place": "Long Bình Tân",
        "printed_on": date(2019, 12, 31),
        "name": "Đỗ Thị Ánh Thử",
        "person": person_lines(
            name="Đỗ Thị Ánh Thử",
            born_on="1980-05",
            admitted_on="2009-01-03",
            official_on="2010-01-03",
            position="Công chức địa chính",
            office="Địa chính – Xây dựng",
            cell="Chi bộ khu phố 1",
        ),
        "grades": GRADES,
        "statements": (
            Statement(
                title="Tự kiểm điểm",
                signatories=(("Người tự kiểm điểm", "Đỗ Thị Ánh Thử"),),
                themes=(replace(theme, points=65, most=70),),
                grade=GRADES[1],
                written_on=on,
                note="Nhập thay cho đồng chí Đỗ Thị Ánh Thử, theo bản viết tay.",
                done_percent=100,
                above_percent=10,
            ),
            Statement(
                title="Ý kiến của cơ quan",
                signatories=(("Thủ trưởng cơ quan", "Lê Thử Trưởng"),),
                themes=(theme,),
                grade=GRADES[0],
                written_on=on,
            ),
            Statement(
                title="Ý kiến của chi bộ nơi chuyển đi: Chi bộ cơ quan",
                signatories=(("Bí thư chi bộ", ""),),
                missing="chi bộ đã giải thể",
                missing_on=on,
            ),
            Statement(
                title="Ý kiến của chi bộ",
                signatories=(("Bí thư chi bộ", "Phạm Thử Thư"),),
                themes=(replace(theme, text="", level=""),),
                grade=GRADES[1],
                written_on=on,
            ),
        ),
        "ballot": CellBallot(held_on=on, official=12, present=11, counts=tuple(zip(GRADES, (2, 8, 0, 0), strict=True)), blank=1),
        "ballot_after": 3,
        "sitting": Sitting(
            held_on=date(2019, 12, 9), for_office="Lê Thử Trưởng", for_cell="Phạm Thử Thư", text="Đã đối chiếu.", grade=GRADES[1]
        ),
        "outcome": Outcome(grade=GRADES[1], decided_on=date(2019, 12, 20), symbol="12-KL/ĐU"),
        "evidence": ("Dự 11/12 buổi sinh hoạt chi bộ.", "Phần chi bộ thấy được: 14/30 mục (47%)."),
    }  # fmt: skip
    return EvaluationForm(**(facts | changes))


def blank_evaluation_form() -> EvaluationForm:
    """As it goes to somebody who writes by hand: nothing written, one part handed in but not open yet."""
    filled = evaluation_form()
    empty = {"grade": "", "written_on": None, "note": "", "done_percent": None, "above_percent": None, "missing": ""}
    blank = [
        replace(each, **empty, themes=tuple(replace(row, text="", level="", points=None) for row in each.themes))
        for each in filled.statements
    ]
    blank[1] = replace(blank[1], sealed_on=date(2019, 12, 2))
    return replace(filled, statements=tuple(blank), ballot=None, sitting=None, outcome=None)


def joint_minutes() -> JointMinutes:
    return JointMinutes(
        committee="Đảng ủy phường Tam Hòa",
        cell="Chi bộ khu phố 2",
        office="Văn phòng – thống kê",
        place="Tam Hòa",
        member="Trần Thị Bình",
        period="năm 2019",
        held_on=date(2019, 12, 6),
        for_office="Nguyễn Văn Thử, Chánh Văn phòng",
        for_cell="Phạm Văn Tổ, Bí thư chi bộ",
        office_grade="Hoàn thành tốt nhiệm vụ",
        cell_grade="Hoàn thành nhiệm vụ",
        text="Hai bên đối chiếu minh chứng về hồ sơ trễ hạn.",
        agreed="Hoàn thành tốt nhiệm vụ",
    )


def every_paper() -> dict[str, Paper]:
    """One signed paper of each kind, by name, and one draft."""
    return {
        "dissolution": compose_dissolution(dissolution()),
        "dissolution-draft": compose_dissolution(dissolution(issue=issue(None))),
        "transfer": compose_transfer(transfer()),
        "establishment": compose_establishment(establishment()),
        "merger": compose_merger(merger()),
        "split": compose_split(split()),
        "amendment": compose_amendment(amendment()),
        "cancellation": compose_cancellation(cancellation()),
        "handover-minutes": compose_minutes(handover()),
        "introduction-letter": compose_letter(letter()),
        "tick-list": compose_tick_list(tick_list()),
        "progress-report": compose_progress(progress()),
        "meeting-minutes": compose_meeting_minutes(meeting_minutes()),
        "meeting-minutes-supplement": compose_supplement(minutes_supplement()),
        "attendance-sheet": compose_attendance_sheet(attendance_sheet()),
        "resolution": compose_resolution(resolution()),
        "grading": compose_grading(grading()),
        "grading-of-cells-on-appeal": compose_grading(
            grading(
                of_cells=True,
                on_appeal=True,
                lines=(Graded(name="Chi bộ khu phố 2", grade=Grade.EXCELLENT, was=Grade.GOOD),),
            )
        ),
        "joint-minutes": compose_joint_minutes(joint_minutes()),
        "evaluation-form": compose_evaluation_form(evaluation_form()),
        "evaluation-form-blank": compose_evaluation_form(blank_evaluation_form()),
        **{f"admission-{form.value.lower()}": compose_admission(admission(), form) for form in AdmissionForm},
    }
