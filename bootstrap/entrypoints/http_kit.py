"""The parts that HTTP handlers share."""

from collections.abc import Mapping

import attrs

from bootstrap.domains.accounts import Accounts
from bootstrap.ports import Ports
from bootstrap.settings.limits import LimitSettings
from bootstrap.settings.settings import Settings
from domain.shared_kernel.rate_limits import RateLimit
from entrypoints.http.rate_limits.admission import RateLimits
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.policies import LimitKind
from entrypoints.http.rate_limits.proxy_detection import ProxyDetection
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import Cursors


@attrs.frozen(kw_only=True)
class HttpKit:
    """Cookies, cursors, limits, and the context of schemas."""

    cursors: Cursors
    cookies: RefreshCookies
    devices: DeviceCookies
    context: SchemaContext
    limits: RateLimits


def http_kit(ports: Ports, accounts: Accounts, settings: Settings) -> HttpKit:
    """Assembles the shared parts."""
    web, cursors = settings.web, Cursors(ports.keys.cursor)
    addresses = ClientAddresses(settings.limits.trusted_proxies, ProxyDetection(expects_loopback=web.is_local))
    return HttpKit(
        cursors=cursors,
        cookies=RefreshCookies(web.public.text, web.is_local, web.allowed_origins),
        devices=DeviceCookies(web.is_local),
        context=SchemaContext(ports.emails, accounts.services.password_policy, cursors),
        limits=RateLimits(addresses, ports.limiter if settings.limits.are_on else None, _policies(settings.limits)),
    )


def _policies(settings: LimitSettings) -> Mapping[LimitKind, RateLimit]:
    """Returns the limits of one address."""
    return {
        LimitKind.REQUESTS: settings.requests.named("requests"),
        LimitKind.SIGN_INS: settings.sign_ins.named("sign-ins"),
        LimitKind.MAILS: settings.mails.named("mails"),
        LimitKind.RESET_MAILS: settings.mails.named("reset-mails"),
        LimitKind.NEW_PASSWORDS: settings.sign_ins.named("new-passwords"),
    }
