"""Addresses of papers."""

from django.urls import path

from chibo.documents import views

app_name = "documents"
urlpatterns = [path("kiem-tra/<str:token>/", views.check, name="check")]
