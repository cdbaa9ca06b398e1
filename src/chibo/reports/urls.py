"""Addresses of reports."""

from django.urls import path

from chibo.reports import views

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.progress, name="progress"),
    path("bao-cao/<str:code>/", views.progress, name="progress_of"),
    path("bao-cao/<str:code>/bao-cao.docx", views.progress_paper, {"form": "docx"}, name="progress_docx"),
    path("bao-cao/<str:code>/bao-cao.pdf", views.progress_paper, {"form": "pdf"}, name="progress_pdf"),
    path("bao-cao/<str:code>/<str:figure>/", views.behind, name="behind"),
]
