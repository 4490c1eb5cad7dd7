"""The names of a new domain: what is derived, what is suggested, and what is refused."""

import keyword

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entrypoints.cli.new_domain.names import Names, singular_of, suggestions


@pytest.mark.parametrize(
    ("plural", "singular", "entity"),
    [
        ("orders", "order", "Order"),
        ("invoices", "invoice", "Invoice"),
        ("purchase_orders", "purchase_order", "PurchaseOrder"),
        ("categories", "category", "Category"),
        ("boxes", "box", "Box"),
        ("addresses", "address", "Address"),
        ("statuses", "status", "Status"),
        ("houses", "house", "House"),
        ("cases", "case", "Case"),
        ("people", "person", "Person"),
        ("small_children", "small_child", "SmallChild"),
    ],
)
def test_names_follow_the_plural(plural: str, singular: str, entity: str) -> None:
    names = Names.of(plural)
    assert (names.are_valid, names.singular, names.entity) == (True, singular, entity)


@pytest.mark.parametrize("name", ["news", "series", "status", "bus", "class", "order", "species", ""])
def test_a_word_that_tells_no_singular_has_none(name: str) -> None:
    assert singular_of(name) == ""
    assert not Names.of(name).are_valid


def test_a_singular_that_is_given_is_taken() -> None:
    names = Names.of("news", "news_item")
    assert (names.are_valid, names.entity, names.words()["an order"]) == (True, "NewsItem", "a news item")


@pytest.mark.parametrize(
    ("plural", "singular"), [("news", "news"), ("news", "News"), ("imports", "import"), ("try", "attempt")]
)
def test_names_that_python_or_the_other_has_are_not_valid(plural: str, singular: str) -> None:
    assert not Names(plural, singular).are_valid


@settings(deadline=None)
@given(st.text(max_size=30))
def test_a_suggestion_is_valid_and_typed_as_it_is_meant(name: str) -> None:
    for names in suggestions(name):
        plural, _, singular = names.typed.partition(" --singular ")
        assert Names.of(plural, singular or None) == names
        assert (names.are_valid, names.are_short) == (True, True)
        assert not keyword.iskeyword(names.singular)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("metadata", "metadata --singular metadata_item"),
        ("sheep", "sheep --singular sheep_item"),
        ("lists", "lists"),
        ("imports", "imports --singular import_item"),
        ("order", "orders"),
        ("", "orders"),
    ],
)
def test_the_first_suggestion_is_nearest(name: str, typed: str) -> None:
    assert next(suggestions(name)).typed == typed
