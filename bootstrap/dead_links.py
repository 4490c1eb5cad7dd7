"""Links that lead nowhere, though every setting is right by itself."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bootstrap.addresses import in_url, is_everywhere
from bootstrap.setting_rules import is_loopback
from bootstrap.settings import Settings

CURE = "CORTEX_PUBLIC_URL=https://accounts.example.org"


def dead_links(settings: Settings) -> Iterator[str]:
    """A sentence for each reason why the links in mails lead others nowhere."""
    host = urlsplit(settings.links).hostname
    if is_everywhere(host):
        yield f"Links in mails lead to {settings.links}, which is no address that anybody can reach"
    elif is_loopback(host) and not is_loopback(settings.host):
        listens = f"{in_url(settings.host)}:{settings.port}"
        yield f"Others can reach {listens}, but links in mails lead to {settings.links}, to their own machine"
