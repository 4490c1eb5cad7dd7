"""What the handlers of HTTP share."""

from collections.abc import Mapping

import attrs

from bootstrap.containers.ports import Ports
from bootstrap.domains.accounts import Accounts
from bootstrap.settings.limits import LimitSettings
from bootstrap.settings.settings import Settings
from domain.shared_kernel.rate_limits import Policy
from entrypoints.http.rate_limits.admission import Limits
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.policies import Limit
from entrypoints.http.rate_limits.proxy_detection import ProxyWatch
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import Cursors


@attrs.frozen(kw_only=True)
class HttpKit:
    """Cookies, cursors, limits, and what schemas are checked with."""

    cursors: Cursors
    cookies: RefreshCookies
    devices: DeviceCookies
    context: SchemaContext
    limits: Limits


def http_kit(ports: Ports, accounts: Accounts, settings: Settings) -> HttpKit:
    """Assembles the kit."""
    web, cursors = settings.web, Cursors(ports.keys.cursor)
    addresses = ClientAddresses(settings.limits.trusted_proxies, ProxyWatch(alone_here=web.is_local))
    return HttpKit(
        cursors=cursors,
        cookies=RefreshCookies(web.public.text, web.is_local, web.allowed_origins),
        devices=DeviceCookies(web.is_local),
        context=SchemaContext(ports.emails, accounts.services.password_policy, cursors),
        limits=Limits(addresses, ports.limiter, _policies(settings.limits)),
    )


def _policies(settings: LimitSettings) -> Mapping[Limit, Policy]:
    """What one address may do."""
    return {
        Limit.REQUESTS: settings.requests.named("requests"),
        Limit.SIGN_INS: settings.sign_ins.named("sign-ins"),
        Limit.MAILS: settings.mails.named("mails"),
        Limit.RESET_MAILS: settings.mails.named("reset-mails"),
        Limit.NEW_PASSWORDS: settings.sign_ins.named("new-passwords"),
    }
