"""The check of words finds what it is for, and nothing in this repository."""

from pathlib import Path

import pytest

from tests.foundation.words import violations


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('"""What a module holds."""', "a docstring begins with “What”"),
        ('class A:\n    """Whoever asks."""', "a docstring begins with “Whoever”"),
        ('def f():\n    """Whether it is."""', "a docstring begins with “Whether”"),
        ("PATIENCE_SECONDS = 3", "PATIENCE_SECONDS: the word of the field is timeout"),
        ("def take(budget): ...", "budget: the word of the field is quota"),
        ("class UserDesk: ...", "UserDesk: the word of the field is service"),
    ],
)
def test_words_finds_what_a_stranger_could_not_guess(tmp_path: Path, source: str, fault: str) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "a.py").write_text(source)
    (found,) = violations(tmp_path, ("domain",))
    assert found.endswith(fault)


def test_words_lets_pass_what_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "a.py").write_text('"""Sessions of a user."""\n\nTIMEOUT_SECONDS = 3\n')
    assert list(violations(tmp_path, ("domain",))) == []


def test_the_source_has_no_docstring_and_no_word_that_must_be_guessed() -> None:
    assert list(violations()) == []
