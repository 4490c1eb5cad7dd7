from abc import abstractmethod
from typing import Protocol
from uuid import UUID


class DeviceSealer(Protocol):
    """Works out what a device shows to be known again, so that nothing about it is stored."""

    @abstractmethod
    def seal(self, user_id: UUID, device_id: UUID) -> str:
        """The id of the device and a MAC over both, each in unpadded base64url, with a dot between."""

    @abstractmethod
    def open(self, user_id: UUID, sealed: str) -> UUID | None:
        """The id of the device, compared in constant time; ``None`` for what was not sealed for this person."""
