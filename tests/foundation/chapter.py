"""The chapter of ARCHITECTURE.md on domains. Run as a module, this writes it anew from its template."""

from pathlib import Path

from entrypoints.cli.new_domain.checkout import Checkout
from entrypoints.cli.new_domain.names import Names
from entrypoints.cli.new_domain.steps import chapter

ROOT = Path(__file__).parents[2]
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
TITLE = "## Add your own domain in eight steps\n"


def as_written() -> str:
    """What the document says: its last chapter."""
    return TITLE + ARCHITECTURE.read_text("utf-8").partition(TITLE)[2]


def as_generated() -> str:
    """What the generator says of ``orders`` in this checkout."""
    return chapter(Checkout(ROOT).words(Names("orders")))


if __name__ == "__main__":
    before = ARCHITECTURE.read_text("utf-8").partition(TITLE)[0]
    ARCHITECTURE.write_text(before + as_generated(), "utf-8")
