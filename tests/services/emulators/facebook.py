# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Chat, as it was from 2010 to 2015.

TLS is offered. X-FACEBOOK-PLATFORM needs an access token and the id of a known application; DIGEST-MD5 and, inside TLS,
PLAIN need name and password. Contacts are -<number>@chat.facebook.com; so is somebody who came by
X-FACEBOOK-PLATFORM, others are name@chat.facebook.com to themselves. It is no full server: the roster cannot be
changed, nothing goes from client to client but plain text and chat states, and an iq that it does not know gets no
answer at all.

    juliet = service.adds_user("juliet", "100", password="…")
    service.sends_own_message(juliet, "-200@chat.facebook.com", "hola")  # said in the browser; the ids of the pushes
    service.goes_idle("-200@chat.facebook.com", minutes=5)

Not known of the real service, and therefore attributes: the order of the mechanisms (mechanisms), whether it answered
disco#info and pings (answers_disco, answers_ping), the error for a change of the roster (refuses_change), how many
sessions one could have (most_sessions; one at first), and how own messages come back to where they were said (echoes:
"false" as was seen, None for not at all).
"""

import hmac
import re
import secrets
import zlib
from datetime import timedelta
from urllib.parse import parse_qsl

from . import sasl
from .loop import on_loop
from .markup import CLIENT, tag, text
from .messaging import DELAY, ROSTER, STATES, Messaging, photo
from .people import bare, now, stamp
from .service import NO_ANSWER, StanzaError, child

SCOPE = "xmpp_login"
METHOD = "auth.xmpp_login"
DISCO_INFO = "http://jabber.org/protocol/disco#info"
MESSAGES = "http://www.facebook.com/xmpp/messages"
WANT_EXTVAL = "{http://www.facebook.com/xmpp/vcard/photo}want-extval"
OLD_FORM = re.compile(r"[u%]\d+")  # of a contact's localpart: until March and April of 2010
AWAY = "away"


class Platform(sasl.Mechanism):
    """X-FACEBOOK-PLATFORM: a form as challenge, a form as response; the order of the keys is free."""

    def begin(self, initial):
        self._nonce = secrets.token_hex(16).upper()
        return sasl.Challenge(f"version=1&method={METHOD}&nonce={self._nonce}".encode())

    def go_on(self, response):
        said = self._form(response)
        token = self.service.tokens.find(said.get("access_token", ""))
        right = (hmac.compare_digest(said.get("nonce", "").encode(), self._nonce.encode())
                 and said.get("method") == METHOD and said.get("api_key") in self.service.applications
                 and token and token.allows(SCOPE))
        account = right and self.service.find_account(token.user)
        if not account:
            raise sasl.Refused(self.service.refuses_token)
        self.session.token = token.value
        return account

    @staticmethod
    def _form(response):
        try:
            pairs = parse_qsl((response or b"").decode(), keep_blank_values=True, strict_parsing=True)
        except ValueError:
            raise sasl.Refused("malformed-request") from None
        if len(dict(pairs)) != len(pairs):
            raise sasl.Refused("malformed-request")
        return dict(pairs)


class Facebook(Messaging):
    name = "facebook"
    domain = "chat.facebook.com"
    domains = (domain,)
    requires_tls = False
    mechanisms = {"X-FACEBOOK-PLATFORM": Platform, "DIGEST-MD5": sasl.DigestMd5, "PLAIN": sasl.Plain}
    hidden_until_tls = ("PLAIN",)
    iq_from = domain
    unknown_iq = ""
    refuses_change = "not-allowed"
    answers_disco = False
    answers_ping = False
    most_sessions = None
    echoes = "false"

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.applications = {"123456"}  # ids: api_key of X-FACEBOOK-PLATFORM
        self._wants_own = set()  # sessions whose client lists the feature
        self._asked = {}  # id of a disco#info request -> session

    # For plays.

    def adds_user(self, name, number, password=""):
        account = self.adds(name, password, jid=f"-{number}@{self.domain}")
        account.names += (f"{name}@{self.domain}", number)
        return account

    @on_loop
    def sends_own_message(self, account, to, body, itself="false"):
        """What the account said somewhere else, to its clients that want it."""
        payload = tag("own-message", {"xmlns": MESSAGES, "to": to, "self": itself}, tag("body", None, text(body)))
        return [session.asks("set", payload) for session in self.bound_sessions(account) if session in self._wants_own]

    def goes_idle(self, sender, minutes):
        """Away, since some minutes ago."""
        since = stamp(now() - timedelta(minutes=minutes))
        self.shows(sender, AWAY, extra=tag("delay", {"xmlns": DELAY, "stamp": since}))

    def wants_own_messages(self, session):
        return session in self._wants_own

    # The stream.

    def more_features(self, session):
        return [tag("ver", {"xmlns": "urn:xmpp:features:rosterver"})]

    def binds(self, session, resource):
        if session.mechanism == "X-FACEBOOK-PLATFORM":
            address = session.account.jid
        else:
            address = f"{session.account.names[0]}@{self.domain}"
        full = f"{address}/{resource or secrets.token_hex(4)}"
        others = self.bound_sessions(session.account)
        surplus = max(0, len(others) + 1 - self.most_sessions) if self.most_sessions else 0
        for other in others[:surplus]:  # the oldest
            other.fails("conflict")
        return full

    def address(self, session):
        return session.account.jid  # own JID and the one that contacts see may differ

    def bound(self, session):
        self._asked[session.asks("get", tag("query", {"xmlns": DISCO_INFO}))] = session

    def lost(self, session):
        super().lost(session)
        self._wants_own.discard(session)

    # Stanzas.

    def answer_to(self, session, iq, point):
        if bare(iq.get("to")) not in ("", self.domain, session.account.jid, bare(session.jid)) \
                and point[1] != "{vcard-temp}vCard":
            return NO_ANSWER  # nothing goes from client to client
        if point == ("get", "{urn:xmpp:ping}ping") and not self.answers_ping:
            return NO_ANSWER
        if point == ("get", f"{{{DISCO_INFO}}}query") and self.answers_disco:
            return tag("query", {"xmlns": DISCO_INFO}, tag("identity", {"category": "server", "type": "im"}),
                       tag("feature", {"var": MESSAGES}))
        return super().answer_to(session, iq, point)

    def takes_answer(self, session, iq):
        if self._asked.pop(iq.get("id"), None) is session and iq.get("type") == "result":
            features = {each.get("var") for each in iq.iter(f"{{{DISCO_INFO}}}feature")}
            if MESSAGES in features:
                self._wants_own.add(session)

    def gets_roster(self, session, iq, query):
        """Nothing, if the client's version is the present one (RFC 6121, 2.6)."""
        items = "".join(self.item(each, set()) for each in list(session.account.contacts.values()))
        version = format(zlib.crc32(items.encode()), "08x")
        if query.get("ver") == version:
            return ""
        return tag("query", {"xmlns": ROSTER, "ver": version}, items)

    def sets_roster(self, session, iq, query):
        raise StanzaError(self.refuses_change)

    sets_vcard = sets_roster

    def vcard_content(self, card, query):
        """Name and picture, and the picture's address instead for who wants it."""
        if query.find(WANT_EXTVAL) is not None and card.photo_url:
            picture = tag("PHOTO", None, tag("EXTVAL", None, text(card.photo_url)))
        else:
            picture = photo(card)
        return tag("FN", None, text(card.full_name)) + picture

    def presence_content(self, sender, show, status):
        """Available or away, without words, and the hash of the picture (XEP-0153)."""
        card = self.vcards.get(bare(sender))
        known = tag("photo", None, card.photo_hash()) if card else ""
        return ((tag("show", None, AWAY) if show else "")
                + tag("x", {"xmlns": "vcard-temp:x:update"}, known))

    def relayed_presence(self, session, presence):
        return self.presence_content(session.account.jid, presence.findtext(f"{{{CLIENT}}}show"), "")

    def takes_subscription(self, session, kind, to):
        raise StanzaError(self.refuses_change)

    def passes(self, part):
        return part.tag == f"{{{CLIENT}}}body" or part.tag.startswith(f"{{{STATES}}}")

    def takes_message(self, session, message):
        if message.get("type") == "error":
            return
        localpart, _, domain = bare(message.get("to")).partition("@")
        if domain != self.domain or OLD_FORM.fullmatch(localpart):
            raise StanzaError("item-not-found")
        super().takes_message(session, message)
        body = child(message, "body")
        if body is not None:
            self._tells_own(session, bare(message.get("to")), body.text or "")

    def _tells_own(self, session, to, body):
        """The other clients hear of it, and by mistake the one that said it, with the same self="false"."""
        payload = tag("body", None, text(body))
        for other in self.bound_sessions(session.account):
            mark = self.echoes if other is session else "false"
            if other in self._wants_own and mark is not None:
                other.asks("set", tag("own-message", {"xmlns": MESSAGES, "to": to, "self": mark}, payload))
