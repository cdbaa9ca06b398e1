from typing import Any

from django.urls import path

from chibo.evaluations.views import appeals, cycle_reviews, cycles, deciding, results, rule_sets, running

app_name = "evaluations"

BASE = "kiem-diem/"
CYCLE = f"{BASE}dot/<int:pk>/"
ONE = f"{BASE}ho-so/<int:pk>/"

urlpatterns: list[Any] = [
    # The committee: cycles, rules, decisions, tables.
    path(f"{BASE}dot/", cycles.cycles, name="cycles"),
    path(f"{BASE}dot/mo/", running.cycle_open, name="cycle_open"),
    path(CYCLE, cycles.cycle, name="cycle"),
    path(f"{CYCLE}ho-so/", cycle_reviews.cycle_reviews, name="cycle_reviews"),
    path(f"{CYCLE}them/", running.late_review, name="late_review"),
    path(f"{CYCLE}huy/", running.cycle_cancel, name="cycle_cancel"),
    path(f"{CYCLE}nhac/", cycles.remind, name="cycle_remind"),
    path(f"{CYCLE}chon-muc/", deciding.board, name="board"),
    path(f"{CYCLE}han-muc/", deciding.board_quota, name="board_quota"),
    path(f"{CYCLE}ket-luan/", deciding.conclude, name="conclude"),
    path(f"{CYCLE}khieu-nai/", appeals.appeals, name="appeals"),
    path(f"{BASE}khieu-nai/<int:pk>/", appeals.appeal, name="appeal"),
    path(f"{ONE}khong-xep-loai/", running.leave_out, name="leave_out"),
    path(f"{BASE}ket-qua/", results.results, name="results"),
    path(f"{BASE}tong-hop/", results.tables, name="tables"),
    path(f"{BASE}quy-dinh/", rule_sets.rule_sets, name="rule_sets"),
    path(f"{BASE}quy-dinh/them/", rule_sets.rule_set_add, name="rule_set_add"),
    path(f"{BASE}quy-dinh/<str:code>.toml", rule_sets.rule_set_file, name="rule_set_file"),
    # The sides: one's own reviews, one review, its parts, replies.
    # Files: evidence, agreement, forms and batches.
]
