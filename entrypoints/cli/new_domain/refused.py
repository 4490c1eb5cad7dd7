"""The sentences by which a name or a field is refused; each says what to write instead."""

from domain.shared_kernel.messages import lazy_gettext as _

NO_CHECKOUT = _("This is no checkout of the service: go to the folder that holds domain/ and adapters/.")
NO_NAME = _("'{name}' is no name for a domain: try {suggestion}. It is a plural; --singular says what one of them is.")
TOO_LONG = _("'{name}' is no name for a domain: use at most {letters} letters.")
IS_THERE = _("There is a domain called {name} already.")
IS_USED = _("{name} is a name that the service uses itself: choose another.")
IS_USED_BY = _("{name} is there already, in {file}: choose another name, or say what one is called by --singular.")
NO_FIELD = _("'{field}' is no field: write its name and its type, such as due_on:date.")
NO_TYPE = _("{field}: there is no type {type}. Use one of these: {types}.")
WRITTEN_AS = _("{field}: it is written as {example}.")
FIELD_TAKEN = _("{field}: this name is taken. Choose another.")
FIELD_TOO_LONG = _("{field}: this name is too long. Use at most {letters} letters.")
FIELD_TWICE = _("{field}: there are two fields of this name.")
NO_TARGET = _("{field}: there is no domain {target} to refer to. There are these: {targets}.")
STATUS_IS_ENUM = _("status: it is written as status:enum:open,paid,void. The first is new, the last cancelled.")
OWNER_IS_REQUIRED = _(
    "customer: it is written as customer:references:users:cascade, or with restrict, and is not optional."
)
