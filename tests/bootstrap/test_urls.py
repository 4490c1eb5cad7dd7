"""A URL in an error message shows no password, however wrong it is, and no client is given one that it misreads."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from bootstrap.settings.database_url import postgresql_url
from bootstrap.settings.server_urls import rabbitmq_url, redis_url
from bootstrap.settings.urls import split, without_user

SECRET = "hUsh3QzVery7"
ANYTHING = st.text(max_size=12)


@given(st.sampled_from(["redis://", "redis:", "postgres:\\\\", "https:/", ""]), ANYTHING, ANYTHING)
@example("rediss://", "x\n", "host")
@example("redis:", "", "h/0")
@example("", "ada", "db")
def test_no_password_is_shown_however_the_url_is_written(scheme: str, user: str, place: str) -> None:
    assert SECRET not in without_user(f"{scheme}{user}:{SECRET}@{place}")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://ada:hush@h:6379/0", "redis://…@h:6379/0"),
        ("redis:ada:hush@h", "…@h"),
        ("ada:hush@h", "…@h"),
        ("redis://:hush", "redis://:…"),
        ("redis://:6379", "redis://:6379"),
        ("redis://one:6379,two:6379", "redis://one:6379,two:6379"),
        ("redis://one:6379,two:hush", "redis://one:6379,two:…"),
        ("postgresql://ada:hush h/db", "postgresql://ada:…"),
        ("postgresql://ada:1hush%40h/db", "postgresql://ada:…"),
        ("postgresql://localhost:port/x", "postgresql://localhost:…"),
        ("redis://[::1]x:6379/0", "redis://[::1]x:6379/0"),
        ("redis://h/0?password=hu\nsh@h", "redis://h/0?password=…"),
        ("15 minutes", "15 minutes"),
    ],
)
def test_a_url_is_shown_so_that_it_can_be_mended(url: str, shown: str) -> None:
    assert without_user(url) == repr(shown)


@pytest.mark.parametrize(
    "url",
    [
        "redis://h\n/0",
        "redis://h\x00",
        "redis://\udcff",
        "redis://[::1]x/0",
        "redis://x[::1]/0",
        "redis://h:x",
        "redis://h:0",
        "redis://h:",
        "redis://db..example.org",
        f"redis://{'a' * 64}.example.org",
    ],
)
def test_a_url_without_a_possible_host_and_port_has_no_parts(url: str) -> None:
    assert split(url) is None


@pytest.mark.parametrize("url", ["redis://h", "redis://[::1]:6379/0", "redis://a:p%40ss@my_müller.de.:1", "redis:///0"])
def test_a_url_with_a_host_and_a_port_or_none_has_parts(url: str) -> None:
    assert split(url) is not None


@pytest.mark.parametrize("url", ["postgresql:db/cortex?host=db", "postgres:/db/cortex?host=db", "postgres:"])
def test_a_url_of_postgresql_has_two_slashes(url: str) -> None:
    with pytest.raises(ValueError, match="no URL"):
        postgresql_url(url)


def test_signs_of_a_url_in_the_password_of_a_database_must_be_escaped() -> None:
    for misread in ("ada:1/hush@db/cortex", "ada:1@hush@db/cortex", "ada:1@b:2@db:5432/cortex", "db/cor@tex"):
        with pytest.raises(ValueError, match="no URL"):
            postgresql_url(f"postgresql://{misread}")
    escaped = postgresql_url("postgresql://ada:1%2Fhush@db/cortex")
    assert (make_url(escaped.text).password, escaped.location) == ("1/hush", "db/cortex")


@pytest.mark.parametrize(
    "options",
    [
        "port=none",
        "port=0",
        "port=",
        "port=5432,5433",
        "host=",
        "host=one,two&port=5432",
        "host=one&host=two",
        "host=one:5432&port=5432",
        "host=db..example.org",
        "host=müller..de",
        "host=/run/pg%00",
        "sslmode=require&sslmode=require",
    ],
)
def test_options_that_the_client_of_postgresql_refuses_are_refused(options: str) -> None:
    with pytest.raises(ValueError, match="no URL"):
        postgresql_url(f"postgresql://ada@db/cortex?{options}")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://ada@/cortex?host=/run/pg&port=5433", ("/run/pg", 5433)),
        ("postgresql://ada@/cortex?host=my_db.example.org.", ("my_db.example.org.", None)),
        ("postgresql://db/cortex?port=5433&sslmode=prefer", ("db", 5433)),
    ],
)
def test_a_url_of_postgresql_may_name_host_and_port_in_its_options(url: str, place: tuple[str, int | None]) -> None:
    read = make_url(postgresql_url(url).text)
    _, given = read.get_dialect()().create_connect_args(read)
    assert (given["host"], given.get("port")) == place


@pytest.mark.parametrize(
    "url",
    [
        "amqp://ada@h",
        "amqp://@h",
        "amqp://h/?heartbeat=10000",
        "amqp://h/?connection_attempts=0",
        "amqp://h/?socket_timeout=00",
        "amqp://h/?stack_timeout=%D9%A0",
        f"amqp://h/?retry_delay={'9' * 5000}",
    ],
)
def test_urls_that_the_client_of_rabbitmq_refuses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no URL"):
        rabbitmq_url(url)


@pytest.mark.parametrize("url", [f"redis://h/{'9' * 5000}", f"redis://h?db={'9' * 5000}"])
def test_urls_that_the_client_of_redis_refuses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no URL"):
        redis_url(url)


@pytest.mark.parametrize("url", ["amqp://h", "amqp://ada:@h//x", "amqp://h/a?heartbeat=9999&connection_attempts=10"])
def test_a_url_of_rabbitmq_has_a_user_with_a_password_or_none(url: str) -> None:
    assert rabbitmq_url(url).text == url
