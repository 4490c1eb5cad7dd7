from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.field_types.json_value import Json
from entrypoints.cli.output import as_columns, cell


def test_a_terminal_is_handed_no_orders_of_strangers() -> None:
    shown = as_columns(("DEVICE", "NAME"), [("Mozilla\x1b[2J\x07", "ليلى"), ("two\nlines", "Zoë")])
    assert shown.splitlines() == ["DEVICE        NAME", "Mozilla?[2J?  ليلى", "two?lines     Zoë"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (Decimal("12.50"), "12.50"),
        (date(2026, 5, 1), "2026-05-01"),
        (datetime(2026, 5, 1, 8, tzinfo=UTC), "2026-05-01T08:00:00Z"),
        (JobStatus.PENDING, "pending"),
        (("a", "b"), "a, b"),
        (Json.of({"a": 1}), '{"a":1}'),
    ],
)
def test_a_value_of_a_field_has_a_form_for_columns(value: Any, text: str) -> None:
    assert cell(value) == text
