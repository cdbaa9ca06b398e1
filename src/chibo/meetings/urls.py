from django.urls import path

from chibo.meetings.views import meetings, months, plans, preparation, resolutions, task_steps, tasks

app_name = "meetings"

COMMUNE = "lich-sinh-hoat/<str:code>/"
MONTH = f"{COMMUNE}<int:year>/<int:month>/"
PLAN = f"{MONTH}du-thao/<int:number>/"
PREPARATION = f"{COMMUNE}chuan-bi/"
TASK = "nhiem-vu/<int:pk>/"
RESOLUTION = "nhiem-vu/nghi-quyet/<int:pk>/"
TASKS_OF_CELL = "nhiem-vu/chi-bo/<str:cell>/"
CELL = "lich-sinh-hoat/chi-bo/<str:cell>/"

urlpatterns = [
    # Meetings set
    path("lich-sinh-hoat/", months.calendars, name="calendars"),
    path("lich-sinh-hoat/buoi-hop/", meetings.meetings, name="meetings"),
    path(CELL, meetings.cell, name="cell"),
    path(f"{CELL}nguyen-vong/", preparation.wish, name="wish"),
    path(f"{CELL}<str:token>.ics", meetings.feed, name="feed"),
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
