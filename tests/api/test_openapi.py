"""The description of the API that is checked in is the API's own, and the API keeps to it."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from chibo.accounts.services import create_token
from chibo.config.api import api
from chibo.config.wsgi import application
from tests.factories.campaigns import moving
from tests.factories.registry import World

CHECKED_IN = Path(__file__).parents[2] / "docs" / "openapi.json"
described = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"))))
described.app = application


def test_the_description_checked_in_is_current():
    current = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))
    assert json.loads(CHECKED_IN.read_text()) == current, "run `make openapi`"


@pytest.fixture
def token(world: World) -> str:
    moving(world)
    return create_token(actor=world.organiser, name="fuzz", expires_on=None)[1]


@described.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_api(case: schemathesis.Case, token: str, kept_connection: None):
    answer = case.call(headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code < 500
