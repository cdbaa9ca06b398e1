"""The sentences of the violations that directives may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "CLASSIFIED_GRADE": _(
        "Văn bản có độ mật không bao giờ được đưa vào hệ thống này. Không có gì được lưu lại; "
        "hãy gửi văn bản theo quy định về bảo vệ bí mật nhà nước."
    ),
    "CLASSIFIED_WORD": _(
        "Ở đây có chữ “%(word)s”. Văn bản mật không bao giờ được đưa vào hệ thống này; không có gì được lưu lại. "
        "Hãy gửi văn bản theo quy định về bảo vệ bí mật nhà nước."
    ),
    "DIRECTIVE_TAKEN": _("Văn bản %(number)s ngày %(issued_on)s đã được gửi từ đơn vị này rồi."),
    "SENT_BEFORE_ISSUED": _("Ngày gửi %(sent_on)s trước ngày ban hành %(issued_on)s."),
    "DEADLINE_BEFORE_SENDING": _("Hạn ký nhận %(deadline)s trước ngày gửi %(sent_on)s."),
    "NOBODY_BELOW": _("Vào ngày %(on)s không có đơn vị nào trực thuộc để nhận văn bản này."),
    "DIRECTIVE_WITHDRAWN": _("Văn bản đã được thu hồi ngày %(day)s."),
    "SENT_BEFORE_LAST_VERSION": _("Ngày gửi phải từ %(day)s trở đi, là ngày đã gửi bản %(version)s."),
    "WITHDRAWN_BEFORE_SENT": _("Ngày thu hồi phải từ %(day)s trở đi, là ngày đã gửi bản %(version)s."),
    "NOT_SENT_YET": _("Ngày ký nhận phải từ %(day)s trở đi, là ngày gửi văn bản."),
    "VERSION_ACKNOWLEDGED": _("%(unit)s đã ký nhận bản %(version)s rồi."),
    "VERSION_SUPERSEDED": _(
        "Bản %(version)s đã được thay bằng bản %(current)s từ ngày %(day)s. Hãy đọc rồi ký nhận bản %(current)s."
    ),
    "NOT_ADDRESSED": _("Vào ngày %(on)s, %(unit)s không thuộc nơi nhận văn bản này."),
    "SIGNER_WANTED": _("Ghi thay cho %(unit)s thì phải có tên người đã ký và tờ giấy đã ký."),
    "NOTHING_TO_REMIND": _("%(unit)s đã ký nhận ngày %(day)s, không cần nhắc."),
    "REMINDED_TODAY": _("%(unit)s đã được nhắc trong ngày %(day)s."),
    "REMINDER_LIMIT": _(
        "%(unit)s đã được nhắc %(count)s lần trong %(working_days)s ngày làm việc; có thể nhắc lại từ ngày %(again_on)s."
    ),
    "NOT_ACKNOWLEDGED": _("%(unit)s không có ký nhận bản %(version)s để huỷ."),
}
