"""The tutorial on domains, generated from the template of ``cortex new-domain``."""

from pathlib import Path

from entrypoints.cli.new_domain.checkout import Checkout
from entrypoints.cli.new_domain.names import Names

ROOT = Path(__file__).parents[2]


def text() -> str:
    """Returns the steps by which ``orders`` join this checkout."""
    return Checkout(ROOT).tutorial(Names.of("orders"))
