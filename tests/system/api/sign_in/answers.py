"""All that a client learns from an answer to a sign-in or a refresh, and all that was counted for it."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie
from itertools import count
from pathlib import Path

import attrs
from dependency_injector import providers

from tests.support.app_harness import PASSWORD, AppHarness, app_harness
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import serving
from tests.system.api.sign_in.recording_limiter import RecordingRateLimiter

ADA, BOSS = "ada@example.org", "boss@example.org"
WRONG = "no stone bridges"
HERE = "203.0.113.1"
SENT_TOKEN = 'Bearer error="invalid_token"'
_STATUS = re.compile(r'"([^"]+)";r=(\d+)')
_elsewhere = (f"192.0.2.{number}" for number in count(1))


@attrs.frozen
class Answer:
    """``cookies`` are set or removed, by name and attributes but for their value; ``left`` is the header ``RateLimit``,
    ``counted`` are the calls of the rate limiter."""

    status: int
    code: str | None = None
    challenge: str | None = None
    has_retry_after: bool = False
    cookies: tuple[str, ...] = ()
    left: Mapping[str, int] = attrs.field(factory=dict)
    counted: tuple[str, ...] = ()


def _cookie(line: str) -> str:
    (cookie,) = SimpleCookie(line).values()
    attributes = [f"Path={cookie['path']}", cookie["samesite"], "HttpOnly" if cookie["httponly"] else "readable"]
    return " ".join([cookie.key, "set" if cookie.value else "removed", *attributes])


def set_cookies(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} set Path=/ Strict HttpOnly" for name in names)


def renewed_cookie(name: str, platform: str) -> tuple[str, ...]:
    """One that was sent is set, and removed where an older release kept it: on loopback both have one name."""
    return *set_cookies(name), f"{name} removed Path=/{platform}/auth Strict HttpOnly"


@attrs.frozen
class SignInClient:
    """One platform of a service that writes down what is counted."""

    harness: AppHarness
    client: Client
    limiter: RecordingRateLimiter

    def at(self, platform: str) -> "SignInClient":
        return attrs.evolve(self, client=self.client.at(platform))

    @property
    def device_cookie(self) -> str:
        return f"cortex-device-{self.client.platform}"

    @property
    def refresh_cookie(self) -> str:
        return f"cortex-{self.client.platform}"

    @property
    def renewed_device_cookie(self) -> tuple[str, ...]:
        """What a known device receives: older releases bound the cookie to a path, and it goes first."""
        set_anew, removed = renewed_cookie(self.device_cookie, self.client.platform)
        return removed, set_anew

    async def send(self, path: str, body: object, *, network: str | None = HERE, **headers: str) -> Reply:
        self.limiter.calls.clear()
        forwarded = {"X_Forwarded_For": network or next(_elsewhere)}
        return await self.client("POST", path, body, **(forwarded | headers))

    async def answer(self, path: str, body: object, *, network: str | None = HERE, **headers: str) -> Answer:
        reply = await self.send(path, body, network=network, **headers)
        shown = reply.headers
        return Answer(
            reply.status,
            reply.code if reply.status >= 400 else None,
            shown.get("WWW-Authenticate"),
            "Retry-After" in shown,
            tuple(_cookie(line) for line in shown.getall("Set-Cookie", ())),
            {name: int(left) for name, left in _STATUS.findall(shown.get("RateLimit", ""))},
            tuple(self.limiter.calls),
        )

    async def log_in(
        self, email: str, password: str = PASSWORD, *, network: str | None = HERE, **headers: str
    ) -> Answer:
        return await self.answer("/auth/login", {"email": email, "password": password}, network=network, **headers)

    async def device(self, email: str) -> str:
        """The header ``Cookie`` of a device that somebody signed in with, at another address."""
        reply = await self.send("/auth/login", {"email": email, "password": PASSWORD}, network=None)
        return next(
            f"{key}={morsel.value}"
            for line in reply.headers.getall("Set-Cookie")
            for key, morsel in SimpleCookie(line).items()
            if key == self.device_cookie
        )


@asynccontextmanager
async def sign_in_client(folder: Path, **settings: object) -> AsyncIterator[SignInClient]:
    """A service with a customer, Ada, and a staff member, Boss."""
    settings = {"trusted_proxies": ("127.0.0.1",)} | settings
    async with app_harness("memory", folder, **settings) as harness:
        limiter = RecordingRateLimiter(harness.container.limiter())
        harness.container.limiter.override(providers.Object(limiter))
        async with serving(harness) as client:
            await harness.register(ADA)
            await harness.register(BOSS, staff=True)
            yield SignInClient(harness, client, limiter)
