from collections.abc import Collection, Mapping
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.link_signer import LinkSigner
from application.ports.unit_of_work import Repositories, UnitOfWork
from domain.accounts.errors import (
    LINK_DONE,
    LINK_EXPIRED,
    LINK_REPLACED,
    LINK_USED,
    LINK_VOIDED,
    InvalidLink,
    LinkSpent,
)
from domain.accounts.link_state import LinkState, state_of
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.purposes import Purpose
from domain.accounts.user import User
from domain.shared_kernel.messages import Message

_REASONS: Mapping[LinkState, Message] = {
    LinkState.DONE: LINK_DONE,
    LinkState.USED: LINK_USED,
    LinkState.REPLACED: LINK_REPLACED,
    LinkState.EXPIRED: LINK_EXPIRED,
    LinkState.VOIDED: LINK_VOIDED,
}


@attrs.frozen
class InspectedLink:
    """A genuine link. ``user`` is its recipient."""

    token: OneTimeToken
    user: User
    state: LinkState

    def require_good(self) -> None:
        """Raises ``LinkSpent``, with the reason, if the link cannot be used."""
        if self.state is not LinkState.GOOD:
            raise LinkSpent(_REASONS.get(self.state))


@attrs.frozen(eq=False, repr=False)
class LinkVerifier:
    """Verifies the secret part of links that users follow."""

    signer: LinkSigner
    clock: Clock

    async def inspect(self, work: Repositories, signed: str, purposes: Collection[Purpose]) -> InspectedLink:
        """Returns the link, usable or not. Raises ``InvalidLink`` if the service never made it for one of ``purposes``,
        and ``LinkSpent`` if nothing is stored about it any more."""
        purpose, pk = self._verify(signed, purposes)
        token = await work.one_time_tokens.select_one(OneTimeToken.pk == pk)
        if token is None or token.purpose != purpose:
            raise LinkSpent
        user = await work.users.select_one(User.pk == token.user_id)
        if user is None:
            raise LinkSpent
        is_replaced = await work.one_time_tokens.is_replaced(token)
        return InspectedLink(token, user, state_of(token, user, is_replaced=is_replaced, at=self.clock.now()))

    async def find(self, work: Repositories, signed: str, purposes: Collection[Purpose]) -> tuple[OneTimeToken, User]:
        """Returns the token and the recipient of a usable link, without using it up. Raises ``InvalidLink``, and
        ``LinkSpent`` also for a link that was used, was replaced or has expired."""
        link = await self.inspect(work, signed, purposes)
        link.require_good()
        return link.token, link.user

    async def spend(self, work: UnitOfWork, signed: str, purposes: Collection[Purpose]) -> tuple[OneTimeToken, User]:
        """Does the same as ``find`` and uses the link up in the transaction of the act: once, however many requests
        race."""
        token, user = await self.find(work, signed, purposes)
        token.spend(at=self.clock.now())
        await work.one_time_tokens.update(token)
        return token, user

    def _verify(self, signed: str, purposes: Collection[Purpose]) -> tuple[Purpose, UUID]:
        for purpose in purposes:
            try:
                return purpose, self.signer.verify(purpose, signed)
            except InvalidLink:
                continue
        raise InvalidLink
