"""What is said and sent in the year: made up, of the kind that residents and committees of such communes say and send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.domain.feedback.concerns import ConcernKind, Theme
from chibo.domain.tasks import TaskSide


@dataclass(frozen=True, slots=True)
class DemoConcern:
    """What residents raise again and again: ``office``: the code of the office in charge."""

    theme: Theme
    kind: ConcernKind
    text: str
    places: tuple[str, ...]
    office: str
    answer: str


@dataclass(frozen=True, slots=True)
class DemoDirective:
    """A directive: ``unit``: the code of its sender, or ``""`` for each commune's committee; ``reached``: what share of the
    units acknowledges it in the year."""

    unit: str
    number: str
    issuer: str
    subject: str
    text: str
    sent_on: date
    deadline: date
    reached: float = 1.0


@dataclass(frozen=True, slots=True)
class DemoResolution:
    """A cell's resolution of a quarter: its clauses, and for each the task that comes of it."""

    title: str
    clauses: tuple[str, ...]
    tasks: tuple[tuple[TaskSide, str], ...]


CONCERNS = (
    DemoConcern(
        Theme.ROADS,
        ConcernKind.PETITION,
        "Cống thoát nước bị nghẹt, mưa lớn là nước tràn vào nhà",
        ("hẻm 15", "hẻm 42", "đường liên ấp", "cuối hẻm 7"),
        "DC",
        "Đã cho nạo vét trong tuần; đoạn cống hỏng đưa vào kế hoạch sửa chữa quý này.",
    ),
    DemoConcern(
        Theme.UTILITIES,
        ConcernKind.PETITION,
        "Đèn đường tắt nhiều trụ, ban đêm đi lại nguy hiểm",
        ("tổ 3", "tổ 5", "đoạn trước trường học", "dốc nghĩa trang"),
        "DC",
        "Đã thay bóng các trụ hỏng và kiểm tra lại toàn tuyến.",
    ),
    DemoConcern(
        Theme.ENVIRONMENT,
        ConcernKind.PETITION,
        "Rác dồn nhiều ngày chưa được thu gom, bốc mùi",
        ("chợ", "tổ 2", "bãi đất trống cạnh nhà văn hóa"),
        "DC",
        "Đã làm việc với đơn vị thu gom, tăng lên ba chuyến mỗi tuần.",
    ),
    DemoConcern(
        Theme.LAND,
        ConcernKind.QUESTION,
        "Bà con hỏi thủ tục và thời gian tách thửa đất cho con",
        ("",),
        "DC",
        "Đã hướng dẫn hồ sơ, thời hạn và lệ phí; bản hướng dẫn được niêm yết tại nhà văn hóa.",
    ),
    DemoConcern(
        Theme.WELFARE,
        ConcernKind.QUESTION,
        "Hộ cận nghèo chưa nhận được thẻ bảo hiểm y tế năm nay",
        ("tổ 1", "tổ 6"),
        "VH",
        "Đã đối chiếu danh sách với cơ quan bảo hiểm, thẻ được phát trong tháng.",
    ),
    DemoConcern(
        Theme.SECURITY,
        ConcernKind.URGENT,
        "Thanh niên tụ tập chạy xe gây ồn vào buổi tối",
        ("ngã ba chợ", "đường ven suối"),
        "CA",
        "Đã tăng tuần tra các tối cuối tuần và mời gia đình nhắc nhở.",
    ),
    DemoConcern(
        Theme.PROCEDURES,
        ConcernKind.PETITION,
        "Đến bộ phận một cửa sáng mùng 3 không có người tiếp, phải chờ đến chiều",
        ("bộ phận một cửa",),
        "VP",
        "Lịch sinh hoạt của các chi bộ đã được sắp lại, các quầy luôn có người trực.",
    ),
    DemoConcern(
        Theme.CULTURE,
        ConcernKind.QUESTION,
        "Nhà văn hóa đóng cửa buổi tối, người già và trẻ em không có chỗ sinh hoạt",
        ("nhà văn hóa",),
        "VH",
        "Nhà văn hóa mở cửa đến 21 giờ các ngày trong tuần, giao chi hội giữ chìa khóa.",
    ),
    DemoConcern(
        Theme.LIVELIHOOD,
        ConcernKind.QUESTION,
        "Bà con muốn biết điều kiện vay vốn phát triển chăn nuôi",
        ("",),
        "TC",
        "Đã mời cán bộ tín dụng về giải đáp tại buổi họp tổ, phát tờ hướng dẫn cho từng hộ.",
    ),
)

REOPENED_BECAUSE = "Mới làm được một phần, bà con đề nghị làm tiếp"

