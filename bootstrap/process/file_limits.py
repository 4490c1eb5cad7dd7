"""Connections need open files, and so does everything else."""

import resource

ENOUGH = 65_536
FOR_OTHERS = 256
"""What databases, brokers, logs and the like may need."""


def allow_many_files() -> None:
    """The system may give more to those who ask; few is what very old programs bear."""
    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if most == resource.RLIM_INFINITY else min(ENOUGH, most)
    if wanted > given:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def room_for(connections: int) -> int:
    """How many of these connections there are files for, with some left for others."""
    given, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
    return connections if given == resource.RLIM_INFINITY else min(connections, max(given // 2, given - FOR_OTHERS))
