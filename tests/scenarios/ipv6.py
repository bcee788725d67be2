#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server is reached by IPv6 where it is only there, and where one of both families is dead the other is used in time."""

import contextlib
import socket

from stage.name_server import NameServer
from stage.play import play
from stage.proxy import Proxy

PATIENCE = 20  # seconds, with a first address from which no answer comes


def scene(stage):
    server = stage.server
    names = NameServer().is_asked(stage)
    names.names("six.hosting.test", "::1").names("both.hosting.test", "127.0.0.1", "::1")
    names.names("dead4.hosting.test", "127.0.0.2", "::1")
    agent = stage.agent("juliet")
    by_dns = stage.account("juliet", host=None, port=None, tls="auto")

    def arrives(account, seconds=60):
        agent.will_know(account).arrives(seconds)
        agent.leaves()

    names.offers("good.test", ("six.hosting.test", server.port))
    arrives(by_dns)
    names.offers("good.test", ("six.hosting.test", server.direct_tls_port), service="_xmpps-client")
    arrives(by_dns | {"tls": "direct"})
    for host in ("::1", "[::1]", "six.hosting.test"):
        arrives(stage.account("juliet", host=host))
        arrives(stage.account("juliet", host=host, tls="direct"))

    names.offers("good.test", service="_xmpps-client")
    names.offers("good.test", ("dead4.hosting.test", server.port))
    arrives(by_dns)
    # What listens on this port of ::1 is another matter than who does on 127.0.0.1.
    proxy = Proxy(server.port)
    names.offers("good.test", ("both.hosting.test", proxy.port))
    arrives(by_dns)
    assert proxy.links == 1, "::1 refuses, so 127.0.0.1 is used"
    with black_hole("::1", proxy.port):
        arrives(by_dns, PATIENCE)
    assert proxy.links == 2, "::1 is silent, so 127.0.0.1 is used"
    proxy.close()
    names.close()


@contextlib.contextmanager
def black_hole(host, port):
    """A place where connections to the port are neither accepted nor refused: its queue is full."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server((host, port), family=socket.AF_INET6, backlog=0))
        for _ in range(8):
            waiting = stack.enter_context(socket.socket(socket.AF_INET6))
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield


play(scene, as_root=True, ipv6=True)
