"""What becomes of keys: published, then signing, then accepted for a while, then forgotten. Pure."""

from datetime import datetime, timedelta

import attrs

from adapters.token_signer.pyjwt import PyJwtKey
from application.ports.key_ring import KeyInfo, KeyRingError, KeyState

SPREAD = timedelta(seconds=2)
"""In this time every process of the service has seen a change."""
NO_KEYS = "There is no key yet: make one with cortex keys generate."


@attrs.frozen(kw_only=True)
class RingKey:
    """A key and its times: from when it signs, if that is settled, and until when its tokens are accepted, if it is."""

    key: PyJwtKey
    created_at: datetime
    signs_from: datetime | None = None
    accepted_until: datetime | None = None

    @property
    def kid(self) -> str:
        return self.key.kid

    def is_over(self, now: datetime) -> bool:
        return self.accepted_until is not None and self.accepted_until <= now

    def is_next(self, now: datetime) -> bool:
        return self.signs_from is None or self.signs_from > now


@attrs.frozen
class Ring:
    keys: tuple[RingKey, ...] = ()

    def live(self, now: datetime) -> tuple[RingKey, ...]:
        """All but those that are over."""
        return tuple(entry for entry in self.keys if not entry.is_over(now))

    def find(self, kid: object, now: datetime) -> RingKey | None:
        return next((entry for entry in self.live(now) if entry.kid == kid), None)

    def active(self, now: datetime) -> RingKey | None:
        """The last that began to sign; where none has by this clock, the first that will."""
        settled = {entry.signs_from: entry for entry in self.live(now) if entry.signs_from is not None}
        if begun := [instant for instant in settled if instant <= now]:
            return settled[max(begun)]
        return settled[min(settled)] if settled else None

    def waiting(self, now: datetime) -> RingKey | None:
        """The one that does not sign yet."""
        active = self.active(now)
        return next((entry for entry in self.live(now) if entry is not active and entry.is_next(now)), None)

    def require_active(self, now: datetime) -> RingKey:
        active = self.active(now)
        if active is None:
            raise KeyRingError(NO_KEYS)
        return active

    def require_waiting(self, now: datetime) -> RingKey:
        waiting = self.waiting(now)
        if waiting is None:
            raise KeyRingError("No key waits to sign: make one with cortex keys generate.")
        return waiting

    def with_new(self, key: PyJwtKey, now: datetime) -> "Ring":
        """The first key signs at once; another waits, alone."""
        if waiting := self.waiting(now):
            raise KeyRingError(f"{waiting.kid} waits already: rotate to it, or retire it first.")
        signs_from = None if self.active(now) else now
        return Ring((*self.live(now), RingKey(key=key, created_at=now, signs_from=signs_from)))

    def rotated(self, now: datetime, *, notice: timedelta, overlap: timedelta) -> "Ring":
        """The key that waits will sign, as soon as it was published for as long as ``notice``; from then on the tokens
        of the active key are accepted for as long as ``overlap``. Saying so again changes nothing."""
        active, successor = self.require_active(now), self.require_waiting(now)
        begin = max(successor.created_at + notice, now + SPREAD)
        begin = min(begin, successor.signs_from or begin)
        followed = attrs.evolve(active, accepted_until=begin + overlap)
        return self._with(now, followed, attrs.evolve(successor, signs_from=begin))

    def without(self, kid: str, now: datetime) -> "Ring":
        """Forgets a key; the one that it was to follow goes on."""
        entry, active = self.find(kid, now), self.require_active(now)
        if entry is None:
            raise KeyRingError(f"There is no key {kid}: cortex keys list shows those that there are.")
        if entry is active:
            raise KeyRingError(
                f"{kid} signs at this moment: without it nobody could stay signed in. Rotate first, with --now if it "
                "has leaked, then retire it."
            )
        left = Ring(tuple(other for other in self.keys if other is not entry))
        return left._with(now, attrs.evolve(active, accepted_until=None)) if entry.is_next(now) else left._with(now)

    def infos(self, now: datetime) -> tuple[KeyInfo, ...]:
        return tuple(self.info(entry.kid, now) for entry in self.live(now))

    def info(self, kid: str, now: datetime) -> KeyInfo:
        entry = next(entry for entry in self.keys if entry.kid == kid)
        return KeyInfo(
            kid=kid,
            algorithm=entry.key.algorithm,
            state=self._state(entry, now),
            created_at=entry.created_at,
            signs_from=entry.signs_from,
            accepted_until=entry.accepted_until,
        )

    def _state(self, entry: RingKey, now: datetime) -> KeyState:
        if entry is self.active(now):
            return KeyState.ACTIVE
        return KeyState.NEXT if entry.is_next(now) else KeyState.RETIRING

    def _with(self, now: datetime, *changed: RingKey) -> "Ring":
        by_kid = {entry.kid: entry for entry in changed}
        return Ring(tuple(by_kid.get(entry.kid, entry) for entry in self.live(now)))
