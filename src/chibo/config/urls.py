"""All addresses; each job owns its own slugs."""

from django.urls import include, path

from chibo.config import api

urlpatterns = [
    path("", include("chibo.home.urls")),
    path("", include("chibo.accounts.urls")),
    path("", include("chibo.registry.urls")),
    path("", include("chibo.documents.urls")),
    path("", include("chibo.campaigns.urls")),
    path("", include("chibo.directives.urls")),
    path("", include("chibo.feedback.urls")),
    path("", include("chibo.meetings.urls")),
    path("", include("chibo.nominations.urls")),
    path("", include("chibo.evaluations.urls")),
    path("", include("chibo.reports.urls")),
    path("", include("chibo.audit.urls")),
    path("api/", api.urls()),
]
