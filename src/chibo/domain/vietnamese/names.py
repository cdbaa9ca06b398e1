"""Names of people: family name first, given name last, many of them from peoples with other spellings."""

from __future__ import annotations

import re

from chibo.domain.vietnamese.letters import nfc

# A word of a name: letters between spaces, hyphens and apostrophes (K'Brê, H’Mông, Lê-Nguyễn).
_PIECE = re.compile(r"[^\W\d_]+")
_NEVER_IN_A_NAME = re.compile(r"[^\w\s'’‘ʼ`´.,()\-–]")


def split_name(full_name: str) -> tuple[str, str]:
    """``full_name`` parted into (family and middle names, given name): the given name is the last word.

    A name of one word is a given name: ``("", "Brê")``.
    """
    words = nfc(full_name).split()
    return " ".join(words[:-1]), words[-1] if words else ""


def title_case_name(full_name: str) -> str:
    """``full_name`` composed, single-spaced, and out of capitals: ``"NGUYỄN VĂN AN"`` → ``"Nguyễn Văn An"``.

    Each piece around an apostrophe or hyphen is taken out of capitals alone (``"K'BRÊ"`` → ``"K'Brê"``), single letters
    stay capitals (``"Y BHOK"`` → ``"Y Bhok"``), every word begins with a capital, and what is already in mixed case
    stays as it is written (``"H'mông"``, ``"McDonald"``). A name all in small letters is capitalised in every piece. Text
    that is no name (a formula, an address of mail) is only composed and single-spaced.
    """
    name = " ".join(nfc(full_name).split())
    if _NEVER_IN_A_NAME.search(name):
        return name
    if name == name.lower():
        return _PIECE.sub(lambda piece: piece[0].capitalize(), name)
    name = _PIECE.sub(lambda piece: piece[0].capitalize() if piece[0].isupper() else piece[0], name)
    return " ".join(word[0].upper() + word[1:] for word in name.split())
