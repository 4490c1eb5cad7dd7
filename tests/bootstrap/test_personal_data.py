"""Every column about a person is declared by a domain: it is in the export, or there is a reason why not."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import attrs
import pytest

from adapters.persistence.sqlalchemy.schema import ENTITIES
from application.personal_data import PersonalData
from bootstrap.domains.found import found_domains, personal_data_of
from docs.generators.service import container
from domain.accounts.user import User
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from entrypoints.schemas.export.form import ExportForm

SHOWN_AS = {"pk": "id"}


class Badge(Entity):
    """Has a person's id, and is declared by no domain."""

    holder_id: Field[UUID] = field()
    number: Field[int] = field()


@pytest.fixture
def declared() -> Sequence[PersonalData]:
    return personal_data_of(found_domains(), container().ports())


@pytest.fixture
def form() -> ExportForm:
    return container().export_form()


def columns(entity: type[Entity]) -> set[str]:
    return entity.fields.keys() - {"version"}


def shown(data: PersonalData, form: ExportForm) -> set[str]:
    """Returns the columns that the export has under their own names."""
    bodies = {member.name: member.body for member in form.members}
    members = bodies[data.name].model_fields.keys() if data.name in bodies else set()
    return {column for column in columns(data.entity) if SHOWN_AS.get(column, column) in members}


def undeclared(entities: Sequence[type[Entity]], declared: Sequence[PersonalData], form: ExportForm) -> Iterator[str]:
    """Yields the columns of rows of people that are neither shown nor withheld for a reason."""
    by_entity = {data.entity: data for data in declared}
    for entity in entities:
        data = by_entity.get(entity)
        if data is not None:
            known = shown(data, form) | data.withheld.keys()
        elif entity is User or has_an_id_of_another(entity):
            known = set()
        else:
            continue
        yield from (f"{entity.__name__}.{name}" for name in sorted(columns(entity) - known))


def has_an_id_of_another(entity: type[Entity]) -> bool:
    return any(field.field_type.primitive.type is UUID for name, field in entity.fields.items() if name != "pk")


def test_every_column_of_a_row_of_a_person_is_declared_by_a_domain(
    declared: Sequence[PersonalData], form: ExportForm
) -> None:
    assert list(undeclared(list(ENTITIES), declared, form)) == []


def test_a_column_that_no_domain_declares_is_found(declared: Sequence[PersonalData], form: ExportForm) -> None:
    assert list(undeclared([Badge], declared, form)) == ["Badge.holder_id", "Badge.number", "Badge.pk"]
    [account] = [data for data in declared if data.entity is User]
    without_reason = attrs.evolve(account, withheld={})
    assert "User.password_hash" in list(undeclared([User], [without_reason], form))
    assert "User.email" in list(undeclared([User], [], form))


def test_a_domain_withholds_no_column_that_is_not_there_or_is_shown(
    declared: Sequence[PersonalData], form: ExportForm
) -> None:
    for data in declared:
        assert data.withheld.keys() <= columns(data.entity), data.name
        assert data.withheld.keys().isdisjoint(shown(data, form)), data.name


def test_every_reason_to_withhold_a_column_is_given(declared: Sequence[PersonalData]) -> None:
    assert [data.name for data in declared if not all(data.withheld.values())] == []


def test_an_export_has_a_member_for_all_data_that_is_read_and_no_other(
    declared: Sequence[PersonalData], form: ExportForm
) -> None:
    read = {data.name for data in declared if data.read or data.read_elsewhere}
    assert {member.name for member in form.members} == read
    assert len({data.entity for data in declared}) == len({data.name for data in declared}) == len(declared)


def test_all_data_but_the_account_itself_is_erased(declared: Sequence[PersonalData]) -> None:
    assert [data.name for data in declared if data.erase is None] == ["account"]
