# SPDX-License-Identifier: GPL-3.0-or-later
"""Run by tools/emulate."""

import argparse
import itertools
import json
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/services"))
from emulators.facebook import SCOPE as FACEBOOK_SCOPE, Facebook  # noqa: E402
from emulators.google import OAUTH_SCOPE, Google  # noqa: E402
from emulators.microsoft import SCOPE as MICROSOFT_SCOPE, Microsoft  # noqa: E402
from emulators.oauth import OAuth  # noqa: E402
from emulators.people import VCard  # noqa: E402
from stage.certificates import Authority  # noqa: E402
from stage.play import interruptible  # noqa: E402

KINDS = {kind.name: kind for kind in (Microsoft, Google, Facebook)}
SCOPES = {"microsoft": f"{MICROSOFT_SCOPE} wl.offline_access", "google": OAUTH_SCOPE,
          "facebook": f"{FACEBOOK_SCOPE} offline_access"}
APPLICATION = "123456"
PASSWORD = "O Romeo, Romeo!"
EVERY = 10  # seconds between messages
MECHANISMS = {"microsoft": "X-MESSENGER-OAUTH2", "google": "X-OAUTH2", "facebook": "X-FACEBOOK-PLATFORM"}

TEXT = """\
{name} listens on 127.0.0.1:{port} (STARTTLS){home} and :{direct} (TLS).

  user           {user}
  password       {password}
  mechanisms     {mechanisms}
  access token   {token}
  refresh token  {refresh}
  token endpoint {token_url}
  device code    {device_url}
  client id      {client}
  certificate    {ca_file}
  configuration  {configuration}:

{toml}
Romeo says something every {every} s. Try, in another terminal:

  build/dev/src/boswelld --config {configuration}

Ctrl-C ends everything and removes {folder}.
"""

TOML = """\
archive = "archive.db"

[[account]]
jid = "{jid}"
host = "127.0.0.1"
port = {port}
tls = "starttls"
ca_file = "{ca_file}"

[account.oauth2]                       # {mechanism}
token_endpoint = "{token_url}"
device_authorization_endpoint = "{device_url}"
client_id = "{client}"
refresh_token_file = "refresh-token"
scope = "{scope}"
"""


def add_people(service):
    """(the JID to configure, a contact's JID)"""
    if service.name == "google":
        account, jid, contact = service.adds("juliet", PASSWORD), "juliet@googlemail.com", "romeo@gmail.com"
        account.knows("nobody@example.org", subscription="none", extras={"t": "H"})
    elif service.name == "facebook":
        account, jid = service.adds_user("juliet", "100", PASSWORD), "juliet@chat.facebook.com"
        contact = "-200@chat.facebook.com"
        service.applications = {APPLICATION}
    else:
        account, jid = service.adds_user("juliet"), "juliet@messenger.live.com"
        contact = "1b2c3d4e5f607182@messenger.live.com"
    extras = {"t": "P", "mc": "4", "w": "7"} if service.name == "google" else {}
    account.knows(contact, "Romeo Montague", groups=("Verona",), extras=extras)
    service.vcards[contact] = VCard("Romeo Montague", "Romeo")
    return jid, contact


def configure(folder, values):
    (folder / "refresh-token").write_text(values["refresh"] + "\n")
    (folder / "refresh-token").chmod(0o600)
    toml = TOML.format(**values)
    (folder / "boswell.toml").write_text(toml)
    return toml


def describe(service, oauth, folder, ca_file, jid):
    scope = SCOPES[service.name]
    values = {
        "name": service.name, "port": service.port, "direct": service.direct_tls_port,
        "home": f", sends clients to :{service.listening['home']}" if service.name == "microsoft" else "",
        "user": jid, "jid": jid, "password": PASSWORD if service.accounts[0].password else "none: by token only",
        "mechanisms": ", ".join(service.mechanisms), "mechanism": MECHANISMS[service.name],
        "token": service.tokens.issue("juliet", scope, seconds=24 * 3600), "scope": scope,
        "refresh": oauth.grants.gives_refresh_token(APPLICATION, "juliet", scope),
        "token_url": oauth.url(), "device_url": oauth.url("/device_authorization"), "client": APPLICATION,
        "ca_file": ca_file, "configuration": folder / "boswell.toml", "folder": folder, "every": EVERY}
    return TEXT.format(toml=configure(folder, values), **values)


def talk(service, oauth, contact):
    """Until Ctrl-C: Romeo is there and talks, and whoever asks for a device code has a willing user."""
    service.shows(f"{contact}/orchard")
    for second in itertools.count():
        if second % EVERY == 0:
            service.says(f"{contact}/orchard", f"But, soft! ({second // EVERY})")
        for user_code in oauth.grants.pending():
            oauth.grants.approves(user_code, "juliet")
            print(f"the user code {user_code} is approved", flush=True)
        time.sleep(1)


def setting(text):
    """("name", value); the value is JSON, or else a string."""
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError("NAME=VALUE is wanted")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def main():
    parser = argparse.ArgumentParser(prog="tools/emulate", description=(
        "One of the services that do not exist any more, on this machine, until Ctrl-C."))
    parser.add_argument("service", choices=KINDS)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", type=setting, help=(
        "an attribute of the emulator as its docstring describes it, such as requires_tls=true"))
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="boswell-emulate-"))
    authority = Authority(folder / "ca")
    kind = KINDS[options.service]
    with interruptible():
        service = kind(*authority.issue(kind.domain, kind.domains))
        oauth = OAuth(*authority.issue("localhost"), tokens=service.tokens)
        oauth.grants.adds_client(APPLICATION)
        for name, value in options.set:
            if not hasattr(service, name):
                parser.error(f"{options.service} has no attribute {name}")
            setattr(service, name, value)
        jid, contact = add_people(service)
        try:
            service.start()
            oauth.start()
            print(describe(service, oauth, folder, authority.ca_file, jid), flush=True)
            talk(service, oauth, contact)
        except KeyboardInterrupt:
            print("\nended")
        finally:
            service.stop()
            oauth.stop()
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
