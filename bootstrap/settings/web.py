"""Addresses of the service, and origins of web pages."""

from collections.abc import Mapping

import attrs

from bootstrap.settings.addresses import WebAddress, listening_host, page_origins, public_address
from bootstrap.settings.clauses import choice_clause, number_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.hosts import in_url
from bootstrap.settings.readers import one_of, whole_number
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class WebSettings:
    """The address to listen on, the public address of the service, and the origins of pages that may call the API."""

    host: str = setting(
        "host",
        "127.0.0.1",
        read=listening_host,
        must=_("be an address of this machine, or a name of it, to listen on"),
        example="127.0.0.1",
        about="The address to listen on; :: listens on IPv4 too",
    )
    port: int = setting(
        "port",
        8080,
        read=whole_number(0, 65535),
        must=number_clause(0, 65535),
        example="8080",
        about="The port to listen on; 0 takes a free one",
    )
    public_url: WebAddress | None = setting(
        "public_url",
        "",
        read=public_address,
        must=_("be the http or https address that people reach the service by, without a user, a query or blanks"),
        example="https://accounts.example.org",
        about="The address that people reach the service by; below its path, if it has one, the service answers. Empty "
        "makes it from host and port",
    )
    docs: str = setting(
        "docs",
        "auto",
        read=one_of("on", "off", "auto"),
        must=choice_clause("on", "off", "auto"),
        example="on",
        about="Whether /docs and /openapi.json are served; auto serves them on loopback only",
    )
    cors_origins: tuple[str, ...] = setting(
        "cors_origins",
        (),
        read=page_origins,
        must=_("be origins with a comma between them, of pages (https://…) or of apps (capacitor://localhost)"),
        example="https://app.example.org,https://shop.example.org",
        about="Origins of web pages that may call the API of customers, and use the cookie of their visitors",
    )
    admin_cors_origins: tuple[str, ...] = setting(
        "admin_cors_origins",
        (),
        read=page_origins,
        must=_("be origins with a comma between them, of pages (https://…) or of apps (capacitor://localhost)"),
        example="https://staff.example.org",
        about="Origins of web pages that may call the API of staff, and use the cookie of their visitors",
    )

    @property
    def listens_on(self) -> str:
        """Host and port in the form of a URL."""
        return f"{in_url(self.host)}:{self.port}"

    @property
    def public(self) -> WebAddress:
        """The public address of the service."""
        return self.public_url or WebAddress(f"http://{self.listens_on}", "http", self.host)

    @property
    def allowed_origins(self) -> Mapping[Platform, tuple[str, ...]]:
        """The origins of pages that may call the API of each platform."""
        return {Platform.CUSTOMER: self.cors_origins, Platform.ADMIN: self.admin_cors_origins}

    @property
    def issuer(self) -> str:
        """The issuer of tokens; it does not depend on the port, which may differ at each start."""
        return self.public_url.text if self.public_url else "cortex"

    @property
    def serves_docs(self) -> bool:
        """True if ``/docs`` and ``/openapi.json`` are served."""
        return self.docs == "on" or (self.docs == "auto" and self.is_local)

    @property
    def is_https(self) -> bool:
        """True if the service is reached by TLS only. False on this machine, as other services share its name."""
        return self.public.scheme == "https" and not self.is_local

    @property
    def is_local(self) -> bool:
        """True if the service is reached from this machine only."""
        return self.public.is_loopback
