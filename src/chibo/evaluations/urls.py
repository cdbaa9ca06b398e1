from typing import Any

from django.urls import path

from chibo.evaluations.views import (
    agreement,
    appeals,
    cycle_reviews,
    cycles,
    deciding,
    evidence,
    joint_papers,
    printing,
    results,
    review_list,
    reviews,
    rule_sets,
    running,
    steps,
    writing,
)

app_name = "evaluations"

BASE = "kiem-diem/"
CYCLE = f"{BASE}dot/<int:pk>/"
ONE = f"{BASE}ho-so/<int:pk>/"
PART = f"{ONE}phan/<slug:part>/"

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
    path(f"{ONE}khieu-nai/", appeals.appeal, name="appeal"),
    path(f"{ONE}khong-xep-loai/", running.leave_out, name="leave_out"),
    path(f"{BASE}ket-qua/", results.results, name="results"),
    path(f"{BASE}tong-hop/", results.tables, name="tables"),
    path(f"{BASE}quy-dinh/", rule_sets.rule_sets, name="rule_sets"),
    path(f"{BASE}quy-dinh/them/", rule_sets.rule_set_add, name="rule_set_add"),
    path(f"{BASE}quy-dinh/tep.toml", rule_sets.rule_set_file, name="rule_set_file"),
    # The sides: one's own reviews, one review, its parts, replies.
    path(BASE, review_list.reviews, name="reviews"),
    path(ONE, reviews.review, name="review"),
    path(PART, writing.part, name="part"),
    path(f"{PART}muc/<slug:criterion>/", writing.section, name="section"),
    path(f"{PART}muc-de-nghi/", writing.grade, name="grade"),
    path(f"{PART}nop/", steps.submit, name="submit"),
    path(f"{PART}khong-co-y-kien/", steps.pass_over, name="pass_over"),
    path(f"{PART}mo-lai/", steps.ask_again, name="ask_again"),
    path(f"{ONE}phieu/", steps.vote, name="vote"),
    path(f"{ONE}hop-chung/", steps.joint, name="joint"),
    path(f"{ONE}hop-chung/in/<str:form>/", joint_papers.joint_print, name="joint_print"),
    path(f"{ONE}tra-loi/", steps.reply, name="reply"),
    # Files: evidence, agreement, forms and batches.
    path(f"{ONE}minh-chung/", evidence.evidence, name="evidence"),
    path(f"{ONE}minh-chung/<str:key>/phan-anh/", evidence.contest, name="contest"),
    path(f"{ONE}phan-anh/<int:contest>/tra-loi/", evidence.contest_settle, name="contest_settle"),
    path(f"{ONE}mau.pdf", printing.form_pdf, name="form_pdf"),
    path(f"{ONE}mau.docx", printing.form_docx, name="form_docx"),
    path(f"{BASE}so-lieu/", agreement.agreement, name="agreement"),
    path(f"{CYCLE}so-lieu/", agreement.agreement_of_cycle, name="agreement_cycle"),
    path(f"{CYCLE}so-lieu/ho-so/", agreement.agreement_reviews, name="agreement_reviews"),
    path(f"{CYCLE}mau/", printing.batches, name="batches"),
    path(f"{BASE}mau/<int:pk>/", printing.batch, name="batch"),
    path(f"{BASE}mau/<int:pk>/tiep/", printing.batch_go, name="batch_go"),
    path(f"{BASE}mau/<int:pk>/tep.zip", printing.batch_file, name="batch_file"),
]
