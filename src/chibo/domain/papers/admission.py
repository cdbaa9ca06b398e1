"""Papers of an admission, as drafts to complete by hand: 3-KNĐ introduction, 6-KNĐ resolution, 9-KNĐ decision.

They follow the forms of the guidance on membership paperwork (09-HD/BTCTW, 5-6-2017; 12-HD/BTCTW, 18-3-2022). They are never
signed into the books here: a frozen paper could not be deleted with the person's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.domain.papers.frame import DRAFT
from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import Article, Block, KeyValues, Paper, PaperKind, Paragraph, Signature, cleaned
from chibo.domain.papers.regulations import CHARTER, charter_implementation, membership_guidance
from chibo.domain.papers.wording import LONG_BLANK, count, short_date, table_date


class AdmissionForm(StrEnum):
    """Which paper."""

    INTRODUCTION = "INTRODUCTION"
    RESOLUTION = "RESOLUTION"
    DECISION = "DECISION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks to be admitted."""

    name: str
    born_on: date
    gender: str = ""
    address: str = ""
    occupation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducer:
    """The member who introduces; ISO text shortened to what is known for the days."""

    name: str
    born_on: str = ""
    admitted_on: str = ""
    official_on: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The cell's vote: official and probationary members that day, official ones present, for and against."""

    official: int
    probationary: int
    present: int
    in_favour: int
    against: int

    @property
    def share(self) -> str:
        """Those in favour of all official members, in per cent with one decimal."""
        tenths = (self.in_favour * 1000 + self.official // 2) // self.official
        return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What the papers of one admission are told. ``cell``, ``committee`` as in running text: ``Đảng ủy phường Tam Hòa``."""

    cell: str
    committee: str
    above_committee: str
    place: str
    drafted_on: date
    applicant: Applicant
    helped_since: date | None = None
    introducer: Introducer | None = None
    ballot: Ballot | None = None
    resolved_on: date | None = None
    decided_on: date | None = None


def compose_admission(facts: Admission, form: AdmissionForm) -> Paper:
    """The paper ``form``; what is not known is left as a dotted line."""
    compose = {
        AdmissionForm.INTRODUCTION: _introduction,
        AdmissionForm.RESOLUTION: _resolution,
        AdmissionForm.DECISION: _decision,
    }[form]
    return cleaned(compose(facts))


def _introduction(facts: Admission) -> Paper:
    who = facts.introducer or Introducer(name="")
    name = facts.applicant.name
    since = short_date(facts.helped_since)
    blocks: tuple[Block, ...] = (
        Paragraph(f"Kính gửi: Chi ủy {facts.cell}"),
        KeyValues(
            (
                ("Tôi là", who.name),
                ("Sinh ngày", table_date(who.born_on)),
                ("Vào Đảng ngày", table_date(who.admitted_on)),
                ("Chính thức ngày", table_date(who.official_on)),
                ("Chức vụ hiện nay", who.position),
                ("Đang sinh hoạt tại", facts.cell),
            ),
            columns=2,
        ),
        Paragraph(
            f"Ngày {since}, được chi bộ phân công giúp đỡ quần chúng {name}, sinh ngày "
            f"{short_date(facts.applicant.born_on)}, phấn đấu trở thành đảng viên. Nay xin báo cáo chi bộ những vấn đề "
            f"chủ yếu về quần chúng {name} như sau:"
        ),
        KeyValues((("1. Về lý lịch", ""), ("2. Ưu điểm chính", ""), ("3. Khuyết điểm chính", ""))),
        Paragraph(
            "Đối chiếu với tiêu chuẩn, điều kiện kết nạp đảng viên, tôi xin chịu trách nhiệm trước Đảng về những điều đã "
            f"giới thiệu và đề nghị chi bộ, cấp ủy xem xét, kết nạp quần chúng {name} vào Đảng Cộng sản Việt Nam."
        ),
    )
    signature = Signature(authority=("NGƯỜI GIỚI THIỆU",), name=who.name)
    return _paper(facts, "GIẤY GIỚI THIỆU", "người vào Đảng (mẫu 3-KNĐ)", blocks, signature=signature)


def _resolution(facts: Admission) -> Paper:
    name, ballot = facts.applicant.name, facts.ballot
    if ballot is None:
        numbers = f"Tổng số đảng viên chính thức: {LONG_BLANK}; có mặt: {LONG_BLANK}."
        outcome = f"tán thành: {LONG_BLANK}; không tán thành: {LONG_BLANK}."
    else:
        numbers = (
            f"Tổng số đảng viên của chi bộ: {count(ballot.official + ballot.probationary)}, trong đó chính thức "
            f"{count(ballot.official)}, dự bị {count(ballot.probationary)}. Đảng viên chính thức có mặt: "
            f"{count(ballot.present)}; vắng mặt: {count(ballot.official - ballot.present)}."
        )
        outcome = (
            f"số đảng viên chính thức tán thành là {count(ballot.in_favour)} đồng chí, đạt {ballot.share} so với tổng số "
            f"đảng viên chính thức của chi bộ; không tán thành {count(ballot.against)} đồng chí."
        )
    blocks: tuple[Block, ...] = (
        Paragraph(
            f"Ngày {short_date(facts.resolved_on)}, {facts.cell} đã họp để xét, đề nghị kết nạp quần chúng {name} vào Đảng "
            "Cộng sản Việt Nam."
        ),
        Paragraph(numbers),
        KeyValues((("Chủ trì hội nghị", ""), ("Thư ký hội nghị", ""))),
        Paragraph(f"Sau khi thảo luận, chi bộ kết luận về quần chúng {name} như sau:"),
        _particulars(facts.applicant),
        KeyValues((("Ưu điểm chính", ""), ("Khuyết điểm chính", ""))),
        Paragraph(f"Đối chiếu với tiêu chuẩn, điều kiện kết nạp đảng viên, {outcome}"),
        Paragraph(f"Chi bộ báo cáo {facts.committee} xem xét, kết nạp quần chúng {name} vào Đảng Cộng sản Việt Nam."),
    )
    return _paper(
        facts,
        "NGHỊ QUYẾT",
        "đề nghị kết nạp đảng viên (mẫu 6-KNĐ)",
        blocks,
        symbol="NQ/CB",
        recipients=(f"{facts.committee} (để báo cáo)", "Lưu chi bộ"),
        signature=Signature(authority=("T/M CHI BỘ",), position="BÍ THƯ"),
    )


def _decision(facts: Admission) -> Paper:
    applicant = facts.applicant
    day = facts.decided_on or facts.drafted_on
    blocks: tuple[Block, ...] = (
        Article(1, f"Kết nạp quần chúng {applicant.name} vào Đảng Cộng sản Việt Nam:"),
        _particulars(applicant),
        Article(
            2,
            f"{facts.cell}, các cơ quan liên quan và quần chúng {applicant.name} chịu trách nhiệm thi hành Quyết định này.",
        ),
    )
    return _paper(
        facts,
        "QUYẾT ĐỊNH",
        "kết nạp đảng viên (mẫu 9-KNĐ)",
        blocks,
        symbol="QĐ/ĐU",
        by_committee=True,
        grounds=(
            CHARTER,
            charter_implementation(day).ground,
            membership_guidance(day).ground,
            f"Xét đề nghị của {facts.cell} tại Nghị quyết ngày {short_date(facts.resolved_on)}",
        ),
        enacting="ĐẢNG ỦY QUYẾT ĐỊNH",
        recipients=("Như Điều 2", "Lưu Văn phòng Đảng ủy"),
        signature=Signature(authority=("T/M ĐẢNG ỦY",), position="BÍ THƯ"),
    )


def _particulars(applicant: Applicant) -> KeyValues:
    return KeyValues(
        (
            ("Họ và tên", applicant.name),
            ("Giới tính", applicant.gender),
            ("Sinh ngày", table_date(applicant.born_on)),
            ("Nơi ở", applicant.address),
            ("Nghề nghiệp", applicant.occupation),
        ),
        columns=2,
    )


def _paper(
    facts: Admission,
    title: str,
    subject: str,
    blocks: tuple[Block, ...],
    *,
    symbol: str = "",
    by_committee: bool = False,
    grounds: tuple[str, ...] = (),
    enacting: str = "",
    recipients: tuple[str, ...] = (),
    signature: Signature | None = None,
) -> Paper:
    return Paper(
        kind=PaperKind.ADMISSION,
        layout=layout_on(facts.drafted_on).code,
        superior=(facts.above_committee if by_committee else facts.committee).upper(),
        issuer=(facts.committee if by_committee else facts.cell).upper(),
        symbol=symbol,
        place=facts.place,
        title=title,
        subject=subject,
        marking=DRAFT,
        grounds=grounds,
        enacting=enacting,
        blocks=blocks,
        recipients=recipients,
        signature=signature,
    )
