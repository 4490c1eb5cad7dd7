from datetime import timedelta
from uuid import UUID

import pytest

from application.credentials.services.known_devices import DEVICE_LIFE, KnownDevices
from domain.accounts.user import User
from tests.support.memory_ports import MemoryPorts

DEVICE = UUID(int=5, version=4)
SECOND = timedelta(seconds=1)


@pytest.fixture
def devices(memory: MemoryPorts) -> KnownDevices:
    return KnownDevices(memory.device_signer, memory.clock, memory.ids)


@pytest.fixture
async def ada(memory: MemoryPorts) -> User:
    return await memory.add_user(password=None)


def test_a_device_is_recognised_by_its_id_and_a_new_one_by_one_of_its_own(devices: KnownDevices, ada: User) -> None:
    first, other = devices.remember(ada), devices.remember(ada)
    assert devices.recognise(ada, devices.remember(ada, DEVICE)) == DEVICE
    assert None not in {devices.recognise(ada, first), devices.recognise(ada, other)}
    assert devices.recognise(ada, first) != devices.recognise(ada, other)


async def test_a_device_is_known_to_its_owner_alone_and_for_the_password_it_signed_in_with(
    memory: MemoryPorts, devices: KnownDevices, ada: User
) -> None:
    token, eve = devices.remember(ada, DEVICE), await memory.add_user("eve@example.org", password=None)
    assert devices.recognise(eve, token) is None
    assert devices.recognise(None, token) is None
    ada.change_password("another", at=memory.clock.now(), by=ada.pk)
    assert devices.recognise(ada, token) is None


def test_a_device_is_forgotten_after_its_life(memory: MemoryPorts, devices: KnownDevices, ada: User) -> None:
    token = devices.remember(ada, DEVICE)
    memory.clock.at += DEVICE_LIFE - SECOND
    assert devices.recognise(ada, token) == DEVICE
    memory.clock.at += SECOND
    assert devices.recognise(ada, token) is None


@pytest.mark.parametrize("token", [None, "", "x", "x.y"])
def test_no_device_is_recognised_by_something_else(devices: KnownDevices, ada: User, token: str | None) -> None:
    assert devices.recognise(ada, token) is None
