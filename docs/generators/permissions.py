"""The reference of permissions: the roles that have each, and the endpoints that require it."""

from bootstrap.containers.container import Container
from docs.generators.markdown import code, table
from docs.generators.service import container
from domain.access.permission import Permission
from domain.access.role import Role


def text() -> str:
    """Returns a table with a line for each permission of each domain."""
    service = container()
    rows = [_row(permission, service) for permission in service.permissions()]
    return table(["permission", *map(code, Role), "required by"], rows)


def _row(permission: Permission, service: Container) -> list[str]:
    routes = service.web().entrypoint.routes
    required_by = [code(f"{route.method} {route.path}") for route in routes if route.endpoint.requires is permission]
    return [code(permission), *("yes" if role in permission.roles else "" for role in Role), ", ".join(required_by)]
