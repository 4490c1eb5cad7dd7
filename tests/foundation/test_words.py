"""The check of words finds what it is for, and nothing in this repository."""

from pathlib import Path

import pytest

from tests.foundation.words import violations, violations_in_tests


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


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("class World: ...", "World: the word of the field is harness"),
        ("async def crowding(clients): ...", "crowding: the word of the field is load"),
        ("def open(visitor): ...", "visitor: the word of the field is client"),
        ("a_mortal = 1", "a_mortal: the word of the field is killable"),
        ("class A:\n    door: int", "door: the word of the field is event"),
        ("def test_what_is_gone_is_gone(): ...", "test_what_is_gone_is_gone: begin with the subject, a noun"),
        ("async def test_whoever_asks_waits(): ...", "test_whoever_asks_waits: begin with the subject, a noun"),
        ("class A:\n    def test_when_asked(self): ...", "test_when_asked: begin with the subject, a noun"),
    ],
)
def test_words_finds_scenes_and_names_without_a_subject_in_tests(tmp_path: Path, source: str, fault: str) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(source)
    (found,) = violations_in_tests(tmp_path)
    assert found.endswith(fault)


def test_words_lets_pass_tests_that_begin_with_their_subject(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text("def test_nobody_sees_what_is_gone(): ...\n\n\ndef whoever(): ...\n")
    assert list(violations_in_tests(tmp_path)) == []


def test_the_tests_have_no_word_and_no_name_that_must_be_guessed() -> None:
    assert list(violations_in_tests()) == []


def test_the_source_has_no_docstring_and_no_word_that_must_be_guessed() -> None:
    assert list(violations()) == []
