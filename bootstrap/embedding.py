"""Mounts the whole service in another aiohttp application."""

from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web

from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.lifecycle import serving
from bootstrap.settings.settings import Settings

NO_PATH = "CORTEX_PUBLIC_URL names no path to mount the service at, such as https://example.org/accounts"


def mount(application: web.Application, settings: Settings | None = None) -> Container:
    """Mounts the service at the path of ``CORTEX_PUBLIC_URL``, with the settings of the environment unless others are
    given. It opens when the application starts and closes when that is cleaned up, with its jobs inside of it. Its
    frame is around its own paths only. Returns its container, for those who call use cases themselves. Raises
    ``WrongSettings``, ``ValueError`` without a path and, when the application starts, ``CannotStart``."""
    chosen = load_settings() if settings is None else settings
    if not chosen.web.public.path:
        raise ValueError(NO_PATH)
    container = Container(settings=chosen)
    entrypoint = container.web().entrypoint
    mounted = entrypoint.sub_application()
    mounted.cleanup_ctx.append(partial(_lifecycle, container))
    mounted.on_shutdown.append(partial(_unready, container))
    application.add_subapp(chosen.web.public.path, mounted)
    return container


async def _lifecycle(container: Container, _application: web.Application) -> AsyncIterator[None]:
    async with serving(container):
        container.web().readiness.ready = True
        yield
        container.web().readiness.ready = False


async def _unready(container: Container, _application: web.Application) -> None:
    container.web().readiness.ready = False
