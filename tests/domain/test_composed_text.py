import unicodedata
from time import thread_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.accounts.person_name import MAX_NAME_LENGTH, parse_person_name
from domain.shared_kernel.text import BrokenRule, casefolded, composed


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
@example("\u0345\u03b9")
@example("\u1fb3\u0301")
@example("\u0130stanbul")
def test_the_key_of_a_key_is_the_key_however_the_text_was_composed(text: str) -> None:
    key = casefolded(text)
    assert casefolded(key) == key == unicodedata.normalize("NFC", key)
    assert {casefolded(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")} == {key}


def test_letters_and_their_accents_become_one() -> None:
    assert composed("Jose\u0301", 4) == "Jos\u00e9"


def test_the_longest_text_is_composed_of_whatever_it_is_made() -> None:
    decomposed = unicodedata.normalize("NFD", "\u1f82" * MAX_NAME_LENGTH)
    assert len(decomposed) == 4 * MAX_NAME_LENGTH

    assert parse_person_name(decomposed) == "\u1f82" * MAX_NAME_LENGTH


def test_a_heap_of_accents_is_too_long_in_no_time() -> None:
    begun = thread_time()

    with pytest.raises(BrokenRule) as refused:
        parse_person_name("a" + "\u0301\u0323" * 16_000)

    assert refused.value.code == "too_long"
    assert thread_time() - begun < 0.2
