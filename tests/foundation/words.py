"""The check of words in `make check`: ``python -m tests.foundation.words`` lists every docstring that does not begin
with a subject or a verb, every test whose name does not begin with its subject, and every word that the code or its
tests have given up for the term of the field."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
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
GONE_IN_TESTS = {
    "world": "harness",
    "office": "network",
    "town": "cluster",
    "fleet": "cluster",
    "sailing": "running",
    "crew": "workers",
    "crowding": "load",
    "mortal": "killable",
    "forger": "attacker",
    "door": "event",
    "doors": "event",
    "visitor": "client",
    "visitors": "clients",
    "tongues": "translator",
}
"""The same for tests, which had scenes of their own."""
UNNAMED_SUBJECT = re.compile(
    r"test_(?:what|whatever|whether|how|who|whoever|whom|whose|where|wherever|which|whichever|when|whenever|why)_"
)
"""Names of tests that begin with a relative clause: a subject that no list of failures explains."""
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
            for line, fault in (*docstrings, *_identifiers(tree, GONE)):
                yield f"{place}:{line}: {fault}"


def violations_in_tests(root: Path = ROOT) -> Iterator[str]:
    """Yields ``file:line: what is wrong`` for every identifier of the tests."""
    for file in sorted((root / "tests").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for line, fault in (*_identifiers(tree, GONE_IN_TESTS), *_test_names(tree)):
            yield f"{file.relative_to(root)}:{line}: {fault}"


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                text = ast.get_docstring(node) or ""
                if RELATIVES.match(text):
                    yield getattr(node, "lineno", 1), f"a docstring begins with “{text.split()[0]}”"
            case _:
                pass


def _test_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and UNNAMED_SUBJECT.match(node.name):
            yield node.lineno, f"{node.name}: begin with the subject, a noun"


def _identifiers(tree: ast.Module, gone: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield from _gone(node.lineno, name, gone)
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield from _gone(node.lineno, name, gone)
            case _:
                pass


def _gone(line: int, name: str, gone: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for word in _WORDS.findall(name):
        if (better := gone.get(word.lower())) is not None:
            yield line, f"{name}: the word of the field is {better}"


if __name__ == "__main__":
    sys.exit("\n".join((*violations(), *violations_in_tests())) or 0)
