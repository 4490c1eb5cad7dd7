"""The steps that add a domain, parsed from the tutorial that teaches them."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from textwrap import dedent

import attrs

_BLANK = re.compile("⟪(.+?)⟫")
_BLOCK = re.compile(r"^( *)⟪fields: ([a-z ]+)⟫\n((?:.*\n)*?)\1⟪end⟫\n", re.MULTILINE)
_STEP = re.compile(r"^## \d\. ", re.MULTILINE)
_FILE = re.compile(r"^\*\*`([^`\n]+)`\*\*.*\n(?:.+\n)*\n```(\w+)\n((?:.*\n)*?)```$", re.MULTILINE)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ADDED = re.compile(r" (.+\n)\+(.+\n)")
_STATEMENT = r"^from \S+ import (?:\([^)]+\)|[^(\n]+)\n"
_IMPORTS = re.compile(f"(?:{_STATEMENT})+", re.MULTILINE)
_EXPORTS = re.compile(r"^(__all__ = \[\n)((?:    \".+\",\n)+)", re.MULTILINE)
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
        return text.replace(self.above, self.above + self.line)


Step = Sequence[NewFile | NewLine]


def tutorial(words: Mapping[str, str], blocks: Mapping[str, Sequence[str]]) -> str:
    """Returns the tutorial with these words in its placeholders, and these lines in the blocks that follow the
    fields."""
    filled = _BLOCK.sub(lambda block: _indented(blocks[block[2]], block[1]), _template())
    return in_order(_BLANK.sub(lambda blank: words[blank[1]], filled))


def shown_blocks(words: Mapping[str, str]) -> Sequence[tuple[str, Sequence[str]]]:
    """Returns the blocks that follow the fields, by name, with the lines that the template shows."""
    found = _BLOCK.finditer(_template())
    return [(block[2], _BLANK.sub(lambda blank: words[blank[1]], dedent(block[3])).splitlines()) for block in found]


def _indented(lines: Sequence[str], indent: str) -> str:
    return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)


def steps_of(text: str) -> Sequence[Step]:
    """Returns the steps of a tutorial."""
    return [[_text(*file) for file in _FILE.findall(step)] for step in _STEP.split(text)[1:]]


def names_in_use() -> frozenset[str]:
    """Returns the names that a domain and its entity cannot have: classes that the template imports, its variables and
    its functions."""
    text = _BLANK.sub("_", "".join(_PYTHON.findall(_BLOCK.sub("", _template()))))
    borrowed = " ".join(re.findall(r"^from .+ import (.+)$", text, re.MULTILINE))
    variables = re.findall(r"\b(\w+)(?: =|: | in )", text) + re.findall(r"^(?:async )?def (\w+)", text, re.MULTILINE)
    return frozenset(re.findall(r"\b[A-Z]\w+", borrowed) + variables)


def in_order(text: str) -> str:
    """Writes adjacent imports, and what a module exports, as the linter wants them: sorted, one import for each module,
    and in one line if that is not too long."""
    sorted_imports = _IMPORTS.sub(lambda block: "".join(map(_one_import, _by_module(block[0]))), text)
    return _EXPORTS.sub(
        lambda block: block[1] + "".join(sorted(block[2].splitlines(True), key=_quoted)), sorted_imports
    )


def _by_module(block: str) -> Sequence[tuple[str, set[str]]]:
    names: dict[str, set[str]] = {}
    for statement in re.findall(_STATEMENT, block, re.MULTILINE):
        head, _, written = statement.partition(" import ")
        names.setdefault(head, set()).update(name.strip() for name in written.strip("()\n ").split(",") if name.strip())
    return sorted(names.items())


def _one_import(module: tuple[str, set[str]]) -> str:
    head, names = module[0], sorted(module[1], key=_kind)
    line = f"{head} import {', '.join(names)}\n"
    if len(line) - 1 <= _MAX_CHARS:
        return line
    return f"{head} import (\n" + "".join(f"    {name},\n" for name in names) + ")\n"


def _quoted(line: str) -> tuple[bool, bool, str, str]:
    return _kind(line.strip(' ",\n'))


def _kind(name: str) -> tuple[bool, bool, str, str]:
    """Constants come before classes, and classes before functions."""
    return not name.isupper(), name[:1].islower(), name.lower(), name


def _template() -> str:
    return files(__package__).joinpath("steps.md").read_text("utf-8")


def _text(path: str, kind: str, text: str) -> NewFile | NewLine:
    if kind != "diff":
        return NewFile(path, text)
    added = _ADDED.fullmatch(text)
    if added is None:
        raise ValueError(f"the addition to {path} is not one line below another")
    return NewLine(path, added[1], added[2])
