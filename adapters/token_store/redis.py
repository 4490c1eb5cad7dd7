"""Sessions in Redis, shared by all processes and machines."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from adapters.batching.batcher import Batcher
from adapters.batching.lookup import Lookup, Pending
from adapters.persistence.unit_scope import refuse_inside_unit
from adapters.redis.server import RedisServer
from adapters.redis.server_check import server_checks
from adapters.token_store.redis_scripts import PREFIX, READ_ONLY_SCRIPTS, Script, microseconds
from adapters.token_store.session_json import from_json, to_json
from application.ports.token_store import SESSIONS_PER_PAGE, SessionPage, StoredSession, TokenStore
from domain.sessions.session import Session
from domain.shared_kernel.errors import LostRace
from domain.shared_kernel.platform import Platform

StoredText = tuple[bytes, datetime]
"""The text of a session, and the store's time when it was read."""
_MAX_REPLACEMENTS = 64
"""Sessions of one script, which bounds how long Redis serves nobody else."""
_TRIAL_LIFE = timedelta(minutes=1)
"""The life of a session that is stored to test Redis, in case it cannot be removed."""
_MICROSECOND = timedelta(microseconds=1)
_START = "0"
"""The cursor of ``SSCAN`` at the beginning of a set, and at its end."""


class RedisTokenStore(TokenStore):
    """Each operation is one atomic script; look-ups and replacements of the same moment share one. The time of the
    store is that of Redis plus ``offset``. A script that changes something and is not answered within ``timeout`` is
    not sent again, as it may have been executed."""

    def __init__(
        self, url: str, offset: Callable[[], timedelta] = timedelta, *, timeout: timedelta | None = None
    ) -> None:
        self._server = RedisServer(url, timeout=timeout)
        self._offset = offset
        self._replacements: Batcher[tuple[str | int, ...], int] = Batcher(
            self._replace_all, timeout=self._server.answers_within, max_items=_MAX_REPLACEMENTS
        )
        self._finds: Batcher[UUID, StoredText | None] = Batcher(self._find_all, timeout=self._server.answers_within)

    async def open(self) -> None:
        """Builds the connection pool; it connects at the first call."""
        await self._server.open()

    async def close(self) -> None:
        """Closes every connection. A second call does nothing."""
        await self._finds.close()
        await self._replacements.close()
        await self._server.close()

    async def check_server(self) -> None:
        """Runs every script with a trial session. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""
        async with server_checks(self._server):
            session = Session(
                pk=uuid4(),
                user_id=uuid4(),
                platform=Platform.CUSTOMER,
                token_version=0,
                created_at=(now := await self.now()),
                rotated_at=now,
                expires_at=now + _TRIAL_LIFE,
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
        return self._with_offset(await self._run(Script.NOW))

    async def add(self, session: Session) -> None:
        if not await self._run(Script.ADD, *self._stored(session, session.version)):
            raise LostRace

    async def find(self, session_id: UUID) -> StoredSession | None:
        refuse_inside_unit()
        return await self.look_up(session_id)

    def look_up(self, session_id: UUID) -> Lookup[StoredSession | None]:
        """Begins to find a session, together with others."""
        return Pending(self._finds.submit(session_id), self._read)

    async def _replace_all(self, replacements: Sequence[tuple[str | int, ...]]) -> Sequence[int]:
        """Compares and sets each of them; the script runs as one, so that they are in an order."""
        replaced: Sequence[int] = await self._run(Script.REPLACE, *chain.from_iterable(replacements))
        return replaced

    async def _find_all(self, session_ids: Sequence[UUID]) -> Sequence[StoredText | None]:
        """Returns what is stored, each with the time of Redis."""
        answer = await self._server.run(Script.FIND, [PREFIX], list(map(str, session_ids)), only_reads=True)
        now, texts = answer
        read_at = self._with_offset(now)
        return [None if text is None else (text, read_at) for text in texts]

    def _read(self, found: StoredText) -> StoredSession:
        text, now = found
        return StoredSession(from_json(text), now)

    async def replace(self, session: Session) -> bool:
        refuse_inside_unit()
        next_version = session.version + 1
        if not await self._replacements.submit((*self._stored(session, next_version), session.version)):
            return False
        session.version = next_version
        return True

    async def remove(self, session_id: UUID) -> bool:
        return bool(await self._run(Script.REMOVE, str(session_id)))

    async def remove_many(self, session_ids: Sequence[UUID]) -> int:
        return int(await self._run(Script.REMOVE_MANY, *map(str, session_ids)))

    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        answer = await self._run(Script.PAGE_OF_USER, str(user_id), after or _START, SESSIONS_PER_PAGE)
        now, cursor, stored = answer
        found = [StoredSession(from_json(text), self._with_offset(now)) for text in stored]
        return SessionPage(found, None if cursor.decode() == _START else cursor.decode())

    async def count_for_user(self, user_id: UUID) -> int:
        return int(await self._run(Script.COUNT_OF_USER, str(user_id)))

    async def remove_expired(self, limit: int) -> int:
        return int(await self._run(Script.REMOVE_EXPIRED, self._offset_micros, limit))

    def _stored(self, session: Session, version: int) -> tuple[str | int, ...]:
        """Returns the arguments of scripts that store a session with this version."""
        text, expiry = to_json(session, version), microseconds(session.expires_at)
        return str(session.pk), str(session.user_id), version, text, expiry, self._offset_micros

    @property
    def _offset_micros(self) -> int:
        return self._offset() // _MICROSECOND

    def _with_offset(self, now: Sequence[bytes]) -> datetime:
        seconds, micro = map(int, now)
        return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micro) + self._offset()

    async def _run(self, script: Script, *arguments: str | int) -> Any:
        refuse_inside_unit()
        return await self._server.run(script, [PREFIX], arguments, only_reads=script in READ_ONLY_SCRIPTS)
