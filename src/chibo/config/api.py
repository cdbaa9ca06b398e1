"""The REST API: one description (``/api/openapi.json``), token or session, problems in words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.security import django_auth

from chibo.accounts.api import TokenAuth
from chibo.audit.use_cases import RuleBroken
from chibo.campaigns.api import router as campaigns
from chibo.registry.api import router as registry
from chibo.registry.violations import sentence
from chibo.reports.api import router as reports

api = NinjaAPI(title="Chi Bộ", version="1", auth=[TokenAuth(), django_auth], docs_url=None)
api.add_router("", registry)
api.add_router("", campaigns)
api.add_router("", reports)


@api.exception_handler(RuleBroken)
def refused_by_rule(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    problems = [{"code": violation.code, "message": sentence(violation)} for violation in error.violations]
    return api.create_response(request, {"problems": problems}, status=409)


@api.exception_handler(PermissionDenied)
def refused_by_right(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _problem(request, "FORBIDDEN", str(error), status=403)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(request, "NOT_FOUND", _("Không tìm thấy, hoặc không thuộc phạm vi của đồng chí."), status=404)


def _problem(request: HttpRequest, code: str, message: str, *, status: int) -> HttpResponse:
    return api.create_response(request, {"problems": [{"code": code, "message": message}]}, status=status)


def urls() -> Any:
    """The API's addresses, opened one by one: the API itself asks for token or session."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback.login_required = False
    return patterns, app_name, namespace
