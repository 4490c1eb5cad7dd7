"""Exit codes of commands, and their errors on standard error."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence

from domain.shared_kernel.errors import BaseAppException, FieldError, ValidationException
from domain.shared_kernel.messages import Sentence
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.language import Translate, said, speak

DONE, NOT_DONE, WRONG_USAGE = 0, 1, 2
JSON = "--json"
TRY_HELP = _("Try cortex --help.")
INTERRUPTED = _("Interrupted.")


class CommandFailed(Exception):
    """A command that cannot be executed, with sentences that say what to do, each a line; ``code`` is for programs."""

    def __init__(self, *sentences: Sentence, code: str = "cannot_be_done") -> None:
        super().__init__("\n".join(map(str, sentences)))
        self.sentences = sentences
        self.code = code


class WrongUsage(Exception):
    """Arguments that cannot be used, with a sentence that names them. That of the parser is English text."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def run(command: Callable[[], int | None], translate: Translate = str, *, as_json: bool = False) -> int:
    """Runs a command and returns the exit code: its own, or 0 done, 1 could not be done, 2 wrong usage. Errors are
    printed on standard error, ``as_json`` as JSON. Sentences go through ``translate``."""
    speak(translate)
    try:
        return command() or DONE
    except WrongUsage as wrong:
        say = str if as_json or isinstance(wrong.sentence, str) else said
        return _refuse(WRONG_USAGE, "wrong_usage", f"{say(wrong.sentence)} {say(TRY_HELP)}", as_json)
    except ValidationException as wrong:
        say = str if as_json else said
        sentence = "\n".join(f"{error.field}: {say(error.message)}" for error in wrong.errors)
        return _refuse(NOT_DONE, wrong.code, sentence, as_json, wrong.errors)
    except BaseAppException as wrong:
        return _refuse(NOT_DONE, wrong.code, wrong.message, as_json)
    except CommandFailed as wrong:
        say = str if as_json else said
        return _refuse(NOT_DONE, wrong.code, "\n".join(map(say, wrong.sentences)), as_json)
    except KeyboardInterrupt:
        return _refuse(NOT_DONE, "interrupted", INTERRUPTED, as_json)


def _refuse(code: int, word: str, sentence: Sentence, as_json: bool, errors: Sequence[FieldError] = ()) -> int:
    document = {"error": dict(_members(word, str(sentence), errors))}
    print(json.dumps(document) if as_json else said(sentence), file=sys.stderr)
    return code


def _members(word: str, sentence: str, errors: Sequence[FieldError]) -> Iterator[tuple[str, object]]:
    yield "code", word
    yield "detail", sentence
    if errors:
        yield "errors", [{"field": each.field, "code": each.code, "detail": str(each.message)} for each in errors]
