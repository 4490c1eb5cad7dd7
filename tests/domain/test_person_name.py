import pytest

from domain.accounts.person_name import MAX_NAME_LENGTH, NOT_A_NAME, parse_person_name
from domain.shared_kernel.text import INVALID_TEXT, BrokenRule


@pytest.mark.parametrize(
    "name",
    [
        *("Ada", "李", "Ø", "d'Arc", "Jean-Luc", "X Æ A-12", "100%", "3rd", "Ἀριστοτέλης"),
        *("علی\u200cرضا", "क्\u200dष", "Ada 👩\u200d💻", "نور"),
    ],
)
def test_a_name_in_any_script_is_kept_as_it_is_written(name: str) -> None:
    assert parse_person_name(name) == name


def test_blanks_around_a_name_are_taken_away() -> None:
    assert parse_person_name(" \u00a0Ada\u3000\t") == "Ada"


@pytest.mark.parametrize(
    "name",
    [
        *("\u200b", "\u200d", "\u200c\u200d", "\u0301", "\u3164", "\uffa0\u115f", "...", "-", "👻", "\u2800"),
        *("Ada\u200b", "Ada\u202elevoL", "\u2066Ada\u2069", "Ada\u200f", "A\u061cda", "A\ufeffda", "A\u00adda"),
        *("Ada\u2028Lovelace", "Ada\u2029Lovelace", "Ada\nLovelace", "A\x00da", "A\ud800da", "Ada\U000e0041"),
    ],
)
def test_a_name_has_no_characters_that_cannot_be_seen_or_turn_the_direction(name: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        parse_person_name(name)
    assert refused.value.code == "invalid_text"


def test_a_name_that_has_no_letter_is_told_so_and_one_with_unseen_characters_is_not() -> None:
    for name, sentence in (("...", NOT_A_NAME), ("Ada\u200b", INVALID_TEXT)):
        with pytest.raises(BrokenRule) as refused:
            parse_person_name(name)
        assert refused.value.message == sentence


@pytest.mark.parametrize(("name", "code"), [("", "too_short"), (" \u3000", "too_short"), ("a" * 101, "too_long")])
def test_a_name_has_1_to_100_characters(name: str, code: str) -> None:
    assert len(parse_person_name("a" * MAX_NAME_LENGTH)) == MAX_NAME_LENGTH
    with pytest.raises(BrokenRule) as refused:
        parse_person_name(name)
    assert refused.value.code == code
