"""The documents at the root of the repository as pages of the site, and the links between the two."""

import re
from os.path import relpath
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "docs"
PAGES = {
    ROOT / "ARCHITECTURE.md": SITE / "explanation/architecture.md",
    ROOT / "CHANGELOG.md": SITE / "reference/changelog.md",
    ROOT / "CONTRIBUTING.md": SITE / "how-to/contribute.md",
    ROOT / "SECURITY.md": SITE / "explanation/security.md",
}
"""The page of each document on the site."""
_LINK = re.compile(r"\]\(([\w./-]+)((?:#[\w-]+)?)\)")


def architecture() -> str:
    """Returns ARCHITECTURE.md."""
    return _document("ARCHITECTURE.md")


def changelog() -> str:
    """Returns CHANGELOG.md."""
    return _document("CHANGELOG.md")


def contributing() -> str:
    """Returns CONTRIBUTING.md."""
    return _document("CONTRIBUTING.md")


def security() -> str:
    """Returns SECURITY.md."""
    return _document("SECURITY.md")


def _document(name: str) -> str:
    """Returns the document without its title, with links relative to the folder of its page."""
    document = ROOT / name
    text = document.read_text("utf-8").partition("\n")[2]
    return _LINK.sub(lambda link: _link(link, ROOT, PAGES[document].parent), text)


def on_the_site(page: str, folder: Path) -> str:
    """Returns ``page``, which lies in ``folder``, with links as the site needs them: to the pages of root documents,
    and to files outside of the site."""
    return _LINK.sub(lambda link: _link(link, folder, folder), page)


def _link(link: re.Match[str], before: Path, now: Path) -> str:
    """Returns a link from the folder ``before`` as one from ``now``. A link to no file is left for Sphinx to report."""
    target = (before / link[1]).resolve()
    if not target.exists():
        return link[0]
    shown = PAGES.get(target, target)
    scheme = "" if shown.is_relative_to(SITE) or shown.suffix != ".md" else "path:"
    return f"]({scheme}{relpath(shown, now)}{link[2]})"
