"""The check of words in `make check`: ``python -m tests.foundation.words`` lists every docstring that does not begin
with a subject or a verb, and every word that the code has given up for the term of its field."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ("domain", "application", "adapters", "entrypoints", "bootstrap", "locales", "docs/generators")
RELATIVES = re.compile(
    r"(?:What|Whatever|Whether|How|Who|Whoever|Whom|Whose|Where|Wherever|Which|Whichever|When|Why"
    r"|Nobody|Somebody|Everybody|Anybody)\b"
)
"""Words that begin a relative clause, or stand for people: the reader must guess the noun."""
GONE = {
    "desk": "service",
    "told": "output",
    "patience": "timeout",
    "sealer": "signer",
    "sealed": "signed",
    "undisturbed": "shielded",
    "spared": "exempt",
    "honours": "accepts",
    "crowds": "load",
    "nudge": "wakeup",
    "knocking": "probe",
    "standing": "status",
    "standings": "statuses",
    "budget": "quota",
    "budgets": "quotas",
    "verdict": "decision",
}
"""Identifiers, whole or between underscores, and what the field says instead."""
ON_THE_WIRE = (
    "entrypoints/schemas",
    "domain/accounts/one_time_token.py",
    "domain/shared_kernel/pagination.py",
    "domain/shared_kernel/platform.py",
)
"""Docstrings of schemas, and of enumerations in them, are descriptions in the OpenAPI document: they stay as clients
have read them."""
RELEASED = "versions"
"""Migrations are never edited once they are released."""
_WORDS = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+")


def violations(root: Path = ROOT, folders: tuple[str, ...] = SOURCE) -> Iterator[str]:
    """Yields ``file:line: what is wrong`` for every docstring and identifier of the source."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            place = str(file.relative_to(root))
            docstrings = () if place.startswith(ON_THE_WIRE) or file.parent.name == RELEASED else _docstrings(tree)
            for line, fault in (*docstrings, *_identifiers(tree)):
                yield f"{place}:{line}: {fault}"


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                text = ast.get_docstring(node) or ""
                if RELATIVES.match(text):
                    yield getattr(node, "lineno", 1), f"a docstring begins with “{text.split()[0]}”"
            case _:
                pass


def _identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield from _gone(node.lineno, name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield from _gone(node.lineno, name)
            case _:
                pass


def _gone(line: int, name: str) -> Iterator[tuple[int, str]]:
    for word in _WORDS.findall(name):
        if (better := GONE.get(word.lower())) is not None:
            yield line, f"{name}: the word of the field is {better}"


if __name__ == "__main__":
    sys.exit("\n".join(violations()) or 0)
