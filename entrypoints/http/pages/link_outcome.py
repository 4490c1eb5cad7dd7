"""The texts for links that cannot be used any more."""

from typing import assert_never

import attrs

from domain.accounts.errors import LINK_REPLACED, LinkSpent
from domain.accounts.link_state import LinkState
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.http.pages.link_page import LinkPage


@attrs.frozen
class LinkOutcome:
    """A title, and a text with what to do next; ``is_wrong`` is false if the act of the link is done already."""

    title: Message
    text: Message
    is_wrong: bool = True


def outcome_of(page: LinkPage, state: LinkState) -> LinkOutcome | None:
    """Returns the outcome of a link in this state, or ``None`` for a valid one."""
    match state:
        case LinkState.GOOD:
            return None
        case LinkState.DONE | LinkState.USED if state is LinkState.DONE or page.asks_password:
            # that a link to confirm an address was used shows little: the account may have another address by now
            return LinkOutcome(page.already_title, page.already, is_wrong=False)
        case LinkState.REPLACED:
            return LinkOutcome(_("There is a newer link"), LINK_REPLACED)
        case LinkState.EXPIRED:
            return LinkOutcome(_("This link has expired"), page.again)
        case LinkState.VOIDED:
            return LinkOutcome(_("Your account has changed since this link was sent"), page.again)
        case LinkState.DONE | LinkState.USED | LinkState.UNKNOWN:
            return LinkOutcome(LinkSpent.title, page.again)
        case _:
            assert_never(state)
