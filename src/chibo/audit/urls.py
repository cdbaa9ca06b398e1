"""The audit log."""

from django.urls import path

from chibo.audit import views

app_name = "audit"
urlpatterns = [
    path("nhat-ky/", views.entries, name="entries"),
    path("nhat-ky/<int:pk>/", views.entry, name="entry"),
]
