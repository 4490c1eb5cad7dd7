"""The package that the documentation builds as an example of an adapter, built and installed as it is written there."""

import atexit
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from zipfile import ZipFile

PAGE = Path(__file__).parents[2] / "docs/how-to/bring-an-adapter.md"
_FILE = re.compile(r"^```(?:python|toml)\n# (\w[\w/]*\.(?:py|toml))\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def install_example(folder: Path) -> Path:
    """Installs ``cortex-folder`` into a folder, as an installer does; the folder is returned, to be put on the path."""
    with ZipFile(_built()) as wheel:
        wheel.extractall(folder)
    return folder


@cache
def _built() -> Path:
    """The wheel, once for all tests of a process."""
    source = Path(mkdtemp(prefix="cortex-example-"))
    atexit.register(rmtree, source)
    for name, text in _FILE.findall(PAGE.read_text("utf-8")):
        file = source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    subprocess.run(build, cwd=source, capture_output=True, check=True)
    (wheel,) = (source / "dist").glob("*.whl")
    return wheel
