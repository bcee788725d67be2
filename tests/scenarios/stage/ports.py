# SPDX-License-Identifier: GPL-3.0-or-later
"""Free loopback ports."""

import random
import socket

# Below Linux's range for outgoing connections (32768 and up): a port from that range could be taken
# by anybody's connect() while a server is stopped and about to come back.
LOWEST, HIGHEST = 20000, 32000


def is_open(port, host="127.0.0.1"):
    """True if something listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(2)
        return probe.connect_ex((host, port)) == 0


def free(count):
    """`count` different ports on which nothing listens now. Others may take them: retry then."""
    found = set()
    while len(found) < count:
        port = random.randint(LOWEST, HIGHEST)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.add(port)
    return list(found)
