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

What holds for each of them can be said once, of somebody who comes with tokens:

    SERVERS = "microsoft google facebook"

    def scene(stage):
        customer = has_customer(stage)
        agent = stage.agent(customer.account).arrives()
        stage.server.says(customer.friend, "But, soft!")
        …
        customer.secrets_are_kept(agent)

    play(scene)
"""

import dataclasses
import pathlib
from urllib.parse import quote

from stage.play import DOMAINS, SERVERS, play

from .facebook import SCOPE as FACEBOOK_SCOPE, Facebook
from .google import OAUTH_SCOPE, Google
from .microsoft import SCOPE as MICROSOFT_SCOPE, Microsoft
from .oauth import OAuth
from .people import Account

KINDS = {kind.name: kind for kind in (Microsoft, Google, Facebook)}

__all__ = ["Customer", "account", "has_customer", "opens_oauth", "play"]


def _opener(kind):
    def opened(_, setup, certificate, key):
        if setup.domain not in kind.domains:  # the certificate is for that one
            raise ValueError(f"{kind.name} is at {kind.domains}, not {setup.domain}: play(scene, domain=…)")
        return kind(certificate, key)

    return opened


SERVERS.update((name, _opener(kind)) for name, kind in KINDS.items())
DOMAINS.update((name, kind.domain) for name, kind in KINDS.items())


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


@dataclasses.dataclass
class Customer:
    """juliet, whom a service lets in for the tokens of an endpoint, and romeo, whom she knows."""

    person: Account  # as the service knows her
    jid: str  # as she calls herself
    friend: str  # whom she has on her roster, with the resource if the service has them
    oauth: OAuth
    refresh: pathlib.Path
    account: dict  # of the configuration

    def secrets(self):
        """Every token there ever was."""
        used = {request.form.get("refresh_token") for request in list(self.oauth.requests)}
        return {*used, self.refresh.read_text().strip(), *self.oauth.grants.tokens.values(),
                *self.oauth.tokens.values()} - {None}

    def secrets_are_kept(self, agent):
        """No log, no status and no archive has one of them."""
        said = agent.archive.run("status").stdout + agent.archive.run("status", "--json").stdout
        places = {"status": said.encode()} | {
            file.name: file.read_bytes() for file in agent.folder.iterdir() if file.is_file()}
        for secret in self.secrets():
            for form in (secret, quote(secret, safe="")):
                found = [name for name, octets in places.items() if form.encode() in octets]
                assert not found, f"a token is in {found}"


def _adds_juliet(service):
    if service.name == "google":
        return service.adds("juliet")
    return service.adds_user("juliet", *(["100"] if service.name == "facebook" else []))


# Of each service: her friend, the client that she uses, and what it may do.
CIRCUMSTANCES = {
    "microsoft": ("1b2c3d4e5f607182@messenger.live.com/x", "boswell", f"{MICROSOFT_SCOPE} wl.offline_access"),
    "google": ("romeo@gmail.com/x", "boswell", OAUTH_SCOPE),
    "facebook": ("-200@chat.facebook.com", "123456", FACEBOOK_SCOPE)}


def has_customer(stage, oauth=None, name="juliet", **options):
    """A customer of the service on stage; `name` is that of her file, options are those of her [[account]]."""
    service, oauth = stage.server, oauth or opens_oauth(stage)
    friend, client, scope = CIRCUMSTANCES[service.name]
    person = service.find_account("juliet") or _adds_juliet(service)
    jid = f"juliet@{service.domain}"
    person.knows(friend.partition("/")[0], "Romeo")
    oauth.grants.adds_client(client)
    refresh = stage.folder / f"{name}.token"
    refresh.write_text(oauth.grants.gives_refresh_token(client, "juliet", scope) + "\n")
    refresh.chmod(0o600)
    token_source = {"token_endpoint": oauth.url(), "client_id": client, "refresh_token_file": str(refresh)}
    return Customer(person, jid, friend, oauth, refresh, account(stage, jid, oauth2=token_source, **options))
