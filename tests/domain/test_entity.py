import pickle

import attrs
import pytest

from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import EmailTaken
from domain.accounts.user import User
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.field_types.registry import register_field_type
from domain.shared_kernel.fields import Field, FieldOptions, field, identity
from domain.shared_kernel.filters import Compare, Comparison
from domain.shared_kernel.pagination import Position, beyond
from domain.shared_kernel.sorting import Sort
from domain.shared_kernel.text import TOO_SHORT, BrokenRule
from tests.domain.people import ADA, GRACE_HOPPER, a_user


class Parcel(Entity):
    weight: Field[int] = field()
    note: Field[str | None] = field(default=None)


@attrs.frozen
class Label:
    text: str


def parse_label(text: str) -> Label:
    if len(text) < 4:
        raise BrokenRule("too_short", TOO_SHORT.bind({"limit": 4}))
    return Label(text)


register_field_type(Label, stored_as=str, to_stored=lambda label: label.text, from_stored=parse_label)


class Crate(Entity):
    label: Field[Label] = field(max_length=9)


def test_a_value_that_breaks_a_rule_of_its_type_is_refused_with_its_field_and_the_rule() -> None:
    with pytest.raises(ValueError, match=r"^Crate\.label: Use at least 4 characters \(too_short\)$"):
        Crate(label=Label("abc")).canonical_values({"label": Label("abc")})


class Page(Entity):
    """Numbered by the storage."""

    pk: Field[int] = identity()


def test_an_entity_that_has_no_key_yet_is_itself_and_no_other() -> None:
    page, other = Page(), Page()
    assert page == page  # noqa: PLR0124  # what is compared is the comparison
    assert page != other
    page.pk = other.pk = 7
    assert page == other


def test_a_field_is_a_question_on_the_class_and_a_plain_value_on_an_instance() -> None:
    question = User.email == EmailAddress("ada@example.org")
    assert isinstance(question, Compare)
    assert (question.field, question.operator, question.value) == ("email", Comparison.EQ, "ada@example.org")
    assert a_user().email == "ada@example.org"


def test_a_question_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError):
        bool(User.email == EmailAddress("ada@example.org"))


def test_nothing_is_compared_with_none() -> None:
    with pytest.raises(TypeError, match="is_none"):
        _ = Parcel.note == None  # noqa: E711  # a filter, no comparison


def test_a_question_that_was_not_asked_is_no_filter() -> None:
    assert list(Parcel.weight.only(None)) == []
    (asked,) = Parcel.weight.only(0)
    assert isinstance(asked, Compare)
    assert (asked.field, asked.operator, asked.value) == ("weight", Comparison.EQ, 0)


def test_entities_are_equal_by_type_and_key() -> None:
    assert a_user(ADA) == a_user(ADA, email="other@example.org")
    assert a_user(ADA) != a_user(GRACE_HOPPER)
    assert len({a_user(ADA), a_user(ADA)}) == 1


def test_an_identity_cannot_be_read_before_the_row_is_stored() -> None:
    parcel = Parcel(weight=1)
    with pytest.raises(RuntimeError, match=r"Parcel\.pk"):
        _ = parcel.pk
    assert "pk" not in parcel.values()
    assert parcel != Parcel(weight=1)


def test_a_restored_entity_is_what_was_stored() -> None:
    parcel = Parcel.restore({"pk": 7, "version": 3, "weight": 2, "note": None})
    assert (parcel.pk, parcel.version, parcel.weight) == (7, 3, 2)
    assert Parcel.restore(parcel.values()) == parcel


def test_a_representation_tells_the_key_and_no_secret() -> None:
    assert repr(a_user()) == f"User(pk={ADA})"


def test_a_default_is_declared_by_field() -> None:
    with pytest.raises(TypeError, match="declare a default"):
        type("Bad", (Entity,), {"__annotations__": {"size": Field[int]}, "size": 3})


def test_fields_know_their_class_their_type_and_their_traits() -> None:
    assert Parcel.fields.keys() == {"pk", "version", "weight", "note"}
    assert Parcel.pk.options == FieldOptions(identity=True)
    assert User.created_at.owner is User
    assert (User.email.options.max_length, User.email.options.unique) == (254, EmailTaken)


def test_errors_survive_pickling() -> None:
    error = pickle.loads(pickle.dumps(EmailTaken("ada@example.org")))  # noqa: S301  # its own bytes
    assert str(error) == "The email address ada@example.org is already registered"


def test_rows_beyond_a_position_follow_its_value_or_its_key() -> None:
    onwards = beyond(Position("m", 5), Sort("note"))
    assert onwards == (Parcel.note > "m") | Parcel.note.is_none() | ((Parcel.note == "m") & (Parcel.pk > 5))
