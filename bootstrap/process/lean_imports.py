"""Imports libraries that read more when they are imported than the service needs at once, before anything else imports
them: together a sixth of a start."""

import ssl
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module

UNUSED = ("better_exceptions", "colorama", "rich", "fastapi", "flask", "pydantic_settings", "werkzeug", "yaml")
"""What structlog and dependency-injector import only because it is installed, and what nothing here makes them use."""


def import_without_unused() -> None:
    """Imports structlog and dependency-injector as if the packages that they do not need here were not installed.
    Other modules import these packages as ever."""
    imported = {name: module for name in UNUSED if (module := sys.modules.get(name))}
    sys.modules.update(dict.fromkeys(UNUSED))  # type: ignore[arg-type]  # None is how Python marks what cannot be imported
    try:
        for name in ("dependency_injector.containers", "dependency_injector.wiring", "structlog"):
            import_module(name)
    finally:
        for name in UNUSED:
            del sys.modules[name]
        sys.modules.update(imported)


@contextmanager
def certificates_read_in_thread() -> Iterator[None]:
    """Imports aiohttp, whose client makes two TLS contexts at once, and reads the certificates of the system into them
    in a thread while the body runs; they are whole when it ends."""
    waiting: list[ssl.SSLContext] = []

    def wait(self: ssl.SSLContext) -> None:
        waiting.append(self)

    ssl.SSLContext.set_default_verify_paths = wait  # type: ignore[method-assign]  # inherited again after the import
    try:
        import_module("aiohttp")
    finally:
        del ssl.SSLContext.set_default_verify_paths
    with ThreadPoolExecutor(1) as pool:
        reading = [pool.submit(context.set_default_verify_paths) for context in waiting]
        yield
    for read in reading:
        read.result()
