"""Rate limits and trusted proxies."""

import attrs

from bootstrap.settings.adapter_tables import RATE_LIMITERS
from bootstrap.settings.clauses import choice_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.networks import Network, networks
from bootstrap.settings.rates import MUST, Rate, rate
from bootstrap.settings.readers import on_or_off
from bootstrap.settings.server_urls import ServerUrl
from domain.shared_kernel.messages import lazy_gettext as _


def _rate(name: str, default: str, about: str) -> Rate:
    return setting(name, default, read=rate, must=MUST, example=default, about=about)


@attrs.frozen(kw_only=True)
class LimitSettings:
    """Rate limits, the place where they are counted, and the proxies whose word on a client's address is trusted."""

    are_on: bool = setting(
        "rate_limits",
        "on",
        read=on_or_off,
        must=choice_clause("on", "off"),
        example="on",
        about="Whether rate limits apply",
    )
    counter: ServerUrl = setting(
        "rate_limit_url",
        "memory://",
        read=RATE_LIMITERS.read,
        must=RATE_LIMITERS.must,
        example="redis://127.0.0.1:6379/0",
        about="Where requests are counted: by each process for itself, or in Redis by all of them together",
    )
    trusted_proxies: tuple[Network, ...] = setting(
        "trusted_proxies",
        (),
        read=networks,
        must=_("be addresses or networks with a comma between them, each network by its first address"),
        example="10.0.0.7,192.168.0.0/24",
        about="Proxies whose X-Forwarded-For header is trusted",
    )
    requests: Rate = _rate("rate_limit_requests", "1200/minute", "Requests from one address")
    sign_ins: Rate = _rate(
        "rate_limit_sign_ins", "60/minute", "Requests that check or set a password, or check a code, from one address"
    )
    mails: Rate = _rate("rate_limit_mails", "100/hour", "Requests that send mails, from one address")
    mails_to: Rate = _rate("rate_limit_mails_to", "5/hour", "Requests that send mails, to one mailbox")
    guesses: Rate = _rate(
        "rate_limit_guesses",
        "10/15m",
        "Wrong passwords for an account from one network, or one known device; and wrong codes",
    )
    all_guesses: Rate = _rate(
        "rate_limit_all_guesses", "100/hour", "Wrong passwords for an account from all unknown devices"
    )

    @property
    def limiter(self) -> str:
        """``on`` or ``off``."""
        return "on" if self.are_on else "off"
