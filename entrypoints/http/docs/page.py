"""``/docs``: Swagger UI, served from the files of an installed package."""

from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import distribution
from pathlib import Path

from aiohttp import web

from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.surface import Surface
from entrypoints.http.rate_limits.policies import UNLIMITED

ADDRESS = "/docs"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Swagger UI draws its icons from ``data:`` URLs, and sends its requests to this origin only."""

_TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_OWN = ("page.js", "page.css", "icon.svg")
_SWAGGER_UI = ("javascripts/swagger-ui-bundle.js", "stylesheets/swagger-ui.css")
_PACKAGE, _FOLDER = "mkdocs-swagger-ui-tag", "mkdocs_swagger_ui_tag/swagger-ui"


DOCS = Surface(prefix=ADDRESS, limited=UNLIMITED)


def docs_routes() -> Iterator[PageRoute]:
    """Yields the routes of the page and its files."""
    here, swagger_ui = Path(__file__).parent, _swagger_ui()
    yield _file("", here / "page.html")
    for folder, names in ((here, _OWN), (swagger_ui, _SWAGGER_UI)):
        for name in names:
            yield _file(f"/{Path(name).name}", folder / name)


def _swagger_ui() -> Path:
    """Returns the folder of the package, which is not imported: only its files are needed."""
    return Path(str(distribution(_PACKAGE).locate_file(_FOLDER)))


def _file(local_path: str, file: Path) -> PageRoute:
    return PageRoute(local_path=local_path, handle=partial(_send, file), surface=DOCS)


async def _send(file: Path, _request: web.Request) -> web.StreamResponse:
    headers = {
        "Content-Type": _TYPES[file.suffix],
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-cache",
    }
    return web.FileResponse(file, headers=headers)
