import attrs
import pytest

from domain.shared_kernel.events import DomainEvent


def test_a_domain_event_declares_its_name_in_logs() -> None:
    with pytest.raises(TypeError, match="Nameless: declare its name in logs"):

        @attrs.frozen(kw_only=True)
        class Nameless(DomainEvent):
            pass
