"""Vietnamese text: one composed form, keys for search and order, names, old code pages, numbers in words."""

from chibo.domain.vietnamese.legacy import Encoding, convert, convert_table, detect
from chibo.domain.vietnamese.letters import nfc, search_key
from chibo.domain.vietnamese.names import split_name, title_case_name
from chibo.domain.vietnamese.numbers import number_in_words
from chibo.domain.vietnamese.ordering import name_sort_key, sort_key
from chibo.domain.vietnamese.syllables import is_syllable, settle_tones

__all__ = [
    "Encoding",
    "convert",
    "convert_table",
    "detect",
    "is_syllable",
    "name_sort_key",
    "nfc",
    "number_in_words",
    "search_key",
    "settle_tones",
    "sort_key",
    "split_name",
    "title_case_name",
]
