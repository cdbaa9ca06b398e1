from typing import Any

from django.urls import path

from chibo.evaluations.views import joint_papers, review_list, reviews, steps, writing

app_name = "evaluations"

BASE = "kiem-diem/"
CYCLE = f"{BASE}dot/<int:pk>/"
ONE = f"{BASE}ho-so/<int:pk>/"
PART = f"{ONE}phan/<slug:part>/"

urlpatterns: list[Any] = [
    # The committee: cycles, rules, decisions, tables.
    # The sides: one's own reviews, one review, its parts, replies.
    path(f"{BASE}ho-so/", review_list.reviews, name="reviews"),
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
]
