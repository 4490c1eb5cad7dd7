"""Talks to the whole service over HTTP, as its clients do."""

from typing import Any

import attrs
from aiohttp import ClientSession
from multidict import CIMultiDictProxy

from tests.support.app_harness import PASSWORD


@attrs.frozen
class Reply:
    status: int
    headers: CIMultiDictProxy[str]
    body: Any

    @property
    def code(self) -> str:
        return str(self.body["code"])

    @property
    def faults(self) -> dict[str, str]:
        return {error["field"]: error["code"] for error in self.body["errors"]}


@attrs.frozen
class Client:
    """One platform of the service, as somebody or as nobody."""

    http: ClientSession
    origin: str
    platform: str = "customer"
    token: str | None = None

    def at(self, platform: str) -> "Client":
        return attrs.evolve(self, platform=platform, token=None)

    def with_token(self, token: str | None) -> "Client":
        return attrs.evolve(self, token=token)

    async def __call__(self, method: str, path: str, json: object = None, **headers: str) -> Reply:
        sent = {"X-Source": self.platform} | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        address = f"{self.origin}/{self.platform}{path}"
        async with self.http.request(method, address, json=json, headers=sent) as response:
            body = await response.json(content_type=None) if await response.read() else None
            return Reply(response.status, response.headers, body)

    async def register(self, email: str, **others: str) -> Reply:
        person = {"email": email, "password": PASSWORD, "first_name": "Grace", "last_name": "Hopper"}
        return await self("POST", "/auth/register", person | others)

    async def log_in(self, email: str, password: str = PASSWORD) -> Reply:
        return await self("POST", "/auth/login", {"email": email, "password": password})

    async def signed_in(self, email: str, password: str = PASSWORD) -> "Client":
        return self.with_token((await self.log_in(email, password)).body["access_token"])
