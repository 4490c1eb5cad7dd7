"""Every broker that jobs can travel by."""

import os

import pytest

from tests.support.servers import valkey

AMQP_VARIABLE = "CORTEX_TEST_AMQP_URL"
BROKERS = ("memory", "redis", "rabbitmq")


async def broker_url(name: str) -> str:
    """A broker without any message, where that can be had. There is no RabbitMQ in a wheel: one must be named."""
    if name == "redis":
        return await valkey.emptied_broker_url()
    if name == "rabbitmq":
        return os.environ.get(AMQP_VARIABLE) or pytest.skip(f"{AMQP_VARIABLE} names no RabbitMQ")
    return "memory://"