DIRECTIVES = (
    DemoDirective(
        "DN",
        "31-HD/BTCTU",
        "Ban Tổ chức Tỉnh ủy",
        "Hướng dẫn sinh hoạt chi bộ sau khi không tổ chức chi bộ cơ quan",
        "Các chi bộ khu dân cư tiếp nhận đảng viên là cán bộ, công chức; phân công nhiệm vụ gắn với chuyên môn của từng "
        "đồng chí; bố trí thời gian sinh hoạt để bộ phận một cửa luôn có người trực.",
        date(2019, 7, 15),
        date(2019, 7, 31),
    ),
    DemoDirective(
        "",
        "12-CV/ĐU",
        "Đảng ủy",
        "Chuẩn bị sinh hoạt chuyên đề quý IV",
        "Mỗi chi bộ chọn một chuyên đề sát với địa bàn, gửi tên chuyên đề về Đảng ủy trước ngày 25.",
        date(2019, 10, 8),
        date(2019, 10, 25),
    ),
    DemoDirective(
        "",
        "03-KH/ĐU",
        "Đảng ủy",
        "Kế hoạch chăm lo Tết và bảo đảm an ninh trật tự",
        "Các chi bộ rà soát hộ khó khăn, phân công đảng viên trực Tết cùng tổ dân phố, ấp.",
        date(2020, 1, 6),
        date(2020, 1, 16),
    ),
    DemoDirective(
        "DN",
        "58-CV/TU",
        "Tỉnh ủy",
        "Phòng, chống dịch bệnh tại khu dân cư",
        "Các chi bộ phối hợp tổ dân phố, ấp nắm người đến từ vùng có dịch, tuyên truyền khai báo y tế; buổi sinh hoạt tháng "
        "4 có thể lùi theo thông báo của Đảng ủy cơ sở.",
        date(2020, 3, 23),
        date(2020, 3, 30),
        reached=0.9,
    ),
    DemoDirective(
        "",
        "27-CV/ĐU",
        "Đảng ủy",
        "Chuẩn bị đại hội chi bộ và kiểm điểm sáu tháng",
        "Các chi bộ hoàn thành báo cáo sáu tháng, gửi về văn phòng Đảng ủy.",
        date(2020, 6, 8),
        date(2020, 6, 30),
        reached=0.6,
    ),
)

SUMMARIES = (
    "Bí thư trình bày; các đồng chí thảo luận và thống nhất.",
    "Chi bộ nghe báo cáo, phân công người theo dõi.",
    "Các đồng chí mới chuyển về góp ý từ công việc chuyên môn; chi bộ tiếp thu.",
)
THEMES_OF_QUARTER = (
    "Nêu gương của đảng viên là cán bộ, công chức nơi cư trú",
    "Xây dựng khu dân cư sáng, xanh, sạch",
    "Chi bộ cùng người dân phòng, chống dịch bệnh",
    "Chuyển đổi cách tiếp xúc người dân của đảng viên",
)
"""Of the third, fourth, first and second quarter."""
OPINIONS = (
    ("OPINION", "Đề nghị gửi tài liệu trước cho các đồng chí lớn tuổi bằng bản in cỡ chữ to"),
    ("OPINION", "Đề nghị họp buổi tối trong mùa vụ"),
    ("INITIATIVE", "Mỗi đảng viên là công chức nhận giúp ba hộ làm thủ tục tại nhà"),
    ("INITIATIVE", "Lập nhóm liên lạc của tổ dân phố để báo sự cố điện, nước"),
    ("INITIATIVE", "Đổi rác tái chế lấy cây xanh vào sáng chủ nhật đầu tháng"),
)
"""Kind and words."""
RESOLUTIONS = (
    DemoResolution(
        "Nhiệm vụ quý III năm 2019",
        (
            "Tiếp nhận đảng viên mới chuyển về, giới thiệu với từng tổ dân phố.",
            "Rà soát hộ chưa có nước sạch và hồ sơ đất đai còn vướng.",
        ),
        (
            (TaskSide.NEIGHBOURHOOD, "Cùng tổ trưởng đến thăm các hộ trong tổ"),
            (TaskSide.OFFICE, "Tổng hợp hồ sơ đất đai còn vướng của khu dân cư"),
        ),
    ),
    DemoResolution(
        "Nhiệm vụ quý IV năm 2019",
        ("Ra quân làm sạch tuyến đường mẫu.", "Vận động lắp camera an ninh."),
        (
            (TaskSide.NEIGHBOURHOOD, "Tổ chức ra quân làm sạch tuyến đường mẫu"),
            (TaskSide.NEIGHBOURHOOD, "Vận động các hộ mặt tiền lắp camera"),
        ),
    ),
    DemoResolution(
        "Nhiệm vụ quý I năm 2020",
        ("Chăm lo Tết cho hộ khó khăn.", "Hướng dẫn người dân nộp hồ sơ qua mạng."),
        (
            (TaskSide.NEIGHBOURHOOD, "Lập danh sách và trao quà Tết"),
            (TaskSide.OFFICE, "Hướng dẫn nộp hồ sơ qua mạng tại nhà văn hóa"),
        ),
    ),
    DemoResolution(
        "Nhiệm vụ quý II năm 2020",
        ("Giữ an toàn trong phòng, chống dịch.", "Chuẩn bị đại hội chi bộ."),
        (
            (TaskSide.NEIGHBOURHOOD, "Nắm người đến, đi trong tổ hằng tuần"),
            (TaskSide.NEIGHBOURHOOD, "Dự thảo báo cáo chính trị trình đại hội"),
        ),
    ),
)
"""Passed in July, October, January and April."""
REASONS = (
    "Gương mẫu trong công việc chung, được bà con tín nhiệm",
    "Tổ phó tổ dân phố nhiều năm, vận động tốt các phong trào",
    "Đoàn viên nòng cốt, nhiều việc làm vì cộng đồng",
)
OCCUPATIONS = ("Giáo viên", "Nông dân", "Công nhân", "Buôn bán nhỏ", "Nhân viên y tế")
