"""The written Vietnamese syllable: which letters can form one, and where its tone stands."""

from __future__ import annotations

import re
from functools import lru_cache

from chibo.domain.vietnamese.letters import ACUTE, DOT, nfc, put_tone, take_tone

_ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", "")
_RIME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y ych ym yn ynh yt yu yêm yên yêng yêt yêu
"""
_RIMES = frozenset(_RIME_LIST.split())
_EITHER_WAY = ("oa", "oe", "uy")
_FRONT = tuple("eêiy")
_STOPS = ("c", "ch", "p", "t")
_MARKED = "ăâêôơ"
_VOWELS = "aăâeêioôơuưy"
_WORD = re.compile(r"[^\W\d_]+")


def is_syllable(word: str) -> bool:
    """Whether ``word`` is one written Vietnamese syllable, its tone on the vowel that carries it.

    For oa, oe, uy both customs pass (hòa, hoà). A syllable that ends in c, ch, p, t must carry the acute or the dot, as
    in Vietnamese it always does.
    """
    small = nfc(word).lower()
    parsed = _parse(small)
    if parsed is None:
        return False
    onset, rime, tone = parsed
    if not tone:
        return True
    place = next(index for index, letter in enumerate(small) if take_tone(letter)[1]) - len(onset)
    return place == _tone_place(rime) or (place == 1 and rime in _EITHER_WAY)


def settle_tones(text: str) -> str:
    """``text`` with the tone of every Vietnamese syllable at one settled place, for comparing two spellings.

    ``"Hoà"`` and ``"Hòa"`` both become ``"Hòa"`` (oa, oe, uy take the tone on the first vowel when nothing follows), while
    ``"Hoàn"``, ``"Quý"`` and words that are no Vietnamese syllable stay. Stored text keeps the spelling of its source: a
    person's name is written as that person writes it.
    """
    return _WORD.sub(lambda word: _settled(word[0]), nfc(text))


@lru_cache(maxsize=20_000)
def _settled(word: str) -> str:
    parsed = _parse(word.lower())
    if not parsed or not parsed[2]:
        return word
    onset, rime, tone = parsed
    bare = [take_tone(letter)[0] for letter in word]
    place = len(onset) + _tone_place(rime)
    bare[place] = put_tone(bare[place], tone)
    return "".join(bare)


def _tone_place(rime: str) -> int:
    """The index in ``rime`` of the vowel that carries the tone."""
    marked = [index for index, letter in enumerate(rime) if letter in _MARKED]
    if marked:
        return marked[-1]
    vowels = len(rime) - len(rime.lstrip(_VOWELS))
    if vowels == 1 or (vowels == 2 and vowels == len(rime)):
        return 0
    return 1


@lru_cache(maxsize=50_000)
def _parse(word: str) -> tuple[str, str, str] | None:
    """Onset, rime without tone, and tone of a small-letter word; ``None`` when it is no syllable."""
    letters, tones = [], []
    for letter in word:
        bare, tone = take_tone(letter)
        letters.append(bare)
        if tone:
            tones.append(tone)
    if len(tones) > 1:
        return None
    bare_word, tone = "".join(letters), "".join(tones)
    for onset in _ONSETS:
        rime = bare_word[len(onset) :]
        if bare_word.startswith(onset) and rime in _RIMES and _fits(onset, rime):
            stopped = rime.endswith(_STOPS)
            return (onset, rime, tone) if not stopped or tone in (ACUTE, DOT) else None
    return None


def _fits(onset: str, rime: str) -> bool:
    """Spelling rules between onset and rime: k, gh, ngh before e ê i y; c, g, ng before the other vowels."""
    if onset in ("k", "gh", "ngh"):
        return rime.startswith(_FRONT)
    if onset in ("c", "ng"):
        return not rime.startswith(_FRONT)
    if onset == "g":
        return rime[0] not in "eêy"
    return not (onset == "gi" and rime.startswith("i"))
