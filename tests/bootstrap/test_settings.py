from datetime import timedelta
from pathlib import Path

import pytest

from bootstrap.domains.all_settings import known_settings, load_settings, parse_settings
from bootstrap.settings.rates import rate
from bootstrap.settings.readers import days
from bootstrap.settings.settings import Settings
from bootstrap.settings.wrong_settings import WrongSettings
from domain.shared_kernel.rate_limits import RateLimit
from locales import languages_of_catalogues
from tests.support.app_harness import SECRET, settings_of


@pytest.fixture(autouse=True)
def empty_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither variables nor a file of settings."""
    for declaration in known_settings().values():
        monkeypatch.delenv(declaration.variable, raising=False)
    monkeypatch.delenv("CORTEX_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def complaint() -> str:
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    return str(wrong.value)


def test_nothing_needs_to_be_set() -> None:
    assert load_settings() == Settings()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cortex.toml").write_text('port = 9000\nhost = "::1"\nsession_idle = "12h"\n')
    monkeypatch.setenv("CORTEX_PORT", "9001")
    settings = load_settings()
    assert (settings.web.port, settings.web.host, settings.sessions.idle) == (9001, "::1", timedelta(hours=12))


def test_a_settings_file_may_have_another_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('cors_origins = ["https://a.example", "https://b.example"]\n')
    monkeypatch.setenv("CORTEX_CONFIG", str(tmp_path / "mine.toml"))
    assert load_settings().web.cors_origins == ("https://a.example", "https://b.example")


def test_names_in_the_file_may_have_dashes(tmp_path: Path) -> None:
    (tmp_path / "cortex.toml").write_text('session-idle = "12h"\n')
    assert load_settings().sessions.idle == timedelta(hours=12)


def test_key_overlap_is_longer_than_any_access_token_lives_unless_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_ACCESS_TOKEN_LIFE", "1h")
    assert load_settings().key_overlap > timedelta(hours=1)
    monkeypatch.setenv("CORTEX_KEY_OVERLAP", "30m")
    assert load_settings().key_overlap == timedelta(minutes=30)


def test_lists_in_the_environment_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_CORS_ORIGINS", "https://a.example:8443, http://localhost:3000")
    assert load_settings().web.cors_origins == ("https://a.example:8443", "http://localhost:3000")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "sqlite+aiosqlite://"),
        ("DATABASE_URL", "postgresql+asyncpg://localhost"),
        ("DATABASE_URL", "postgresql+asyncpg://localhost:0/x"),
        ("DATABASE_URL", "postgresql+asyncpg://localhost/x?sslmode=perhaps"),
        ("DATABASE_URL", "postgres://localhost/x?channel_binding=require"),
        ("DATABASE_URL", "postgresql+psycopg://localhost/x"),
        ("TOKEN_STORE_URL", "redis"),
        ("TOKEN_STORE_URL", "redis+sentinel://one:26379,two:26379/mymaster"),
        ("TOKEN_STORE_URL", "redis://one:6379,two:6379"),
        ("TOKEN_STORE_URL", "redis://one/0?socket_timeut=5"),
        ("TOKEN_STORE_URL", "redis://one/0?ssl_cert_reqs=none"),
        ("TOKEN_STORE_URL", "rediss://one/0?ssl_cert_reqs=perhaps"),
        ("TOKEN_STORE_URL", "redis://one/0?db=first"),
        ("TOKEN_STORE_URL", "redis://one/0?db=1&db=2"),
        ("RATE_LIMIT_URL", "redis://one/0?timeout=3"),
        ("TOKEN_STORE_URL", "redis://"),
        ("TOKEN_STORE_URL", "redis://localhost/sessions"),
        ("PORT", "eighty"),
        ("PORT", "65536"),
        ("PUBLIC_URL", "example.org"),
        ("PUBLIC_URL", "https://example.org/path?x=1"),
        ("DOCS", "maybe"),
        ("CORS_ORIGINS", "*"),
        ("ACCESS_TOKEN_LIFE", "15"),
        ("ACCESS_TOKEN_LIFE", "1s"),
        ("SESSION_IDLE", "forever"),
        ("REFRESH_GRACE", "6m"),
        ("PASSWORD_MIN_LENGTH", "7"),
        ("RATE_LIMITS", "maybe"),
        ("RATE_LIMIT_URL", "database://"),
        ("RATE_LIMIT_URL", "redis://"),
        ("RATE_LIMIT_REQUESTS", "1200"),
        ("RATE_LIMIT_REQUESTS", "0/minute"),
        ("RATE_LIMIT_SIGN_INS", "30/fortnight"),
        ("RATE_LIMIT_MAILS", "20/8d"),
        ("RATE_LIMIT_GUESSES", "10 in 15 minutes"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, proxy.example.org"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("LOG_LEVEL", "loud"),
        ("AUDIT_RETENTION", "for ever"),
        ("AUDIT_RETENTION", "-1"),
        ("AUDIT_RETENTION", "3651d"),
    ],
)
def test_a_wrong_value_is_answered_with_one_line_that_names_the_setting_and_an_example(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    variable = f"CORTEX_{name}"
    monkeypatch.setenv("CORTEX_SECRET_KEY", SECRET)
    monkeypatch.setenv(variable, value)
    (line,) = complaint().splitlines()
    assert line.startswith(f"{variable} is {value!r}: it must be ")
    assert f"for example {variable}=" in line


@pytest.mark.parametrize("secret", ["short", "please-change-me-please-change-me-please", "a" * 64])
def test_a_weak_secret_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("CORTEX_SECRET_KEY", secret)
    said = complaint()
    assert said.startswith("CORTEX_SECRET_KEY is not right")
    assert secret not in said


@pytest.mark.parametrize("name", ["DATABASE_URL", "TOKEN_STORE_URL"])
@pytest.mark.parametrize("url", ["mysql://ada:hush-hush@db/x", "redis://:hush@hush@db/x", "x://hush-hush@db"])
def test_a_wrong_url_is_repeated_without_its_password(monkeypatch: pytest.MonkeyPatch, name: str, url: str) -> None:
    monkeypatch.setenv(f"CORTEX_{name}", url)
    said = complaint()
    assert f"CORTEX_{name} is '" in said
    assert "@db" in said
    assert "hush" not in said


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "postgresql://db/cortex?user=ada&password=hush-hush"),
        ("DATABASE_URL", "sqlite+aiosqlite:///cortex.db?key=hush"),
        ("TOKEN_STORE_URL", "redis://db/0?password=hush@hush"),
        ("RATE_LIMIT_URL", "redis://db?password=hush?hush"),
    ],
)
def test_a_wrong_url_is_repeated_without_its_options_that_may_be_passwords(
    monkeypatch: pytest.MonkeyPatch, name: str, url: str
) -> None:
    monkeypatch.setenv(f"CORTEX_{name}", url)
    said = complaint()
    assert f"CORTEX_{name} is '{url.partition(':')[0]}:" in said
    assert "hush" not in said


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("sqlite+aiosqlite:////data/cortex.db", "/data/cortex.db"),
        ("postgresql+asyncpg://ada:hush@db.example.org:5433/cortex?ssl=require", "db.example.org:5433/cortex"),
        ("memory://", "memory"),
    ],
)
def test_no_password_is_shown_with_the_settings_or_the_place_of_the_database(url: str, location: str) -> None:
    settings = settings_of(database_url=url, token_store_url="redis://:hush@db/0")
    assert settings.storage.database.location == location
    assert "hush" not in repr(settings)


def test_with_postgresql_the_secret_must_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_DATABASE_URL", "postgresql+asyncpg://ada:hush@db/cortex")
    (line,) = complaint().splitlines()
    assert line.startswith("CORTEX_SECRET_KEY is missing: ")
    monkeypatch.setenv("CORTEX_SECRET_KEY", SECRET)
    assert load_settings().storage.database.scheme == "postgresql+asyncpg"


@pytest.mark.parametrize("url", ["redis://localhost", "rediss://ada:pw@db:6380/3", "redis://localhost:6379/0"])
def test_sessions_may_be_kept_in_redis(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CORTEX_TOKEN_STORE_URL", url)
    assert load_settings().storage.token_store.text == url


def test_every_mistake_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_DOCS", "maybe")
    monkeypatch.setenv("CORTEX_LOG_LEVEL", "loud")
    monkeypatch.setenv("CORTEX_PORT", "eighty")
    monkeypatch.setenv("CORTEX_SESSION_IDLE", "1y")
    monkeypatch.setenv("CORTEX_HIDE_ACCOUNTS", "perhaps")
    assert sorted(line.split()[0] for line in complaint().splitlines()) == [
        "CORTEX_DOCS",
        "CORTEX_HIDE_ACCOUNTS",
        "CORTEX_LOG_LEVEL",
        "CORTEX_PORT",
        "CORTEX_SESSION_IDLE",
    ]


def test_a_name_that_is_nearly_right_is_not_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_DATABSE_URL", "memory://")
    assert complaint() == "CORTEX_DATABSE_URL is no setting: did you mean CORTEX_DATABASE_URL?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("speed = 9\n", "speed"),
        ("port = [\n", "cannot be read"),
        ("port = 70000\n", "CORTEX_PORT is not right"),
        ("cors_origins = 5\n", "CORTEX_CORS_ORIGINS is not right"),
        ("port = inf\n", "CORTEX_PORT is not right"),
        ("session_idle = -inf\n", "CORTEX_SESSION_IDLE is not right"),
        ("port = " + "[" * 5_000, "cannot be read"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "cortex.toml").write_text(text)
    (line,) = complaint().splitlines()
    assert said in line


def test_a_file_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_CONFIG", "nowhere.toml")
    assert complaint() == "CORTEX_CONFIG is 'nowhere.toml': there is no such file"
    monkeypatch.setenv("CORTEX_CONFIG", "x" * 5_000)
    assert complaint().endswith("there is no such file")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "https://ada:hush@accounts.example.org"),
        ("LINK_URL", "https:ada:hush@accounts.example.org"),
        ("TRACES_URL", "http://collector:4318/?token=hush"),
        ("CORS_ORIGINS", "https://ada:hush@shop.example.org"),
        ("HOST", "ada:hush@localhost"),
        ("DATABASE_URL", "postgresql:ada:hush@db/x"),
    ],
)
def test_a_password_in_the_wrong_place_is_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("CORTEX_SECRET_KEY", SECRET)
    monkeypatch.setenv(f"CORTEX_{name}", value)
    said = complaint()
    assert f"CORTEX_{name} is " in said
    assert "hush" not in said


@pytest.mark.parametrize("name", ["TOKEN_STORE_URL", "RATE_LIMIT_URL", "BROKER_URL"])
@pytest.mark.parametrize("value", ["redis", "redisx", "rediss//h", "redis+x://h", "redis://h\n/0"])
def test_a_url_that_only_begins_like_redis_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"CORTEX_{name}", value)
    assert complaint().startswith(f"CORTEX_{name} is ")


def test_every_default_is_what_somebody_could_have_written() -> None:
    assert settings_of(**{name: declaration.default for name, declaration in known_settings().items()}) == Settings()


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(settings_of(secret_key=SECRET))


@pytest.mark.parametrize(
    ("text", "quota", "window"),
    [("20/minute", 20, 60), ("5/hour", 5, 3600), ("1/second", 1, 1), ("9/day", 9, 86400), ("10/15m", 10, 900)],
)
def test_a_limit_is_a_number_and_a_time(text: str, quota: int, window: int) -> None:
    assert rate(text).named("named") == RateLimit("named", quota, window)


@pytest.mark.parametrize(
    ("text", "kept"), [("400d", timedelta(days=400)), ("7", timedelta(days=7)), ("0", None), ("0d", None)]
)
def test_a_retention_is_a_number_of_days_or_for_ever(text: str, kept: timedelta | None) -> None:
    assert days(3650)(text) == kept


def test_proxies_are_addresses_and_networks_of_both_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_TRUSTED_PROXIES", "10.0.0.7, 192.168.0.0/24,2001:db8::/32")
    assert [str(network) for network in load_settings().limits.trusted_proxies] == [
        "10.0.0.7/32",
        "192.168.0.0/24",
        "2001:db8::/32",
    ]


@pytest.mark.parametrize(
    "url",
    ["redis://one/0?timeout=3", "redis+sentinel://one:26379/mymaster", "redis://one,two", "amqp://one?heartbeet=3"],
)
def test_a_broker_that_is_not_one_redis_is_refused_by_name_and_its_url_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("CORTEX_BROKER_URL", url.replace("//", "//ada:hush@"))
    told = complaint()
    assert "Sentinel is not supported" in told
    assert "hush" not in told


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgres://ada:p%40ss@db:5433/x", "postgresql+asyncpg://ada:p%40ss@db:5433/x"),
        ("postgresql://db/x?sslmode=verify-full", "postgresql+asyncpg://db/x?ssl=verify-full"),
        (
            "postgresql+asyncpg://db/x?host=/run/pg&sslmode=disable",
            "postgresql+asyncpg://db/x?host=/run/pg&ssl=disable",
        ),
        ("sqlite+aiosqlite:///sslmode.db", "sqlite+aiosqlite:///sslmode.db"),
    ],
)
def test_a_database_may_be_written_as_hosters_write_it(monkeypatch: pytest.MonkeyPatch, given: str, read: str) -> None:
    monkeypatch.setenv("CORTEX_DATABASE_URL", given)
    monkeypatch.setenv("CORTEX_SECRET_KEY", SECRET)
    settings = load_settings()
    assert settings.storage.database.text == read
    assert settings.storage.database.is_shared == given.startswith("postgres")


def test_a_file_of_settings_that_holds_the_secret_is_refused_where_everybody_can_read_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "cortex.toml"
    file.write_text(f'secret_key = "{SECRET}"\n')
    file.chmod(0o644)
    assert complaint().endswith("chmod 600 cortex.toml")
    monkeypatch.setenv("CORTEX_SECRET_KEY", SECRET)
    assert load_settings().keys.secret == SECRET
    monkeypatch.delenv("CORTEX_SECRET_KEY")
    file.chmod(0o640)
    assert load_settings().keys.secret == SECRET


@pytest.mark.parametrize(("written", "tags"), {"de,en": "de en", " en , DE ": "en de", "xx": None, "d": None}.items())
def test_languages_are_those_with_a_catalogue_and_the_first_is_the_default(written: str, tags: str | None) -> None:
    settings, wrong = parse_settings({"languages": written})
    if tags is None:
        assert [spec.variable for spec in wrong] == ["CORTEX_LANGUAGES"]
    else:
        assert (list(settings.languages.spoken), settings.languages.spoken.default) == (tags.split(), tags.split()[0])


def test_every_language_with_a_catalogue_is_spoken_unless_some_are_chosen() -> None:
    spoken = settings_of().languages.spoken
    assert (spoken, spoken.default) == (languages_of_catalogues(), "en")
