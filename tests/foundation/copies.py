"""Copies of this checkout, to be changed at will."""

import shutil
import subprocess
import sys
from pathlib import Path

import attrs

from tests.foundation.checkout import ROOT
from tests.system.process.cortex import surroundings

ENOUGH = 300
COMPILED = {"__pycache__", "*.py[cod]", "*.mo"}
CHECKED = ".mypy_cache"


@attrs.frozen
class Copy:
    """Programs that run on a copy find its modules, not those of the checkout that is installed."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        return surroundings() | {"PYTHONPATH": str(self.root)}

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [Path(sys.executable).with_name(program), *arguments],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=ENOUGH,
            check=False,
        )

    def test(self, *files: str) -> subprocess.CompletedProcess[str]:
        return self.run("python", "-m", "pytest", "-p", "no:cacheprovider", *files)

    def texts(self) -> dict[Path, str]:
        """What every file says, but for what programs remember."""
        files = [file.relative_to(self.root) for file in self.root.rglob("*.*") if file.is_file()]
        kept = [file for file in files if not file.parts[0].startswith(".") and file.suffix not in {".mo", ".pyc"}]
        return {file: (self.root / file).read_text("utf-8") for file in kept}


def a_copy(folder: Path, *, checked: bool = False) -> Copy:
    """What git keeps of this checkout, what is new in it, and what Python remembers of the files that it knows; what
    mypy does, which is large, if the copy is to be ``checked``."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()} - COMPILED
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", *ignored))
    if checked and (ROOT / CHECKED).exists():
        shutil.copytree(ROOT / CHECKED, copy / CHECKED, dirs_exist_ok=True)
    return Copy(copy)
