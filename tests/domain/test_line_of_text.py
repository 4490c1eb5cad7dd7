"""A line of text."""

import pytest

from domain.shared_kernel.text import BrokenRule, parse_line


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
