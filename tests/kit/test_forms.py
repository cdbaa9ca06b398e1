"""How forms are shown: labels, help, errors, days."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import engines
from django.utils import translation

from chibo.kit.forms import DayField
from tests.kit.pages import EventForm

WRONG = {"number": "", "on": "31/02/2019", "kind": "A", "way": ""}


def shown(template: str, **context) -> str:
    return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize("text", ["03/02/2019", "3/2/2019", "3-2-2019", "3.2.2019", "2019-02-03"])
def test_days_are_read_day_first_in_both_languages(text):
    for language in ("vi", "en"):
        with translation.override(language):
            assert DayField().clean(text) == date(2019, 2, 3)


@pytest.mark.parametrize(
    ("text", "words"), [("31/02/2019", "31/02/2019"), ("hôm qua", "hôm qua"), ("01/01/1200", "1930")]
)
def test_what_is_no_day_is_answered_with_the_value_and_the_form_expected(text, words):
    with pytest.raises(Exception, match=words):
        DayField().clean(text)


def test_a_field_ties_its_label_help_and_error_together():
    form = EventForm(WRONG)
    html = shown("{% field bound %}", bound=form["number"])
    assert '<label for="id_number">Số văn bản' in html
    assert 'aria-describedby="id_number_helptext id_number_error"' in html
    assert 'id="id_number_helptext"' in html
    assert 'id="id_number_error"' in html
    assert 'aria-invalid="true"' in html
    assert "Hãy điền mục này." in html


def test_the_summary_leads_to_each_wrong_field():
    html = shown("{% form_fields form %}", form=EventForm(WRONG))
    assert 'role="alert"' in html
    for name in ("number", "on", "way"):
        assert f'<a href="#id_{name}">' in html
        assert f'id="id_{name}"' in html
    assert '<a href="#id_kind">' not in html


def test_a_form_without_faults_has_no_summary():
    assert "error-summary" not in shown("{% form_fields form %}", form=EventForm())


def test_optional_fields_say_so():
    form = EventForm()
    assert "không bắt buộc" in shown("{% field bound %}", bound=form["reason"])
    assert "không bắt buộc" not in shown("{% field bound %}", bound=form["number"])


def test_each_shape_of_field_gets_its_own_look():
    form = EventForm()
    assert "<fieldset" in shown("{% field bound %}", bound=form["way"])
    assert "form-check-input" in shown("{% field bound %}", bound=form["letters"])
    assert "form-select" in shown("{% field bound %}", bound=form["kind"])
    assert 'class="day-input form-control"' in shown("{% field bound %}", bound=form["on"])


def test_what_the_user_typed_comes_back_escaped():
    html = shown("{% field bound %}", bound=EventForm({"number": '"><b>x'})["number"])
    assert "&quot;&gt;&lt;b&gt;x" in html


def test_a_disabled_button_says_why_and_cannot_send():
    html = shown('{% button_disabled "Ký" "Còn 2 đảng viên chưa được phân công." "lock" %}')
    assert 'type="button" aria-disabled="true"' in html
    why = html.split('aria-describedby="')[1].split('"')[0]
    assert f'id="{why}"' in html
    assert "Còn 2 đảng viên chưa được phân công." in html
