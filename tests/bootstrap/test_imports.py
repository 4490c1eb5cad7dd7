import os
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest
import redis.asyncio
import sqlalchemy.ext.asyncio

from adapters.translator.babel import BabelTranslator

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys

ACTS = {"socket.connect", "socket.bind", "sqlite3.connect", "subprocess.Popen", "os.mkdir", "os.remove", "os.rename"}

def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if event in ACTS or writes:
        raise RuntimeError(f"something happens at import: {event} {arguments!r}")

import domain, application, adapters, entrypoints, bootstrap, locales
sys.dont_write_bytecode = True
sys.addaudithook(watch)
count = 0
for package in (domain, application, adapters, entrypoints, bootstrap, locales):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            count += 1
print(count)
"""


def test_nothing_happens_at_import(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 150
    assert list(tmp_path.iterdir()) == []


START = """
import gc, sys, uvloop

UNNEEDED = {unneeded}
run = uvloop.run

async def report(self, *others, **options):
    print([name for name in UNNEEDED if name in sys.modules], gc.isenabled(), gc.get_freeze_count() > 0)

def run_and_report(served):
    from entrypoints.http.serving import Server
    Server.run = report
    run(served)

uvloop.run = run_and_report
sys.argv = ["cortex", "serve"]
from bootstrap.main import main
main()
"""
UNNEEDED = (
    "aiohttp.client",
    "aiohttp.connector",
    "aiosmtplib",
    "alembic",
    "asyncpg",
    "babel",
    "click",
    "cryptography",
    "cyclopts",
    "email_validator",
    "jinja2",
    "jwt",
    "mako",
    "opentelemetry",
    "pika",
    "pydantic_settings",
    "redis",
    "rich",
    "sqlalchemy.orm",
    "tomllib",
    "typed_settings",
    "werkzeug",
    "yaml",
    "adapters.translator.formats",
    "bootstrap.commands.command_line",
    "bootstrap.commands.doctor",
    "bootstrap.commands.services",
    "entrypoints.cli.app",
    "entrypoints.cli.audit",
    "entrypoints.cli.create_admin",
    "entrypoints.cli.demo",
    "entrypoints.cli.doctor.checks",
    "entrypoints.cli.jobs",
    "entrypoints.cli.keys",
    "entrypoints.cli.sessions",
    "entrypoints.cli.users",
    "entrypoints.http.openapi.document",
)
"""What a service on SQLite does not need before it is asked for."""


def test_a_start_loads_nothing_that_serving_does_not_need_and_collects_garbage_when_it_serves(tmp_path: Path) -> None:
    BabelTranslator()  # compiles the catalogues, which the first start of all would do
    surroundings = {"PATH": os.environ["PATH"], "CORTEX_PORT": "0", "CORTEX_OPS_BIND": ""}
    migrate = [sys.executable, "-c", "import sys; sys.argv[1:] = ['migrate']; from bootstrap.main import main; main()"]
    subprocess.run(migrate, cwd=tmp_path, env=surroundings, capture_output=True, check=True)
    start = [sys.executable, "-c", START.format(unneeded=UNNEEDED)]
    done = subprocess.run(start, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True True"


LEFT_OUT = """
import sys
from importlib import import_module
from bootstrap.process.lean_imports import (
    CLIENT,
    CLUSTERS,
    MAPPER,
    import_without_client,
    import_without_clusters,
    import_without_mapper,
    import_without_unused,
)

import_without_unused()
import rich.console
import_without_client()
import_without_clusters()
import_without_mapper()
PACKAGES = {{"aiohttp": CLIENT, "redis": CLUSTERS, "redis.asyncio": CLUSTERS, "sqlalchemy.ext.asyncio": MAPPER}}
absent = [f"{{package}}.{{name}}" for package, names in PACKAGES.items() for name in names]
print([name for name in ("better_exceptions", *absent) if name in sys.modules])
package = import_module("{package}")
print(hasattr(package, "nothing_of_this_name"))
print([name for name in {names} if getattr(package, name) is None])
print([name for name in PACKAGES["{package}"] if getattr(package, name) is not sys.modules[f"{package}.{{name}}"]])
"""
NAMES = {
    "aiohttp": [name for name in aiohttp.__all__ if not name.startswith("Gunicorn")],
    "redis": redis.__all__,
    "redis.asyncio": redis.asyncio.__all__,
    "sqlalchemy.ext.asyncio": [name for name in vars(sqlalchemy.ext.asyncio) if not name.startswith("_")],
}
"""Every name that these packages hand on; Gunicorn is not installed."""


@pytest.mark.parametrize("package", NAMES)
def test_a_name_that_imports_left_out_is_found_when_it_is_asked_for(package: str, tmp_path: Path) -> None:
    code = LEFT_OUT.format(package=package, names=sorted(NAMES[package]))
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "False", "[]", "[]"]


WHOLE = """
import aiohttp
from bootstrap.process.lean_imports import import_without_client

before = dict(vars(aiohttp))
import_without_client()
print(dict(vars(aiohttp)) == before)
"""


def test_a_package_that_is_imported_already_stays_as_it_is(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WHOLE], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr


FORK = """
import sys
from bootstrap.commands import serving
from bootstrap.process.lean_imports import LATE

class Supervisor:
    def __init__(self, *of, **options):
        pass

    def run(self):
        print([name for name in LATE if name not in sys.modules])
        return True

serving.Supervisor = Supervisor
sys.argv = ["cortex", "serve", "--workers", "2"]
from bootstrap.main import main
main()
"""


def test_processes_share_what_is_imported_late(tmp_path: Path) -> None:
    surroundings = {"PATH": os.environ["PATH"], "CORTEX_PORT": "0", "CORTEX_OPS_BIND": ""}
    done = subprocess.run(
        [sys.executable, "-c", FORK], cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.stdout == "[]\n", done.stderr
