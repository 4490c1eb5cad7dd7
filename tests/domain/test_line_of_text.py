"""A line of text."""

import pytest

from domain.shared_kernel.text import BrokenRule, bounded, parse_line


@pytest.mark.parametrize(
    ("text", "code"),
    [(" ", "too_short"), ("", "too_short"), ("x" * 8, "too_long"), ("t\0a", "invalid_text"), ("a\nb", "invalid_text")],
)
def test_a_text_that_is_no_line_is_refused_by_its_code(text: str, code: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        parse_line(text, 7)
    assert refused.value.code == code


@pytest.mark.parametrize(("text", "line"), [("  tea\n", "tea"), ("x" * 7, "x" * 7), ("e\u0301", "\u00e9")])
def test_a_line_is_trimmed_and_composed(text: str, line: str) -> None:
    assert parse_line(text, 7) == line


@pytest.mark.parametrize(
    ("text", "told"), [("", "Use at least 1 character"), ("x" * 8, "Use at most 7 characters"), ("x" * 99, "at most 7")]
)
def test_a_line_that_is_too_short_or_too_long_is_told_the_limit(text: str, told: str) -> None:
    with pytest.raises(BrokenRule, match=told):
        parse_line(text, 7)


def test_a_text_that_is_far_too_long_is_told_the_limit_before_it_is_composed() -> None:
    with pytest.raises(BrokenRule, match="Use at most 7 characters") as refused:
        bounded("x" * 29, 7)
    assert refused.value.code == "too_long"
    assert bounded("x" * 28, 7) == "x" * 28
