"""Operation: listener, logs, traces and connections."""

from datetime import timedelta

import attrs

from bootstrap.settings.addresses import BindAddress, WebAddress, bind_address, web_origin
from bootstrap.settings.clauses import choice_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.ranges import number_setting, time_setting
from bootstrap.settings.readers import one_of
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.frozen(kw_only=True)
class OperationSettings:
    """The listener for operators, logs, traces, connections and the end of a process."""

    bind: BindAddress | None = setting(
        "ops_bind",
        "127.0.0.1:8081",
        read=bind_address,
        must=_("be host:port, or empty to switch it off"),
        example="127.0.0.1:8081",
        about="Where operators ask for the state of each dependency, and for metrics",
    )
    log_level: str = setting(
        "log_level",
        "info",
        read=one_of("debug", "info", "warning", "error"),
        must=choice_clause("debug", "info", "warning", "error"),
        example="info",
        about="The least severity that is logged",
    )
    log_format: str = setting(
        "log_format",
        "auto",
        read=one_of("auto", "text", "json"),
        must=choice_clause("text", "json", "auto"),
        example="json",
        about="How log lines are written; auto writes text on a terminal and JSON elsewhere",
    )
    shutdown_delay: timedelta = time_setting(
        "shutdown_delay",
        "0s",
        ("0s", "5m"),
        example="5s",
        about="How long to keep serving after a stop signal, while readiness already answers 503",
    )
    max_connections: int = number_setting(
        "max_connections", 4096, (1, 1_000_000), about="Connections that a process takes; more are refused"
    )
    max_connections_per_address: int = number_setting(
        "max_connections_per_address",
        1024,
        (1, 1_000_000),
        about="Connections of one address, unless it is a trusted proxy",
    )
    traces: WebAddress | None = setting(
        "traces_url",
        "",
        read=web_origin,
        must=_("be the http or https address of a collector, without a path"),
        example="http://127.0.0.1:4318",
        about="Where traces are sent, by OTLP over HTTP; empty makes none",
    )

    @property
    def listens_on(self) -> tuple[str, int] | None:
        """Host and port of the listener for operators."""
        return (self.bind.host, self.bind.port) if self.bind else None

    @property
    def tracing(self) -> str:
        """``on`` if traces are sent, else ``off``."""
        return "on" if self.traces else "off"
