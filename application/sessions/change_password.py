import attrs

from application.accounts.services import account_mails
from application.accounts.services.check_password import CheckPassword
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.password_service import PasswordService
from application.accounts.services.record_event import RecordEvent
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from application.sessions.services.open_session import OpenSession, SignedIn
from application.sessions.services.principal import Principal
from domain.accounts import purposes
from domain.accounts.errors import WrongPassword
from domain.accounts.login_throttling import LoginAttempt
from domain.accounts.password_events import PasswordRefused
from domain.accounts.user import User
from domain.credentials.authentication import Authenticated
from domain.sessions.session import Device
from domain.shared_kernel.errors import LostRace, RevokedTokenException


@attrs.frozen(kw_only=True)
class ChangePasswordCommand:
    """``principal`` is the user with the session of the request, ``device`` its client."""

    principal: Principal
    device: Device
    current_password: str = attrs.field(repr=False)
    new_password: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class ChangePassword:
    """A person who knows their password may change it, which ends every session and opens a new one, as
    strongly authenticated as the one of the request. Raises
    ``RateLimitException``, ``WrongPassword``, ``ValidationException`` and, if the session of the request has ended,
    ``RevokedTokenException``."""

    begin: BeginWork
    read: ReadWork
    store: TokenStore
    check_password: CheckPassword
    passwords: PasswordService
    mails: OutgoingMail
    enqueue: Enqueue
    clock: Clock
    open_session: OpenSession
    record: RecordEvent

    async def __call__(self, command: ChangePasswordCommand) -> SignedIn:
        former = command.principal.session
        user = await self._change(command)
        authenticated = Authenticated(user=user, methods=former.methods, at=former.authenticated_at)
        return await self.open_session(authenticated, platform=former.platform, device=command.device)

    @retry_lost_race
    async def _change(self, command: ChangePasswordCommand) -> User:
        seen = await self._owner(command.principal)
        attempt = LoginAttempt.of_session(seen.email, command.principal.session.pk)
        if not await self.check_password(seen, command.current_password, attempt):
            session_id = command.principal.session.pk
            await self.record(PasswordRefused(user_id=seen.pk, session_id=session_id, by=seen.pk, at=self.clock.now()))
            raise WrongPassword
        password_hash = await self.passwords.choose(
            command.new_password, field="new_password", personal=seen.person.words
        )
        async with self.begin() as work:
            user = await work.users.get_by_id(seen.pk)
            if user.token_version != seen.token_version:
                raise LostRace
            user.change_password(password_hash, by=user.pk, at=self.clock.now())
            await work.users.update(user)
            await self.mails.void_links(work, user.pk, except_for=purposes.VERIFY_EMAIL)
            await self.mails.notify(work, account_mails.PASSWORD_CHANGED, user.pk)
            await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
            await work.commit()
        return user

    async def _owner(self, principal: Principal) -> User:
        """Reads the session store first, so that nothing is changed if no session could be opened afterwards."""
        found = await self.store.find(principal.session.pk)
        async with self.read() as work:
            user = await work.users.select_one(User.pk == principal.user.pk)
        if user is None or found is None or not found.session.is_valid_for(user, found.now):
            raise RevokedTokenException
        return user
