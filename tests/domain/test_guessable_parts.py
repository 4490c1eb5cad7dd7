import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.guessable_parts import base_words, unguessable_part


@pytest.mark.parametrize(
    ("password", "rest"),
    [
        ("", ""),
        ("kvp", "kvp"),
        ("kvpkvp", "kvp"),
        ("kvpkvpk", "kvp"),
        ("kvpzmkvp", "kvpzmkvp"),
        ("cortexkvp", "kvp"),
        ("kvcortexzm", "kvzm"),
        ("kv2026zm", "kvzm"),
        ("kv1850zm", "kv1850zm"),
        ("abckvp", "kvp"),
        ("kvpcba", "kvp"),
        ("kvabpm", "kvabpm"),
        ("kvppzm", "kvppzm"),
        ("kvpppzm", "kvzm"),
        ("qwertkvp", "kvp"),
        ("qwekvp", "qwekvp"),
        ("1qazkvp", "kvp"),
    ],
)
def test_the_unguessable_part_is_what_no_word_year_run_or_repetition_covers(password: str, rest: str) -> None:
    assert unguessable_part(password, ["tex", "cortex"]) == rest


def repeated(text: str) -> str:
    """The smallest part that repeated gives the text, if it is there at least twice."""
    for length in range(1, len(text) // 2 + 1):
        if all(text[at] == text[at - length] for at in range(length, len(text))):
            return text[:length]
    return text


@given(st.text(alphabet="kvp", max_size=40).filter(lambda text: not any(each * 3 in text for each in "kvp")))
def test_a_repetition_counts_once(password: str) -> None:
    rest, before = password, None
    while rest != before:
        rest, before = repeated(rest), rest
    assert unguessable_part(password, ()) == rest


def test_a_word_is_looked_up_without_what_is_added_to_it_and_with_signs_read_as_letters() -> None:
    assert set(base_words("1c0rt3x!")) == {"1c0rt3x!", "icortexi", "1c0rt3x", "icortex", "c0rt3x", "cortex"}
