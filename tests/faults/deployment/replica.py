"""A PostgreSQL with a replica that takes over."""

import shutil
import signal
import subprocess

from tests.support.servers import postgresql
from tests.support.servers.killable import DURABLE, KillableServer
from tests.support.servers.postgresql import Cluster
from tests.support.servers.processes import as_nobody, short_folder

REPLICATED = {"wal_level": "replica", "max_wal_senders": "4", "max_connections": "100"}
SYNCHRONOUS = {"synchronous_standby_names": "*"}
"""A commit waits until the replica has written it."""


def with_replica() -> tuple[KillableServer, KillableServer]:
    """A primary, and a replica that has whatever it acknowledges. Blocks for some seconds."""
    cluster = postgresql.new_cluster()
    settings = DURABLE | REPLICATED
    begun = cluster.start(**settings)
    copy = Cluster(short_folder(), cluster.programs)
    if owner := as_nobody():
        shutil.chown(copy.folder, owner["user"], owner["group"])
    command = [cluster.programs / "pg_basebackup", "-h", cluster.folder, "-U", "cortex", "-R", "-c", "fast"]
    subprocess.run(
        [*map(str, command), "-D", str(copy.folder / "data")], check=True, capture_output=True, cwd=copy.folder, **owner
    )
    replica = KillableServer(copy.url, lambda: copy.start(**settings), signal.SIGQUIT)
    begun.send_signal(signal.SIGINT)
    begun.wait()
    return KillableServer(cluster.url, lambda: cluster.start(**settings | SYNCHRONOUS), signal.SIGQUIT), replica
