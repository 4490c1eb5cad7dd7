"""Whoever asks for what is not installed."""

from pathlib import Path

import pytest

from tests.system.process.cluster import DRAMATIQ
from tests.system.process.cortex import CORTEX, SAFE_HASHES, run, surroundings

RABBITMQ = {"BROKER_URL": "amqp://127.0.0.1:9"}


@pytest.mark.parametrize(
    ("command", "settings", "package", "extra"),
    [
        ((CORTEX, "serve"), {"TRACES_URL": "http://127.0.0.1:9"}, "opentelemetry", "otel"),
        ((CORTEX, "serve"), RABBITMQ, "pika", "rabbitmq"),
        ((CORTEX, "worker"), RABBITMQ, "pika", "rabbitmq"),
        ((CORTEX, "doctor"), RABBITMQ | SAFE_HASHES, "pika", "rabbitmq"),
        (DRAMATIQ, RABBITMQ, "pika", "rabbitmq"),
    ],
    ids=["traces", "serve", "worker", "doctor", "dramatiq"],
)
def test_a_missing_extra_is_one_line_that_says_what_to_install(
    tmp_path: Path, command: tuple[str | Path, ...], settings: dict[str, str], package: str, extra: str
) -> None:
    (tmp_path / f"{package}.py").write_text("raise ImportError")
    done = run(tmp_path, command, surroundings(path=str(tmp_path), **settings))
    (said,) = [line for line in (done.stdout + done.stderr).splitlines() if "pip install" in line]
    assert (
        f"CORTEX_{next(iter(settings))} needs packages that are not installed: pip install 'nexus-cortex[{extra}]'"
        in said
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
