"""What the documents name is there."""

import re

import pytest

from bootstrap.main import assemble
from tests.foundation.chapter import ROOT, TITLE

FOLDERS = "adapters|application|bootstrap|docs|domain|entrypoints|locales|tests|[.]ci"
FILE = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)`")
LINK = re.compile(r"\]\(([\w./-]+)(?:#[\w-]+)?\)")
TARGET = re.compile(r"\bmake ([a-z]+)\b")
COMMAND = re.compile(r"`cortex ([a-z-]+)")
each_document = pytest.mark.parametrize(
    "document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
)


def text_of(document: str) -> str:
    """Without the chapter whose files are yet to be written."""
    return (ROOT / document).read_text("utf-8").partition(TITLE)[0]


@each_document
def test_files_and_links_lead_somewhere(document):
    named = [*FILE.findall(text_of(document)), *LINK.findall(text_of(document))]
    assert [name for name in named if not (ROOT / name).exists()] == []


@each_document
def test_what_is_to_be_made_can_be_made(document):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(TARGET.findall(" ".join(re.findall(r"`[^`]+`", text_of(document))))) <= targets


def test_the_readme_lists_every_command():
    app = assemble()
    commands = {name for name in app if not name.startswith("-")}
    assert set(COMMAND.findall(text_of("README.md"))) == commands
