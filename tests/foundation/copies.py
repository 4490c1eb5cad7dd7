"""Copies of this checkout, to be changed at will."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from tests.foundation.checkout import ROOT
from tests.system.process.cortex import surroundings

ENOUGH = 300
COMPILED = {"__pycache__", "*.py[cod]", "*.mo"}
TYPE_CACHE = ROOT / ".mypy_cache"
"""For mypy on a copy too: most of its files are those of the checkout."""


@attrs.frozen
class Copy:
    """Programs that run on a copy find its modules, not those of the checkout that is installed."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        return surroundings() | {"PYTHONPATH": str(self.root), "MYPY_CACHE_DIR": str(TYPE_CACHE)}

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
        files = {file.relative_to(self.root): file for file in self._files()}
        return {name: file.read_text("utf-8") for name, file in files.items() if is_kept(name)}

    def changes(self) -> dict[Path, tuple[int, int]]:
        """When every file was last changed, and its size: to read them all would take longer."""
        stats = {file: file.stat() for file in self._files()}
        return {file: (stat.st_ctime_ns, stat.st_size) for file, stat in stats.items()}

    def _files(self) -> list[Path]:
        return [Path(folder, name) for folder, _folders, names in os.walk(self.root) for name in names]

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Takes back at the end whatever was changed, which is sooner done than another copy."""
        before, folders = self.changes(), set(self._folders())
        try:
            yield
        finally:
            after = self.changes()
            for file in after.keys() - before.keys():
                file.unlink()
            for file in [file for file in before if before[file] != after.get(file)]:
                shutil.copy2(ROOT / file.relative_to(self.root), file)
            for folder in [folder for folder in self._folders() if folder not in folders]:
                folder.rmdir()

    def _folders(self) -> list[Path]:
        """Those within others first."""
        return [Path(folder) for folder, _folders, _names in os.walk(self.root, topdown=False)]


def is_kept(file: Path) -> bool:
    """A file that is no program's memory."""
    return not file.parts[0].startswith(".") and file.suffix not in {".mo", ".pyc"}


def a_copy(folder: Path) -> Copy:
    """What git keeps of this checkout, what is new in it, and what Python remembers of the files that it knows."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()} - COMPILED
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", *ignored))
    return Copy(copy)
