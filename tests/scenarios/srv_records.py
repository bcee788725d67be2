#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server is found by SRV records: the better priority first, by chance as weights say, and by direct TLS."""

import socket

from stage.name_server import NameServer
from stage.play import play
from stage.proxy import Proxy

HOST, OTHER = "xmpp1.hosting.test", "xmpp2.hosting.test"  # the certificate is for good.test only
ENOUGH = 40  # starts of three accounts: not once the one of weight 1 is a chance of 10^-15


def scene(stage):
    names = NameServer().is_asked(stage).names(HOST, "127.0.0.1").names(OTHER, "127.0.0.1")
    first, second = Proxy(stage.server.port), Proxy(stage.server.port)
    direct = Proxy(stage.server.direct_tls_port)
    nobody = socket.socket()  # has a port and does not listen
    nobody.bind(("127.0.0.1", 0))
    agent = stage.agent("juliet", "romeo", "nurse", host=None, port=None, tls="auto")

    def reached():
        """Through which of them the accounts log in now."""
        before = [proxy.links for proxy in (first, second, direct)]
        agent.arrives()
        agent.leaves()
        return [proxy.links - links for proxy, links in zip((first, second, direct), before)]

    names.offers("good.test", (OTHER, second.port, 20), (HOST, nobody.getsockname()[1], 10))
    assert reached() == [0, 3, 0], "the better one refuses, so the other one is used"
    names.offers("good.test", (OTHER, second.port, 20), (HOST, first.port, 10))
    assert reached() == [3, 0, 0], "the better one is there"
    names.offers("good.test", (HOST, first.port, 10), ("nowhere.hosting.test", 5222, 5))
    assert reached() == [3, 0, 0], "the better one has no address"

    names.offers("good.test", (HOST, first.port, 10, 3), (OTHER, second.port, 10, 1))
    links, starts = [0, 0, 0], 0
    while not (links[0] and links[1]) and starts < ENOUGH:
        links, starts = [a + b for a, b in zip(links, reached())], starts + 1
    assert links[0] and links[1] and sum(links) == 3 * starts, (links, starts)

    # XEP-0368: both kinds of services are one list.
    names.offers("good.test", (HOST, direct.port, 5), service="_xmpps-client")
    assert reached() == [0, 0, 3], "direct TLS is better"
    names.offers("good.test", (HOST, direct.port, 15), service="_xmpps-client")
    links = reached()
    assert links[2] == 0 and sum(links) == 3, "direct TLS is worse"
    names.offers("good.test", (".", 0))
    assert reached() == [0, 0, 3], "there is only direct TLS"
    agent.archive.is_sound()
    names.close()
    nobody.close()
    for proxy in (first, second, direct):
        proxy.close()


play(scene, as_root=True)
