"""Addresses of papers."""

from django.urls import path

from chibo.documents import views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/<int:pk>/", views.document, name="document"),
    path("van-ban/<int:pk>/pdf/", views.document_pdf, name="document_pdf"),
    path("van-ban/<int:pk>/word/", views.document_word, name="document_word"),
    path("kiem-tra/<str:token>/", views.check, name="check"),
]
