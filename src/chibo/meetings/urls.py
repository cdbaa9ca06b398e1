from django.urls import path

from chibo.meetings.views import (
    agenda,
    attendance,
    calling,
    meeting,
    meetings,
    minutes,
    months,
    opinions,
    plans,
    preparation,
    resolutions,
    task_steps,
    tasks,
)

app_name = "meetings"

COMMUNE = "lich-sinh-hoat/<str:code>/"
MONTH = f"{COMMUNE}<int:year>/<int:month>/"
PLAN = f"{MONTH}du-thao/<int:number>/"
PREPARATION = f"{COMMUNE}chuan-bi/"
TASK = "nhiem-vu/<int:pk>/"
RESOLUTION = "nhiem-vu/nghi-quyet/<int:pk>/"
TASKS_OF_CELL = "nhiem-vu/chi-bo/<str:cell>/"
CELL = "lich-sinh-hoat/chi-bo/<str:cell>/"
MEETING = "lich-sinh-hoat/buoi/<int:pk>/"

urlpatterns = [
    # Meetings set
    path("lich-sinh-hoat/", months.calendars, name="calendars"),
    path("lich-sinh-hoat/buoi-hop/", meetings.meetings, name="meetings"),
    path(CELL, meetings.cell, name="cell"),
    path(f"{CELL}nguyen-vong/", preparation.wish, name="wish"),
    path(f"{CELL}<str:token>.ics", meetings.feed, name="feed"),
    path("lich-sinh-hoat/chuyen-de/", calling.thematic, name="thematic"),
    path("lich-sinh-hoat/sang-kien/", opinions.initiatives, name="initiatives"),
    # What a cell settles by itself
    path(f"{CELL}trieu-tap/", calling.call, name="call"),
    path(f"{CELL}mien-sinh-hoat/", calling.exempt, name="exempt"),
    path(f"{CELL}mien-sinh-hoat/<int:pk>/thoi/", calling.exempt_end, name="exempt_end"),
    # One meeting
    path(MEETING, meeting.meeting, name="meeting"),
    path(f"{MEETING}huy/", calling.cancel, name="cancel"),
    path(f"{MEETING}chuyen-de/", calling.theme, name="theme"),
    path(f"{MEETING}hinh-thuc/", calling.online, name="online"),
    path(f"{MEETING}chuong-trinh/", agenda.agenda, name="agenda"),
    path(f"{MEETING}chuong-trinh/lay/", agenda.agenda_fill, name="agenda_fill"),
    path(f"{MEETING}chuong-trinh/<int:item>/", agenda.item_change, name="item_change"),
    path(f"{MEETING}tai-lieu/them/", agenda.paper_add, name="paper_add"),
    path(f"{MEETING}tai-lieu/<int:paper>/rut/", agenda.paper_withdraw, name="paper_withdraw"),
    path(f"{MEETING}diem-danh/", attendance.attendance, name="attendance"),
    path(f"{MEETING}diem-danh/ma/", attendance.door, name="door"),
    path(f"{MEETING}diem-danh/danh-sach.<str:form>", attendance.sheet, name="sheet"),
    path(f"{MEETING}co-mat/<str:token>/", attendance.door_sign_in, name="door_sign_in"),
    path(f"{MEETING}bien-ban/", minutes.minutes, name="minutes"),
    path(f"{MEETING}bien-ban/khai-mac/", minutes.minutes_begin, name="minutes_begin"),
    path(f"{MEETING}bien-ban/muc/<int:item>/", minutes.minutes_item, name="minutes_item"),
    path(f"{MEETING}bien-ban/ket-thuc/", minutes.minutes_close, name="minutes_close"),
    path(f"{MEETING}bien-ban/du-thao.<str:form>", minutes.minutes_print, name="minutes_print"),
    path(f"{MEETING}bien-ban/ky/", minutes.minutes_sign, name="minutes_sign"),
    path(f"{MEETING}bien-ban/bo-sung/", minutes.minutes_supplement, name="minutes_supplement"),
    path(f"{MEETING}y-kien/them/", opinions.opinion_add, name="opinion_add"),
    path(f"{MEETING}y-kien/<int:opinion>/ket-qua/", opinions.opinion_settle, name="opinion_settle"),
    path(f"{MEETING}y-kien/<int:opinion>/chia-se/", opinions.opinion_share, name="opinion_share"),
    path(f"{MEETING}cham-diem/", opinions.score, name="score"),
    # The month of a commune
    path(COMMUNE, months.commune, name="commune"),
    path(MONTH, months.month, name="month"),
    path(f"{MONTH}lap/", plans.propose, name="propose"),
    path(f"{MONTH}sua/", plans.mend, name="mend"),
    path(f"{MONTH}noi/", plans.relax, name="relax"),
    path(f"{MONTH}noi/<int:pk>/rut/", plans.relaxation_withdraw, name="relaxation_withdraw"),
    path(f"{MONTH}thong-bao/", meetings.notices, name="notices"),
    path(f"{MONTH}in/", plans.printed, name="print"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}duyet/", plans.plan_adopt, name="plan_adopt"),
    # What calendars go by
    path(PREPARATION, preparation.overview, name="preparation"),
    path(f"{PREPARATION}quy-tac/", preparation.limits, name="limits"),
    path(f"{PREPARATION}phu-trach/them/", preparation.leader_add, name="leader_add"),
    path(f"{PREPARATION}phu-trach/<int:pk>/thoi/", preparation.leader_end, name="leader_end"),
    path(f"{PREPARATION}truc-quay/them/", preparation.clerk_add, name="clerk_add"),
    path(f"{PREPARATION}truc-quay/<int:pk>/thoi/", preparation.clerk_end, name="clerk_end"),
    path(f"{PREPARATION}nghi/them/", preparation.leave_add, name="leave_add"),
    path(f"{PREPARATION}nghi/<int:pk>/huy/", preparation.leave_cancel, name="leave_cancel"),
    # Resolutions and tasks
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/bang/", tasks.board, name="task_board"),
    path("nhiem-vu/giao/", task_steps.task_give, name="task_give"),
    path("nhiem-vu/dang-vien/<int:pk>/", tasks.member_tasks, name="member_tasks"),
    path(TASK, tasks.task, name="task"),
    path(f"{TASK}bao-xong/", task_steps.task_report, name="task_report"),
    path(f"{TASK}nghiem-thu/", task_steps.task_accept, name="task_accept"),
    path(f"{TASK}tra-lai/", task_steps.task_return, name="task_return"),
    path(f"{TASK}doi-han/", task_steps.task_move, name="task_move"),
    path(f"{TASK}giao-lai/", task_steps.task_reassign, name="task_reassign"),
    path(f"{TASK}thoi/", task_steps.task_drop, name="task_drop"),
    path("nhiem-vu/nghi-quyet/", resolutions.resolutions, name="resolutions"),
    path(RESOLUTION, resolutions.resolution, name="resolution"),
    path(f"{RESOLUTION}ky/", resolutions.resolution_sign, name="resolution_sign"),
    path(f"{RESOLUTION}dieu/<int:number>/giao/", task_steps.clause_give, name="clause_give"),
    path(TASKS_OF_CELL, resolutions.cell_progress, name="cell_progress"),
    path(f"{TASKS_OF_CELL}nghi-quyet/", resolutions.resolution_pass, name="resolution_pass"),
]
