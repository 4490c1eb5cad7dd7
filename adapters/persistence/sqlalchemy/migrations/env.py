"""Alembic's entry point: runs migrations on the given connection, inside its transaction."""

from alembic import context

from adapters.persistence.sqlalchemy.migrations.rendering import render_item
from adapters.persistence.sqlalchemy.migrations.unmapped import is_mapped
from adapters.persistence.sqlalchemy.schema import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema(),
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    include_object=is_mapped,
)
with context.begin_transaction():
    context.run_migrations()
