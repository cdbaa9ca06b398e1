from typing import Any

from django.urls import path

from chibo.evaluations.views import agreement, evidence, printing

app_name = "evaluations"

BASE = "kiem-diem/"
CYCLE = f"{BASE}dot/<int:pk>/"
ONE = f"{BASE}ho-so/<int:pk>/"

urlpatterns: list[Any] = [
    # The committee: cycles, rules, decisions, tables.
    # The sides: one's own reviews, one review, its parts, replies.
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
