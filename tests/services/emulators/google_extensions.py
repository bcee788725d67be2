# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk's extensions: google:roster, nosave, setting, queue, mail:notify, shared-status, jingleinfo.

For a play:

    service.goes_off_the_record(juliet, "romeo@gmail.com")  # the other one's wish; pushed to who has asked
    service.changes_setting(juliet, "archivingenabled", "false")
    service.announces_mail(session)                         # the id of a push that wants an answer
    service.queues                                          # every google:queue command: a logger must not give one
"""

import base64
import binascii

from .loop import on_loop
from .markup import tag, write
from .messaging import ROSTER, VCARD, Messaging
from .people import VCard, bare
from .service import StanzaError

GR = "google:roster"
NOSAVE = "google:nosave"
SETTING = "google:setting"
QUEUE = "google:queue"
MAIL = "google:mail:notify"
STATUS = "google:shared-status"
JINGLE = "google:jingleinfo"
DISCO_INFO = "http://jabber.org/protocol/disco#info"
DISCO_ITEMS = "http://jabber.org/protocol/disco#items"
FEATURES = (GR, NOSAVE, SETTING, MAIL, STATUS, JINGLE)
SETTINGS = {"autoacceptsuggestions": "false", "mailnotifications": "true", "archivingenabled": "true",
            "gmail": "true", "emailverified": "true", "domainprivacynotice": "false", "displayname": ""}


class Extensions(Messaging):
    shows_address_book = "always"  # or "asked"
    expects_answers = 30  # seconds for the answer to a push, or the connection is closed; None waits for ever

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.queues = []  # (session, "enable" "disable" or "flush")
        self.waited_for = []  # ids of pushes whose time for an answer is over
        self.mailbox = []  # <mail-thread-info/> texts
        self._held = {}  # session -> {full JID: (kind, content)} while its queue is enabled
        self._interested = set()  # (session, namespace): who gets pushes

    # For plays.

    @on_loop
    def goes_off_the_record(self, account, jid, off=True):
        """Nothing said with this contact is to be saved from now on; False ends that."""
        account.settings.setdefault(NOSAVE, {})[bare(jid)] = off
        self._pushes_to_interested(account, NOSAVE, tag("query", {"xmlns": NOSAVE}, self._nosave_item(jid, off)))

    @on_loop
    def changes_setting(self, account, name, value):
        self._settings(account)[name] = value
        self._pushes_to_interested(account, SETTING, tag("usersetting", {"xmlns": SETTING},
                                                         tag(name, {"value": value})))

    @on_loop
    def announces_mail(self, session):
        return self._expects_answer(session, tag("new-mail", {"xmlns": MAIL}))

    # Iqs.

    def handlers(self):
        return super().handlers() | {
            ("get", f"{{{DISCO_INFO}}}query"): self.tells_features,
            ("get", f"{{{DISCO_ITEMS}}}query"): lambda *_: tag("query", {"xmlns": DISCO_ITEMS}),
            ("get", f"{{{NOSAVE}}}query"): self.gets_nosave,
            ("set", f"{{{NOSAVE}}}query"): self.sets_nosave,
            ("get", f"{{{SETTING}}}usersetting"): self.gets_settings,
            ("set", f"{{{SETTING}}}usersetting"): self.sets_settings,
            ("set", f"{{{QUEUE}}}query"): self.sets_queue,
            ("get", f"{{{MAIL}}}query"): self.gets_mail,
            ("get", f"{{{STATUS}}}query"): self.gets_status,
            ("set", f"{{{STATUS}}}query"): self.sets_status,
            ("get", f"{{{JINGLE}}}query"): self.gets_jingle_info,
        }

    def tells_features(self, session, iq, query):
        if bare(iq.get("to")) not in self.domains:
            raise StanzaError("service-unavailable")
        return tag("query", {"xmlns": DISCO_INFO},
                   tag("identity", {"category": "server", "type": "im", "name": "Google Talk"}),
                   *(tag("feature", {"var": feature}) for feature in (DISCO_INFO, DISCO_ITEMS, VCARD, *FEATURES)))

    def gets_roster(self, session, iq, query):
        asked = {GR} if query.get(f"{{{GR}}}ext") == "2" else set()
        contacts = [each for each in list(session.account.contacts.values())
                    if asked or self.shows_address_book == "always" or each.subscription != "none" or each.ask]
        return tag("query", {"xmlns": ROSTER} | ({"xmlns:gr": GR, "gr:ext": "2"} if asked else {}),
                   *(self.item(each, asked) for each in contacts))

    def item(self, contact, asked):
        """With t mc emc w rejected autosub of google:roster for who asked for them."""
        item = super().item(contact, asked)
        extras = {f"gr:{key}": value for key, value in contact.extras.items()} if GR in asked else {}
        return item.replace("<item", tag("item", extras)[:-2], 1)

    def sets_roster(self, session, iq, query):
        items = query.findall(f"{{{ROSTER}}}item")
        if len(items) != 1 or not items[0].get("jid"):
            raise StanzaError("bad-request")
        account, item, jid = session.account, items[0], bare(items[0].get("jid"))
        removed = item.get("subscription") == "remove"
        if removed and jid not in account.contacts:
            raise StanzaError("item-not-found")
        contact = account.contacts.get(jid) or account.knows(jid, subscription="none")
        contact.name = item.get("name", "")
        contact.groups = tuple(group.text or "" for group in item)
        if item.get(f"{{{GR}}}t"):
            contact.extras["t"] = item.get(f"{{{GR}}}t")
        if removed:
            del account.contacts[jid]
        self.pushes(account, contact, removed)
        return ""

    def gets_nosave(self, session, iq, query):
        self._interested.add((session, NOSAVE))
        kept = session.account.settings.get(NOSAVE, {})
        return tag("query", {"xmlns": NOSAVE}, *(self._nosave_item(jid, off) for jid, off in kept.items()))

    def sets_nosave(self, session, iq, query):
        for item in query.findall(f"{{{NOSAVE}}}item"):
            if not item.get("jid") or item.get("value") not in ("enabled", "disabled"):
                raise StanzaError("bad-request")
            self.goes_off_the_record(session.account, item.get("jid"), item.get("value") == "enabled")
        return ""

    @staticmethod
    def _nosave_item(jid, off):
        return tag("item", {"jid": bare(jid), "value": "enabled" if off else "disabled", "source": bare(jid)})

    def gets_settings(self, session, iq, query):
        """A get subscribes to changes."""
        self._interested.add((session, SETTING))
        return tag("usersetting", {"xmlns": SETTING}, *(
            tag(name, {"value": value}) for name, value in self._settings(session.account).items()))

    def sets_settings(self, session, iq, query):
        for setting in query:
            name = setting.tag.rpartition("}")[2]
            if name not in SETTINGS or setting.get("value") is None:
                raise StanzaError("bad-request")
            self.changes_setting(session.account, name, setting.get("value"))
        return ""

    @staticmethod
    def _settings(account):
        return account.settings.setdefault(SETTING, dict(SETTINGS))

    def gets_mail(self, session, iq, query):
        return tag("mailbox", {"xmlns": MAIL, "result-time": "1323856805000", "total-matched": len(self.mailbox),
                               "total-estimate": 0, "url": "http://mail.google.com/mail"}, *self.mailbox)

    def gets_status(self, session, iq, query):
        kept = session.account.settings.get(STATUS, "<status/><show>default</show><invisible value='false'/>")
        return tag("query", {"xmlns": STATUS, "version": "2", "status-max": "512", "status-list-max": "3",
                             "status-list-contents-max": "5"}, kept)

    def sets_status(self, session, iq, query):
        """One status for all resources of the account."""
        session.account.settings[STATUS] = "".join(write(part, STATUS) for part in query)
        for other in self.bound_sessions(session.account):
            other.asks("set", self.gets_status(other, iq, query), **{"from": bare(other.jid)})
        return ""

    def gets_jingle_info(self, session, iq, query):
        return tag("query", {"xmlns": JINGLE}, tag("stun", None, tag("server", {"host": "127.0.0.1", "udp": "3478"})))

    def sets_vcard(self, session, iq, query):
        """Name and picture; other fields are forgotten."""
        found = {part.tag.rpartition("}")[2]: part.text or "" for part in query.iter()}
        try:
            picture = base64.b64decode(found.get("BINVAL", ""))
        except binascii.Error:
            raise StanzaError("bad-request") from None
        self.vcards[session.account.jid] = VCard(found.get("FN", ""), found.get("NICKNAME", ""), picture,
                                                 found.get("TYPE", "image/png"), found.get("EXTVAL", ""))
        return ""

    def sets_queue(self, session, iq, query):
        commands = [part.tag.rpartition("}")[2] for part in query]
        if not commands or not set(commands) <= {"enable", "disable", "flush"}:
            raise StanzaError("bad-request")
        for command in commands:
            self.queues.append((session, command))
            held = self._held.pop(session, None)
            if command == "enable":
                self._held[session] = held or {}
                continue
            if command == "flush" and held is not None:
                self._held[session] = {}
            for sender, (kind, content) in (held or {}).items():
                super().sends_presence(session, sender, kind, content)
        return ""

    # Stanzas.

    def sends_presence(self, session, sender, kind, content):
        """A queue keeps the last available or unavailable presence of each full JID."""
        if session in self._held and kind in (None, "unavailable"):
            self._held[session][sender] = (kind, content)
        else:
            super().sends_presence(session, sender, kind, content)

    def decorated(self, account, sender, content):
        """Every message says whether it may be saved: value "enabled" means that it may not."""
        off = account.settings.get(NOSAVE, {}).get(bare(sender), False)
        return (content + tag("nos:x", {"xmlns:nos": NOSAVE, "value": "enabled" if off else "disabled"})
                + tag("arc:record", {"xmlns:arc": "http://jabber.org/protocol/archive", "otr": str(off).lower()}))

    def delayed(self, when):
        """XEP-0091, the predecessor of XEP-0203"""
        return tag("x", {"xmlns": "jabber:x:delay", "stamp": when.strftime("%Y%m%dT%H:%M:%S")})

    @staticmethod
    def written(stanza):
        return [write(part) for part in stanza]

    def _pushes_to_interested(self, account, namespace, payload):
        for session in self.bound_sessions(account):
            if (session, namespace) in self._interested:
                self._expects_answer(session, payload)

    def _expects_answer(self, session, payload):
        name = session.asks("set", payload, **{"from": bare(session.jid)})
        if self.expects_answers is not None:
            self.loop.asyncio.call_later(self.expects_answers, self._looks_for_answer, session, name)
        return name

    def _looks_for_answer(self, session, name):
        if name not in self.answers_heard and not session.closed:
            session.cuts()
        self.waited_for.append(name)

    def lost(self, session):
        super().lost(session)
        self._held.pop(session, None)
        self._interested = {(who, what) for who, what in self._interested if who is not session}
