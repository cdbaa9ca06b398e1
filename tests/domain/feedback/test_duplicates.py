"""Which concerns are suggested as one and the same."""

from __future__ import annotations

import pytest

from chibo.domain.feedback.duplicates import MOST, Said, likely_duplicates

NEW = Said(1, "ROADS", "hẻm 15", "Cống ở đầu hẻm bị nghẹt, nước tràn vào nhà khi mưa")


@pytest.mark.parametrize(
    ("theme", "place", "text", "is_like"),
    [
        ("ROADS", "hẻm 15", "Cống ở đầu hẻm bị nghẹt, nước tràn vào nhà khi mưa", True),
        ("ROADS", "", "cong dau hem nghet nuoc tran", True),
        ("ENVIRONMENT", "Hẻm 15, tổ 3", "Nước cống tràn khi mưa", True),
        ("ENVIRONMENT", "hẻm 9", "Nước cống tràn khi mưa", False),
        ("ROADS", "hẻm 15", "Đèn đường tắt hai tuần", False),
        ("ROADS", "hẻm 15", "cống", True),
        ("ROADS", "hẻm 15", "của và là", False),
        ("ROADS", "hẻm 15", "", False),
    ],
)
def test_the_same_theme_or_place_in_much_the_same_words(theme, place, text, is_like):
    assert likely_duplicates(NEW, [Said(2, theme, place, text)]) == ([2] if is_like else [])


def test_the_likeliest_come_first_and_only_a_few():
    same = [Said(key, "ROADS", "", NEW.text) for key in (9, 8, 7, 6)]
    nearest = Said(5, "ROADS", "hẻm 15", NEW.text)
    assert likely_duplicates(NEW, [*same, nearest]) == [5, 6, 7]
    assert len(likely_duplicates(NEW, same)) == MOST


def test_nothing_is_like_itself():
    assert likely_duplicates(NEW, [NEW]) == []
