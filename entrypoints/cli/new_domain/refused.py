"""The sentences by which a name or a field is refused; each says what to write instead."""

from domain.shared_kernel.messages import lazy_gettext as _

NO_CHECKOUT = _("This is no checkout of the service: go to the folder that holds domain/ and adapters/.")
NO_NAME = _("'{name}' is no name for a domain: try {suggestion}. It is a plural; --singular says what one of them is.")
TOO_LONG = _("'{name}' is no name for a domain: use at most {letters} letters.")
IS_THERE = _("There is a domain called {name} already.")
IS_USED = _("{name} is a name that the service uses itself: try {suggestion}.")
IS_USED_BY = _("{name} is there already, in {file}: try {suggestion}.")
NO_FIELD = _("'{field}' is no field: write its name and its type, such as due_on:date.")
NO_TYPE = _("{field}: there is no type {type}. Use one of these: {types}.")
NO_TYPE_BUT = _("{field}: there is no type {type}. Did you mean {near}? There are these: {types}.")
WRITTEN_AS = _("{field}: it is written as {example}.")
FIELD_OF_PYTHON = _("{field}: this is a word of Python itself. Try {suggestion}.")
FIELD_OF_EACH = _("{field}: every entity has this already. Leave it out, or try {suggestion} if you mean another.")
FIELD_OF_DOMAINS = _("{field}: what is written for a domain has this name itself. Try {suggestion}.")
FIELD_OF_DOMAIN = _("{field}: the domain itself is called so. Try {suggestion}.")
FIELD_TOO_LONG = _("{field}: this name is too long. Use at most {letters} letters.")
FIELD_TWICE = _("{field}: there are two fields of this name.")
NO_TARGET = _("{field}: there is no domain {target} to refer to. There are these: {targets}.")
STATUS_IS_ENUM = _("status: it is written as status:enum:open,paid,void. The first is new, the last cancelled.")
OWNER_IS_REQUIRED = _(
    "customer: it is written as customer:references:users:cascade, or with restrict, and is not optional."
)
