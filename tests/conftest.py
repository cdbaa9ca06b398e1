"""What every test shares: a database per test process, no network, the fixed cast (see ``tests/factories``)."""

import pytest

from tests.factories.registry import World, make_world

pytest_plugins = ["tests.contracts.rendered_templates"]


@pytest.fixture
def world(db: None) -> World:
    """A city with one commune to reorganise and the fixed cast."""
    return make_world()
