"""What the documents name is there, and each is as long as somebody reads."""

import re
from pathlib import Path

import pytest
from cyclopts import App

from bootstrap.commands.command_line import command_line
from bootstrap.domains.all_settings import known_settings
from tests.foundation.checkout import ROOT

FOLDERS = "adapters|application|bootstrap|docs|domain|entrypoints|locales|tests|[.]ci"
FILE = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)`")
LINK = re.compile(r"\]\((?!\w+:)([\w./-]+)(?:#[\w-]+)?\)")
BARE_FILE = re.compile(r"`([\w-]+\.(?:py|md|toml|yml|json|html|jinja))`")
NAME = re.compile(r"`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\([^`]*\))?`")
IN_CODE = re.compile(r"\w_\w|[a-z][A-Z]")
"""What a name of the code looks like, other than a plain word."""
OF_PGBOUNCER = {"idle_transaction_timeout", "max_client_conn", "max_prepared_statements", "query_timeout"}
OF_OTHERS = {"includeSubDomains", "SO_ATTACH_FILTER", "pg_dump", *OF_PGBOUNCER}
"""Names that belong to HTTP, to Linux, to PostgreSQL and to PgBouncer."""
VARIABLE = re.compile(r"\bCORTEX_[A-Z_]*[A-Z]\b")
FOR_TESTS = {
    "CORTEX_TEST_POSTGRES_URL",
    "CORTEX_TEST_REDIS_URL",
    "CORTEX_CONFORMANCE",
    "CORTEX_CONFORMANCE_SECONDS",
}
TARGET = re.compile(r"\bmake ([a-z]+)\b")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^#+ `cortex ([a-z -]+)`$", re.MULTILINE)
TERM = re.compile(r"^(.+)\n: (.+)$", re.MULTILINE)
SOURCES = ("domain", "application", "adapters", "entrypoints", "bootstrap")
SITE = [str(page.relative_to(ROOT)) for page in sorted((ROOT / "docs").rglob("*.md"))]
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", *SITE]
each_document = pytest.mark.parametrize("document", DOCUMENTS)


def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


@each_document
def test_files_and_links_lead_somewhere(document: str) -> None:
    text, folder = text_of(document), (ROOT / document).parent
    named = [ROOT / name for name in FILE.findall(text)] + [folder / name for name in LINK.findall(text)]
    assert [name for name in named if not name.exists()] == []


@each_document
def test_a_file_that_is_named_without_its_folder_is_somewhere(document: str) -> None:
    files = {file.name for folder in FOLDERS.split("|") for file in (ROOT / folder.strip("[]")).rglob("*.*")}
    known = files | {file.name for file in ROOT.iterdir()} | {"cortex.toml"}
    named = [name for name in BARE_FILE.findall(text_of(document)) if name not in known]
    assert named == []


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name != "CHANGELOG.md"])
def test_a_name_of_the_code_is_in_the_code(document: str, words: set[str]) -> None:
    named = [name for name in NAME.findall(FENCED.sub("", text_of(document))) if IN_CODE.search(name)]
    inner = {part for name in named if not BARE_FILE.fullmatch(f"`{name}`") for part in name.split(".")}
    assert {name for name in inner if not VARIABLE.fullmatch(name)} - words - OF_OTHERS == set()


@each_document
def test_a_variable_is_a_setting_or_one_for_tests(document: str) -> None:
    assert set(VARIABLE.findall(text_of(document))) - FOR_TESTS <= {*known_variables(), "CORTEX_CONFIG"}


def known_variables() -> set[str]:
    return {declaration.variable for declaration in known_settings().values()}


@each_document
def test_a_target_of_make_that_is_named_is_in_the_makefile(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    inline = re.findall(r"`[^`]+`", FENCED.sub("", text_of(document)))
    assert set(TARGET.findall(" ".join(inline))) <= targets


@pytest.mark.parametrize(("document", "lines"), [("README.md", 150), ("ARCHITECTURE.md", 250)])
def test_a_document_at_the_root_is_short(document: str, lines: int) -> None:
    assert len(text_of(document).splitlines()) <= lines


def test_each_decision_says_what_and_why_and_at_what_cost() -> None:
    records = [page for page in SITE if re.match(r"docs/decisions/\d{4}-", page)]
    assert len(records) >= 25
    numbers = [int(Path(record).name[:4]) for record in records]
    assert numbers == sorted(set(numbers))
    for record in records:
        assert re.findall(r"^\*\*(.+?)\*\*", text_of(record), re.MULTILINE) == ["Decision.", "Why.", "What it costs."]


def test_the_glossary_is_short_and_in_order() -> None:
    terms = [term for term, _ in TERM.findall(text_of("docs/reference/glossary.md"))]
    assert 0 < len(terms) <= 40
    assert terms == sorted(terms)


@pytest.mark.parametrize(("term", "meaning"), TERM.findall(text_of("docs/reference/glossary.md")))
def test_a_term_of_the_glossary_is_said_in_a_sentence_or_two_and_occurs_in_the_code(
    term: str, meaning: str, code: str
) -> None:
    assert 1 <= len(re.findall(r"[.](?: |$)", meaning)) <= 2
    words = "[ _-]?".join(map(re.escape, term.split()))
    assert re.search(rf"(?:\b|_){words}", code, re.IGNORECASE)


@pytest.fixture(scope="module")
def words() -> set[str]:
    """Every word of the code, of its tests and of what is configured."""
    texts = [
        file.read_text("utf-8")
        for folder in (*SOURCES, "tests", "docs/generators")
        for file in (ROOT / folder).rglob("*.py")
    ]
    texts += [file.read_text("utf-8") for file in ROOT.iterdir() if file.suffix in {".toml", ".yml"}]
    return set(re.findall(r"\w+", "\n".join(texts)))


@pytest.fixture(scope="module")
def code() -> str:
    """All source files, with names in CamelCase and snake_case as they are."""
    return "\n".join(file.read_text("utf-8") for layer in SOURCES for file in (ROOT / layer).rglob("*.py"))


def every_command(app: App, above: str = "") -> set[str]:
    named = {f"{above}{name}": app[name] for name in app if not name.startswith("-")}
    below = (every_command(inner, f"{name} ") for name, inner in named.items())
    return set(named).union(*below)


def test_the_reference_has_every_command() -> None:
    from docs.generators.command_line import text

    assert set(COMMAND.findall(text())) == every_command(command_line())
