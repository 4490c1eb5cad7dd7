"""The package that the documentation builds as an example of an adapter, installed as it is written there."""

import re
import tomllib
from pathlib import Path

from tests.support.packages import install

PAGE = Path(__file__).parents[2] / "docs/how-to/bring-an-adapter.md"
_FILE = re.compile(r"^```(?:python|toml)\n# (\w[\w/]*\.(?:py|toml))\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def install_example(folder: Path) -> Path:
    """Installs ``cortex-folder`` into a folder, by what its ``pyproject.toml`` says; the folder is returned, to be put
    on the path."""
    files = dict(_FILE.findall(PAGE.read_text("utf-8")))
    project = tomllib.loads(files.pop("pyproject.toml"))["project"]
    install(folder, project["name"], project["entry-points"], version=project["version"])
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder
