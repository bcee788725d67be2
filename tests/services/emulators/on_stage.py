# SPDX-License-Identifier: GPL-3.0-or-later
"""The services in plays with boswelld: stage.opens() knows them, with certificates of the stage's authority.

    from emulators.on_stage import account, play

    SERVERS = "google"

    def scene(stage):
        service = stage.server
        service.adds("juliet", password="O Romeo, Romeo!")
        agent = stage.agent(account(stage, "juliet@googlemail.com", password="O Romeo, Romeo!")).arrives()
        service.says("romeo@gmail.com/x", "But, soft!")
        agent.archive.has_message(body="But, soft!")

    play(scene, domain="googlemail.com")
"""

from stage.play import SERVERS, play

from .facebook import Facebook
from .google import Google
from .microsoft import Microsoft
from .oauth import OAuth

KINDS = {kind.name: kind for kind in (Microsoft, Google, Facebook)}

__all__ = ["account", "opens_oauth", "play"]


def _opener(kind):
    def opened(_, setup, certificate, key):
        if setup.domain not in kind.domains:  # the certificate is for that one
            raise ValueError(f"{kind.name} is at {kind.domains}, not {setup.domain}: play(scene, domain=…)")
        return kind(certificate, key)

    return opened


SERVERS.update((name, _opener(kind)) for name, kind in KINDS.items())


def opens_oauth(stage, service=None):
    """A token endpoint whose access tokens the service takes; its certificate is one for localhost."""
    service = service or stage.server
    return stage.adopts(OAuth(*stage.authority.issue("localhost"), tokens=service.tokens))


def account(stage, jid, service=None, **options):
    """The [[account]] of a configuration for the service."""
    service = service or stage.server
    direct = options.get("tls") == "direct"
    return {"jid": jid, "host": "127.0.0.1", "port": service.direct_tls_port if direct else service.port,
            "tls": "starttls", "ca_file": str(stage.authority.ca_file)} | options
