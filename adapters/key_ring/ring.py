"""The life of signing keys: published, then signing, then accepted for a while, then removed. Without side effects."""

from datetime import datetime, timedelta

import attrs

from adapters.token_signer.pyjwt import PyJwtKey
from application.ports.key_ring import KeyInfo, KeyRingError, KeyState
from domain.shared_kernel.messages import lazy_gettext as _

PROPAGATION_DELAY = timedelta(seconds=2)
"""Within this time every process of the service has read a change of the ring."""
NO_KEYS = _("There is no key yet: make one with cortex keys generate.")
NONE_WAITS = _("No key waits to sign: make one with cortex keys generate.")
ONE_WAITS = _("{kid} waits already: rotate to it, or retire it first.")
UNKNOWN = _("There is no key {kid}: cortex keys list shows those that there are.")
SIGNS = _(
    "{kid} signs at this moment: without it nobody could stay signed in. Rotate first, with --now if it has leaked, "
    "then retire it."
)


@attrs.frozen(kw_only=True)
class RingKey:
    """A key and its times. ``signs_from`` is ``None`` while it is not set when the key begins to sign,
    ``accepted_until`` while the key has no successor."""

    key: PyJwtKey
    created_at: datetime
    signs_from: datetime | None = None
    accepted_until: datetime | None = None

    @property
    def kid(self) -> str:
        """The id of the key (RFC 7517, section 4.5)."""
        return self.key.kid

    def is_over(self, now: datetime) -> bool:
        """Returns true if tokens of the key are no longer accepted."""
        return self.accepted_until is not None and self.accepted_until <= now

    def is_next(self, now: datetime) -> bool:
        """Returns true if the key does not sign yet."""
        return self.signs_from is None or self.signs_from > now


@attrs.frozen
class Ring:
    """The keys of a service; changes return a new ring. Raises ``KeyRingError`` for changes that are not possible."""

    keys: tuple[RingKey, ...] = ()

    def live(self, now: datetime) -> tuple[RingKey, ...]:
        """Returns the keys that are not over."""
        return tuple(entry for entry in self.keys if not entry.is_over(now))

    def find(self, kid: object, now: datetime) -> RingKey | None:
        """Returns the live key of this id, or ``None``."""
        return next((entry for entry in self.live(now) if entry.kid == kid), None)

    def active(self, now: datetime) -> RingKey | None:
        """Returns the key that began to sign last. If none has by this clock, the first that will; ``None`` if no key
        has a time."""
        settled = {entry.signs_from: entry for entry in self.live(now) if entry.signs_from is not None}
        if begun := [instant for instant in settled if instant <= now]:
            return settled[max(begun)]
        return settled[min(settled)] if settled else None

    def waiting(self, now: datetime) -> RingKey | None:
        """Returns the key that does not sign yet, or ``None``."""
        active = self.active(now)
        return next((entry for entry in self.live(now) if entry is not active and entry.is_next(now)), None)

    def require_active(self, now: datetime) -> RingKey:
        """Returns the active key. Raises ``KeyRingError`` if there is none."""
        active = self.active(now)
        if active is None:
            raise KeyRingError(NO_KEYS)
        return active

    def require_waiting(self, now: datetime) -> RingKey:
        """Returns the waiting key. Raises ``KeyRingError`` if there is none."""
        waiting = self.waiting(now)
        if waiting is None:
            raise KeyRingError(NONE_WAITS)
        return waiting

    def with_new(self, key: PyJwtKey, now: datetime) -> "Ring":
        """Adds a key: the first one signs at once, another one waits. Raises ``KeyRingError`` if one waits already."""
        if waiting := self.waiting(now):
            raise KeyRingError(ONE_WAITS.bind({"kid": waiting.kid}))
        signs_from = None if self.active(now) else now
        return Ring((*self.live(now), RingKey(key=key, created_at=now, signs_from=signs_from)))

    def rotated(self, now: datetime, *, notice: timedelta, overlap: timedelta) -> "Ring":
        """Lets the waiting key sign as soon as it was published for ``notice``; the active key is accepted for
        ``overlap`` after that. A second rotation does not put the time off."""
        active, successor = self.require_active(now), self.require_waiting(now)
        begin = max(successor.created_at + notice, now + PROPAGATION_DELAY)
        begin = min(begin, successor.signs_from or begin)
        followed = attrs.evolve(active, accepted_until=begin + overlap)
        return self._with(now, followed, attrs.evolve(successor, signs_from=begin))

    def without(self, kid: str, now: datetime) -> "Ring":
        """Removes a key. If it was to follow the active key, that one goes on signing. Raises ``KeyRingError`` for the
        active key and for an unknown one."""
        entry, active = self.find(kid, now), self.require_active(now)
        if entry is None:
            raise KeyRingError(UNKNOWN.bind({"kid": kid}))
        if entry is active:
            raise KeyRingError(SIGNS.bind({"kid": kid}))
        left = Ring(tuple(other for other in self.keys if other is not entry))
        return left._with(now, attrs.evolve(active, accepted_until=None)) if entry.is_next(now) else left._with(now)

    def infos(self, now: datetime) -> tuple[KeyInfo, ...]:
        """Returns the public facts of all live keys."""
        return tuple(self.info(entry.kid, now) for entry in self.live(now))

    def info(self, kid: str, now: datetime) -> KeyInfo:
        """Returns the public facts of one key."""
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
