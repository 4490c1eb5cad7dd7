from collections.abc import Collection

import attrs

from application.accounts.services import account_mails
from application.accounts.services.link_verifier import LinkVerifier
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.password_service import PasswordService
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.accounts import purposes
from domain.accounts.purposes import Purpose
from domain.accounts.user import User

PASSWORD_PURPOSES = (purposes.RESET_PASSWORD, purposes.INVITATION)


@attrs.frozen(kw_only=True)
class SetPasswordCommand:
    """``token`` is the secret part of a link; ``field`` is the name of the password in the caller's input."""

    token: str = attrs.field(repr=False)
    password: str = attrs.field(repr=False)
    purposes: Collection[Purpose] = PASSWORD_PURPOSES
    field: str = "new_password"


@attrs.frozen(eq=False, repr=False)
class SetPassword:
    """The recipient of a link that resets a password, or invites, may choose a password, which ends every session and
    confirms the address. A refused password does not use up the link. Raises ``InvalidLink``, ``LinkSpent`` and
    ``ValidationException``."""

    begin: BeginWork
    read: ReadWork
    links: LinkVerifier
    passwords: PasswordService
    mails: OutgoingMail
    enqueue: Enqueue
    clock: Clock

    async def __call__(self, command: SetPasswordCommand) -> User:
        async with self.read() as work:
            _token, user = await self.links.find(work, command.token, command.purposes)
        return await self._set(
            command, await self.passwords.choose(command.password, field=command.field, personal=user.person.words)
        )

    @retry_lost_race
    async def _set(self, command: SetPasswordCommand, password_hash: str) -> User:
        async with self.begin() as work:
            _token, user = await self.links.spend(work, command.token, command.purposes)
            user.reset_password(password_hash, at=self.clock.now())
            await work.users.update(user)
            await self.mails.use_up_links(work, user.pk, purposes.VERIFY_EMAIL)
            await self.mails.void_links(work, user.pk)
            await self.mails.notify(work, account_mails.PASSWORD_CHANGED, user.pk)
            await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
            await work.commit()
        return user
