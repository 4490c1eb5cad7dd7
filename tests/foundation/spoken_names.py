"""Every name that is stored or spoken, read off the code that declares it."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

import attrs
import pytest

from adapters.key_derivation import hkdf
from adapters.meter.prometheus import GAUGES, PrometheusMeter
from adapters.persistence.sqlalchemy.schema import schema
from application.jobs.services.job import Job
from application.ports.meter import AuditFigures, JobFigures
from bootstrap.commands.command_line import command_line
from bootstrap.domains.all_settings import setting_groups
from bootstrap.domains.found import found_domains, permissions_of
from bootstrap.registry.built_in import PORTS, built_in
from bootstrap.settings.declaration import declarations
from docs.generators import log_events
from docs.generators.service import description
from docs.generators.subclasses import every_event, every_subclass, logged_fields
from domain.accounts.one_time_token import LinkEnd
from domain.accounts.session_end import SessionEnd
from domain.audit.act import ActorKind
from domain.audit.finding import FindingKind
from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.events import DomainEvent, SecurityEvent
from domain.shared_kernel.platform import Platform
from entrypoints.cli.doctor.finding import Finding, Mark
from entrypoints.cli.keys import view
from entrypoints.http.kit.hooks import Site
from entrypoints.http.pages.problem_codes import problem_codes
from entrypoints.http.sign_in.device_cookies import KnownDevice
from entrypoints.http.sign_in.refresh_cookies import RefreshCookie
from tests.support.mail_factories import MAILS, PURPOSES

_SECRET = "x" * hkdf.MIN_SECRET_BYTES


def jobs() -> set[str]:
    """The names of stored jobs; those of tests are left out."""
    return {job.name for job in every_subclass(Job) if job.__module__.startswith("application.")}


def events() -> set[str]:
    """What log lines call events."""
    return {event.event_name for event in _events()}


def actions() -> set[str]:
    """The names of acts in the audit."""
    return {event.action for event in _events() if issubclass(event, SecurityEvent)}


def permissions() -> set[str]:
    """Each permission of staff with its roles: ``permission=role,role``."""
    declared = permissions_of(found_domains())
    return {f"{permission}={','.join(sorted(permission.roles))}" for permission in declared}


def log_fields() -> set[str]:
    """``event.field`` of every log line and of every domain event; ``event`` alone where it has no field."""
    rows = [re.findall(r"`([^`]+)`", row) for row in log_events.text().partition("## Events")[0].splitlines()]
    lines = {name for event, *fields in filter(None, rows) for name in _fields_of(event, fields[:-1])}
    return lines.union(*(_fields_of(event.event_name, logged_fields(event)) for event in _events()))


def _fields_of(event: str, fields: Sequence[str]) -> list[str]:
    return [f"{event}.{field}" for field in fields] or [event]


def _events() -> list[type[DomainEvent]]:
    """The events of the domain; those of tests are left out."""
    return [event for event in every_event() if event.__module__.startswith("domain.")]


def columns() -> set[str]:
    """``table.column`` of the whole schema."""
    return {f"{table.name}.{column.name}" for table in schema().tables.values() for column in table.columns}


def constraints_and_indexes() -> set[str]:
    """The names of keys, constraints and indexes."""
    tables = schema().tables.values()
    constraints = {str(constraint.name) for table in tables for constraint in table.constraints}
    return constraints | {str(index.name) for table in tables for index in table.indexes}


def stored_choices() -> set[str]:
    """The values of enumerations and of declared names that columns hold: ``JobStatus=pending``."""
    kinds = (ActorKind, JobStatus, LinkEnd, Platform, SessionEnd)
    mails = {f"MailKind={name}" for name in MAILS.by_name} | {f"Purpose={purpose}" for purpose in PURPOSES}
    return mails | {f"{kind.__name__}={member.value}" for kind in kinds for member in kind}


def key_infos(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The infos of HKDF by which keys are derived from the secret."""
    infos: set[str] = set()

    def noted(material: bytes, *, info: bytes) -> bytes:
        infos.add(info.decode())
        return material

    monkeypatch.setattr(hkdf, "hkdf_sha256", noted)
    hkdf.derive_keys(_SECRET)
    return infos


def cookies() -> set[str]:
    """The names of cookies, on this machine and elsewhere."""
    sites = [Site(is_local=is_local) for is_local in (True, False)]
    return {name for hook in (RefreshCookie(), KnownDevice()) for site in sites for name in hook.cookie_names(site)}


def metrics() -> set[str]:
    """The families that Prometheus reads."""
    meter = PrometheusMeter({name: {"kind": lambda: 0.0} for name in GAUGES})
    meter.collect_gauges()
    audit = AuditFigures(oldest_waiting=timedelta(0), verified_at=None, findings=0)
    text = meter.render(JobFigures(dict.fromkeys(JobStatus, 0), timedelta(0)), audit).decode()
    return {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}


def codes() -> set[str]:
    """The codes of problems, and of single fields."""
    return set(problem_codes())


def settings() -> set[str]:
    """The variables of the environment."""
    groups = setting_groups()
    return {declaration.variable for group in groups for _name, declaration in declarations(group)}


def adapters() -> set[str]:
    """Each group of entry points that packages register adapters in, with the schemes of the built-in ones."""
    return {f"{group} {entry.name}" for group in PORTS for entry in built_in(group)}


def commands() -> set[str]:
    """Each command, and each of its options: ``cortex users list --limit``."""
    return set(_commands(command_line().generate_docs(output_format="markdown")))


def _commands(text: str) -> Iterator[str]:
    command = "cortex"
    for line in text.splitlines():
        if heading := re.match(r"#+ (cortex .+)", line):
            command = heading[1]
            yield command
        for option in re.findall(r"`(--[a-z][a-z-]*)", line):
            yield f"{command} {option}"


def wire_members() -> set[str]:
    """``Schema.member`` of every body of HTTP; ``--json`` of commands prints the same."""
    schemas = description()["components"]["schemas"]
    return {f"{name}.{member}" for name, body in schemas.items() for member in body.get("properties", {})}


def json_members() -> set[str]:
    """What ``--json`` prints beside the bodies of HTTP."""
    findings = view_of_doctor()
    keys = {f"keys.{title.lower().replace(' ', '_')}" for title in view._TITLES}
    marks = {f"mark={mark.value}" for mark in Mark} | {f"finding={kind.value}" for kind in FindingKind}
    return keys | {f"doctor.{name}" for name in findings} | marks


def view_of_doctor() -> set[str]:
    """The members of a finding."""
    return {field.name for field in attrs.fields(Finding)}
