"""The templates and the style sheet of pages."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def page_files() -> Mapping[str, str]:
    """Returns the text of each file by its name. The first call reads them, and is made before requests are."""
    folder = files(__package__) / "templates"
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
