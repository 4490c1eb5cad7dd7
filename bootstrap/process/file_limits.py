"""The limit of open files, which connections need too."""

import resource

MAX_OPEN_FILES = 65_536
"""The limit that is asked for, if the system allows as much."""
RESERVED_FILES = 256
"""Files left for databases, brokers, logs and so on."""


def allow_many_files() -> None:
    """Raises the soft limit of open files to ``MAX_OPEN_FILES``, or to the hard limit if that is lower: the usual soft
    limit is low for the sake of old programs."""
    soft_limit, hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_OPEN_FILES if hard_limit == resource.RLIM_INFINITY else min(MAX_OPEN_FILES, hard_limit)
    if wanted > soft_limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard_limit))


def room_for(connections: int) -> int:
    """Returns the number of connections, at most ``connections``, that there are open files for."""
    limit, _hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    return connections if limit == resource.RLIM_INFINITY else min(connections, max(limit // 2, limit - RESERVED_FILES))
