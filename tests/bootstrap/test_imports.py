import subprocess
import sys

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


def test_nothing_happens_at_import(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 150
    assert list(tmp_path.iterdir()) == []
