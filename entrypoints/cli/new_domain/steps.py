"""The steps that add a domain, parsed from the tutorial that teaches them."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files

import attrs

_BLANK = re.compile("⟪(.+?)⟫")
_STEP = re.compile(r"^## \d\. ", re.MULTILINE)
_FILE = re.compile(r"^\*\*`([^`\n]+)`\*\*.*\n(?:.+\n)*\n```(\w+)\n((?:.*\n)*?)```$", re.MULTILINE)
_ADDED = re.compile(r" (.+\n)\+(.+\n)")
_STATEMENT = r"^from \S+ import (?:\([^)]+\)|[^(\n]+)\n"
_IMPORTS = re.compile(f"(?:{_STATEMENT})+", re.MULTILINE)
_MAX_CHARS = 120


@attrs.frozen
class NewFile:
    """A file that a step creates."""

    path: str
    text: str


@attrs.frozen
class NewLine:
    """A line that a step adds to the file ``path``, below the line ``above``."""

    path: str
    above: str
    line: str

    def added_to(self, text: str) -> str:
        """Returns the text with the line added. Raises ``LookupError`` unless ``above`` is in it exactly once."""
        if text.count(self.above) != 1:
            raise LookupError(f"{self.path} has no line of its own that says {self.above.strip()}")
        return in_order(text.replace(self.above, self.above + self.line))


Step = Sequence[NewFile | NewLine]


def tutorial(words: Mapping[str, str]) -> str:
    """Returns the tutorial with these words in its placeholders."""
    return _BLANK.sub(lambda blank: words[blank[1]], _template())


def steps_of(text: str) -> Sequence[Step]:
    """Returns the steps of a tutorial."""
    return [[_text(*file) for file in _FILE.findall(step)] for step in _STEP.split(text)[1:]]


def names_in_use() -> frozenset[str]:
    """Returns the names that an entity cannot have: classes that the template imports, and its variables."""
    text = _BLANK.sub("_", _template())
    borrowed = " ".join(re.findall(r"^from .+ import (.+)$", text, re.MULTILINE))
    return frozenset(re.findall(r"\b[A-Z]\w+", borrowed) + re.findall(r"\b(\w+)(?: =|: | in )", text))


def in_order(text: str) -> str:
    """Writes adjacent imports as the linter wants them: sorted by module, and in one line each if that is not too
    long."""
    return _IMPORTS.sub(lambda block: "".join(sorted(map(_one_import, _imports_of(block[0])), key=_module)), text)


def _imports_of(block: str) -> Sequence[str]:
    return re.findall(_STATEMENT, block, re.MULTILINE)


def _one_import(statement: str) -> str:
    head, _, written = statement.partition(" import ")
    names = sorted((name.strip() for name in written.strip("()\n ").split(",") if name.strip()), key=_kind)
    line = f"{head} import {', '.join(names)}\n"
    if len(line) - 1 <= _MAX_CHARS:
        return line
    return f"{head} import (\n" + "".join(f"    {name},\n" for name in names) + ")\n"


def _kind(name: str) -> tuple[bool, bool, str, str]:
    """Constants come before classes, and classes before functions."""
    return not name.isupper(), name[:1].islower(), name.lower(), name


def _module(line: str) -> str:
    return line.split()[1]


def _template() -> str:
    return files(__package__).joinpath("steps.md").read_text("utf-8")


def _text(path: str, kind: str, text: str) -> NewFile | NewLine:
    if kind != "diff":
        return NewFile(path, in_order(text))
    added = _ADDED.fullmatch(text)
    if added is None:
        raise ValueError(f"the addition to {path} is not one line below another")
    return NewLine(path, added[1], added[2])
