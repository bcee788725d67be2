# SPDX-License-Identifier: GPL-3.0-or-later
"""ejabberd 23.01 from Debian, without ejabberdctl: that insists on its own system user."""

import glob
import json
import os
import urllib.request

from . import ports
from .server import Server

CONFIGURATION = """\
# Written by the tests.
hosts: ["{domain}"]
loglevel: info
log_rotate_count: 0
certfiles: ["{certificate}", "{key}"]
ca_file: "{ca_file}"
auth_method: internal
auth_password_format: {format}
{hash}
disable_sasl_mechanisms: ["digest-md5"{no_tokens}]
oauth_access: all
api_permissions:
  "the stage":
    who: {{ip: "127.0.0.1/32"}}
    from: [mod_http_api]
    what: ["oauth_issue_token"]
c2s_protocol_options: [{protocol_options}]
listen:
{clients}  - port: {component_port}
    ip: "127.0.0.1"
    module: ejabberd_service
    shaper: none
    hosts:
      "{component_domain}":
        password: "{component_secret}"
  - port: {api_port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers:
      /api: mod_http_api
shaper_rules:
  max_user_offline_messages: infinity
  max_user_sessions: 100
access_rules:
  everybody: {{allow: all}}
modules:
  mod_adhoc: {{}}
  mod_admin_extra: {{}}
  mod_blocking: {{}}
  mod_caps: {{}}
  mod_carboncopy: {{}}
  mod_disco: {{}}
  mod_last: {{}}
{archive}  mod_muc:
    host: "{rooms_domain}"
    access: everybody
    access_create: everybody
    access_mam: everybody
    default_room_options: {{mam: {room_archive}}}
  mod_offline:
    access_max_user_messages: max_user_offline_messages
  mod_ping: {{}}
  mod_privacy: {{}}
  mod_private: {{}}
  mod_pubsub:
    plugins: ["flat", "pep"]
  mod_roster:
    versioning: true
  mod_stream_mgmt: {{}}
  mod_vcard: {{search: false}}
  mod_vcard_xupdate: {{}}
"""

CLIENTS = """\
  - port: {port}
    ip: "{address}"
    module: ejabberd_c2s
    starttls: true
    starttls_required: true
    tls_verify: {verify}
    cafile: "{ca_file}"
    max_stanza_size: 4194304
    max_fsm_queue: 100000
  - port: {direct_tls_port}
    ip: "{address}"
    module: ejabberd_c2s
    tls: true
    max_stanza_size: 4194304
    max_fsm_queue: 100000
"""

ARCHIVE = """\
  mod_mam:
    default: always
    assume_mam_usage: true
"""

HERE = os.path.dirname(os.path.abspath(__file__))


def _erlang(text):
    """The text as an Erlang binary."""
    return "<<" + ",".join(str(byte) for byte in text.encode()) + ">>"


class Ejabberd(Server):
    name = "ejabberd"

    def prepare(self):
        plain = self.setup.passwords == "plain"
        hashed = {"SHA-1": "sha", "SHA-256": "sha256"}.get(self.setup.passwords)
        options = ["no_sslv3", "no_tlsv1", "no_tlsv1_1"]
        if self.setup.tls == "1.2":
            options.append("no_tlsv1_3")
        clients = "".join(CLIENTS.format(
            address=address, port=self.port, direct_tls_port=self.direct_tls_port,
            verify="true" if self.setup.certificates else "false",
            ca_file=self.certificate.parent / "ca.pem",
        ) for address in ("127.0.0.1", "::1") if address == "127.0.0.1" or self.setup.ipv6)
        (self.folder / "ejabberd.yml").write_text(CONFIGURATION.format(
            domain=self.domain, certificate=self.certificate, key=self.key,
            ca_file=self.certificate.parent / "ca.pem",
            format="plain" if plain else "scram",
            hash="" if plain else f"auth_scram_hash: {hashed}",
            protocol_options=", ".join(f'"{option}"' for option in options),
            clients=clients, component_port=self.component_port, rooms_domain=self.rooms_domain,
            component_domain=self.component_domain, component_secret=self.component_secret,
            archive=ARCHIVE if self.setup.archive else "",
            no_tokens="" if self.setup.tokens else ', "X-OAUTH2"', api_port=self.api_port,
            room_archive="true" if self.setup.archive else "false",
        ))
        (self.folder / "ready.erl").write_text(self._script())
        (self.folder / "mnesia").mkdir()

    def _choose_ports(self):
        super()._choose_ports()
        self.api_port = ports.free(1)[0]

    def issues_token(self, localpart, seconds=3600):
        """An access token that is valid for so long."""
        wanted = {"jid": f"{localpart}@{self.domain}", "ttl": seconds, "scopes": "sasl_auth"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.api_port}/api/oauth_issue_token", json.dumps(wanted).encode(),
            {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)["token"]

    def _script(self):
        """Run after each start: makes the accounts, then says that the server is ready."""
        domain = _erlang(self.domain)
        lines = []
        for localpart, password in self.setup.accounts.items():
            lines.append(f"ejabberd_auth:try_register({_erlang(localpart)}, {domain},"
                         f" {_erlang(password)}).")
        for localpart in self.setup.accounts:
            for friend in self.setup.roster(localpart):
                lines.append(f"mod_admin_extra:add_rosteritem({_erlang(localpart)}, {domain},"
                             f" {_erlang(friend)}, {domain}, {_erlang(friend.capitalize())},"
                             " <<>>, <<\"both\">>).")
        lines.append(f'file:write_file("{self.folder}/ready", <<>>).')
        return "\n".join(lines)

    def command(self):
        (self.folder / "ready").unlink(missing_ok=True)
        # No node name, hence no distribution: no epmd, no cookie, nothing to clash with.
        return ["erl", "-noinput", "-mnesia", "dir", f'"{self.folder}/mnesia"',
                "-s", "ejabberd", "-eval", f'file:script("{self.folder}/ready.erl").']

    def environment(self):
        return os.environ | {
            "ERL_LIBS": os.path.dirname(self._library()),
            "EJABBERD_CONFIG_PATH": f"{self.folder}/ejabberd.yml",
            "EJABBERD_LOG_PATH": f"{self.folder}/ejabberd.log",
            "ERL_CRASH_DUMP_BYTES": "0",
            "HOME": str(self.folder),
        }

    @staticmethod
    def _library():
        found = glob.glob("/usr/lib/*/ejabberd-*/ebin")
        if not found:
            raise FileNotFoundError("ejabberd is not installed; tools/bootstrap does that")
        return os.path.dirname(found[0])

    def is_ready(self):
        return (self.folder / "ready").exists() and super().is_ready()
