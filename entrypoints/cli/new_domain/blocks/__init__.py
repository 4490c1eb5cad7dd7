"""The lines of the template that follow the fields of an entity. In ``steps.md`` they stand between
``⟪fields: columns⟫`` and ``⟪end⟫``, as they are for the default fields; here is the function that writes each."""

from collections.abc import Mapping

from entrypoints.cli.new_domain.blocks import core, outside, storage, tests
from entrypoints.cli.new_domain.blocks.lines import Block

BLOCKS: Mapping[str, Block] = {**core.BLOCKS, **storage.BLOCKS, **outside.BLOCKS, **tests.BLOCKS}
