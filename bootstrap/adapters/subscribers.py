"""The subscribers of events, which are built on the storage that calls them."""

from collections.abc import Sequence

from application.ports.subscriber import Subscriber, Subscribers, no_subscribers


class LateSubscribers:
    """Subscribers that become known after the storage was built; none before."""

    def __init__(self) -> None:
        self._subscribers: Subscribers = no_subscribers

    def bind(self, subscribers: Subscribers) -> None:
        """Asks ``subscribers`` from now on."""
        self._subscribers = subscribers

    def __call__(self) -> Sequence[Subscriber]:
        """Returns the subscribers of this moment."""
        return self._subscribers()
