from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from application.ports.id_factory import IdFactory


class UuidFactory(IdFactory):
    """Version 4 from the system's random numbers; version 7 counts on within a millisecond, so it stays in order."""

    def random(self) -> UUID:
        return uuid4()

    def ordered(self) -> UUID:
        return uuid7()
