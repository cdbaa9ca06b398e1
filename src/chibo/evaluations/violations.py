"""The sentences of the violations that reviews may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "REVIEW_LEFT_OUT": _("Hồ sơ này không xếp loại từ ngày %(day)s."),
    "REVIEW_DECIDED": _("Cấp uỷ đã kết luận hồ sơ này ngày %(day)s; không thay đổi được nữa."),
    "CONTEST_NO_SUCH_ITEM": _("Mục này không có trong minh chứng của hồ sơ."),
    "CONTEST_KNOWN": _("Mục này đã được phản ánh ngày %(day)s."),
    "CONTEST_SETTLED": _("Phản ánh này đã được trả lời ngày %(day)s."),
    "CONTEST_TOO_LATE": _("Hồ sơ đã chốt; không phản ánh minh chứng được nữa."),
    "CONTEST_TOO_EARLY": _("Ngày trả lời trước ngày phản ánh %(day)s."),
    "CONTEST_WORDS_WANTED": _("Hãy ghi rõ nội dung."),
    "BATCH_EMPTY": _("Chưa có hồ sơ kiểm điểm nào để in."),
    "REVIEW_NOT_DECIDED": _("Cấp uỷ chưa kết luận hồ sơ này."),
    "PART_SUBMITTED": _("Phần này đã nộp ngày %(day)s; không sửa được nữa."),
    "PART_PASSED_OVER": _("Cấp uỷ đã ghi nhận ngày %(day)s là bên này không có ý kiến. Hãy báo cấp uỷ để mở lại."),
    "PART_TOO_LATE": _("Chi bộ đã nhận xét; không ghi thêm nhận xét nơi cư trú được nữa."),
    "PART_NOT_ASKED": _("Hồ sơ này không cần ý kiến của bên này."),
    "PART_OUT_OF_TURN": _("Chưa nộp được: còn chờ %(side)s."),
    "JOINT_HELD": _("Đã ghi biên bản họp chung ngày %(day)s."),
    "JOINT_NOT_NEEDED": _("Hai bên không lệch mức, hoặc chưa đủ ý kiến; không cần họp chung."),
    "JOINT_OWED": _("Cơ quan và chi bộ đánh giá lệch mức; phải họp chung trước khi kết luận."),
    "SIDES_MISSING": _("Chưa kết luận được: còn thiếu %(sides)s."),
    "REPLY_TOO_EARLY": _("Ngày trả lời trước ngày thông báo %(day)s."),
    "REPLY_TOO_LATE": _("Đã hết hạn trả lời, khiếu nại từ sau ngày %(day)s."),
    "VOTE_MORE_THAN_MEMBERS": _("Có mặt %(present)s người trong khi chi bộ có %(official)s đảng viên chính thức."),
    "VOTE_REVEALS": _(
        "Chỉ có %(present)s người bỏ phiếu: ghi số phiếu sẽ lộ ai bỏ cho mức nào. Dưới %(smallest)s người chỉ ghi kết quả."
    ),
    "VOTE_NOT_COUNTED": _("Hãy ghi số phiếu cho từng mức."),
    "VOTE_DOES_NOT_ADD_UP": _("Số phiếu không khớp: %(total)s phiếu, trong khi có mặt %(present)s người."),
    "VOTE_SAYS_OTHERWISE": _("Mức đề nghị không phải là mức được nhiều phiếu nhất."),
    "RULES_FIELD_MISSING": _("%(field)s: còn thiếu."),
    "RULES_FIELD_UNKNOWN": _("%(field)s: không có mục này trong mẫu quy định."),
    "RULES_TEXT_WANTED": _("%(field)s: cần chữ, không để trống, nhiều nhất %(most)s ký tự."),
    "RULES_CODE_WANTED": _("%(field)s: chỉ dùng chữ cái không dấu, chữ số, dấu gạch, dấu chấm (đang ghi “%(value)s”)."),
    "RULES_NUMBER_WANTED": _("%(field)s: cần số nguyên từ %(least)s đến %(most)s."),
    "RULES_TRUTH_WANTED": _("%(field)s: chỉ ghi true hoặc false."),
    "RULES_DAY_WANTED": _("%(field)s: cần ngày viết theo dạng 2027-01-31."),
    "RULES_CHOICE_WANTED": _("%(field)s: chỉ nhận %(choices)s, mỗi giá trị một lần."),
    "RULES_LIST_WANTED": _("%(field)s: cần danh sách không rỗng."),
    "RULES_TABLE_WANTED": _("%(field)s: cần một bảng gồm tên và giá trị."),
    "RULES_CODE_TWICE": _("%(field)s: mã %(value)s được dùng hai lần."),
    "RULES_SIDE_WITHOUT_CRITERION": _("%(field)s: chưa có tiêu chí nào cho bên %(side)s."),
    "RULES_POINTS_DO_NOT_ADD_UP": _(
        "%(field)s: các tiêu chí của nhóm “%(group)s” cộng lại %(given)s điểm, nhóm có %(most)s."
    ),
    "RULES_THRESHOLDS_OUT_OF_ORDER": _("%(field)s: các ngưỡng điểm phải giảm dần và không quá %(most)s."),
    "RULES_CODE_TAKEN": _("Đã có quy định mang mã %(code)s. Hãy đặt mã khác trong tệp."),
    "CAP_EXCEEDED": _(
        "Vượt giới hạn: %(taken)s hoàn thành xuất sắc, trong khi %(share)s%% của %(base)s chỉ cho nhiều nhất %(limit)s. "
        "Hãy bớt %(over)s."
    ),
    "CAP_OF_NOUGHT": _(
        "Chưa được có ai hoàn thành xuất sắc: mới có %(good)s hoàn thành tốt, cần ít nhất %(needed)s để có một xuất sắc "
        "(%(share)s%%, làm tròn xuống); đang chọn %(taken)s."
    ),
    "CYCLE_RULES_UNKNOWN": _("Không có quy định xếp loại mang mã %(code)s."),
    "CYCLE_PERIOD_NOT_OF_RULES": _("%(rules)s: quy định này không dùng cho kỳ đã chọn."),
    "CYCLE_BEFORE_RULES": _("%(rules)s: chỉ áp dụng cho kỳ kết thúc từ ngày %(day)s."),
    "CYCLE_TOO_EARLY": _("Kỳ kiểm điểm chưa bắt đầu; mở đợt từ ngày %(day)s."),
    "CYCLE_DAYS_OUT_OF_ORDER": _("Các hạn phải theo thứ tự: ngày mở, tự kiểm điểm, cơ quan, chi bộ, cấp uỷ kết luận."),
    "CYCLE_EXISTS": _("%(unit)s đã có đợt kiểm điểm của kỳ bắt đầu ngày %(starts_on)s."),
    "CYCLE_WITHOUT_MEMBERS": _("%(unit)s không có đảng viên nào sinh hoạt vào ngày %(on)s."),
    "CYCLE_CANCELLED": _("Đợt kiểm điểm này đã huỷ ngày %(day)s."),
    "CYCLE_BEGUN": _("Đã có bên nộp phần của mình; không huỷ đợt này được nữa."),
    "REVIEW_EXISTS": _("Đồng chí %(name)s đã có hồ sơ trong đợt này."),
    "MEMBER_NOT_IN_COMMUNE": _(
        "Đồng chí %(name)s không sinh hoạt chính thức tại chi bộ nào của %(unit)s trong kỳ này."
    ),
    "NOTHING_OWED": _("Bên này không còn thiếu phần nào."),
    "SIDE_REMINDED_TODAY": _("Bên này đã được nhắc trong ngày %(day)s."),
    "SIDE_REMINDER_LIMIT": _(
        "Đã nhắc %(count)s lần trong %(working_days)s ngày làm việc; nhắc lại được từ ngày %(again_on)s."
    ),
    "CHOICE_WANTS_REASON": _("Mức này khác đề nghị của chi bộ hoặc cơ quan. Hãy ghi lý do."),
    "NOTHING_CHOSEN": _("Chưa chọn mức cho hồ sơ nào, hoặc đã kết luận hết."),
    "CHOSEN_SIDES_MISSING": _("%(name)s: còn thiếu %(sides)s."),
    "CHOSEN_JOINT_OWED": _("%(name)s: cơ quan và chi bộ lệch mức, chưa họp chung."),
    "CHOSEN_WANTS_REASON": _("%(name)s: mức đã chọn khác đề nghị, chưa ghi lý do."),
    "WORK_COMES_FIRST": _(
        "%(name)s: cơ quan chưa xếp loại hoàn thành xuất sắc nhiệm vụ nên cao nhất là “%(highest)s”."
    ),
    "RULED_BEFORE_APPEAL": _("Ngày giải quyết trước ngày khiếu nại %(day)s."),
    "NO_APPEAL": _("Ý kiến này không phải là khiếu nại."),
    "APPEAL_RULED": _("Khiếu nại này đã được giải quyết ngày %(day)s."),
    "REVIEW_NOT_OPEN": _("Hồ sơ được lập ngày %(day)s; không ghi ngày trước đó."),
    "REVIEW_CANCELLED": _("Đợt kiểm điểm này đã huỷ ngày %(day)s."),
    "PART_NOT_LATE": _("Chưa hết hạn của bên này (%(day)s); chỉ ghi nhận không có ý kiến khi đã quá hạn."),
    "PART_NOT_PASSED_OVER": _("Bên này không bị ghi nhận là không có ý kiến."),
    "PART_READ_BY_ALL": _("Các bên đã đọc được ý kiến của nhau; không mở lại cho bên này viết được nữa."),
    "PART_NOT_BEGUN": _("Chưa ghi gì để nộp."),
    "PART_BEGUN_BY_ITS_SIDE": _("%(by)s đang tự ghi phần này; chỉ bên ấy đọc và ghi tiếp được."),
    "PART_KEYED_BY_ANOTHER": _("%(by)s đang nhập thay phần này; chỉ người ấy hoặc chính bên viết ghi tiếp được."),
    "WRITER_NOT_NAMED": _("Hãy ghi tên người mà đồng chí nhập thay."),
    "SELF_BY_ANOTHER": _("Bản tự kiểm điểm là của đồng chí %(name)s; chỉ nhập thay cho chính đồng chí ấy."),
    "WRITTEN_ABOUT_ONESELF": _("Đồng chí %(name)s không nêu ý kiến của bên khác về chính mình."),
    "WRITER_OF_BOTH_SIDES": _("Người này đã viết %(side)s của hồ sơ này; mỗi người chỉ viết cho một bên."),
    "SECTION_NOT_ASKED": _("Quy định của đợt này không có nội dung ấy cho bên này."),
    "SECTION_POINTS": _("Điểm phải từ 0 đến %(most)s."),
    "SECTION_CHANGED_MEANWHILE": _("%(by)s đã lưu nội dung khác lúc %(at)s. Lời của đồng chí vẫn còn ở đây, chưa lưu."),
    "SECTIONS_MISSING": _("Còn thiếu: %(labels)s."),
    "GRADE_NOT_ASKED": _("Bên này không đề nghị mức xếp loại ở đây."),
    "GRADE_WANTED": _("Hãy chọn mức đề nghị xếp loại."),
    "PERCENT_OUT_OF_RANGE": _("Tỷ lệ phải từ 0 đến 100."),
    "PERCENT_WANTED": _("Hãy ghi tỷ lệ nhiệm vụ hoàn thành và tỷ lệ vượt yêu cầu."),
    "VOTE_WANTED": _("Chưa ghi phiếu xếp loại của chi bộ."),
    "VOTE_AHEAD": _("Ngày họp sau ngày %(day)s."),
    "VOTE_AFTER_SUBMISSION": _("Chi bộ bỏ phiếu ngày %(day)s, sau ngày nộp."),
    "VOTE_BEFORE_THE_SIDES": _(
        "Chi bộ bỏ phiếu ngày %(held_on)s khi chưa có đủ ý kiến của các bên (đủ từ ngày %(day)s). Hãy bỏ phiếu lại."
    ),
    "JOINT_AHEAD": _("Ngày họp chung sau ngày %(day)s."),
    "JOINT_BEFORE_THE_SIDES": _("Ngày họp chung trước ngày hai bên có đủ ý kiến (%(day)s)."),
    "JOINT_WORDS_WANTED": _("Hãy ghi người dự của hai bên và nội dung họp."),
    "APPEAL_KNOWN": _("Đã có khiếu nại ngày %(day)s; mỗi hồ sơ khiếu nại một lần."),
    "REPLY_WORDS_WANTED": _("Hãy ghi nội dung."),
}
