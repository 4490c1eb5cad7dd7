"""References from one entity to another."""

from enum import StrEnum

import attrs


class OnDelete(StrEnum):
    """The fate of an entity when the one that it refers to is deleted: it keeps that from being deleted, is deleted
    too, or refers to nothing from then on."""

    RESTRICT = "restrict"
    CASCADE = "cascade"
    SET_NULL = "set null"


@attrs.frozen
class Reference:
    """The field holds the ``pk`` of an entity of the type ``target``, which a storage makes sure that there is."""

    target: type
    on_delete: OnDelete
