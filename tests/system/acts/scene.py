"""People whose acts the audit is to name, and what it says of them."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs

from domain.access.role import Role
from domain.accounts.user import User
from domain.audit.act import ActorKind
from domain.audit.entry import AuditEntry
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import AppHarness
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service

USER_AGENT, REQUEST_ID, ADDRESS = "acts/1.0", "the-act", "127.0.0.1"
ADA, BOSS, STRANGER = "ada@example.org", "boss@example.org", "stranger@example.org"


class NamedClient(Client):
    """A client whose requests can be told from all others."""

    async def __call__(self, method: str, path: str, json: object = None, **headers: str) -> Reply:
        named = {"X_Request_ID": REQUEST_ID, "User_Agent": USER_AGENT}
        return await super().__call__(method, path, json, **(named | headers))


@attrs.define
class Scene:
    """Ada, a customer, and Boss, an owner, each with a session, on a service whose audit is read."""

    service: Service
    ada: User
    boss: User
    as_ada: NamedClient
    as_boss: NamedClient
    _before: set[UUID] = attrs.field(factory=set)

    @classmethod
    async def of(cls, service: Service) -> "Scene":
        harness, nobody = service.harness, named(service.client)
        ada = await harness.register(ADA)
        boss = await harness.register(BOSS, role=Role.OWNER)
        as_ada, as_boss = await nobody.signed_in(ADA), await nobody.at("admin").signed_in(BOSS)
        await harness.do_jobs()
        return cls(service, ada, boss, named(as_ada), named(as_boss))

    @property
    def harness(self) -> AppHarness:
        return self.service.harness

    @property
    def nobody(self) -> NamedClient:
        return named(self.service.client)

    async def session_of(self, user: User) -> UUID:
        """The id of the newest session of a user."""
        return max(session.pk for session in await self.harness.sessions_of(user.pk))

    async def begin_act(self) -> None:
        """From now on counts what is written."""
        self._before = {entry.pk for entry in await self._entries()}

    async def entries(self) -> Sequence[AuditEntry]:
        """The entries of the act, oldest first."""
        return [entry for entry in await self._entries() if entry.pk not in self._before]

    async def _entries(self) -> Sequence[AuditEntry]:
        async with self.harness.container.ports().read() as work:
            return await work.audit_entries.select_all(sort=AuditEntry.pk.asc())


def named(client: Client) -> NamedClient:
    return NamedClient(client.http, client.origin, client.platform, client.token)


@attrs.frozen(kw_only=True)
class Expected:
    """What an entry has to say. ``session_id`` is the session that the act was done in, ``None`` if in none; for
    acts of the command line ``command`` takes the place of the request."""

    action: str
    actor: ActorKind = ActorKind.CUSTOMER
    by: UUID | None
    subject: tuple[str, UUID | None]
    person: UUID | None
    platform: Platform | None = Platform.CUSTOMER
    session_id: UUID | None = None
    reason: str | None = None
    changes: Mapping[str, tuple[str | None, str | None]] = attrs.field(factory=dict)
    origin: Mapping[str, str] = attrs.field(factory=lambda: {"ip": ADDRESS, "user_agent": USER_AGENT})
    request_id: str = REQUEST_ID


def on_user(action: str, user: User, **others: object) -> Expected:
    """What an entry has to say of an act of a user on their own account."""
    usual = {"action": action, "by": user.pk, "subject": ("user", user.pk), "person": user.pk}
    return Expected(**(usual | others))  # type: ignore[arg-type]  # the fields are of many types


def said_by(entry: AuditEntry) -> Expected:
    detail = json.loads(entry.detail or "{}")
    return Expected(
        action=entry.action,
        actor=ActorKind(entry.actor_kind),
        by=entry.actor_id,
        subject=(entry.subject_kind, entry.subject_id),
        person=entry.person_id,
        platform=Platform(entry.platform) if entry.platform else None,
        session_id=entry.session_id,
        reason=detail.get("reason"),
        changes={name: tuple(values) for name, values in detail.get("changes", {}).items()},
        origin=json.loads(entry.origin or "{}"),
        request_id=entry.request_id,
    )
