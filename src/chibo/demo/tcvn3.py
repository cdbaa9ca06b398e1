"""Vietnamese text as typed under the old TCVN3 (ABC) fonts, for lists that an office kept for twenty years."""

from __future__ import annotations

import unicodedata

_SMALL = dict(
    zip(
        "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ",
        "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\u00ad®",
        strict=True,
    )
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))


def to_tcvn3(text: str) -> str:
    """``text`` in TCVN3 codes; a capital that bears a tone is the capital without it followed by the small letter's code."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str) -> str:
    if letter in _SMALL or letter in _CAPITALS:
        return _SMALL.get(letter) or _CAPITALS[letter]
    small = letter.lower()
    if small not in _SMALL:
        return letter
    bare = unicodedata.normalize(
        "NFC", "".join(part for part in unicodedata.normalize("NFD", letter) if part not in _TONES)
    )
    return _CAPITALS.get(bare, bare) + _SMALL[small]
