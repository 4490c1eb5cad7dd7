"""The model that histories are checked against: an account with its sessions and its link, by the rules of the domain.

Each step builds the domain's own ``Session`` and ``User`` from a state and asks them. The moment of an operation is not
known exactly, so the rules of time (the grace window) are asked at both ends of it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from uuid import UUID

import attrs

from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.sessions.session import RefreshOutcome, Session, SessionPolicy
from domain.shared_kernel.platform import Platform
from tests.linearizability.checker import UNKNOWN, History, Operation

EPOCH = datetime(2030, 1, 1, tzinfo=UTC)
POLICY = SessionPolicy()
SOMEBODY = UUID(int=1)
LATEST = 1e8
"""Seconds that stand for a moment of which only the beginning is known."""
Kind = Literal[
    "log in", "access", "refresh", "log out", "end all sessions", "lock", "unlock", "change password", "spend link"
]


OF_ONE_SESSION = ("access", "refresh", "log out")


@attrs.frozen(kw_only=True)
class Act:
    """An act on an account and its ``answer``: ``ok``, or the code of an error. ``opened`` and ``version`` are the
    session that it opened, with its token version; ``successor`` stands for the refresh token that it answered."""

    kind: Kind
    answer: str = ""
    session: str = ""
    generation: int = 0
    password: str = ""
    new_password: str = ""
    link: str = ""
    opened: str = ""
    version: int = 0
    successor: str = ""


@attrs.frozen
class SessionState:
    """A live session. It was rotated at some moment from ``rotated_from`` to ``rotated_until``; ``token`` stands for
    its refresh token, ``""`` while nobody has seen it."""

    pk: str
    token_version: int
    generation: int
    is_acknowledged: bool
    rotated_from: float
    rotated_until: float
    token: str = ""


@attrs.frozen
class AccountState:
    """An account. ``link`` is the one that may still be spent, if any; sessions that have ended are not among
    ``sessions``."""

    password: str
    link: str | None = None
    token_version: int = 1
    is_locked: bool = False
    sessions: frozenset[SessionState] = frozenset()

    def session(self, pk: str) -> SessionState | None:
        """Returns a session if it lives."""
        found = next((session for session in self.sessions if session.pk == pk), None)
        return found if found is not None and _lives(found, self.token_version, self.is_locked) else None

    def replacing(self, former: SessionState, *new: SessionState) -> "AccountState":
        """Returns the state with another session in the place of one, or with none."""
        return attrs.evolve(self, sessions=self.sessions - {former} | set(new))

    def ending_sessions(self) -> "AccountState":
        """Returns the state after an act that ends every session."""
        return attrs.evolve(self, token_version=_version_after(self.token_version), sessions=frozenset())


@lru_cache(maxsize=100_000)
def _lives(session: SessionState, token_version: int, is_locked: bool) -> bool:
    return _session(session, 0).is_valid_for(_known_user(token_version, is_locked=is_locked), EPOCH)


def by_session(history: History[Act]) -> Iterable[History[Act]]:
    """Yields what happened to each session, with the acts on the account: other sessions do not affect it."""
    for session in {operation.act.session: None for operation in history if operation.act.session}:
        yield [operation for operation in history if _concerns(operation.act, session)]


def _concerns(act: Act, session: str) -> bool:
    if act.kind == "log in":
        return act.opened == session
    return act.session == session or act.kind not in OF_ONE_SESSION


@lru_cache(maxsize=200_000)
def step(state: AccountState, operation: Operation[Act]) -> Iterable[AccountState]:
    """Returns every state that the operation may lead to."""
    return _STEPS[operation.act.kind](state, operation)


def _log_in(state: AccountState, operation: Operation[Act]) -> Iterable[AccountState]:
    act, is_right = operation.act, operation.act.password == state.password
    may_open = is_right and not state.is_locked
    if not operation.is_certain:
        return [_opened(state, operation, state.token_version) if may_open and act.opened else state]
    if act.answer == "ok":
        return [_opened(state, operation, act.version)] if may_open and act.version == state.token_version else []
    is_allowed = not is_right if act.answer == "invalid_credentials" else is_right and state.is_locked
    return [state] if is_allowed else []


def _opened(state: AccountState, operation: Operation[Act], version: int) -> AccountState:
    act = operation.act
    token = act.successor if operation.is_certain else ""
    opened = SessionState(act.opened, version, 1, True, operation.begun, _end(operation), token)
    return attrs.evolve(state, sessions=state.sessions | {opened})


def _access(state: AccountState, operation: Operation[Act]) -> Iterable[AccountState]:
    act, session = operation.act, state.session(operation.act.session)
    is_valid = session is not None and act.generation <= session.generation
    if operation.is_certain and (act.answer == "ok") is not is_valid:
        return []
    if session is None or not _session(session, 0).needs_acknowledgement(act.generation):
        return [state]
    return [state.replacing(session, attrs.evolve(session, is_acknowledged=True))]


def _refresh(state: AccountState, operation: Operation[Act]) -> Iterable[AccountState]:
    act, session = operation.act, state.session(operation.act.session)
    is_certain, answer = operation.is_certain, operation.act.answer
    if session is None:
        return [] if is_certain and answer == "ok" else [state]
    found: list[AccountState] = []
    for outcome in _outcomes(session, operation):
        match outcome:
            case RefreshOutcome.CURRENT if not is_certain or answer == "ok":
                found.append(state.replacing(session, _rotated(session, operation)))
            case RefreshOutcome.REPEATED if not is_certain:
                found.append(state)
            case RefreshOutcome.REPEATED if answer == "ok" and session.token in ("", act.successor):
                found.append(state.replacing(session, attrs.evolve(session, token=act.successor)))
            case RefreshOutcome.REUSED if not is_certain or answer == "token_reused":
                found.append(state.replacing(session))
            case _:
                pass
    return found


def _outcomes(session: SessionState, operation: Operation[Act]) -> set[RefreshOutcome]:
    """The domain's outcomes, as early and as late as it may have been."""
    generation = operation.act.generation
    early = _session(session, session.rotated_until).classify(generation, now=_at(operation.begun), policy=POLICY)
    late = _session(session, session.rotated_from).classify(generation, now=_at(_end(operation)), policy=POLICY)
    return {outcome for outcome in (early, late) if outcome is not RefreshOutcome.EXPIRED} or {early}


