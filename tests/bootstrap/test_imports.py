import os
import subprocess
import sys
from pathlib import Path

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
    "aiosmtplib",
    "alembic",
    "asyncpg",
    "click",
    "cryptography",
    "jwt",
    "opentelemetry",
    "pika",
    "pydantic_settings",
    "redis",
    "rich",
    "typed_settings",
    "werkzeug",
    "yaml",
    "bootstrap.commands.doctor",
    "entrypoints.cli.doctor.checks",
    "entrypoints.http.openapi.document",
)
"""What neither a service on SQLite nor its command line needs before it is asked for."""


def test_a_start_loads_nothing_that_serving_does_not_need_and_collects_garbage_when_it_serves(tmp_path: Path) -> None:
    surroundings = {"PATH": os.environ["PATH"], "CORTEX_PORT": "0", "CORTEX_OPS_BIND": ""}
    migrate = [sys.executable, "-c", "import sys; sys.argv[1:] = ['migrate']; from bootstrap.main import main; main()"]
    subprocess.run(migrate, cwd=tmp_path, env=surroundings, capture_output=True, check=True)
    start = [sys.executable, "-c", START.format(unneeded=UNNEEDED)]
    done = subprocess.run(start, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True True"


READ_CERTIFICATES = """
import ssl
from bootstrap.process.lean_imports import certificates_read_in_thread, import_without_unused

import_without_unused()
import rich.console
with certificates_read_in_thread():
    pass
from aiohttp.connector import TCPConnector, _SSL_CONTEXT_UNVERIFIED, _SSL_CONTEXT_VERIFIED

expected = ssl.create_default_context().cert_store_stats()
print(expected == _SSL_CONTEXT_VERIFIED.cert_store_stats() == _SSL_CONTEXT_UNVERIFIED.cert_store_stats())
print("set_default_verify_paths" in vars(ssl.SSLContext))
"""


def test_certificates_and_hidden_packages_are_whole_after_the_imports(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_CERTIFICATES], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "False"]
