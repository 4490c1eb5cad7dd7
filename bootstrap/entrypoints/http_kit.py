"""The parts that HTTP handlers share."""

from collections.abc import Mapping

import attrs

from bootstrap.domains.core import Core
from bootstrap.settings.limits import LimitSettings
from domain.shared_kernel.rate_limits import RateLimit
from entrypoints.http.kit.hooks import Site
from entrypoints.http.rate_limits.admission import RateLimits
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.policies import LimitKind
from entrypoints.http.rate_limits.proxy_detection import ProxyDetection
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import Cursors


@attrs.frozen(eq=False, kw_only=True, repr=False)
class HttpKit:
    """Cursors, limits, the context of schemas, and the place where the service is reached."""

    cursors: Cursors
    site: Site
    context: SchemaContext
    limits: RateLimits


def http_kit(core: Core) -> HttpKit:
    """Assembles the shared parts."""
    ports, settings, context = core.ports, core.settings, core.schema_context
    web = settings.web
    addresses = ClientAddresses(settings.limits.trusted_proxies, ProxyDetection(expects_loopback=web.is_local))
    return HttpKit(
        cursors=context.cursors,
        site=Site(
            public_origin=web.public.origin,
            base_path=web.public.path,
            is_local=web.is_local,
            allowed_origins=web.allowed_origins,
        ),
        context=context,
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
