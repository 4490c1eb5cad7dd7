"""Finds links in mails that others cannot follow, though every setting is valid."""

from collections.abc import Iterator

from bootstrap.settings.hosts import is_loopback, is_unspecified
from bootstrap.settings.settings import Settings
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

NOWHERE = _("Links in mails lead to {links}, which is no address that anybody can reach.")
THEIR_OWN = _("Others can reach {address}, but links in mails lead to {links}, to their own machine.")
CURE = "CORTEX_PUBLIC_URL=https://accounts.example.org"


def dead_links(settings: Settings) -> Iterator[Message]:
    """Yields a sentence for each reason why the links in mails cannot be followed."""
    host = settings.links.host
    if is_unspecified(host):
        yield NOWHERE.bind({"links": settings.links})
    elif is_loopback(host) and not is_loopback(settings.web.host):
        yield THEIR_OWN.bind({"address": settings.web.listens_on, "links": settings.links})
