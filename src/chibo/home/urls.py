"""The address of the home page."""

from django.urls import path

from chibo.home import views

app_name = "home"
urlpatterns = [path("", views.todo, name="todo")]
