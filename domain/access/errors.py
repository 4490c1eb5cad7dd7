"""Errors of access.

AuthorizationException
└── PermissionDenied
"""

from collections.abc import Mapping

import attrs

from domain.access.permission import Permission
from domain.shared_kernel.errors import AuthorizationException
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.define(eq=False)
class PermissionDenied(AuthorizationException):
    """A staff member lacks the permission for an act."""

    code = "permission_denied"
    default_message = _("Your role does not permit this. It needs the permission {permission}")
    when = _("The role of the staff member lacks the permission that the member permission of the answer names")
    remedy = _("Ask an owner for a role that has it, or a colleague who may do it. GET /admin/me lists your own")
    permission: Permission

    @property
    def members(self) -> Mapping[str, object]:
        """The permission that is missing."""
        return {"permission": str(self.permission)}
