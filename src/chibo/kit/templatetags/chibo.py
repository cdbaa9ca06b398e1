"""Template tags of the house; built in, so no template loads them."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, HiddenInput, RadioSelect, Select
from django.template import Library
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chibo.kit.cells import Kind, Status, day_text, html_of, text_of
from chibo.kit.lists import Result

register = Library()
ICONS = "vendor/bootstrap-icons/icons.svg"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Bootstrap icon from the vendored sprite; hidden from screen readers unless it has a ``label``."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', said, static(ICONS), name)


@register.filter
def day(value: Any) -> str:
    """dd/mm/yyyy, or the month or year where no more is known."""
    return day_text(value)


@register.filter
def number(value: Any) -> str:
    """A number with the thousands marked as the language does."""
    return text_of(value, Kind.NUMBER)


@register.simple_tag
def status(label: Any, tone: str = "neutral") -> SafeString:
    """A state in words, tinted by ``tone``: neutral, info, good, warning, bad. ``label`` may be a ``Status``."""
    return mark_safe(html_of(label if isinstance(label, Status) else Status(label, tone), Kind.STATUS))


@register.simple_tag
def once() -> SafeString:
    """The hidden field that lets ``chibo.kit.once`` take this form's POST only once."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4().hex)


@register.inclusion_tag("kit/_button_disabled.html")
def button_disabled(label: Any, reason: Any, icon_name: str = "", style: str = "btn-primary") -> dict[str, Any]:
    """A button that cannot be pressed now, and why, readable by everyone."""
    return {"label": label, "reason": reason, "icon_name": icon_name, "style": style, "id": uuid.uuid4().hex[:8]}


@register.simple_tag(takes_context=True)
def listing(context: RequestContext, result: Result) -> SafeString:
    """A list filled by ``list_page`` or ``Result``: toolbar, table and paging; a bare table without toolbar."""
    name = "kit/_list.html" if result.listing.toolbar else "kit/_list_result.html"
    return mark_safe(render_to_string(name, {**context.flatten(), "list": result}))


@register.inclusion_tag("kit/_field.html")
def field(bound: BoundField, note: Any = "") -> dict[str, Any]:
    """One form field: label, help, input and its errors, tied together for screen readers."""
    widget = bound.field.widget
    shape = "input"
    if isinstance(widget, HiddenInput):
        shape = "hidden"
    elif isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        shape = "group"
    elif isinstance(widget, CheckboxInput):
        shape = "check"
    css = "form-select" if isinstance(widget, Select) and shape == "input" else "form-control"
    css = {"check": "form-check-input", "group": "", "hidden": ""}.get(shape, css)
    if bound.errors and css:
        css += " is-invalid"
    attributes = {"class": f"{widget.attrs.get('class', '')} {css}".strip()} if css else {}
    return {
        "bound": bound,
        "input": bound.as_widget(attrs=attributes),
        "shape": shape,
        "note": note,
        "is_file": isinstance(widget, FileInput),
    }


@register.inclusion_tag("kit/_form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """The summary above a form: what is wrong, each line leading to its field."""
    wrong = [(bound, error) for bound in form for error in bound.errors]
    return {"general": form.non_field_errors(), "wrong": wrong}


@register.inclusion_tag("kit/_form_fields.html")
def form_fields(form: Any) -> dict[str, Any]:
    """The error summary and every field of a form, in order."""
    return {"form": form}


@register.inclusion_tag("kit/_stepper.html")
def stepper(steps: Any, label: Any = "") -> dict[str, Any]:
    """The steps of something on its way: ``chibo.kit.steps.Step`` values in order."""
    return {"steps": steps, "label": label}


@register.simple_tag(takes_context=True)
def htmx_config(context: RequestContext) -> SafeString:
    """The ``<meta>`` that keeps htmx within the strict content policy."""
    settings = {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "allowScriptTags": False,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "selfRequestsOnly": True,
        "timeout": 30000,
    }
    return format_html('<meta name="htmx-config" content="{}">', json.dumps(settings))


@register.filter
def is_today(value: date, today: date) -> bool:
    """Whether ``value`` is the clock's day."""
    return value == today


@register.simple_tag(takes_context=True)
def query_fields(context: RequestContext, *dropped: Any) -> SafeString:
    """The page's query as hidden inputs, without the parameters in ``dropped`` (names, or lists of names)."""
    without = {name for each in dropped for name in ([each] if isinstance(each, str) else each)}
    pairs = [(name, value) for name, values in context["request"].GET.lists() for value in values]
    fields = [
        format_html('<input type="hidden" name="{}" value="{}">', name, value)
        for name, value in pairs
        if name not in without and value
    ]
    return mark_safe("".join(fields))


@register.simple_tag(takes_context=True)
def address_with(context: RequestContext, **changes: Any) -> str:
    """This page's address with some query parameters changed (``None`` drops one; ``_`` in a name stands for ``-``)."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name.replace("_", "-"), None)
        if value is not None:
            query[name.replace("_", "-")] = value
    return f"{context['request'].path}?{query.urlencode()}"
