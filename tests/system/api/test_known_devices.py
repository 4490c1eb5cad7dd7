"""What a device shows to be known again: for a while, and until the password is another one."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest

from domain.shared_kernel.platform import Platform
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service

ADA = "ada@example.org"
NEW_PASSWORD = "kT8-harbour-lantern"
NAME = DeviceCookies(is_local=True).kind.name(Platform.CUSTOMER)


def cookie_of(reply: Reply) -> Morsel[str]:
    lines = (SimpleCookie(line) for line in reply.headers.getall("Set-Cookie", ()))
    return next(cookie[NAME] for cookie in lines if NAME in cookie and cookie[NAME].value)


async def is_known(service: Service, shown: str, email: str = ADA) -> bool:
    known = service.harness.container.credentials().known_devices
    return known.recognise(await service.harness.user(email), shown) is not None


@pytest.fixture
async def device(client: Client) -> Morsel[str]:
    await client.register(ADA)
    return cookie_of(await client.log_in(ADA))


async def test_a_device_is_known_for_as_long_as_its_cookie_says(service: Service, device: Morsel[str]) -> None:
    seconds = int(device["max-age"])
    service.harness.pass_time(seconds=seconds - 60)
    assert await is_known(service, device.value)
    service.harness.pass_time(seconds=60)
    assert not await is_known(service, device.value)
    assert timedelta(seconds=seconds) <= timedelta(days=400)


async def test_a_device_that_signs_in_again_is_the_same_one_for_longer(
    service: Service, client: Client, device: Morsel[str]
) -> None:
    known = service.harness.container.credentials().known_devices
    service.harness.pass_time(days=300)
    again = cookie_of(
        await client("POST", "/auth/login", {"email": ADA, "password": PASSWORD}, Cookie=f"{NAME}={device.value}")
    )
    user = await service.harness.user(ADA)
    assert known.recognise(user, again.value) == known.recognise(user, device.value)
    service.harness.pass_time(days=300)
    assert await is_known(service, again.value)
    assert not await is_known(service, device.value)


async def reset_by_link(service: Service, client: Client) -> Reply:
    await client("POST", "/auth/forgot-password", {"email": ADA})
    token = await service.harness.mailed_token(ADA)
    return await client("POST", "/auth/reset-password", {"token": token, "new_password": NEW_PASSWORD})


async def change_password(service: Service, client: Client) -> Reply:
    ada = await client.signed_in(ADA)
    return await ada("POST", "/me/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD})


@pytest.mark.parametrize("choose", [reset_by_link, change_password])
async def test_a_new_password_makes_every_device_a_stranger_but_the_one_that_chose_it(
    service: Service, client: Client, device: Morsel[str], choose: Callable[[Service, Client], Awaitable[Reply]]
) -> None:
    chosen = cookie_of(await choose(service, client))
    assert not await is_known(service, device.value)
    assert await is_known(service, chosen.value)


async def test_a_password_that_staff_void_makes_every_device_a_stranger(
    service: Service, client: Client, device: Morsel[str]
) -> None:
    boss = await service.staff()
    ada = (await service.harness.user(ADA)).pk
    await boss("POST", f"/users/{ada}/resend-invitation")
    assert not await is_known(service, device.value)


async def test_signing_out_everywhere_leaves_devices_known(
    service: Service, client: Client, device: Morsel[str]
) -> None:
    ada = await client.signed_in(ADA)
    assert (await ada("POST", "/auth/logout-all")).status == 204
    assert await is_known(service, device.value)


async def test_a_lock_leaves_devices_known(service: Service, client: Client, device: Morsel[str]) -> None:
    boss = await service.staff()
    ada = (await service.harness.user(ADA)).pk
    for act in ("lock", "unlock"):
        await boss("POST", f"/users/{ada}/{act}")
    assert await is_known(service, device.value)
