"""Sessions in Redis, for as many processes and machines as there are."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from adapters.persistence.unit_scope import refuse_inside_unit
from adapters.redis.server import RedisServer
from adapters.redis.server_check import checking_server
from adapters.token_store.redis_scripts import PREFIX, READING, Script, microseconds
from adapters.token_store.session_json import from_json, to_json
from application.ports.token_store import SESSIONS_PER_PAGE, SessionPage, StoredSession, TokenStore
from domain.sessions.session import Session
from domain.shared_kernel.errors import LostRace
from domain.shared_kernel.platform import Platform

_TRIAL = timedelta(minutes=1)
"""The life of a session that is stored to try Redis out, in case that it cannot be removed."""
_START = "0"
"""The cursor of ``SSCAN`` at the beginning of a set, and at its end."""


class RedisTokenStore(TokenStore):
    """Each operation is one script, which is atomic. The store's time is that of Redis, moved by ``offset``. One that
    changes something and is not answered within ``timeout`` is not sent again: it may have been done."""

    def __init__(
        self, url: str, offset: Callable[[], timedelta] = timedelta, *, timeout: timedelta | None = None
    ) -> None:
        self._server = RedisServer(url, timeout=timeout)
        self._offset = offset

    async def open(self) -> None:
        """Connects with the first question."""
        await self._server.open()

    async def close(self) -> None:
        """Gives every connection back. Closing twice is closing once."""
        await self._server.close()

    async def check_server(self) -> None:
        """Runs every script on a session of nobody. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""
        async with checking_server(self._server):
            session = Session(
                pk=uuid4(),
                user_id=uuid4(),
                platform=Platform.CUSTOMER,
                token_version=0,
                created_at=(now := await self.now()),
                rotated_at=now,
                expires_at=now + _TRIAL,
            )
            await self.add(session)
            await self.find(session.pk)
            await self.replace(session)
            await self.page_for_user(session.user_id)
            await self.count_for_user(session.user_id)
            await self.remove_expired(0)
            await self.remove_many([session.pk])
            await self.remove(session.pk)

    async def now(self) -> datetime:
        return self._moved(await self._run(Script.NOW))

    async def add(self, session: Session) -> None:
        if not await self._run(Script.ADD, *self._stored(session)):
            raise LostRace

    async def find(self, session_id: UUID) -> StoredSession | None:
        now, stored = await self._run(Script.FIND, str(session_id))
        return None if stored is None else StoredSession(from_json(stored), self._moved(now))

    async def replace(self, session: Session) -> bool:
        following = Session.restore({**session.values(), "version": session.version + 1})
        if not await self._run(Script.REPLACE, *self._stored(following), session.version):
            return False
        session.version = following.version
        return True

    async def remove(self, session_id: UUID) -> bool:
        return bool(await self._run(Script.REMOVE, str(session_id)))

    async def remove_many(self, session_ids: Sequence[UUID]) -> int:
        return int(await self._run(Script.REMOVE_MANY, *map(str, session_ids)))

    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        now, following, stored = await self._run(Script.PAGE_OF_USER, str(user_id), after or _START, SESSIONS_PER_PAGE)
        found = [StoredSession(from_json(text), self._moved(now)) for text in stored]
        return SessionPage(found, None if following.decode() == _START else following.decode())

    async def count_for_user(self, user_id: UUID) -> int:
        return int(await self._run(Script.COUNT_OF_USER, str(user_id)))

    async def remove_expired(self, limit: int) -> int:
        return int(await self._run(Script.REMOVE_EXPIRED, self._moving, limit))

    def _stored(self, session: Session) -> tuple[str | int, ...]:
        """What scripts that store a session take."""
        expiry = microseconds(session.expires_at)
        return str(session.pk), str(session.user_id), session.version, to_json(session), expiry, self._moving

    @property
    def _moving(self) -> int:
        return self._offset() // timedelta(microseconds=1)

    def _moved(self, now: Sequence[bytes]) -> datetime:
        seconds, micro = map(int, now)
        return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micro) + self._offset()

    async def _run(self, script: Script, *arguments: str | int) -> Any:
        refuse_inside_unit()
        return await self._server.run(script, [PREFIX], arguments, only_reads=script in READING)
