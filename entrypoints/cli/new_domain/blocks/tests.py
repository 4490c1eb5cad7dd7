"""The lines of tests: values of each field, and tests of those that not every entity has."""

from collections.abc import Iterator, Mapping

from entrypoints.cli.new_domain.blocks.lines import Block, enumerations_of, for_each, imports_of, without_enum
from entrypoints.cli.new_domain.fields import NewField
from entrypoints.cli.new_domain.shape import Shape


def _value(field: NewField, _shape: Shape) -> str:
    return f"{field.name}={'uuid4()' if field.target else field.form.value},"


def _stored_value(field: NewField, _shape: Shape) -> str:
    if not field.target:
        return f"{field.name}={field.form.value},"
    makes = "stored_account" if field.target.domain == "users" else f"test_{field.target.domain}.stored"
    return f"{field.name}=await {makes}(service),"


def _values_imported(field: NewField) -> tuple[str, ...]:
    return () if field.target else without_enum(field.form.value_imports)


def _enums_of_values(shape: Shape) -> Iterator[str]:
    yield from imports_of(_values_imported, of_domain=True)(shape)
    yield from enumerations_of(shape)


def _types_of_referred(shape: Shape) -> Iterator[str]:
    yield from _enums_of_values(shape)
    domains = {field.target.domain for field in shape.fields if field.target} - {"users"}
    yield from (f"from tests.system.api import test_{domain}" for domain in sorted(domains))


def _example(shape: Shape) -> Iterator[str]:
    yield from (f'"{field.name}": {field.form.example},' for field in shape.fields if not field.target)


def _wrong(shape: Shape) -> Iterator[str]:
    yield from (f'"{field.name}": {field.form.wrong},' for field in shape.fields if field.form.wrong)


def _faults(shape: Shape) -> Iterator[str]:
    yield from (f'"{field.name}": "{field.form.fault}",' for field in shape.fields if field.form.wrong)
    yield from (
        f'"{field.name}": "missing",' for field in shape.fields if not field.form.wrong and not field.is_optional
    )


def _tuple(texts: list[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


def _test_of_optional_members(shape: Shape) -> Iterator[str]:
    optional = [field.name for field in shape.fields if field.is_optional]
    if optional:
        yield "async def test_optional_members_may_be_left_out(service: Service, ada: Client) -> None:"
        yield "    given = await draft(service)"
        yield "    optional = ["
        yield from (f'        "{name}",' for name in optional)
        yield "    ]"
        yield "    required = {name: value for name, value in given.items() if name not in optional}"
        yield f'    made = await ada("POST", "/{shape.names.plural.replace("_", "-")}", required)'
        yield "    assert (made.status, [made.body[name] for name in optional]) == (201, [None] * len(optional))"
        yield from ("", "")


def _test_of_references(shape: Shape) -> Iterator[str]:
    references = [field.name for field in shape.fields if field.target]
    if references:
        yield f'@pytest.mark.parametrize("name", [{_tuple(references)}])'
        yield "async def test_a_reference_to_nothing_is_refused(service: Service, ada: Client, name: str) -> None:"
        yield "    refused = await placed(service, ada, **{name: str(uuid4())})"
        yield '    assert (refused.status, refused.code) == (409, "reference_not_found")'
        yield '    assert name in refused.body["detail"]'
        yield from ("", "")


def _test_of_filters(shape: Shape) -> Iterator[str]:
    path = f"/{shape.names.plural.replace('_', '-')}"
    if shape.searched:
        yield "async def test_staff_search_by_a_part_of_the_text(service: Service, ada: Client) -> None:"
        yield "    made, boss = await placed(service, ada), await service.staff()"
        yield f'    part = made.body["{shape.searched.name}"][:3].upper()'
        yield f'    found = (await boss("GET", f"{path}?q={{part}}")).body["items"]'
        yield f'    none = (await boss("GET", "{path}?q=nothing")).body["items"]'
        yield '    assert ([each["id"] for each in found], none) == ([made.body["id"]], [])'
        yield from ("", "")
    pairs = [(field.name, field.form.other) for field in shape.filtered if field.form.other]
    if pairs:
        yield "@pytest.mark.parametrize("
        yield '    ("name", "other"),'
        yield "    ["
        yield from (f'        ("{name}", "{other}"),' for name, other in pairs)
        yield "    ],"
        yield ")"
        yield "async def test_staff_search_by_a_value(service: Service, ada: Client, name: str, other: str) -> None:"
        yield "    made, boss = await placed(service, ada), await service.staff()"
        yield f'    found = (await boss("GET", f"{path}?{{name}}={{made.body[name]}}")).body["items"]'
        yield f'    none = (await boss("GET", f"{path}?{{name}}={{other}}")).body["items"]'
        yield '    assert ([each["id"] for each in found], none) == ([made.body["id"]], [])'
        yield f'    assert (await boss("GET", f"{path}?{{name}}=%3F")).faults.keys() == {{name}}'
        yield from ("", "")


BLOCKS: Mapping[str, Block] = {
    "types of values": imports_of(_values_imported, of_domain=False),
    "types of values in the core": _enums_of_values,
    "types of referred values": _types_of_referred,
    "values": for_each(_value),
    "stored values": for_each(_stored_value),
    "example": _example,
    "wrong members": _wrong,
    "faults": _faults,
    "test of optional members": _test_of_optional_members,
    "test of references": _test_of_references,
    "test of filters": _test_of_filters,
}
