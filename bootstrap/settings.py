"""Every setting, with a default that runs with nothing installed beside it."""

from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

import attrs
import typed_settings as ts

from bootstrap.mail_rules import is_link_url, is_mail_url, is_sender
from bootstrap.setting_rules import (
    at_least,
    between,
    is_bind,
    is_bool,
    is_broker_url,
    is_file,
    is_log_format,
    is_log_level,
    is_loopback,
    is_origin_list,
    is_public_url,
    is_secret,
    is_switch,
    setting,
)
from bootstrap.storage_rules import is_database_url, is_token_store_url, location_of, without_user

SERVICE_NAME = "Nexus Cortex"
SPARE_OVERLAP = timedelta(minutes=5)
"""For clocks that differ, and for what is on its way."""


@attrs.frozen(kw_only=True)
class Settings:
    """Read from the environment (``CORTEX_…``) and from ``cortex.toml``; the environment wins."""

    database_url: str = setting(
        "sqlite+aiosqlite:///cortex.db",
        rule=is_database_url,
        must="be sqlite+aiosqlite:///FILE, postgresql+asyncpg://USER:PASSWORD@HOST:PORT/NAME or memory://",
        example="sqlite+aiosqlite:///cortex.db",
        about="Where accounts are kept",
        shown=without_user,
    )
    token_store_url: str = setting(
        "database://",
        rule=is_token_store_url,
        must="be database://, redis://USER:PASSWORD@HOST:PORT/NUMBER, rediss://… (over TLS) or memory://",
        example="database://",
        about="Where sessions are kept; database:// is the database of the accounts",
        shown=without_user,
    )
    broker_url: ts.SecretStr = setting(
        ts.SecretStr("memory://"),
        rule=is_broker_url,
        must="be memory://, redis://USER:PASSWORD@HOST:PORT/NUMBER, rediss://…, amqp://… or amqps://…",
        example="redis://127.0.0.1:6379/1",
        about="What carries jobs to workers; memory:// keeps the worker inside the web process",
        secret=True,
    )
    worker_jobs: int = setting(
        10, rule=between(1, 1000), must="be a whole number from 1 to 1000", example="10", about="Jobs done at once"
    )
    secret_key: ts.SecretStr = setting(
        ts.SecretStr(""),
        rule=is_secret,
        must="be at least 32 bytes of randomness and no placeholder",
        example="$(openssl rand -base64 48)",
        about="What every key is derived from; made at the first start and kept beside an SQLite database",
        secret=True,
    )
    signing_keys: str = setting(
        "",
        rule=is_file,
        must="be a file in a folder that is there",
        example="cortex.keys",
        about="The keys that sign access tokens; empty signs them with a key of the secret",
    )
    key_notice: timedelta = setting(
        timedelta(minutes=5),
        rule=between(timedelta(seconds=2), timedelta(days=30)),
        must="be a time from 2s to 30d",
        example="5m",
        about="How long a new key is published before it signs; others may remember the public keys this long",
    )
    key_overlap: timedelta = setting(
        timedelta(0),
        rule=between(timedelta(0), timedelta(days=365)),
        must="be a time from 0s to 365d",
        example="1h",
        about="How long the tokens of a key are accepted after it signed the last; 0s takes what they live, and 5m",
    )
    host: str = setting(
        "127.0.0.1", rule=bool, must="be an address to listen on", example="127.0.0.1", about="The address to listen on"
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
        rule=is_bind,
        must="be host:port, or empty to switch it off",
        example="127.0.0.1:8081",
        about="Where operators ask for the state of each dependency",
    )
    public_url: str = setting(
        "",
        rule=is_public_url,
        must="be the http or https address that people reach the service by, without a path",
        example="https://accounts.example.org",
        about="The address that people reach the service by; empty makes it from host and port",
    )
    mail_url: ts.SecretStr = setting(
        ts.SecretStr("console://"),
        rule=is_mail_url,
        must="be console://, memory://, smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT",
        example="smtp://cortex:secret@mail.example.org:587",
        about="Who delivers mails: a mail server, or the terminal",
        secret=True,
    )
    mail_from: str = setting(
        "",
        rule=is_sender,
        must="be an email address, with or without a name in front",
        example="Example Accounts <accounts@example.org>",
        about="Whom mails are from; empty makes it from the public address",
    )
    link_url: str = setting(
        "",
        rule=is_link_url,
        must="be an http or https address without a query",
        example="https://app.example.org/account",
        about="Where the links in mails lead; empty takes the pages of the service",
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
        rule=is_origin_list,
        must="be origins with a comma between them",
        example="https://app.example.org,https://staff.example.org",
        about="Web pages of which origins may call the API, and use the cookie of their visitors",
    )
    hide_accounts: bool = setting(
        False,
        rule=is_bool,
        must="be true or false",
        example="true",
        about="Whether a registration tells nobody but the owner of an address that it has an account",
    )
    require_verified_email: bool = setting(
        False,
        rule=is_bool,
        must="be true or false",
        example="true",
        about="Whether only those may sign in whose address is confirmed",
    )
    verify_email_life: timedelta = setting(
        timedelta(hours=24),
        rule=between(timedelta(minutes=1), timedelta(days=365)),
        must="be a time from 1m to 365d",
        example="24h",
        about="How long a link to confirm an address is good for",
    )
    reset_password_life: timedelta = setting(
        timedelta(hours=1),
        rule=between(timedelta(minutes=1), timedelta(days=30)),
        must="be a time from 1m to 30d",
        example="1h",
        about="How long a link to choose a new password is good for",
    )
    change_email_life: timedelta = setting(
        timedelta(hours=24),
        rule=between(timedelta(minutes=1), timedelta(days=30)),
        must="be a time from 1m to 30d",
        example="24h",
        about="How long a link to change one's address is good for",
    )
    invitation_life: timedelta = setting(
        timedelta(days=7),
        rule=between(timedelta(minutes=1), timedelta(days=365)),
        must="be a time from 1m to 365d",
        example="7d",
        about="How long an invitation is good for",
    )
    access_token_life: timedelta = setting(
        timedelta(minutes=15),
        rule=between(timedelta(minutes=1), timedelta(hours=24)),
        must="be a time from 1m to 24h",
        example="15m",
        about="How long an access token is good for",
    )
    session_idle: timedelta = setting(
        timedelta(days=7),
        rule=between(timedelta(minutes=5), timedelta(days=365)),
        must="be a time from 5m to 365d",
        example="7d",
        about="How long a session lives without a refresh: the life of a refresh token",
    )
    session_max: timedelta = setting(
        timedelta(days=30),
        rule=between(timedelta(minutes=5), timedelta(days=3650)),
        must="be a time from 5m to 3650d",
        example="30d",
        about="How long a session lives at most",
    )
    refresh_grace: timedelta = setting(
        timedelta(seconds=10),
        rule=between(timedelta(0), timedelta(minutes=5)),
        must="be a time from 0s to 5m",
        example="10s",
        about="How long tabs that race may present the same refresh token",
    )
    password_min_length: int = setting(
        8,
        rule=between(8, 64),
        must="be a whole number from 8 to 64",
        example="8",
        about="Characters a new password needs",
    )
    password_max_length: int = setting(
        256,
        rule=between(64, 1024),
        must="be a whole number from 64 to 1024",
        example="256",
        about="Characters a new password may have",
    )
    password_hash_memory: int = setting(
        19456,
        rule=between(8, 4 * 1024 * 1024),
        must="be a whole number of KiB from 8 to 4194304",
        example="19456",
        about="Memory of one Argon2id hash in KiB",
    )
    password_hash_passes: int = setting(
        2,
        rule=between(1, 100),
        must="be a whole number from 1 to 100",
        example="2",
        about="Passes of one Argon2id hash",
    )
    password_hash_threads: int = setting(
        0,
        rule=at_least(0),
        must="be a whole number, 0 or more",
        example="2",
        about="Passwords hashed at once; 0 takes one a core",
    )
    job_attempts: int = setting(
        8, rule=between(1, 100), must="be a whole number from 1 to 100", example="8", about="How often a job is tried"
    )
    job_time_limit: timedelta = setting(
        timedelta(seconds=300),
        rule=between(timedelta(seconds=1), timedelta(hours=24)),
        must="be a time from 1s to 24h",
        example="300s",
        about="How long one attempt at a job may take",
    )
    job_lease: timedelta = setting(
        timedelta(seconds=30),
        rule=between(timedelta(seconds=1), timedelta(hours=1)),
        must="be a time from 1s to 1h",
        example="30s",
        about="After how long without a sign of life a job is taken from its worker",
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
    def registration(self) -> str:
        """What a registration tells of the accounts that there are."""
        return "quiet" if self.hide_accounts else "open"

    @property
    def signing(self) -> str:
        """Who signs access tokens."""
        return "ring" if self.signing_keys else "secret"

    @property
    def overlap_of_keys(self) -> timedelta:
        """Longer than any access token lives, unless it is said otherwise."""
        return self.key_overlap or self.access_token_life + SPARE_OVERLAP

    @property
    def database_scheme(self) -> str:
        return self.database_url.partition(":")[0]

    @property
    def token_store_scheme(self) -> str:
        return self.token_store_url.partition(":")[0]

    @property
    def broker_scheme(self) -> str:
        return self.broker_url.partition(":")[0]

    @property
    def forgets(self) -> bool:
        """Whether something is kept by one process alone."""
        return "memory" in {self.database_scheme, self.token_store_scheme}

    @property
    def database_path(self) -> str:
        """The file of an SQLite database."""
        return self.database_url.partition(":///")[2]

    @property
    def database_location(self) -> str:
        """Where the database is, without what would let somebody in."""
        return location_of(self.database_url)

    @property
    def needs_secret(self) -> bool:
        """Whether the secret must be given, as there is no file that one could be kept beside."""
        return self.database_scheme == "postgresql+asyncpg"

    @property
    def public_origin(self) -> str:
        """The address that people reach the service by."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def mail_scheme(self) -> str:
        return self.mail_url.partition(":")[0]

    @property
    def sender(self) -> str:
        """Whom mails are from, in any case with an address."""
        host = urlsplit(self.public_origin).hostname
        return self.mail_from or f"{SERVICE_NAME} <no-reply@{'localhost' if is_loopback(host) else host}>"

    @property
    def service_name(self) -> str:
        """What mails and pages call the service."""
        return parseaddr(self.sender)[0] or SERVICE_NAME

    @property
    def links(self) -> str:
        """What the links in mails begin with."""
        return self.link_url or f"{self.public_origin}/account"

    @property
    def issuer(self) -> str:
        """Who signs tokens; it must not change with a port that was taken for once."""
        return self.public_url or "cortex"

    @property
    def serves_docs(self) -> bool:
        return self.docs == "on" or (self.docs == "auto" and self.is_local)

    @property
    def is_local(self) -> bool:
        """Whether this machine alone is meant to reach the service."""
        return is_loopback(urlsplit(self.public_origin).hostname)
