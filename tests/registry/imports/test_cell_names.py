from __future__ import annotations

import pytest

from chibo.registry.imports.cell_names import CellNames

NAMES = CellNames(
    [
        ("KP1", "Chi bộ khu phố 1"),
        ("KP2", "Chi bộ khu phố 2"),
        ("KP11", "Chi bộ khu phố 11"),
        ("CQ", "Chi bộ cơ quan phường Tam Hòa"),
        ("LAP", "Chi bộ ấp Tân Lập"),
        ("AN", "Chi bộ ấp Tân An"),
        ("AAN", "Chi bộ ấp Tân Ân"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chi bộ khu phố 1", "KP1"),
        ("CHI BỘ KHU PHỐ 01", "KP1"),
        ("khu phố 1", "KP1"),
        ("chi bo khu pho so 2", "KP2"),
        ("CB KP1", "KP1"),
        ("KP. 11", "KP11"),
        ("Khu phố II", "KP2"),
        ("kp2", "KP2"),
        ("LAP", "LAP"),
        ("lap", "LAP"),
        ("Ấp Tân Lập", "LAP"),
        ("Chi bộ cơ quan phường Tam Hoà", "CQ"),
        ("Chi bộ ấp Tân An", "AN"),
        ("Chi bộ ấp Tân Ân", "AAN"),
    ],
)
def test_a_cell_is_found_however_a_list_writes_it(text, code):
    assert NAMES(text) == code


@pytest.mark.parametrize("text", ["Khu phố 3", "Khu phố 111", "ap Tan An", "Chi bộ", "khu phố", "", "Tân Lộc"])
def test_nothing_is_guessed(text):
    assert NAMES(text) is None
