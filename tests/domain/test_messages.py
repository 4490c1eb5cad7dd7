import pytest

from domain.shared_kernel.messages import Message, lazy_gettext, lazy_ngettext

TRIES = lazy_ngettext("One try of {most}", "{count} tries of {most}", "count")


@pytest.mark.parametrize(("count", "text"), [(0, "0 tries of 9"), (1, "One try of 9"), (2, "2 tries of 9")])
def test_a_message_takes_the_plural_for_every_number_but_one(count: int, text: str) -> None:
    assert str(TRIES.bind({"count": count, "most": 9})) == text


def test_a_message_without_a_plural_is_what_it_is() -> None:
    assert str(lazy_gettext("Sold out")) == "Sold out"


def test_a_placeholder_without_a_value_stays_as_it_is_written() -> None:
    assert str(lazy_gettext("Write to {name}, not {other}").bind({"name": "Ada"})) == "Write to Ada, not {other}"


def test_a_text_becomes_a_message_once() -> None:
    message = Message.of("Sold out")
    assert message == Message("Sold out")
    assert Message.of(message) is message
