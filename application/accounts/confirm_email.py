from collections.abc import Collection

import attrs

from application.accounts.services.link_verifier import LinkVerifier
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts import purposes
from domain.accounts.errors import EmailTaken, LinkSpent
from domain.accounts.purposes import Purpose
from domain.accounts.user import User

EMAIL_PURPOSES = (purposes.VERIFY_EMAIL, purposes.CHANGE_EMAIL)


@attrs.frozen(kw_only=True)
class ConfirmEmailCommand:
    """``token`` is the secret part of a link."""

    token: str = attrs.field(repr=False)
    purposes: Collection[Purpose] = EMAIL_PURPOSES


@attrs.frozen(eq=False, repr=False)
class ConfirmEmail:
    """The recipient of a link confirms that an address is theirs. Raises ``InvalidLink`` and ``LinkSpent``, the latter
    also if another account has taken the address meanwhile."""

    begin: BeginWork
    links: LinkVerifier
    mails: OutgoingMail
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: ConfirmEmailCommand) -> User:
        async with self.begin() as work:
            token, user = await self.links.spend(work, command.token, command.purposes)
            user.confirm_email(token.new_email, at=self.clock.now())
            if token.new_email is not None:
                await self.mails.void_links(work, user.pk)
            try:
                await work.users.update(user)
            except EmailTaken:
                raise LinkSpent from None
            await work.commit()
        return user
