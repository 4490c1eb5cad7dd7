"""Finds links in mails that others cannot follow, though every setting is valid."""

from collections.abc import Iterator

from bootstrap.settings.hosts import is_loopback, is_unspecified
from bootstrap.settings.settings import Settings

CURE = "CORTEX_PUBLIC_URL=https://accounts.example.org"


def dead_links(settings: Settings) -> Iterator[str]:
    """Yields a sentence for each reason why the links in mails cannot be followed."""
    host = settings.links.host
    if is_unspecified(host):
        yield f"Links in mails lead to {settings.links}, which is no address that anybody can reach"
    elif is_loopback(host) and not is_loopback(settings.web.host):
        reached = f"Others can reach {settings.web.listens_on}"
        yield f"{reached}, but links in mails lead to {settings.links}, to their own machine"
