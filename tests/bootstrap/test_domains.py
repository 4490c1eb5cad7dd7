from datetime import timedelta

import attrs
import pytest

from application.jobs.ping import Ping, PingJob
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from bootstrap.commands.command_runner import report_operator_errors
from bootstrap.domains.all_settings import setting_groups
from bootstrap.domains.domain import Domain, Parts
from bootstrap.domains.found import found_domains, permissions_of
from bootstrap.entrypoints.worker import JobNameTaken, job_handlers
from bootstrap.settings.declaration import setting
from bootstrap.settings.load import load_settings
from bootstrap.settings.parse import known_settings, parse_settings
from bootstrap.settings.readers import duration, whole_number
from bootstrap.settings.settings import Settings
from bootstrap.settings.wrong_settings import WrongSettings
from docs.generators.service import container
from domain.access.permission import Permission
from domain.access.role import Role
from entrypoints.cli.exit_codes import CommandFailed


@attrs.frozen(kw_only=True)
class BoxSettings:
    """Settings of a domain of boxes."""

    life: timedelta = setting(  # noqa: RUF009  # a declaration, read once
        "box_life",
        "2h",
        read=duration(timedelta(minutes=1), timedelta(days=1)),
        must="be a time from 1m to 1d",
        example="2h",
        about="How long a box waits",
    )


@attrs.frozen(kw_only=True)
class PortSettings:
    """Settings of a domain that names one as the service does."""

    port: int = setting("port", 1, read=whole_number(1), must="be a number", example="1", about="A port")


def test_settings_of_a_domain_are_read_by_their_group_and_have_defaults() -> None:
    settings, wrong = parse_settings({"box_life": "3h", "port": "9000"}, [BoxSettings])
    assert (settings.of(BoxSettings).life, settings.web.port, wrong) == (timedelta(hours=3), 9000, [])
    assert Settings().of(BoxSettings).life == timedelta(hours=2)


def test_a_wrong_setting_of_a_domain_stops_the_start_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_BOX_LIFE", "soon")
    with pytest.raises(WrongSettings, match="CORTEX_BOX_LIFE is 'soon': it must be a time from 1m to 1d"):
        load_settings([BoxSettings])


def test_commands_that_are_no_function_are_refused_where_their_domain_is_declared() -> None:
    with pytest.raises(TypeError, match="'commands' must be callable"):
        Domain(name="boxes", commands=[])  # type: ignore[arg-type]  # as it was declared before


def test_a_domain_cannot_take_the_name_of_another_setting() -> None:
    with pytest.raises(ValueError, match="two settings called CORTEX_PORT"):
        known_settings([PortSettings])


def test_groups_of_settings_are_those_of_the_service_and_those_that_domains_declare() -> None:
    declared = [domain.settings for domain in found_domains() if domain.settings]
    assert declared
    assert setting_groups()[-len(declared) :] == declared


def test_no_request_is_served_without_the_database_and_what_a_domain_calls_vital() -> None:
    servers = container().servers()
    assert [(server.name, server.is_vital) for server in servers] == [("database", True), ("token store", True)]


PROVED_BY_TOYS = {"pages"}
"""Fields for domains to come: see ``test_toy_surface``."""


def fields_of(value: type[attrs.AttrsInstance]) -> list[str]:
    return [field.name for field in attrs.fields(value) if field.name not in PROVED_BY_TOYS]


@pytest.mark.parametrize("field", fields_of(Domain))
def test_every_field_of_a_domain_is_used_by_one_that_every_service_has(field: str) -> None:
    default = attrs.fields_dict(Domain)[field].default
    assert [domain.name for domain in found_domains() if getattr(domain, field) != default]


@pytest.mark.parametrize("field", fields_of(Parts))
def test_every_part_of_a_domain_is_used_by_one_that_every_service_has(field: str) -> None:
    assert [parts for parts in container().parts() if getattr(parts, field)]


class OtherPing(Job):
    name = "ping"


class OtherPinger(JobHandler[OtherPing]):
    async def __call__(self, job: OtherPing) -> None:
        """Does nothing."""


def test_two_jobs_with_one_name_stop_the_start_with_a_line_that_names_both() -> None:
    parts = [Parts(jobs={PingJob: Ping()}), Parts(jobs={OtherPing: OtherPinger()})]
    with pytest.raises(CommandFailed, match="There are two jobs called 'ping': ") as refused, report_operator_errors():
        job_handlers(parts)
    for path in ("application.jobs.ping.PingJob", "tests.bootstrap.test_domains.OtherPing"):
        assert path in str(refused.value)


class LockPermission(Permission):
    WRITE = "users.write", Role.SUPPORT


def test_two_permissions_with_one_name_stop_the_start_with_a_line_that_names_both() -> None:
    domains = [*found_domains(), Domain(name="locks", permissions=LockPermission)]
    told = "There are two permissions called 'users.write': in domain.access.service_permission.ServicePermission and"
    with pytest.raises(CommandFailed, match=told), report_operator_errors():
        permissions_of(domains)


def test_a_job_with_two_handlers_stops_the_start() -> None:
    with pytest.raises(JobNameTaken, match="'ping'"):
        job_handlers([Parts(jobs={PingJob: Ping()}), Parts(jobs={PingJob: Ping()})])
