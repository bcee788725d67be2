# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant messaging for the services: rosters, presence, messages, vCards (RFC 6121, XEP-0054), as far as all share it.

For a play, contacts are puppets:

    juliet = service.adds("juliet", password="…")
    juliet.knows("romeo@gmail.com", "Romeo")
    service.shows("romeo@gmail.com/x", show="away")         # goes offline with kind="unavailable"
    service.says("romeo@gmail.com/x", "But, soft!")         # kept for later if nobody is there
    service.composes("romeo@gmail.com/x", "composing")      # XEP-0085
    service.asks_to_subscribe("nurse@gmail.com", nick="Nurse")
"""

import base64

from .loop import on_loop
from .markup import CLIENT, tag, text, write
from .people import Account, bare, now, stamp
from .service import Service, StanzaError, child

ROSTER = "jabber:iq:roster"
VCARD = "vcard-temp"
STATES = "http://jabber.org/protocol/chatstates"
NICK = "http://jabber.org/protocol/nick"
DELAY = "urn:xmpp:delay"


class Messaging(Service):
    honours_priority = True  # RFC 6121, 8.5.2.1.1: a negative one gets no messages to the bare JID
    subscription_words = ("subscribe", "subscribed", "unsubscribe", "unsubscribed")

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.accounts = []
        self.vcards = {}  # bare JID -> VCard
        self.presences = {}  # full JID of a puppet -> content of its last <presence/>

    # For plays.

    def adds(self, name, password="", jid=None):
        """An account."""
        jid = jid or f"{name}@{self.domain}"
        account = Account(jid, (name, jid), password)
        self.accounts.append(account)
        return account

    @on_loop
    def shows(self, sender, show="", status="", kind=None, extra=""):
        """Presence of a puppet, to all who are subscribed to it."""
        content = self.presence_content(sender, show, status) + extra
        if kind == "unavailable":
            self.presences.pop(sender, None)
        else:
            self.presences[sender] = content
        for account in self.accounts:
            contact = account.contacts.get(bare(sender))
            if contact and contact.sees_presence:
                self._broadcasts(account, sender, kind, content)

    @on_loop
    def says(self, sender, body, to=None, extra="", kind="chat", name=None, full=None):
        """A message of a puppet to an account, the first one if none is named, or to one full JID of it."""
        content = tag("body", None, text(body)) + extra
        self.delivers(to or self.accounts[0], sender, kind, content, name, to=full)

    @on_loop
    def composes(self, sender, state, to=None):
        """A chat state alone: active composing paused inactive gone."""
        self.delivers(to or self.accounts[0], sender, "chat", tag(state, {"xmlns": STATES}), keep=False)

    @on_loop
    def asks_to_subscribe(self, sender, nick="", to=None):
        account = to or self.accounts[0]
        content = tag("nick", {"xmlns": NICK}, text(nick)) if nick else ""
        account.requests[sender] = content
        for session in self.available(account):
            self._requests(session, sender, content)

    @on_loop
    def pushes(self, account, contact, removed=False):
        """Tells the account's clients of a change of its roster; the ids of the pushes."""
        item = tag("item", {"jid": contact.jid, "subscription": "remove"}) if removed else self.item(contact, set())
        return [session.asks("set", tag("query", {"xmlns": ROSTER}, item), **{"from": self.iq_from})
                for session in self.bound_sessions(account)]

    # For the services.

    def find_account(self, user):
        return next((each for each in self.accounts if user in each.names), None)

    def available(self, account):
        return [each for each in self.bound_sessions(account) if each.presence is not None]

    def address(self, session):
        """The JID that others see."""
        return session.jid

    def presence_content(self, sender, show, status):
        return ((tag("show", None, text(show)) if show else "")
                + (tag("status", None, text(status)) if status else ""))

    def decorated(self, account, sender, content):
        """A message's content as this service passes it on."""
        return content

    def reachable(self, account):
        """The sessions that get what is sent to the bare JID."""
        return [each for each in self.available(account) if priority(each.presence) >= 0 or not self.honours_priority]

    def delivers(self, account, sender, kind, content, name=None, keep=True, to=None):
        """To the session with the full JID `to`, else to those that are reachable; or kept until one is."""
        there = [each for each in self.available(account) if each.jid == to] or self.reachable(account)
        if not there and keep:
            account.offline.append((sender, kind, content, now()))
        for session in there:
            self.sends_message(session, sender, kind, content, name)

    def sends_message(self, session, sender, kind, content, name=None):
        session.sends(tag("message", {"from": sender, "to": session.jid, "type": kind, "id": name},
                          self.decorated(session.account, sender, content)))

    def sends_presence(self, session, sender, kind, content):
        session.sends(tag("presence", {"from": sender, "to": session.jid, "type": kind}, content))

    def delayed(self, when):
        """How an offline message says that it is one."""
        return tag("delay", {"xmlns": DELAY, "from": self.domain, "stamp": stamp(when)}, text("Offline Storage"))

    def handlers(self):
        return super().handlers() | {
            ("get", f"{{{ROSTER}}}query"): self.gets_roster,
            ("set", f"{{{ROSTER}}}query"): self.sets_roster,
            ("get", f"{{{VCARD}}}vCard"): self.gets_vcard,
            ("set", f"{{{VCARD}}}vCard"): self.sets_vcard,
            ("get", "{urn:xmpp:ping}ping"): lambda *_: "",
        }

    def gets_roster(self, session, iq, query):
        items = "".join(self.item(contact, set()) for contact in list(session.account.contacts.values()))
        return tag("query", {"xmlns": ROSTER}, items)

    def item(self, contact, asked):
        """`asked`: the extensions that the client wants."""
        groups = "".join(tag("group", None, text(group)) for group in contact.groups)
        return tag("item", {"jid": contact.jid, "name": contact.name or None,
                            "subscription": contact.subscription, "ask": contact.ask}, groups)

    def sets_roster(self, session, iq, query):
        raise StanzaError("not-allowed")

    def gets_vcard(self, session, iq, query):
        card = self.vcards.get(bare(iq.get("to")) or session.account.jid)
        if not card:
            raise StanzaError("item-not-found")
        return tag("vCard", {"xmlns": VCARD}, self.vcard_content(card, query))

    def vcard_content(self, card, query):
        return (tag("FN", None, text(card.full_name))
                + (tag("NICKNAME", None, text(card.nickname)) if card.nickname else "")
                + photo(card))

    def sets_vcard(self, session, iq, query):
        raise StanzaError("not-allowed")

    # From clients.

    def takes_message(self, session, message):
        if message.get("type") == "error":
            return
        to = message.get("to") or session.account.jid
        content = "".join(write(part) for part in message if self.passes(part))
        account = self.find_account(bare(to))
        if account and content:
            self.delivers(account, self.address(session), message.get("type"), content, message.get("id"),
                          keep=child(message, "body") is not None, to=to)

    def passes(self, part):
        """True if a part of a client's message goes to whom it is for."""
        return True

    def takes_presence(self, session, presence):
        kind, to = presence.get("type"), bare(presence.get("to"))
        if kind in self.subscription_words:
            self.takes_subscription(session, kind, to)
        elif kind == "probe":
            self.takes_probe(session, to)
        elif not presence.get("to") and kind in (None, "unavailable"):
            self._broadcast_by(session, kind, presence)

    def takes_probe(self, session, to):
        """No answer."""

    def takes_subscription(self, session, kind, to):
        account = session.account
        pending = account.requests.pop(to, None)
        if kind == "subscribed" and pending is not None:
            known = account.contacts.get(to)
            contact = known or account.knows(to, subscription="none")
            contact.subscription = "both" if contact.sees_presence else "from"
            self.pushes(account, contact)
        elif kind in ("subscribe", "unsubscribe"):
            raise StanzaError("not-allowed")

    def _broadcast_by(self, session, kind, presence):
        first = session.presence is None and kind is None
        reachable = session in self.reachable(session.account)
        session.presence = None if kind else presence
        content = self.relayed_presence(session, presence)
        for account in self.accounts:
            contact = account.contacts.get(session.account.jid)
            if account is session.account or (contact and contact.sees_presence):
                self._broadcasts(account, self.address(session), kind, content)
        if first:
            self._welcomes(session)
        if not reachable and session in self.reachable(session.account):
            self._delivers_kept(session)

    def relayed_presence(self, session, presence):
        return "".join(write(part) for part in presence)

    def _broadcasts(self, account, sender, kind, content):
        for session in self.available(account):
            self.sends_presence(session, sender, kind, content)

    def _welcomes(self, session):
        """What the first presence of a session brings."""
        self.tells_presences(session, session.account.contacts)
        for sender, content in session.account.requests.items():
            self._requests(session, sender, content)

    def _delivers_kept(self, session):
        kept, session.account.offline = session.account.offline, []
        for sender, kind, content, when in kept:
            self.sends_message(session, sender, kind, content + self.delayed(when))

    def tells_presences(self, session, jids):
        """What is known of these contacts, if the account is subscribed to them."""
        contacts = session.account.contacts
        wanted = {jid for jid in list(jids) if jid in contacts and contacts[jid].sees_presence}
        for sender, content in self.presences.items():
            if bare(sender) in wanted:
                self.sends_presence(session, sender, None, content)
        for other in list(self.sessions):
            if other.presence is not None and other is not session and (
                    other.account.jid in wanted or other.account is session.account):
                self.sends_presence(session, self.address(other), None, self.relayed_presence(other, other.presence))

    @staticmethod
    def _requests(session, sender, content):
        session.sends(tag("presence", {"from": sender, "to": session.account.jid, "type": "subscribe"}, content))

    def lost(self, session):
        super().lost(session)
        if session.presence is not None:
            session.presence = None
            for account in self.accounts:
                contact = account.contacts.get(session.account.jid)
                if account is session.account or (contact and contact.sees_presence):
                    self._broadcasts(account, self.address(session), "unavailable", "")


def priority(presence):
    try:
        return int(presence.findtext(f"{{{CLIENT}}}priority") or 0)
    except ValueError:
        return 0


def photo(card):
    """PHOTO with the picture in it, or with its address if there is nothing but that."""
    if card.photo:
        return tag("PHOTO", None, tag("TYPE", None, card.photo_type),
                   tag("BINVAL", None, base64.b64encode(card.photo).decode()))
    return tag("PHOTO", None, tag("EXTVAL", None, text(card.photo_url))) if card.photo_url else ""
