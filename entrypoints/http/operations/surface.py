"""The surface of operators, on a listener of its own that the public cannot reach."""

from entrypoints.http.kit.surface import Surface
from entrypoints.http.rate_limits.policies import UNLIMITED

OPERATIONS = Surface(people="operators", limited=UNLIMITED)
