# SPDX-License-Identifier: GPL-3.0-or-later
"""Psi+ 1.4. Its D-Bus interface opens conversations; what is said in them is typed."""

import shutil
from xml.sax.saxutils import escape

from .client import Client

OPTIONS = """\
<!DOCTYPE options>
<options version="1" xmlns="http://psi-im.org/options"><options>
  <keychain><enabled type="bool">false</enabled></keychain>
  <auto-update><check-on-startup type="bool">false</check-on-startup></auto-update>
  <p2p><bytestreams><listen-port type="int">0</listen-port></bytestreams></p2p>
  <shortcuts><alist><chat_html_text type="QKeySequence">Ctrl+B</chat_html_text></alist></shortcuts>
  <ui>
    <tip><show type="bool">false</show></tip>
    <chat><default-jid-mode type="QString">barejid</default-jid-mode></chat>
  </ui>
</options></options>
"""


def _option(name, value):
    kind = {bool: "bool", int: "int", str: "QString"}[type(value)]
    text = str(value).lower() if kind == "bool" else escape(str(value))
    return f'<{name} type="{kind}">{text}</{name}>'


class Psi(Client):
    resource = "psi"

    def configures(self, home):
        profile, data = home / "config/psi+/profiles/default", home / "data/psi+"
        profile.mkdir(parents=True)
        (data / "certs").mkdir(parents=True)
        shutil.copy(self.ca_file, data / "certs/boswell.crt")  # its folder for authorities
        account = {"enabled": True, "auto": True, "reconn": True, "enable-sm": True, "name": "the account",
                   "id": "{7a8c2c5e-0f6b-4a7e-9f43-0c4c7a3b5d10}", "jid": self.jid, "password": self._hidden(),
                   "use-host": True, "host": "127.0.0.1", "port": self.port, "ssl": "yes",
                   "allow-plain": "never", "automatic-resource": False, "resource": "psi",
                   "auto-same-status": True, "last-status": "online"}
        fields = "".join(_option(name, value) for name, value in account.items())
        (profile / "accounts.xml").write_text(
            '<!DOCTYPE accounts>\n<accounts version="1" xmlns="http://psi-im.org/options">'
            f"<accounts><a0>{fields}</a0></accounts></accounts>\n")
        (profile / "options.xml").write_text(OPTIONS)

    def _hidden(self):
        """The password as its file has it: each character combined with one of the JID."""
        return "".join(f"{ord(c) ^ ord(self.jid[n % len(self.jid)]):04x}" for n, c in enumerate(self.password))

    def starts(self):
        self.screen.runs("psi-plus")
        self.screen.can_call("org.psi-im.Psi")

    def addresses(self, jid):
        self.screen.calls("org.psi-im.Psi", "/Main", "org.psi_im.Psi.Main.openURI", "(s)",
                          f"xmpp:{jid}?message;type=chat")
        self.screen.window(self.title(jid))

    def says_in_bold(self, text):
        self.screen.presses("ctrl+b", "Down", "Return")  # a menu, and its first line
        self.says(text)
