"""The web process, which serves customers and staff."""

from collections.abc import Sequence
from importlib.metadata import version

import attrs

from bootstrap.adapters.mailer import mail_destination
from bootstrap.domains.core import Core
from bootstrap.domains.credentials import requires_staff_mfa
from bootstrap.domains.domain import Parts
from bootstrap.entrypoints.http_handlers import admin_handlers, customer_handlers
from bootstrap.entrypoints.http_kit import HttpKit
from bootstrap.entrypoints.http_pages import page_routes
from bootstrap.settings.settings import Settings
from entrypoints.cli.language import said
from entrypoints.http.admin.routes import admin_routes
from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.customer.routes import customer_routes
from entrypoints.http.kit.route import on_surface
from entrypoints.http.operations.dependencies import Dependency
from entrypoints.http.operations.health import Health, PublicKeys
from entrypoints.http.operations.readiness import ServingDependencies
from entrypoints.http.operations.routes import health_routes, key_routes
from entrypoints.http.server.connections import Connections
from entrypoints.http.server.greeting import Greeting
from entrypoints.http.serving import Readiness, Server


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Web:
    """The parts of the web process."""

    entrypoint: HttpEntrypoint
    readiness: Readiness
    server: Server


def web(
    core: Core,
    parts: Sequence[Parts],
    kit: HttpKit,
    *,
    dependencies: Sequence[Dependency],
    connections: Connections,
    settings: Settings,
) -> Web:
    """Assembles the web process."""
    readiness = Readiness(serves=ServingDependencies([each for each in dependencies if each.is_vital]))
    keys = PublicKeys(core.ports.signer.public_keys, settings.keys.notice)
    probes = health_routes(Health(readiness))
    entrypoint = HttpEntrypoint(
        pages=(
            *page_routes(core, [act for part in parts for act in part.links], settings),
            *(page for part in parts for page in part.pages),
        ),
        endpoints=(
            *probes,
            *key_routes(keys),
            *customer_routes(customer_handlers(core, kit)),
            *admin_routes(admin_handlers(core, kit)),
            *(
                route
                for part in parts
                for surface, routes in part.endpoints.items()
                for route in on_surface(surface, *routes)
            ),
        ),
        probes=probes,
        translator=core.ports.translator,
        authenticate=core.sessions.authenticate,
        context=kit.context,
        permissions=core.permissions,
        meter=core.ports.meter,
        tracer=core.ports.tracer if settings.operations.traces else None,
        connections=connections,
        limits=kit.limits,
        site=kit.site,
        is_https=settings.web.is_https and not settings.web.public.path,
        staff_need_factor=requires_staff_mfa(settings),
        docs=settings.web.serves_docs,
        version=version("nexus-cortex"),
    )
    mails = mail_destination(settings.mail.url, broker=settings.jobs.broker.scheme)
    greeting = Greeting(settings.web.serves_docs, mails, settings.web.public.path, translate=said)
    server = Server(entrypoint, readiness, settings.operations.shutdown_delay, greeting=greeting)
    return Web(entrypoint=entrypoint, readiness=readiness, server=server)
