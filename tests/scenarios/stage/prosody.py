# SPDX-License-Identifier: GPL-3.0-or-later
"""Prosody 0.12 from Debian."""

import contextlib
import pathlib
import re
import sqlite3
import time
import uuid
from xml.sax.saxutils import escape

from .server import Server
from .token_check import TokenCheck

CONFIGURATION = """\
-- Written by the tests.
run_as_root = true
daemonize = false
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
plugin_paths = {{ "{modules}" }}
log = {{ {{ levels = {{ min = "info" }}, to = "console" }} }}
interfaces = {{ "127.0.0.1"{ipv6} }}
c2s_ports = {{ {port} }}
c2s_direct_tls_ports = {{ {direct_tls_port} }}
component_ports = {{ {component_port} }}
component_interfaces = {{ "127.0.0.1" }}
c2s_direct_tls_ssl = {{ certificate = "{certificate}", key = "{key}" }}
ssl = {{ certificate = "{certificate}", key = "{key}"{protocol} }}
modules_enabled = {{ {token_modules}"roster", "saslauth", "tls", "disco", "carbons", {archive}{policy}"vcard_legacy", "pep",
                     "offline", "ping", "presence", "message", "iq", "smacks", "blocklist" }}
modules_disabled = {{ "s2s" }}
c2s_require_encryption = true
allow_registration = false
authentication = "{authentication}"
password_hash = "{password_hash}"
oauth_client_id = "prosody"
oauth_client_secret = "secret"
oauth_url = "{token_url}{{{{password}}}}"
default_storage = "internal"
storage = {{ archive = "{archive_store}" }}
sql = {{ driver = "SQLite3", database = "{folder}/data/archive.sqlite" }}
default_archive_policy = true
archive_expires_after = "never"
storage_archive_item_limit = 10000000 -- from its limit on, 10000, it writes an archive anew for each hundred messages
test_data_retention = {retention_hours}
max_archive_query_results = {archive_page}
c2s_stanza_size_limit = 4 * 1024 * 1024
limits = {{ }}
smacks_hibernation_time = {hibernation}
smacks_max_queue_size = {stream_queue} -- people talk on while an agent is away

VirtualHost "{domain}"
Component "{rooms_domain}" "muc"
    muc_room_default_history_length = {room_history}
    name = "Rooms"
    modules_enabled = {{ {room_archive} }}
    muc_log_by_default = true
    restrict_room_creation = false
    muc_room_locking = false
Component "{component_domain}"
    component_secret = "{component_secret}"
"""


def _lua(text):
    """The text as a Lua string."""
    return '"' + "".join(c if c.isalnum() or c in " @.-_" else "".join(
        f"\\{byte:03d}" for byte in c.encode()) for c in text) + '"'


class Prosody(Server):
    name = "prosody"

    def __init__(self, folder, setup, certificate, key):
        super().__init__(folder, setup, certificate, key)
        # With tokens nobody can log in by a password: a host of Prosody asks one kind of witness.
        self._tokens = TokenCheck(certificate, key) if setup.tokens else None

    def stop(self):
        super().stop()
        if self._tokens:
            self._tokens.stop()

    def issues_token(self, _localpart):
        """An access token, which is good for whoever shows it."""
        return self._tokens.issues_token()

    def _authentication(self):
        if self._tokens:
            return "oauthbearer"
        return "internal_plain" if self.setup.passwords == "plain" else "internal_hashed"

    def prepare(self):
        plain = self.setup.passwords == "plain"
        (self.folder / "prosody.cfg.lua").write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, direct_tls_port=self.direct_tls_port,
            component_port=self.component_port, certificate=self.certificate, key=self.key,
            protocol=', protocol = "tlsv1_2"' if self.setup.tls == "1.2" else "",
            authentication=self._authentication(),
            token_modules='"sasl_oauthbearer", ' if self._tokens else "",
            token_url=self._tokens.url if self._tokens else "",
            password_hash="SHA-256" if plain else self.setup.passwords,
            domain=self.domain, rooms_domain=self.rooms_domain,
            component_domain=self.component_domain, component_secret=self.component_secret,
            stream_queue=self.setup.stream_queue, hibernation=self.setup.hibernation, ipv6=', "::1"' if self.setup.ipv6 else "",
            archive='"mam", ' if self.setup.archive else "",
            modules=pathlib.Path(__file__).with_name("prosody_modules"),
            policy='"test_data_policy", ' if self.setup.retention_hours else "",
            retention_hours=self.setup.retention_hours,
            room_archive='"muc_mam"' if self.setup.archive and self.setup.room_archive else "",
            room_history=self.setup.room_history, archive_page=self.setup.archive_page, archive_store=self.setup.archive_store,
        ))
        for localpart, password in self.setup.accounts.items():
            # mod_auth_internal_hashed replaces a plain password by its hash at the first login.
            self._store("accounts", localpart, f"return {{ password = {_lua(password)} }};")
            self._store("roster", localpart, self._roster(localpart))

    def _roster(self, localpart):
        items = "".join(
            f'[{_lua(friend + "@" + self.domain)}] = {{ subscription = "both", groups = {{}}, '
            f"name = {_lua(friend.capitalize())} }}; " for friend in self.setup.roster(localpart))
        return f"return {{ [false] = {{ version = 1; pending = {{}} }}; {items}}};"

    def ages_archive(self, localpart, days):
        """Makes all messages in the archive of an account so many days older. The server must be stopped."""
        path = self._stored("archive", f"{localpart}.list")
        path.write_text(re.sub(r'(?<=\["when"\] = )\d+',
                               lambda when: str(int(when[0]) - days * 86400), path.read_text()))
        path.with_suffix(".lidx").unlink(missing_ok=True)  # offsets into the old file

    def fills_archive(self, localpart, sender, bodies):
        """Fills the archive as if these had been said, ten a second until now. Needs the SQL store, in use already."""
        begin = int(time.time()) - len(bodies) // 10
        to, sender = f"{localpart}@{self.domain}", f"{sender}@{self.domain}"
        stanza = "<message type='chat' from='{}/phone' to='{}' id='old-{}'><body>{}</body></message>"
        rows = ((self.domain, localpart, "archive", str(uuid.uuid4()), begin + n // 10, sender, "xml",
                 stanza.format(sender, to, n, escape(body))) for n, body in enumerate(bodies))
        with contextlib.closing(sqlite3.connect(self.folder / "data/archive.sqlite")) as store:
            store.executemany('INSERT INTO prosodyarchive (host, user, store, key, "when", "with", '
                              "type, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            store.commit()

    def _stored(self, kind, name):
        # Prosody's internal storage: <data>/<host, escaped>/<store>/<localpart>.dat, .list for archives
        host = "".join(c if c.isalnum() else f"%{ord(c):02x}" for c in self.domain)
        return self.folder / "data" / host / kind / name

    def _store(self, kind, localpart, text):
        path = self._stored(kind, f"{localpart}.dat")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def command(self):
        return ["prosody", "-F", "--config", self.folder / "prosody.cfg.lua"]
