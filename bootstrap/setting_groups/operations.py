"""How it runs, for those who look after it."""

from datetime import timedelta

import attrs

from bootstrap.addresses import holds, web_origin, where_possible
from bootstrap.setting_rules import between, setting


@attrs.frozen(kw_only=True, slots=False)
class OperationSettings:
    shutdown_delay: timedelta = setting(
        timedelta(0),
        rule=between(timedelta(0), timedelta(minutes=5)),
        must="be a time from 0s to 5m",
        example="5s",
        about="How long to go on when told to stop, while readiness is already over",
    )
    max_connections: int = setting(
        4096,
        rule=between(1, 1_000_000),
        must="be a whole number from 1 to 1000000",
        example="4096",
        about="Connections that a process takes; more are refused",
    )
    max_connections_per_address: int = setting(
        1024,
        rule=between(1, 1_000_000),
        must="be a whole number from 1 to 1000000",
        example="1024",
        about="Connections of these that one address may have, unless it is that of a trusted proxy",
    )
    traces_url: str = setting(
        "",
        rule=holds(web_origin),
        canonical=where_possible(web_origin),
        must="be the http or https address of a collector, without a path",
        example="http://127.0.0.1:4318",
        about="Where traces are sent, by OTLP over HTTP; empty makes none",
    )

    @property
    def tracing(self) -> str:
        """Whether anybody wants traces."""
        return "on" if self.traces_url else "off"
