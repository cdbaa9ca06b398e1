"""Small parts: values in words, statuses, steps, addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from chibo.kit.cells import Kind, Status, Tone, day_text, html_of, text_of
from chibo.kit.steps import StepState, steps_until


def shown(template: str, **context) -> str:
    return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2019, 2, 3), "03/02/2019"),
        (datetime(2019, 2, 2, 18, 5, tzinfo=UTC), "01:05 03/02/2019"),
        ("1965-03-02", "02/03/1965"),
        ("1965-03", "03/1965"),
        ("1965", "1965"),
        ("", ""),
        (None, ""),
    ],
)
def test_days_are_written_day_first_as_far_as_they_are_known(value, words):
    assert day_text(value) == words


def test_numbers_follow_the_language_and_years_are_not_numbers():
    assert text_of(12345, Kind.NUMBER) == "12.345"
    with translation.override("en"):
        assert text_of(12345, Kind.NUMBER) == "12,345"
    assert text_of(Decimal("0.5"), Kind.NUMBER) == "0,5"
    assert text_of(2019, Kind.TEXT) == "2019"
    assert text_of(0, Kind.NUMBER) == "0"


def test_markup_is_escaped_unless_it_says_it_is_safe():
    assert html_of("<b>x</b>", Kind.TEXT) == "&lt;b&gt;x&lt;/b&gt;"
    assert html_of(mark_safe("<b>x</b>"), Kind.TEXT) == "<b>x</b>"
    assert html_of(Status("<x>", Tone.BAD), Kind.STATUS) == '<span class="status status-bad">&lt;x&gt;</span>'
    assert html_of(True, Kind.YES_NO) == "Có"
    assert html_of(None, Kind.TEXT) == ""


def test_steps_before_the_current_one_are_done_and_those_after_lie_ahead():
    steps = steps_until(["a", "b", "c"], 1)
    assert [step.state for step in steps] == [StepState.DONE, StepState.CURRENT, StepState.AHEAD]
    html = shown("{% stepper steps %}", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert "(xong)" in html
    assert "(chưa đến)" in html


def test_an_address_keeps_the_query_and_changes_what_is_named():
    request = RequestFactory().get("/x/?tim=lan&trang=3&so-dong=20")
    assert shown("{% address_with trang=None so_dong=50 %}", request=request) == "/x/?tim=lan&amp;so-dong=50"


def test_the_rest_of_the_query_becomes_hidden_fields():
    request = RequestFactory().get('/x/?tim=lan&ghi="><b>')
    html = shown('{% query_fields "tim" %}', request=request)
    assert html == '<input type="hidden" name="ghi" value="&quot;&gt;&lt;b&gt;">'
