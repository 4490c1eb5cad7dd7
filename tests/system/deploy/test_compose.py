"""The compose file, held against the schema of the Compose specification and against the service."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it has no types

from bootstrap.domains.all_settings import known_settings

ROOT = Path(__file__).parents[3]
COMPOSE = ROOT / "docker-compose.yml"
Services = dict[str, Any]
SECRETS = {"CORTEX_SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}


@pytest.fixture(scope="module")
def services() -> Services:
    described: Services = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]
    return described


def test_the_file_is_what_the_specification_asks_for() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.compose-spec", COMPOSE], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_composition_has_everything_that_a_service_needs(services: Services) -> None:
    assert set(services) == {"web", "worker", "postgres", "redis", "mail"}
    assert services["web"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", ["web", "worker"])
def test_every_setting_that_is_given_is_one(services: Services, name: str) -> None:
    known = {declaration.variable for declaration in known_settings().values()}
    assert set(services[name]["environment"]) <= known


def test_nothing_is_secret_by_default() -> None:
    assert set(re.findall(r"\$\{(\w+):\?", COMPOSE.read_text("utf-8"))) == SECRETS
    assert not re.search(
        r"\$\{(?:CORTEX_SECRET_KEY|POSTGRES_PASSWORD|REDIS_PASSWORD)(?::-|-|\})", COMPOSE.read_text("utf-8")
    )


@pytest.mark.parametrize("name", ["web", "worker"])
def test_the_service_may_do_as_little_as_it_needs(services: Services, name: str) -> None:
    service = services[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", ["web", "worker"])
@pytest.mark.parametrize("setting", ["TOKEN_STORE_URL", "BROKER_URL", "RATE_LIMIT_URL"])
def test_redis_lets_nobody_in_without_its_password(services: Services, name: str, setting: str) -> None:
    assert services[name]["environment"][f"CORTEX_{setting}"].startswith("redis://:${REDIS_PASSWORD:?")
    assert '--requirepass "$$REDISCLI_AUTH"' in services["redis"]["command"][-1]
    assert services["redis"]["environment"]["REDISCLI_AUTH"].startswith("${REDIS_PASSWORD:?")


def test_published_ports_are_reached_from_this_machine_alone(services: Services) -> None:
    published = [port for service in services.values() for port in service.get("ports", ())]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_every_container_with_code_of_ours_or_data_has_a_health_check(services: Services) -> None:
    for name in ("worker", "postgres", "redis"):
        assert services[name]["healthcheck"]["test"], name
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text("utf-8")
