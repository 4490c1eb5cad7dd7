"""The query and the response that all lists have."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BeforeValidator, Field, PrivateAttr

from application.listing import CountedPage, Paging
from domain.shared_kernel.pagination import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, Position, Total
from domain.shared_kernel.sorting import Sort
from entrypoints.schemas.base import Schema
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.fields import Maybe
from entrypoints.schemas.listing_fields import CursorField, SortBy
from entrypoints.schemas.query_fields import FROM_DIGITS
from entrypoints.schemas.text import choice_of

EntityT = TypeVar("EntityT")
ItemT = TypeVar("ItemT", bound=Schema)


class ListQuery(Schema):
    """A list names what it can be sorted by, and with it its order where none is asked for:
    ``sort: Annotated[Sort, SortBy("email", "created_at")] = Sort("created_at")``. A text to sort by has at most 1 000
    characters, as cursors repeat it."""

    sort: Annotated[Sort, SortBy()] = Sort("pk")
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT), FROM_DIGITS] = DEFAULT_LIMIT
    offset: Maybe[Annotated[int, Field(ge=0, le=MAX_OFFSET), FROM_DIGITS]] = None
    after: Maybe[Annotated[Position, CursorField()]] = None
    total: Annotated[Total, BeforeValidator(choice_of(Total))] = Total.EXACT

    _scope: str = PrivateAttr("")

    def model_post_init(self, context: object, /) -> None:
        """Keeps the scope of the list, so that its cursors are valid for no other."""
        self._scope = context.scope if isinstance(context, SchemaContext) else ""

    def cursor(self, position: Position, cursors: Cursors) -> str:
        """Returns the cursor of a position in this list."""
        return cursors.write(position, self.sort, self._scope)

    def paging(self) -> Paging:
        """Returns the order, the limits and the position that are asked for."""
        return Paging(sort=self.sort, limit=self.limit, offset=self.offset or 0, after=self.after, total=self.total)


class Listing(Schema, Generic[ItemT]):
    """``next`` leads to the page behind this one, if there is one; ``total_as_of`` says when ``total`` was counted.
    A subclass gives it a name: ``class UserList(Listing[UserBody])``."""

    items: tuple[ItemT, ...]
    next: str | None
    total: int | None
    total_as_of: datetime | None
    limit: int
    offset: int | None

    @classmethod
    def of(
        cls,
        listed: CountedPage[EntityT],
        item: Callable[[EntityT], ItemT],
        query: ListQuery,
        cursors: Cursors,
    ) -> Self:
        """Returns the page that ``query`` asked for, with ``item`` applied to each row."""
        page = listed.page
        return cls.of_trusted(
            items=tuple(map(item, page.items)),
            next=query.cursor(page.next, cursors) if page.next else None,
            total=page.total,
            total_as_of=listed.total_as_of,
            limit=page.limit,
            offset=page.offset,
        )
