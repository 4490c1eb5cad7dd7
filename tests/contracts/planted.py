"""Adapters and factories that are wrong, each in one way, for the tests of the kit."""

BAD_ADAPTERS = '''
import asyncio
import time
from contextlib import asynccontextmanager

from adapters.token_store.memory import MemoryTokenStore
from bootstrap.adapters.connection import NoConnection
from bootstrap.adapters.token_store import SessionStorage, TokenStoreAdapter
from bootstrap.settings.server_urls import ServerUrlRule
from tests.contracts.conformance import Place, token_store


def registered(make, **options):
    return TokenStoreAdapter(form="…", read=ServerUrlRule(), make=make, **options)


def opened(store):
    return SessionStorage(NoConnection(), store, store.find)


class Careless(MemoryTokenStore):
    async def replace(self, session):
        stored = self._sessions.get(session.pk)
        session.version = stored.version if stored else session.version
        return await super().replace(session)


class OfTheClass(MemoryTokenStore):
    """One dictionary for all instances of a process."""

    sessions, of_user = {}, {}

    def __init__(self, clock):
        super().__init__(clock)
        self._sessions, self._of_user = self.sessions, self.of_user


class Hanging(MemoryTokenStore):
    async def find(self, session_id):
        await asyncio.Event().wait()


class Blocking(MemoryTokenStore):
    async def find(self, session_id):
        time.sleep(600)


class Same:
    store = None

    def __call__(self, context):
        self.store = self.store or MemoryTokenStore(context.clock)
        return opened(self.store)


async def awaited(context):
    return opened(MemoryTokenStore(context.clock))


async def made_later(clock):
    return MemoryTokenStore(clock)


CARELESS = registered(lambda context: opened(Careless(context.clock)), is_volatile=True)
DICT = registered(lambda context: opened(MemoryTokenStore(context.clock)))
VOLATILE = registered(lambda context: opened(MemoryTokenStore(context.clock)), is_volatile=True)
CLASS = registered(lambda context: opened(OfTheClass(context.clock)))
HANGING = registered(lambda context: opened(Hanging(context.clock)), is_volatile=True)
BLOCKING = registered(lambda context: opened(Blocking(context.clock)), is_volatile=True)
NOTHING = registered(lambda context: None)
SAME = registered(Same())
AWAITED = registered(awaited)
PROMISE = registered(lambda context: SessionStorage(NoConnection(), made_later(context.clock), lambda pk: pk))
RAISING = registered(lambda context: 1 / 0)


WRONG_IN_ONE_WAY = (
    *("careless", "dict", "volatile", "class", "hanging", "blocking"),
    *("nothing", "same", "awaited", "promise", "raising"),
)
for name in WRONG_IN_ONE_WAY:

    @token_store(name)
    @asynccontextmanager
    async def place(_folder, name=name):
        yield Place(f"{name}://here", away=f"{name}://nowhere")


@token_store("no-away")
@asynccontextmanager
async def without_away(_folder):
    yield Place("dict://here")


@token_store("returned-none")
def returned_none(_folder):
    Place("dict://here")


@token_store("coroutine")
async def coroutine(_folder):
    return Place("dict://here")


@token_store("undecorated")
async def undecorated(_folder):
    yield Place("dict://here")


@token_store("yielded-none")
@asynccontextmanager
async def yielded_none(_folder):
    yield


@token_store("yielded-store")
@asynccontextmanager
async def yielded_store(_folder):
    yield MemoryTokenStore(None)


@token_store("raised")
@asynccontextmanager
async def raised(_folder):
    raise ConnectionRefusedError("nobody is there")
    yield


@token_store("unregistered")
@asynccontextmanager
async def unregistered(_folder):
    yield Place("unheard-of://here")


@token_store("never-opens")
@asynccontextmanager
async def never_opens(_folder):
    await asyncio.Event().wait()
    yield Place("dict://here")


@token_store("never-closes")
@asynccontextmanager
async def never_closes(_folder):
    yield Place("volatile://here")
    await asyncio.Event().wait()
'''
SCHEMES = {
    scheme: f"planted_adapters:{scheme.upper()}"
    for scheme in (
        *("careless", "dict", "volatile", "class", "hanging", "blocking"),
        *("nothing", "same", "awaited", "promise", "raising"),
    )
}
