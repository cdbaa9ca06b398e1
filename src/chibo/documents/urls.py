"""Addresses of papers."""

from django.urls import path

from chibo.documents.views import books, documents

app_name = "documents"
urlpatterns = [
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/so/", books.books, name="books"),
    path("van-ban/so/<int:pk>/", books.book, name="book"),
    path("van-ban/<int:pk>/", documents.document, name="document"),
    path("van-ban/<int:pk>/pdf/", documents.document_pdf, name="document_pdf"),
    path("van-ban/<int:pk>/word/", documents.document_word, name="document_word"),
    path("kiem-tra/<str:token>/", documents.check, name="check"),
]
