# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Messenger over XMPP, as it was from 2011 to 2013.

A client comes to the listener "door" (port), which answers the stream header with see-other-host and closes. The
listener "home" requires STARTTLS, with a certificate for messenger.live.com, and has one mechanism,
X-MESSENGER-OAUTH2, whose data is the access token as it is, not in base64. The token decides who the user is: the
bound JID is an opaque one, whatever the client thought it was.

Not known of the real service, and therefore attributes: whether the blank behind the mechanism's name that its
documentation shows was sent (blank_behind_mechanism), the SASL condition for a bad token (refuses_token), whether
RFC 3921's session was offered (offers_session), the error for what may not be changed (refuses_change), what expiry
does to a session (expired), the form of an empty history and of its times (history), what a stream header for another
domain gets (a foreign domain gets no answer, as was seen; refuses_domain = "host-unknown" says so).
"""

from . import sasl
from .history import NAMESPACE as ARCHIVE, History
from .loop import on_loop
from .markup import tag, text
from .messaging import Messaging, STATES
from .people import bare
from .service import StanzaError, child

SCOPE = "wl.messenger"


class MessengerOAuth2(sasl.Mechanism):
    """The access token and nothing else, in one step."""

    def decode(self, characters):
        return characters.encode() or None

    def begin(self, initial):
        token = self.service.tokens.find((initial or b"").decode())
        account = token and token.allows(SCOPE) and self.service.find_account(token.user)
        if not account:
            raise sasl.Refused(self.service.refuses_token)
        self.session.token = token.value
        return account


class Microsoft(Messaging):
    name = "microsoft"
    domain = "messenger.live.com"
    domains = (domain,)
    listeners = ("door", "home")
    mechanisms = {"X-MESSENGER-OAUTH2": MessengerOAuth2}
    hidden_until_tls = tuple(mechanisms)
    iq_from = domain
    idle_seconds = 90
    expired = ("not-authorized", "token expired")
    refuses_change = "not-allowed"  # or "feature-not-implemented"
    refuses_domain = ""
    blank_behind_mechanism = True  # in the text of <mechanism/>
    allows_adding = False  # of contacts: a later addition, the only change there ever was

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.hops = 0  # clients that were sent elsewhere
        # Where each listener sends its clients; a host without a port means 5222. A list is used up from the left, and
        # its last entry stays. None: nowhere.
        self.sends_to = {"door": [f"127.0.0.1:{self.listening['home']}"], "home": []}
        self.history = History()
        self.keeps_history = True

    def adds_user(self, user, cid="8a3f09c2d4e1b756"):
        """Somebody whom tokens for this user stand for."""
        return self.adds(user, jid=f"{cid}@{self.domain}")

    # The stream.

    def serves(self, session):
        if session.to in self.domains:
            return True
        if self.refuses_domain:
            session.fails(self.refuses_domain)
        return False

    def sent_elsewhere(self, session):
        targets = self.sends_to[session.listener]
        if not targets:
            return False
        target = targets.pop(0) if len(targets) > 1 else targets[0]
        if target is None:
            return False
        self.hops += 1
        session.fails("see-other-host", content=text(target))
        return True

    def mechanism_text(self, name):
        return f"{name} " if self.blank_behind_mechanism else name

    def binds(self, session, resource):
        return f"{session.account.jid}/{resource or 'messenger'}-{session.number:04X}"

    # Stanzas.

    def handlers(self):
        return super().handlers() | {("get", f"{{{ARCHIVE}}}retrieve"): self.retrieves}

    def answer_to(self, session, iq, point):
        if bare(iq.get("to")) not in ("", self.domain, session.account.jid) and point[1] != "{vcard-temp}vCard":
            raise StanzaError("service-unavailable")  # no client asks another
        return super().answer_to(session, iq, point)

    def replies(self, session, name, stanza, kind, payload):
        """Results come from the domain, whoever was asked."""
        sender = self.iq_from if name == "iq" else stanza.get("to")
        session.sends(tag(name, {"type": kind, "id": stanza.get("id"), "from": sender, "to": session.jid}, payload))

    def sets_roster(self, session, iq, query):
        raise StanzaError(self.refuses_change)

    sets_vcard = sets_roster

    def takes_subscription(self, session, kind, to):
        if kind == "subscribe" and self.allows_adding:
            account = session.account
            contact = account.contacts.get(to) or account.knows(to, subscription="none")
            contact.ask = "subscribe"
            self.pushes(account, contact)
        elif kind in ("subscribe", "unsubscribe"):
            raise StanzaError(self.refuses_change)
        else:
            super().takes_subscription(session, kind, to)

    def takes_message(self, session, message):
        if message.get("type") == "error":
            return
        if message.get("type") != "chat":
            raise StanzaError("not-allowed" if message.get("type") == "groupchat" else "service-unavailable")
        if bare(message.get("to")).rpartition("@")[2] != self.domain:
            raise StanzaError("service-unavailable")  # it talks to no other server
        body = child(message, "body")
        if body is not None:
            self._keeps(session.account, message.get("to"), "to", body.text or "")
            other = next((each for each in self.accounts if each.jid == bare(message.get("to"))), None)
            if other:
                self._keeps(other, session.jid, "from", body.text or "")
        super().takes_message(session, message)

    def passes(self, part):
        return part.tag == "{jabber:client}body" or part.tag.startswith(f"{{{STATES}}}")

    @on_loop
    def says(self, sender, body, to=None, **options):
        self._keeps(to or self.accounts[0], sender, "from", body)
        super().says(sender, body, to, **options)

    # XEP-0136.

    def _keeps(self, account, contact, direction, body):
        if self.keeps_history:
            self.history.keep(account, contact, direction, body)

    def retrieves(self, session, iq, retrieve):
        if not retrieve.get("with"):
            raise StanzaError("bad-request")
        return self.history.retrieved(session.account, retrieve.get("with"))
