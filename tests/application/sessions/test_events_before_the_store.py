"""What is recorded of acts on a token store, when the process ends between the event and the store."""

from collections.abc import Awaitable, Callable, Mapping

import attrs
import pytest

from application.accounts.services.record_event import RecordEvent
from application.sessions.end_other_sessions import EndOtherSessions
from application.sessions.end_session import EndSession
from application.sessions.end_session_as_staff import EndSessionAsStaff
from application.sessions.log_out import LogOut, LogOutCommand
from application.sessions.refresh_tokens import RefreshCommand, RefreshTokens
from domain.accounts.user import User
from domain.sessions.session import Session
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.events import SecurityEvent
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices

Acts = Mapping[str, Callable[[], Awaitable[object]]]


class ProcessEnded(BaseException):
    """The end of the process."""


async def end_process(*_arguments: object) -> None:
    raise ProcessEnded


@attrs.define
class SignedIn:
    """Somebody with two sessions, of which the first was renewed twice."""

    user: User
    sessions: list[Session]
    used_token: str


@pytest.fixture
async def ada(memory: MemoryPorts, services: SessionServices) -> SignedIn:
    user = await memory.add_user(password=None)
    used = await services.log_in(user)
    await services.log_in(user)
    [first, second] = await memory.sessions_of(user)
    for _rotation in range(2):
        first.rotate(now=memory.clock.now(), policy=memory.session_policy)
    assert await memory.store.replace(first)
    memory.sink.events.clear()
    return SignedIn(user, [first, second], used.refresh_token)


@pytest.fixture
def acts(memory: MemoryPorts, services: SessionServices, ada: SignedIn) -> Acts:
    read, store, record, tokens = memory.read, memory.store, memory.record, services.tokens
    refresh = RefreshTokens(
        memory.begin, memory.principals, store, tokens, memory.mails, record, services.meter, memory.session_policy
    )
    user_id, session_id = ada.user.pk, ada.sessions[0].pk
    token, platform = ada.used_token, Platform.CUSTOMER
    return {
        "open": lambda: services.log_in(ada.user),
        "log out": lambda: LogOut(tokens, store, record)(LogOutCommand(refresh_token=token, platform=platform)),
        "end": lambda: EndSession(read, store, record)(user_id, session_id),
        "end as staff": lambda: EndSessionAsStaff(read, store, record)(user_id, session_id, by=OPERATOR),
        "end others": lambda: EndOtherSessions(tokens, record, memory.clock)(user_id, session_id),
        "reuse": lambda: refresh(RefreshCommand(refresh_token=token, platform=platform)),
    }


@pytest.mark.parametrize(
    ("act", "event", "actor"),
    [
        ("open", "session_opened", "ada"),
        ("log out", "session_ended", "ada"),
        ("end", "session_ended", "ada"),
        ("end as staff", "session_ended", "operator"),
        ("end others", "other_sessions_ended", "ada"),
        ("reuse", "refresh_token_reused", "nobody"),
    ],
)
async def test_an_act_on_the_store_is_recorded_before_the_store_is_asked(
    memory: MemoryPorts, ada: SignedIn, acts: Acts, *, act: str, event: str, actor: str
) -> None:
    for method in ("add", "remove", "remove_many"):
        setattr(memory.store, method, end_process)
    with pytest.raises(ProcessEnded):
        await acts[act]()
    [recorded] = memory.sink.events
    assert isinstance(recorded, SecurityEvent)
    actors = {"ada": ada.user.pk, "operator": OPERATOR, "nobody": None}
    assert (recorded.event_name, recorded.user_id, recorded.by) == (event, ada.user.pk, actors[actor])


@pytest.mark.parametrize("act", ["open", "log out", "end", "end as staff", "end others", "reuse"])
async def test_an_act_on_the_store_that_cannot_be_recorded_is_not_done(
    memory: MemoryPorts, ada: SignedIn, acts: Acts, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [session.values() for session in await memory.sessions_of(ada.user)]
    monkeypatch.setattr(RecordEvent, "__call__", end_process)
    with pytest.raises(ProcessEnded):
        await acts[act]()
    assert [session.values() for session in await memory.sessions_of(ada.user)] == before


async def test_a_second_log_out_is_no_act(memory: MemoryPorts, acts: Acts) -> None:
    await acts["log out"]()
    await acts["log out"]()
    assert [event.event_name for event in memory.sink.events] == ["session_ended"]
