"""A person with an authenticator app."""

import base64
import hmac
import struct
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs

from tests.support.app_harness import PASSWORD, AppHarness
from tests.system.api.client import Client, Reply

STEP = 30


def app_code(secret: str, seconds: float) -> str:
    """The code that an app shows, computed without the service's own functions."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(seconds) // STEP), "sha1").digest()
    (number,) = struct.unpack_from(">I", mac, mac[19] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


@attrs.define
class Authenticator:
    """An account with its app. Each code is of another step: time is moved on before it is read."""

    harness: AppHarness
    client: Client
    email: str
    secret: str = ""
    factor_id: str = ""
    recovery_codes: list[str] = attrs.field(factory=list)

    def code(self, *, steps: int = 0) -> str:
        """The code of this moment, or of so many steps later."""
        return app_code(self.secret, self.harness.clock.now().timestamp() + steps * STEP)

    def next_code(self) -> str:
        self.harness.pass_time(seconds=STEP)
        return self.code()

    async def add(self, client: Client, label: str | None = None) -> Reply:
        body = {"password": PASSWORD} | ({"label": label} if label else {})
        reply = await client("POST", "/me/factors/totp", body)
        if reply.status == 201:
            self.secret, self.factor_id = reply.body["secret"], reply.body["id"]
            assert parse_qs(urlsplit(reply.body["uri"]).query)["secret"] == [self.secret]
        return reply

    async def enrol(self, client: Client | None = None) -> Client:
        """Adds the app and confirms it. Returns the client whose session goes on."""
        client = client or await self.client.signed_in(self.email)
        await self.add(client)
        confirmed = await client("POST", f"/me/factors/{self.factor_id}/confirm", {"code": self.next_code()})
        assert confirmed.status == 200, confirmed.body
        self.recovery_codes = confirmed.body["recovery_codes"] or self.recovery_codes
        return client

    async def challenge(self) -> str:
        reply = await self.client.log_in(self.email)
        assert (reply.status, reply.code) == (401, "mfa_required"), reply.body
        return str(reply.body["challenge"])

    async def answer(self, challenge: str, code: str, method: str = "totp", **more: Any) -> Reply:
        body = {"challenge": challenge, "method": method, "code": code, **more}
        return await self.client("POST", "/auth/mfa", body)

    async def sign_in(self) -> Reply:
        return await self.answer(await self.challenge(), self.next_code())
