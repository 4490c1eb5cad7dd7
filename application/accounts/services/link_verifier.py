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
from domain.accounts.one_time_token import OneTimeToken, Purpose
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
    """``user`` is whom it was sent to."""

    token: OneTimeToken
    user: User
    state: LinkState

    def require_good(self) -> None:
        """Raises ``LinkSpent``, which says why."""
        if self.state is not LinkState.GOOD:
            raise LinkSpent(_REASONS.get(self.state))


@attrs.frozen
class LinkVerifier:
    """Takes links that come back, by the secret part that they bear."""

    signer: LinkSigner
    clock: Clock

    async def look(self, work: Repositories, signed: str, purposes: Collection[Purpose]) -> InspectedLink:
        """What a link stands for, good or not. Raises ``InvalidLink`` for one that the service never made for one of
        ``purposes``, and ``LinkSpent`` for one that nothing is known of any more."""
        purpose, pk = self._open(signed, purposes)
        token = await work.one_time_tokens.select_one(OneTimeToken.pk == pk)
        if token is None or token.purpose is not purpose:
            raise LinkSpent
        user = await work.users.select_one(User.pk == token.user_id)
        if user is None:
            raise LinkSpent
        is_replaced = await work.one_time_tokens.is_replaced(token)
        return InspectedLink(token, user, state_of(token, user, is_replaced=is_replaced, at=self.clock.now()))

    async def find(self, work: Repositories, signed: str, purposes: Collection[Purpose]) -> tuple[OneTimeToken, User]:
        """What a good link stands for, and whom it was sent to. Spends nothing. Raises ``LinkSpent`` also for one that
        was used, replaced or has expired."""
        followed = await self.look(work, signed, purposes)
        followed.require_good()
        return followed.token, followed.user

    async def spend(self, work: UnitOfWork, signed: str, purposes: Collection[Purpose]) -> tuple[OneTimeToken, User]:
        """The same, and uses the link up: in the transaction of the act, so once, however many race."""
        token, user = await self.find(work, signed, purposes)
        token.spend(at=self.clock.now())
        await work.one_time_tokens.update(token)
        return token, user

    def _open(self, signed: str, purposes: Collection[Purpose]) -> tuple[Purpose, UUID]:
        for purpose in purposes:
            try:
                return purpose, self.signer.verify(purpose, signed)
            except InvalidLink:
                continue
        raise InvalidLink
