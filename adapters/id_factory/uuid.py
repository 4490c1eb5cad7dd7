from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from application.ports.id_factory import IdFactory


class UuidFactory(IdFactory):
    """UUIDs of version 4 from the system's random numbers, and of version 7 (RFC 9562), which increase within a
    millisecond too."""

    def random(self) -> UUID:
        return uuid4()

    def ordered(self) -> UUID:
        return uuid7()
