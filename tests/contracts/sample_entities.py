"""Entities that only tests know: every type of field, and every way to be unique."""

from datetime import datetime
from enum import StrEnum

import attrs

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import ConflictException
from domain.shared_kernel.events import DomainEvent
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.text import casefolded


class Mood(StrEnum):
    BRIGHT = "bright"
    DARK = "Dark"
    NONE = ""


class Oddity(Entity):
    pk: Field[int] = field()
    name: Field[str] = field(index=True)
    nickname: Field[str | None] = field(default=None)
    title: Field[str] = field(compare_by=casefolded, index=True)
    alias: Field[str | None] = field(default=None, compare_by=casefolded)
    number: Field[int] = field()
    rank: Field[int | None] = field(default=None, index=True)
    is_rare: Field[bool] = field(default=False)
    is_liked: Field[bool | None] = field(default=None)
    seen_at: Field[datetime] = field()
    lost_at: Field[datetime | None] = field(default=None)
    mood: Field[Mood] = field(default=Mood.NONE)
    last_mood: Field[Mood | None] = field(default=None)


@attrs.define(eq=False)
class LabelTaken(ConflictException):
    label: str


@attrs.define(eq=False)
class SerialTaken(ConflictException):
    serial: str


@attrs.frozen(kw_only=True)
class BadgeWorn(DomainEvent):
    event_name = "badge_worn"

    label: str


class Badge(Entity):
    label: Field[str] = field(unique=LabelTaken, compare_by=casefolded)
    serial: Field[str | None] = field(default=None, unique=SerialTaken)
    worn: Field[int] = field(default=0)

    def wear(self, at: datetime) -> None:
        self.worn += 1
        self.add_event(BadgeWorn(label=self.label, at=at))
