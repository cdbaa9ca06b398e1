"""A form does its work once."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from chibo.kit.models import UsedForm
from chibo.kit.once import AlreadyDone, once
from tests.factories.registry import World

pytestmark = pytest.mark.django_db


def posted(token: str = "a" * 32):
    return RequestFactory().post("/", {"once": token})


def test_the_second_use_of_a_form_does_nothing():
    done = []
    with once(posted()):
        done.append(1)
    with pytest.raises(AlreadyDone), once(posted()):
        done.append(2)
    assert done == [1]


def test_a_form_whose_work_failed_may_be_sent_again():
    with pytest.raises(ValueError), once(posted()):
        raise ValueError
    with once(posted()):
        pass
    assert UsedForm.objects.count() == 1


def test_two_forms_do_not_hinder_each_other():
    for token in ("a", "b"):
        with once(posted(token)):
            pass
    assert UsedForm.objects.count() == 2


def test_a_script_without_the_field_is_not_held_back():
    for _attempt in range(2):
        with once(RequestFactory().post("/")):
            pass
    assert not UsedForm.objects.exists()


@pytest.mark.urls("tests.kit.pages")
def test_the_page_hands_out_a_new_token_each_time_and_takes_each_once(world: World, client: Client):
    client.force_login(world.officer)
    first, second = (client.get("/thu/mo-dot/").text.split('name="once" value="')[1][:32] for _ in range(2))
    assert first != second
    fields = {"number": "05-KH/TU", "on": "3/2/2019", "kind": "A", "way": "A"}
    for token in (first, first, second):
        assert client.post("/thu/mo-dot/", fields | {"once": token}).status_code == 302
    assert (client.session["done"], client.session["refused"]) == (2, 1)
