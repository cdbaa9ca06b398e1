"""What is written in the reviews of the demo: made up, of the kind that members, offices and cells write."""

from __future__ import annotations

from chibo.domain.evaluation.way import Side

SAID: dict[Side, dict[str, tuple[str, ...]]] = {
    Side.SELF: {
        "POLITICS": (
            "Chấp hành chủ trương của Đảng, pháp luật của Nhà nước; học tập đầy đủ các nghị quyết được quán triệt trong năm.",
            "Tham gia đủ các đợt học tập nghị quyết, vận động gia đình và bà con cùng thực hiện.",
        ),
        "ETHICS": (
            "Giữ lối sống giản dị, đoàn kết trong chi bộ, hoà nhã với Nhân dân.",
            "Giữ gìn đoàn kết; có lúc còn nóng tính khi trao đổi công việc.",
        ),
        "DISCIPLINE": (
            "Dự sinh hoạt chi bộ đầy đủ, đóng đảng phí đúng quy định.",
            "Chấp hành sự phân công; vắng sinh hoạt một số kỳ có lý do.",
        ),
        "TASKS": (
            "Hoàn thành các việc được giao trong năm, phần lớn đúng hạn.",
            "Việc thường xuyên làm đều; một việc chậm hạn đã báo cáo lý do.",
        ),
        "PEOPLE": (
            "Gần gũi bà con trong tổ, chuyển ý kiến của bà con đến chi bộ.",
            "Tham gia các buổi dọn vệ sinh, họp tổ; cần dành thêm thời gian đến từng hộ.",
        ),
        "SHORTCOMINGS": (
            "Hạn chế của năm trước về tự học đã khắc phục được một phần.",
            "Phát biểu tại sinh hoạt còn ít; năm tới sẽ chuẩn bị ý kiến trước.",
        ),
    },
    Side.OFFICE: {
        "POLITICS": ("Thực hiện đúng chủ trương, quy định trong giải quyết công việc.",),
        "ETHICS": ("Tác phong đúng mực, hướng dẫn người dân rõ ràng tại quầy.",),
        "DISCIPLINE": ("Bảo đảm giờ làm việc, lịch trực theo phân công.",),
        "TASKS": (
            "Hồ sơ thuộc lĩnh vực phụ trách giải quyết đúng hạn; khối lượng cao hơn năm trước.",
            "Khối lượng việc bảo đảm; còn một số hồ sơ trễ hạn trong quý III.",
        ),
        "SHORTCOMINGS": ("Cần chủ động hơn khi phối hợp giữa các bộ phận.",),
    },
    Side.FORMER: dict.fromkeys(
        ("POLITICS", "ETHICS", "DISCIPLINE", "TASKS", "PEOPLE", "SHORTCOMINGS"),
        ("Trong thời gian sinh hoạt tại chi bộ cũ chấp hành tốt, không có vi phạm.",),
    ),
    Side.CELL: {
        "POLITICS": ("Chi bộ ghi nhận đồng chí gương mẫu chấp hành nghị quyết.",),
        "ETHICS": ("Sống chan hoà, được bà con trong khu dân cư tin cậy.",),
        "DISCIPLINE": ("Sinh hoạt đều, có ý kiến xây dựng.", "Cần dự sinh hoạt đều hơn."),
        "TASKS": (
            "Việc chi bộ giao làm tốt; việc ở cơ quan theo ý kiến của cơ quan.",
            "Hoàn thành phần việc chi bộ giao.",
        ),
        "PEOPLE": ("Tích cực tham gia việc chung của khu dân cư.",),
        "SHORTCOMINGS": ("Đã tiếp thu góp ý của kỳ trước.",),
    },
}
"""By side and criterion (``evaluations/rule_sets/hd21-2019.toml``)."""
SITTING = (
    "Cơ quan nêu khối lượng hồ sơ đã giải quyết; chi bộ nêu việc tham gia ở khu dân cư. Hai bên đối chiếu minh chứng và "
    "thống nhất mức xếp loại."
)
OVER_THE_CAP = "Đã đủ tỷ lệ; cấp uỷ cân nhắc thành tích cụ thể"
WORK_IS_FIRST = "Cơ quan chưa xếp loại xuất sắc"
ANSWER = "Tôi nhất trí với kết quả xếp loại."
APPEAL = "Tôi đề nghị xem xét lại: việc chậm hạn nêu trong hồ sơ là do chờ ý kiến cấp trên, đã có văn bản xác nhận."
RULING = "Đã đối chiếu văn bản xác nhận; việc chậm hạn không do đồng chí. Điều chỉnh mức xếp loại."
