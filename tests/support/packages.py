"""Packages that are installed into a folder, with the metadata that an installer writes."""

from collections.abc import Mapping
from pathlib import Path


def install(
    folder: Path,
    name: str,
    entry_points: Mapping[str, Mapping[str, str]],
    modules: Mapping[str, str] | None = None,
    *,
    version: str = "1.0",
) -> None:
    """Writes a package with its modules; whoever has the folder on the path finds it."""
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    groups = (f"[{group}]\n{_lines(named)}\n" for group, named in entry_points.items())
    (metadata / "entry_points.txt").write_text("\n".join(groups))
    for module, text in (modules or {}).items():
        (folder / f"{module}.py").write_text(text)


def _lines(named: Mapping[str, str]) -> str:
    return "\n".join(f"{scheme} = {reference}" for scheme, reference in named.items())
