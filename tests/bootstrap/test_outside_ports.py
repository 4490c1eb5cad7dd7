"""A package brings an adapter of every port, and the service is assembled of them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.checkout import ROOT
from tests.support.packages import install

GROUPS = ("storages", "token_stores", "brokers", "mailers", "rate_limiters", "password_hashers")
STONE = """
import attrs
from dramatiq.brokers.stub import StubBroker

from adapters.mailer.memory import MemoryMailer
from adapters.password_hasher.argon2 import Argon2PasswordHasher
from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.token_store.memory import MemoryTokenStore
from bootstrap.adapters import broker, database, mailer, password_hasher, rate_limiter, token_store
from bootstrap.adapters.connection import NoConnection
from bootstrap.settings.database_url import DatabaseUrl
from bootstrap.settings.hasher_name import HasherNameRule
from bootstrap.settings.mail_url import MailUrl
from bootstrap.settings.server_urls import ServerUrlRule
from entrypoints.cli.doctor.finding import Finding, Mark


class StoneTokenStore(MemoryTokenStore): ...
class StoneMailer(MemoryMailer): ...
class StoneLimiter(MemoryRateLimiter): ...
class StoneBroker(StubBroker): ...


class StoneHasher(Argon2PasswordHasher):
    async def hash(self, password):  # its own hashes are all that it knows
        return "$stone" + await super().hash(password)

    async def verify(self, password_hash, password, *, decoy=None):
        if password_hash and not password_hash.startswith("$stone"):
            return False
        return await super().verify((password_hash or "").removeprefix("$stone") or None, password)


@attrs.frozen
class Depth:
    about: str = "stone"

    async def __call__(self):
        return [Finding(self.about, Mark.OK, "It is deep.")]


def sessions(context):
    store = StoneTokenStore(context.clock)
    return token_store.SessionStorage(NoConnection(), store, store.find, server="the stone")


def hashing(context):
    hasher = StoneHasher(memory_kib=int(context.name.options["space"]), time_cost=1, workers=context.threads)
    return password_hasher.HasherChoice(hasher, hasher.load, hasher.close)


def storing(context):
    memory = attrs.evolve(context, url=database.memory_database_url("memory://"))
    return attrs.evolve(database.MEMORY.make(memory), connections=lambda: 7)


STORAGE = database.StorageAdapter(form="…", read=lambda url: DatabaseUrl(url, "stone"), make=storing)
SESSIONS = token_store.TokenStoreAdapter(form="…", read=ServerUrlRule(), make=sessions, checks=lambda built: [Depth()])
BROKER = broker.BrokerAdapter(
    form="…",
    read=ServerUrlRule(),
    make=lambda context: broker.BrokerClient(
        dramatiq=StoneBroker(middleware=context.middleware()), probe=lambda: None
    ),
    probe=print,
)
MAILER = mailer.MailerAdapter(
    form="…",
    read=lambda url: MailUrl(scheme="stone", text=url, host="quarry", is_server=True),
    make=lambda context: mailer.MailerChoice(StoneMailer()),
)
LIMITER = rate_limiter.RateLimiterAdapter(
    form="…",
    read=ServerUrlRule(),
    make=lambda context: rate_limiter.LimiterChoice(NoConnection(), StoneLimiter(context.clock)),
)
HASHER = password_hasher.HasherAdapter(
    form="stone?space=KIB", read=HasherNameRule(options={"space": "[0-9]+"}), make=hashing
)
"""
VALUES = ("STORAGE", "SESSIONS", "BROKER", "MAILER", "LIMITER", "HASHER")
CHOSEN = {
    "CORTEX_DATABASE_URL": "stone://quarry",
    "CORTEX_TOKEN_STORE_URL": "stone://quarry",
    "CORTEX_BROKER_URL": "stone://quarry",
    "CORTEX_MAIL_URL": "stone://quarry",
    "CORTEX_RATE_LIMIT_URL": "stone://quarry",
    "CORTEX_PASSWORD_HASHER": "stone?space=8",
    "CORTEX_SECRET_KEY": "for-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
}
ASSEMBLED = """
import asyncio, json
from adapters.password_hasher.argon2 import Argon2PasswordHasher
from bootstrap.adapters.mailer import mail_destination
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.lifecycle import running

async def main():
    settings = load_settings()
    container = Container(settings=settings)
    earlier = Argon2PasswordHasher(memory_kib=8, time_cost=1, workers=1)
    async with running(container):
        ports = container.ports()
        former = await earlier.hash("nine stone bridges")
        print(json.dumps({
            "storage": container.database().connections(),
            "token store": type(ports.token_store).__name__,
            "broker": type(container.broker().dramatiq).__name__,
            "worker inside": container.broker().is_inside,
            "mailer": type(ports.mailer).__name__,
            "mails": str(mail_destination(settings.mail.url, broker="memory")),
            "limiter": type(container.limiter_choice().limiter).__name__,
            "hashes": await ports.hasher.hash("nine stone bridges"),
            "former": await ports.hasher.verify(former, "nine stone bridges"),
            "is volatile": settings.storage.is_volatile,
        }))
    earlier.close()

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Those of a machine where the package is installed."""
    folder = tmp_path_factory.mktemp("stone")
    entry_points = {f"cortex.{group}": {"stone": f"stone:{value}"} for group, value in zip(GROUPS, VALUES, strict=True)}
    install(folder, "cortex-stone", entry_points, {"stone": STONE})
    return {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)]), **CHOSEN}


def run(surroundings: dict[str, str], folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_port_takes_an_adapter_of_a_package(surroundings: dict[str, str], tmp_path: Path) -> None:
    found: dict[str, Any] = json.loads(run(surroundings, tmp_path, "-c", ASSEMBLED))
    assert found.pop("hashes").startswith("$stone$argon2id$v=19$m=8,t=1,p=1$")
    assert found == {
        "storage": 7,
        "token store": "StoneTokenStore",
        "broker": "StoneBroker",
        "worker inside": False,
        "mailer": "StoneMailer",
        "mails": "leave by stone://quarry",
        "limiter": "StoneLimiter",
        "former": True,
        "is volatile": False,
    }


def test_doctor_names_the_package_of_every_adapter_and_runs_what_it_brings(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    printed = run(surroundings, tmp_path, "-c", "from bootstrap.main import main; main()", "doctor")
    for port in ("database", "token store", "broker", "rate limits", "mail", "password hash"):
        assert f"stone:// ({port}) comes from cortex-stone 1.0." in printed
    for said in ("It is deep.", "The stone keeps sessions.", "The mailer of stone:// cannot be tried without a mail."):
        assert said in printed
    assert "KiB" not in printed
