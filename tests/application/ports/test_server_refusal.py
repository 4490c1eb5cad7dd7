import pytest

from application.ports.server_refusal import RefusedByServer, words_of


class DriverError(Exception):
    """Keeps the error of a driver as SQLAlchemy does."""

    def __init__(self, words: str, orig: BaseException | None) -> None:
        super().__init__(words)
        self.orig = orig


def caused_by(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("permission denied"), "permission denied"),
        (ValueError("  permission denied.\nHINT: ask an owner\nagain"), "permission denied"),
        (ValueError("…1.2.3. denied"), "…1.2.3. denied"),
        (caused_by(ValueError("outer"), KeyError("inner")), "'inner'"),
        (DriverError("outer", caused_by(ValueError("driver"), TimeoutError("innermost"))), "innermost"),
        (DriverError("alone", None), "alone"),
        (ValueError(""), "ValueError"),
        (caused_by(ValueError("outer"), TimeoutError()), "TimeoutError"),
        (ValueError("cannot reach redis://:secret@127.0.0.1:6379"), "ValueError"),
    ],
)
def test_words_are_the_first_line_of_the_innermost_cause(error: Exception, words: str) -> None:
    assert words_of(error) == words


def test_a_refusal_says_which_server_it_is_and_what_mends_it() -> None:
    refusal = RefusedByServer("Redis", "NOPERM", "Allow it.")
    assert str(refusal) == "Redis cannot be used: NOPERM. Allow it."
