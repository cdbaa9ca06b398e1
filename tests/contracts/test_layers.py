"""The arrows of ``.importlinter`` hold, and each of them would notice an import that goes the wrong way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from grimp import ImportGraph, build_graph
from importlinter.application.use_cases import _register_contract_types, read_user_options
from importlinter.configuration import configure
from importlinter.domain.contract import Contract, registry

configure()
CONFIGURATION = Path(__file__).parents[2] / ".importlinter"
VIOLATIONS = [
    ("house", "chibo.domain.rules", "chibo.registry.labels"),
    ("house", "chibo.registry.services.units", "chibo.campaigns.models"),
    ("house", "chibo.reports.views", "chibo.demo.units"),
    ("house", "chibo.directives.models", "chibo.campaigns.models"),
    ("house", "chibo.feedback.services.concerns", "chibo.campaigns.models"),
    ("house", "chibo.kit.forms", "chibo.accounts.models"),
    ("inside", "chibo.registry.models.units", "chibo.registry.policies"),
    ("inside", "chibo.registry.policies", "chibo.registry.queries.units"),
    ("inside", "chibo.registry.queries.units", "chibo.registry.services.units"),
    ("inside", "chibo.registry.services.units", "chibo.registry.forms.units"),
    ("inside", "chibo.registry.forms.units", "chibo.registry.views.units"),
    ("inside", "chibo.registry.views.units", "chibo.registry.api"),
    ("screens", "chibo.registry.views.units", "chibo.registry.models"),
    ("screens", "chibo.registry.forms.members", "chibo.registry.models.members"),
    ("screens", "chibo.registry.api", "chibo.registry.models"),
    ("screens", "chibo.accounts.views", "chibo.accounts.models"),
    ("pure", "chibo.domain.rules", "django"),
]


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    options = {"include_external_packages": True, "exclude_type_checking_imports": True, "cache_dir": None}
    return build_graph("chibo", **options)


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    options = read_user_options(str(CONFIGURATION))
    _register_contract_types(options)
    return {
        each["id"]: registry.get_contract_class(each["type"])(
            name=each["name"], session_options=options.session_options, contract_options=each
        )
        for each in options.contracts_options
    }


@pytest.mark.parametrize("name", ["house", "inside", "screens", "pure"])
def test_the_arrows_hold(name: str, graph: ImportGraph, contracts: dict[str, Any]):
    assert contracts[name].check(graph, verbose=False).kept, f"see lint-imports --contract {name}"


@pytest.mark.parametrize(("name", "importer", "imported"), VIOLATIONS)
def test_an_import_the_wrong_way_is_noticed(
    name: str, importer: str, imported: str, graph: ImportGraph, contracts: dict[str, Any]
):
    if imported == "django":
        assert not any(module.startswith("django") for module in graph.find_modules_directly_imported_by(importer))
    else:
        assert {importer, imported} <= graph.modules, "the example has moved"
    graph.add_import(importer=importer, imported=imported)
    try:
        assert not contracts[name].check(graph, verbose=False).kept
    finally:
        graph.remove_import(importer=importer, imported=imported)


def test_every_contract_of_the_file_is_checked_here(contracts: dict[str, Any]):
    assert set(contracts) == {"house", "inside", "screens", "pure"}
