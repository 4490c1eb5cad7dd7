"""Where the service is reached, and by whom."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import attrs

from bootstrap.addresses import bind_address, holds, in_url, listening_host, page_origins, web_origin, where_possible
from bootstrap.setting_rules import (
    between,
    is_log_format,
    is_log_level,
    is_loopback,
    is_switch,
    setting,
)
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True, slots=False)
class WebSettings:
    host: str = setting(
        "127.0.0.1",
        rule=holds(listening_host),
        canonical=where_possible(listening_host),
        must="be an address of this machine, or a name of it, to listen on",
        example="127.0.0.1",
        about="The address to listen on; :: listens on IPv4 too",
    )
    port: int = setting(
        8080,
        rule=between(0, 65535),
        must="be a whole number from 0 to 65535",
        example="8080",
        about="The port to listen on; 0 takes a free one",
    )
    ops_bind: str = setting(
        "127.0.0.1:8081",
        rule=holds(bind_address),
        canonical=where_possible(bind_address),
        must="be host:port, or empty to switch it off",
        example="127.0.0.1:8081",
        about="Where operators ask for the state of each dependency",
    )
    public_url: str = setting(
        "",
        rule=holds(web_origin),
        canonical=where_possible(web_origin),
        must="be the http or https address that people reach the service by, without a path, a user or blanks",
        example="https://accounts.example.org",
        about="The address that people reach the service by; empty makes it from host and port",
    )
    docs: str = setting(
        "auto",
        rule=is_switch,
        must="be on, off or auto",
        example="on",
        about="Whether /docs and /openapi.json are served; auto serves them on loopback only",
    )
    cors_origins: tuple[str, ...] = setting(
        (),
        rule=holds(page_origins),
        canonical=where_possible(page_origins),
        must="be origins with a comma between them, of pages (https://…) or of apps (capacitor://localhost)",
        example="https://app.example.org,https://shop.example.org",
        about="Web pages of which origins may call the API of customers, and use the cookie of their visitors",
    )
    admin_cors_origins: tuple[str, ...] = setting(
        (),
        rule=holds(page_origins),
        canonical=where_possible(page_origins),
        must="be origins with a comma between them, of pages (https://…) or of apps (capacitor://localhost)",
        example="https://staff.example.org",
        about="Web pages of which origins may call the API of staff, and use the cookie of their visitors",
    )
    log_level: str = setting(
        "info",
        rule=is_log_level,
        must="be debug, info, warning or error",
        example="info",
        about="What is worth a log line",
    )
    log_format: str = setting(
        "auto",
        rule=is_log_format,
        must="be text, json or auto",
        example="json",
        about="How log lines are written; auto writes text on a terminal and JSON elsewhere",
    )

    @property
    def public_origin(self) -> str:
        """The address that people reach the service by."""
        return self.public_url or f"http://{in_url(self.host)}:{self.port}"

    @property
    def allowed_origins(self) -> Mapping[Platform, tuple[str, ...]]:
        """Web pages of which origins may use each platform."""
        return {Platform.CUSTOMER: self.cors_origins, Platform.ADMIN: self.admin_cors_origins}

    @property
    def issuer(self) -> str:
        """Who signs tokens; it must not change with a port that was taken for once."""
        return self.public_url or "cortex"

    @property
    def serves_docs(self) -> bool:
        return self.docs == "on" or (self.docs == "auto" and self.is_local)

    @property
    def is_https(self) -> bool:
        """Whether people reach it by TLS alone. Of this machine nothing is promised: other services share its name."""
        return urlsplit(self.public_origin).scheme == "https" and not self.is_local

    @property
    def is_local(self) -> bool:
        """Whether this machine alone is meant to reach the service."""
        return is_loopback(urlsplit(self.public_origin).hostname)
