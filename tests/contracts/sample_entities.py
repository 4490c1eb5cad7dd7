"""Entities that only tests know: every type of field, and every way to be unique."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from uuid import UUID

import attrs

from domain.accounts.user import User
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import ConflictException
from domain.shared_kernel.events import DomainEvent
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.field_types.registry import register_field_type
from domain.shared_kernel.fields import Field, field, reference
from domain.shared_kernel.references import OnDelete
from domain.shared_kernel.text import casefolded


class Mood(StrEnum):
    BRIGHT = "bright"
    DARK = "Dark"
    NONE = ""


class Size(IntEnum):
    SMALL = -1
    NONE = 0
    LARGE = 2**40


@attrs.frozen
class Weight:
    """A type of one's own. It has no order by itself: rows are sorted by what is stored of it."""

    grams: Decimal


register_field_type(Weight, stored_as=Decimal, to_stored=lambda weight: weight.grams, from_stored=Weight)


@attrs.frozen
class Colour:
    red: int
    green: int


def _written(colour: Colour) -> str:
    return f"{colour.red}/{colour.green}"


def _read(text: str) -> Colour:
    red, _, green = text.partition("/")
    return Colour(int(red), int(green))


register_field_type(Colour, stored_as=str, to_stored=_written, from_stored=_read, is_ordered=False)


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
    price: Field[Decimal] = field(precision=6, scale=2, default=Decimal(0), index=True)
    mass: Field[Decimal | None] = field(precision=38, scale=19, default=None)
    share: Field[float | None] = field(default=None)
    due_on: Field[date | None] = field(default=None)
    opens_at: Field[time | None] = field(default=None)
    took: Field[timedelta | None] = field(default=None)
    seal: Field[bytes | None] = field(default=None, max_length=8)
    mark: Field[UUID | None] = field(default=None)
    size: Field[Size | None] = field(default=None)
    notes: Field[Json | None] = field(default=None)
    tags: Field[tuple[str, ...]] = field(default=())
    scores: Field[tuple[Decimal, ...] | None] = field(default=None, precision=4, scale=1)
    weight: Field[Weight | None] = field(default=None, precision=20, scale=3)
    colour: Field[Colour | None] = field(default=None)


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


class Ribbon(Entity):
    """It refers to badges and to an account in every way."""

    pk: Field[int] = field()
    worn_with: Field[int] = reference(Badge, on_delete=OnDelete.CASCADE)
    spare: Field[int | None] = reference(Badge, on_delete=OnDelete.SET_NULL, default=None)
    shown_by: Field[int | None] = reference(Badge, on_delete=OnDelete.RESTRICT, default=None)
    owner_id: Field[UUID | None] = reference(User, on_delete=OnDelete.CASCADE, default=None)


class Knot(Entity):
    """It refers to a ribbon, which is deleted with its badge."""

    pk: Field[int] = field()
    ribbon: Field[int] = reference(Ribbon, on_delete=OnDelete.CASCADE)
    tied_by: Field[int | None] = reference(Ribbon, on_delete=OnDelete.RESTRICT, default=None)