def _rotated(session: SessionState, operation: Operation[Act]) -> SessionState:
    rotated = _session(session, session.rotated_from)
    rotated.rotate(now=_at(operation.begun), policy=POLICY)
    return attrs.evolve(
        session,
        generation=rotated.generation,
        is_acknowledged=rotated.is_acknowledged,
        rotated_from=operation.begun,
        rotated_until=_end(operation),
        token=operation.act.successor if operation.is_certain else "",
    )


def _change_password(state: AccountState, operation: Operation[Act]) -> Iterable[AccountState]:
    act, is_right = operation.act, operation.act.password == state.password
    if operation.is_certain and act.answer == "wrong_password":
        return [] if is_right else [state]
    if not is_right:
        return [] if operation.is_certain else [state]
    changed = _with_password(state, act.new_password)
    if not operation.is_certain:
        return [_opened(changed, operation, changed.token_version) if act.opened else changed]
    return [_opened(changed, operation, act.version)] if act.version == changed.token_version else []


def _with_password(state: AccountState, password: str) -> AccountState:
    """A new password ends sessions and links."""
    return attrs.evolve(state.ending_sessions(), password=password, link=None)


def _spend_link(state: AccountState, operation: Operation[Act]) -> Iterable[AccountState]:
    act, is_good = operation.act, operation.act.link == state.link
    if operation.is_certain and (act.answer == "ok") is not is_good:
        return []
    return [_with_password(state, act.new_password) if is_good else state]


def _log_out(state: AccountState, operation: Operation[Act]) -> Iterable[AccountState]:
    session = state.session(operation.act.session)
    return [state if session is None else state.replacing(session)]


def _end_all(state: AccountState, _operation: Operation[Act]) -> Iterable[AccountState]:
    return [state.ending_sessions()]


def _lock(state: AccountState, _operation: Operation[Act]) -> Iterable[AccountState]:
    return [state if state.is_locked else attrs.evolve(state.ending_sessions(), is_locked=True)]


def _unlock(state: AccountState, _operation: Operation[Act]) -> Iterable[AccountState]:
    return [attrs.evolve(state, is_locked=False)]


_STEPS: Mapping[Kind, Callable[[AccountState, Operation[Act]], Iterable[AccountState]]] = {
    "log in": _log_in,
    "access": _access,
    "refresh": _refresh,
    "log out": _log_out,
    "end all sessions": _end_all,
    "lock": _lock,
    "unlock": _unlock,
    "change password": _change_password,
    "spend link": _spend_link,
}


@lru_cache(maxsize=1000)
def _version_after(token_version: int) -> int:
    """The token version after an act of the domain that ends sessions."""
    user = _new_user(token_version, is_locked=False)
    user.change_password("", by=SOMEBODY, at=EPOCH)
    return user.token_version


@lru_cache(maxsize=1000)
def _known_user(token_version: int, *, is_locked: bool) -> User:
    """A user that nobody changes."""
    return _new_user(token_version, is_locked=is_locked)


def _new_user(token_version: int, *, is_locked: bool) -> User:
    return User(
        pk=SOMEBODY,
        email=EmailAddress("ada@example.org"),
        first_name=PersonName("Ada"),
        last_name=PersonName("Lovelace"),
        created_at=EPOCH,
        updated_at=EPOCH,
        token_version=token_version,
        is_locked=is_locked,
    )


def _session(state: SessionState, rotated_at: float) -> Session:
    return Session(
        pk=UUID(state.pk),
        user_id=SOMEBODY,
        platform=Platform.CUSTOMER,
        token_version=state.token_version,
        generation=state.generation,
        is_acknowledged=state.is_acknowledged,
        created_at=EPOCH,
        rotated_at=_at(rotated_at),
        expires_at=_at(LATEST * 2),
    )


def _at(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def _end(operation: Operation[Act]) -> float:
    return LATEST if operation.ended == UNKNOWN else operation.ended
