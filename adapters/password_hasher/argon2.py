import asyncio
import os
import re
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any, TypeVar

import argon2
from argon2.exceptions import HashingError, InvalidHashError, VerificationError, VerifyMismatchError

from adapters.password_hasher.cores import usable_cores
from application.ports.password_hasher import PasswordHasher
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.text import composed

T = TypeVar("T")

MAX_WAITING = 64  # about a second's work on two cores; who waits longer asks again anyway
_SALT_BYTES, _DIGEST_BYTES = argon2.DEFAULT_RANDOM_SALT_LENGTH, argon2.DEFAULT_HASH_LENGTH
_PARAMETERS = "$argon2id$v=19$m={},t={},p={}$"
_PARAMETERS_PATTERN = re.compile(r"\$argon2(?:id|i|d)\$v=[0-9]+\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$")
_MAX_PASSWORD_LENGTH = 256  # longer ones are compared as well, but match no account


class Argon2PasswordHasher(PasswordHasher):
    """Argon2id (RFC 9106) in as many threads as there are cores. The default parameters are OWASP's second choice with
    19 MiB, so that many logins at once fit into a small machine."""

    def __init__(
        self,
        *,
        memory_kib: int = 19_456,
        time_cost: int = 2,
        parallelism: int = 1,
        workers: int | None = None,
        max_waiting: int = MAX_WAITING,
    ) -> None:
        workers = workers or usable_cores()
        self._argon2 = argon2.PasswordHasher(time_cost, memory_kib, parallelism)
        self._parameters = _PARAMETERS.format(memory_kib, time_cost, parallelism)
        self._decoy = _decoy_hash(self._parameters)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="argon2")
        self._places = BoundedSemaphore(workers + max_waiting)
        self._pending: set[Future[Any]] = set()

    async def hash(self, password: str) -> str:
        return await self._in_pool(lambda: self._argon2.hash(_secret(password)))

    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        against = password_hash or (_decoy_hash(decoy) if decoy else self._decoy)
        return await self._in_pool(lambda: self._matches(against, password))

    def needs_rehash(self, password_hash: str) -> bool:
        try:
            return self._argon2.check_needs_rehash(password_hash)
        except InvalidHashError:
            return True

    def parameters(self, password_hash: str | None) -> str:
        found = _PARAMETERS_PATTERN.match(password_hash or "")
        return found[0] if found else self._parameters

    def load(self) -> int:
        """Returns the number of passwords that are being hashed or wait."""
        return len(self._pending)

    def close(self) -> None:
        """Ends the threads; waiting work is cancelled."""
        self._pool.shutdown(cancel_futures=True)

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._argon2.verify(password_hash, _secret(password))
        except VerifyMismatchError:
            return False
        except InvalidHashError:
            return self._matches(self._decoy, password)

    async def _in_pool(self, work: Callable[[], T]) -> T:
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailableException
        try:
            future = self._pool.submit(work)
        except RuntimeError:  # the pool was closed
            self._places.release()
            raise ServiceUnavailableException from None
        self._pending.add(future)
        future.add_done_callback(self._free_place)
        try:
            return await asyncio.wrap_future(future)
        except (HashingError, VerificationError):  # no memory: that tells nothing about the password
            raise ServiceUnavailableException from None

    def _free_place(self, future: Future[T]) -> None:
        """Runs when work ended, or was cancelled before it began. A task that is cancelled while a thread hashes its
        password keeps the place until then, as the core is in use."""
        self._pending.discard(future)
        self._places.release()


def _secret(password: str) -> bytes:
    """Encodes in NFC, so that a password is the same from every keyboard. Lone surrogates are encoded as well."""
    return composed(password, _MAX_PASSWORD_LENGTH).encode("utf-8", "surrogatepass")


def _decoy_hash(parameters: str) -> str:
    """Returns a hash of random bytes that matches no password and takes as long to verify as any other."""
    salt, digest = (b64encode(os.urandom(n)).decode().rstrip("=") for n in (_SALT_BYTES, _DIGEST_BYTES))
    return f"{parameters}{salt}${digest}"
