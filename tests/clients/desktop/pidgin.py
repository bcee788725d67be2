# SPDX-License-Identifier: GPL-3.0-or-later
"""Pidgin 2.14. Its D-Bus interface opens conversations; what is said in them is typed."""

from xml.sax.saxutils import escape

from stage.waiting import until

from .client import Client

ACCOUNTS = """\
<?xml version='1.0' encoding='UTF-8'?>
<account version='1.0'>
  <account>
    <protocol>prpl-jabber</protocol>
    <name>{jid}/pidgin</name>
    <password>{password}</password>
    <settings>
      <setting name='connect_server' type='string'>127.0.0.1</setting>
      <setting name='port' type='int'>{port}</setting>
      <setting name='connection_security' type='string'>require_tls</setting>
    </settings>
    <settings ui='gtk-gaim'>
      <setting name='auto-login' type='bool'>1</setting>
    </settings>
  </account>
</account>
"""

IM = 1  # a kind of conversation


class Pidgin(Client):
    resource = "pidgin"
    paste = "ctrl+shift+v"  # without format

    def configures(self, home):
        # It reads authorities from system folders only; this is where it keeps the certificates that its user
        # accepted, by the name of the host it connects to.
        trusted = home / ".purple/certificates/x509/tls_peers"
        trusted.mkdir(parents=True)
        (trusted / "127.0.0.1").write_bytes(self.certificate.read_bytes())
        (home / ".purple/accounts.xml").write_text(ACCOUNTS.format(
            jid=escape(self.jid), password=escape(self.password), port=self.port))

    def starts(self):
        self.screen.runs("pidgin")
        self.screen.can_call("im.pidgin.purple.PurpleService")
        accounts = until(lambda: self._purple("AccountsGetAllActive", "()"), "Pidgin's account", 60)
        self._account = accounts[0]

    def _purple(self, function, signature, *arguments):
        """The result of a function of libpurple, if it has any."""
        results = self.screen.calls("im.pidgin.purple.PurpleService", "/im/pidgin/purple/PurpleObject",
                                    f"im.pidgin.purple.PurpleInterface.Purple{function}", signature, *arguments)
        return results[0] if results else None

    def addresses(self, jid):
        # A conversation is with all resources of the contact; its messages go to the one it was opened with.
        for talk in self._purple("GetConversations", "()"):
            self._purple("ConversationDestroy", "(i)", talk)
        until(lambda: not self.screen.windows(self.title(jid)), "the conversation to close")
        self._purple("ConversationNew", "(iis)", IM, self._account, jid)
        self.screen.window(self.title(jid))

    def says_in_bold(self, text):
        self.screen.presses("ctrl+b")
        self.says(text)
        self.screen.presses("ctrl+b")
