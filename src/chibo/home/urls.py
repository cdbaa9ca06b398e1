"""The addresses of the home page and of the day in words."""

from django.urls import path

from chibo.home import views

app_name = "home"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("viec-can-lam/tom-tat/", views.digest, name="digest"),
]
