from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import attrs

from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.password_hasher import PasswordHasher
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork
from domain.access.role import Role
from domain.accounts.events import DemoFilled
from domain.accounts.person import Person
from domain.accounts.user import User
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import casefolded


@attrs.frozen(kw_only=True)
class DemoAccount:
    """An account with a history; a session is opened for each of ``devices``."""

    person: Person
    created_at: datetime
    role: Role | None = None
    is_locked: bool = False
    is_email_verified: bool = False
    devices: Sequence[Device] = ()


@attrs.frozen(eq=False, repr=False)
class FillDemo:
    """The operator may fill a database with accounts for demonstration, all with one password: no mail is sent and no
    rule is checked. Addresses that have an account already are skipped."""

    begin: BeginWork
    hasher: PasswordHasher
    store: TokenStore
    ids: IdFactory
    policy: SessionPolicy
    clock: Clock

    async def __call__(self, accounts: Iterable[DemoAccount], password: str, on_added: Callable[[], None]) -> int:
        """Returns how many accounts were added: all or none. ``on_added`` is called for each, after its sessions were
        opened."""
        password_hash = await self.hasher.hash(password)
        wanted = {self._user(account, password_hash): account for account in accounts}
        async with self.begin() as work:
            known = await work.users.select_all(User.email.one_of([user.email for user in wanted]))
            taken = {casefolded(user.email) for user in known}
            added = await work.users.bulk_create([user for user in wanted if casefolded(user.email) not in taken])
            if added:
                work.record(DemoFilled(accounts=len(added), by=OPERATOR, at=self.clock.now()))
            await work.commit()
        for user in added:
            await self._open_sessions(user, wanted[user].devices)
            on_added()
        return len(added)

    def _user(self, account: DemoAccount, password_hash: str) -> User:
        user = User.register(self.ids.random(), account.person, password_hash=password_hash, at=account.created_at)
        user.collect_events()
        user.role, user.is_staff = account.role, account.role is not None
        user.is_locked = account.is_locked
        user.is_email_verified = account.is_email_verified
        return user

    async def _open_sessions(self, user: User, devices: Sequence[Device]) -> None:
        now = await self.store.now()
        for device in devices:
            session = Session.open(
                self.ids.ordered(), user=user, platform=Platform.CUSTOMER, device=device, now=now, policy=self.policy
            )
            await self.store.add(session)
