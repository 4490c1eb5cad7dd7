from domain.shared_kernel.filters import Compare, Comparison, Filter, IsNone
from domain.shared_kernel.pagination import Position, beyond
from domain.shared_kernel.sorting import Sort

BY_NAME, BY_PK = Sort("last_name", descending=False), Sort("pk", descending=True)
LATER_PK: Filter = Compare("pk", Comparison.GT, 7)


def test_rows_after_a_position_are_later_or_without_a_value_or_equal_and_later_by_pk() -> None:
    later: Filter = Compare("last_name", Comparison.GT, "Byron")
    equal: Filter = Compare("last_name", Comparison.EQ, "Byron")
    assert beyond(Position("Byron", 7), BY_NAME) == later | IsNone("last_name") | (equal & LATER_PK)


def test_rows_after_one_without_a_value_have_none_either() -> None:
    assert beyond(Position(None, 7), BY_NAME) == IsNone("last_name") & LATER_PK


def test_an_order_by_pk_alone_needs_no_other_field() -> None:
    assert beyond(Position(7, 7), BY_PK) == Compare("pk", Comparison.LT, 7)
