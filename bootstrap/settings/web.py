"""Where the service is reached, and by pages of which origins."""

from collections.abc import Mapping

import attrs

from bootstrap.settings.addresses import WebAddress, listening_host, page_origins, web_origin
from bootstrap.settings.declaration import setting
from bootstrap.settings.hosts import in_url
from bootstrap.settings.readers import one_of, whole_number
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class WebSettings:
    """The address to listen on, the address that people reach the service by, and what pages of others may do."""

    host: str = setting(
        "host",
        "127.0.0.1",
        read=listening_host,
        must="be an address of this machine, or a name of it, to listen on",
        example="127.0.0.1",
        about="The address to listen on; :: listens on IPv4 too",
    )
    port: int = setting(
        "port",
        8080,
        read=whole_number(0, 65535),
        must="be a whole number from 0 to 65535",
        example="8080",
        about="The port to listen on; 0 takes a free one",
    )
    public_url: WebAddress | None = setting(
        "public_url",
        "",
        read=web_origin,
        must="be the http or https address that people reach the service by, without a path, a user or blanks",
        example="https://accounts.example.org",
        about="The address that people reach the service by; empty makes it from host and port",
    )
    docs: str = setting(
        "docs",
        "auto",
        read=one_of("on", "off", "auto"),
        must="be on, off or auto",
        example="on",
        about="Whether /docs and /openapi.json are served; auto serves them on loopback only",
    )
    cors_origins: tuple[str, ...] = setting(
        "cors_origins",
        (),
        read=page_origins,
        must="be origins with a comma between them, of pages (https://…) or of apps (capacitor://localhost)",
        example="https://app.example.org,https://shop.example.org",
        about="Web pages of which origins may call the API of customers, and use the cookie of their visitors",
    )
    admin_cors_origins: tuple[str, ...] = setting(
        "admin_cors_origins",
        (),
        read=page_origins,
        must="be origins with a comma between them, of pages (https://…) or of apps (capacitor://localhost)",
        example="https://staff.example.org",
        about="Web pages of which origins may call the API of staff, and use the cookie of their visitors",
    )

    @property
    def listens_on(self) -> str:
        """Host and port, as they stand in a URL."""
        return f"{in_url(self.host)}:{self.port}"

    @property
    def public(self) -> WebAddress:
        """The address that people reach the service by."""
        return self.public_url or WebAddress(f"http://{self.listens_on}", "http", self.host)

    @property
    def allowed_origins(self) -> Mapping[Platform, tuple[str, ...]]:
        """Web pages of which origins may use each platform."""
        return {Platform.CUSTOMER: self.cors_origins, Platform.ADMIN: self.admin_cors_origins}

    @property
    def issuer(self) -> str:
        """Who signs tokens; it must not change with a port that was taken for once."""
        return self.public_url.text if self.public_url else "cortex"

    @property
    def serves_docs(self) -> bool:
        """Whether ``/docs`` and ``/openapi.json`` are served."""
        return self.docs == "on" or (self.docs == "auto" and self.is_local)

    @property
    def is_https(self) -> bool:
        """Whether people reach it by TLS alone. Of this machine nothing is promised: other services share its name."""
        return self.public.scheme == "https" and not self.is_local

    @property
    def is_local(self) -> bool:
        """Whether this machine alone is meant to reach the service."""
        return self.public.is_loopback
