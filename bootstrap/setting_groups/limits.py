"""How often people may ask, and which proxies stand between them and the service."""

import attrs

from bootstrap.limit_rules import MUST, is_limit, is_network_list, is_rate_limit_url
from bootstrap.setting_rules import setting
from bootstrap.storage_rules import REDIS_MUST, without_user


def _limit(default: str, about: str) -> str:
    return setting(default, rule=is_limit, must=MUST, example=default, about=about)


@attrs.frozen(kw_only=True, slots=False)
class LimitSettings:
    rate_limits: str = setting(
        "on", rule={"on", "off"}.__contains__, must="be on or off", example="on", about="Whether there are limits"
    )
    rate_limit_url: str = setting(
        "memory://",
        rule=is_rate_limit_url,
        must=f"be memory://, {REDIS_MUST}",
        example="redis://127.0.0.1:6379/0",
        about="Where requests are counted: by each process for itself, or in Redis by all of them together",
        shown=without_user,
    )
    trusted_proxies: tuple[str, ...] = setting(
        (),
        rule=is_network_list,
        must="be addresses or networks with a comma between them, each network by its first address",
        example="10.0.0.7,192.168.0.0/24",
        about="Proxies that are believed whom they forward requests for, by X-Forwarded-For",
    )
    rate_limit_requests: str = _limit("1200/minute", "Requests from one address")
    rate_limit_sign_ins: str = _limit("60/minute", "What checks or sets a password, from one address")
    rate_limit_mails: str = _limit("100/hour", "What has mails sent, from one address")
    rate_limit_mails_to: str = _limit("5/hour", "What has mails sent, to one mailbox")
    rate_limit_guesses: str = _limit("10/15m", "Wrong passwords for an account from one network, or one known device")
    rate_limit_all_guesses: str = _limit("100/hour", "Wrong passwords for an account from all unknown devices")

    @property
    def limiter(self) -> str:
        """Who counts."""
        return "off" if self.rate_limits == "off" else self.rate_limit_url.partition(":")[0]
