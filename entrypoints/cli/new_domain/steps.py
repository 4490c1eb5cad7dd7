"""The steps that add a domain, parsed from the tutorial that teaches them."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files

import attrs

_BLANK = re.compile("⟪(.+?)⟫")
_STEP = re.compile(r"^## \d\. ", re.MULTILINE)
_FILE = re.compile(r"^\*\*`([^`\n]+)`\*\*.*\n(?:.+\n)*\n```(\w+)\n((?:.*\n)*?)```$", re.MULTILINE)
_ADDED = re.compile(r" (.+\n)\+(.+\n)")
_IMPORTS = re.compile(r"(?:^from \S+ import [^(\n]+\n)+", re.MULTILINE)


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
    """Sorts adjacent lines of imports by module, as the linter wants them."""
    return _IMPORTS.sub(lambda lines: "".join(sorted(lines[0].splitlines(keepends=True), key=_module)), text)


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
