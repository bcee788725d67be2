# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk, as it was until 2013 and, for those who stayed, later.

TLS is required. Before it X-GOOGLE-TOKEN and X-OAUTH2 are shown, and PLAIN is not. A user of one domain may find
himself in another: the bind result says which, and the resource in it is the one asked for with something random behind
it. Extensions are in google_extensions.py.

Not known of the real service, and therefore attributes: which mechanisms were shown before TLS at what time
(hidden_until_tls; X-OAUTH2 came later than X-GOOGLE-TOKEN), whether a login before TLS went through (login_before_tls),
whether the domain in the bind result changed for every client or for those that had said "client-uses-full-bind-result"
(changes_domain: "always", "asked" or "never"), whether X-OAUTH2 was refused without auth:service="oauth2"
(insists_on_service), whether people of the address book were on the roster of a client that had not asked for
google:roster (shows_address_book), and what became of a client that did not answer a push (expects_answers).
"""

import secrets

from . import sasl
from .google_extensions import Extensions
from .markup import tag
from .people import bare
from .service import NO_ANSWER, StanzaError

AUTH = "http://www.google.com/talk/protocol/auth"
OAUTH_SCOPE = "https://www.googleapis.com/auth/googletalk"
TOKEN_SCOPE = "mail"  # the service that a token of Google's own logins was issued for


class GoogleToken(sasl.Mechanism):
    """NUL user NUL token"""

    scope = TOKEN_SCOPE

    def begin(self, initial):
        user, value = sasl.user_and_secret(initial)
        token = self.service.tokens.find(value)
        account = self.service.find_account(user)
        right = token and token.allows(self.scope) and self.service.find_account(token.user) is account
        if not account or not right:
            raise sasl.Refused(self.service.refuses_token)
        self.session.token = value
        return account


class OAuth2(GoogleToken):
    """The same with an access token, and an attribute that says so."""

    scope = OAUTH_SCOPE

    def begin(self, initial):
        service = self.attributes.get(f"{{{AUTH}}}service", "" if self.service.insists_on_service else "oauth2")
        if service != "oauth2":
            raise sasl.Refused(self.service.refuses_token)
        return super().begin(initial)


class Google(Extensions):
    name = "google"
    domain = "gmail.com"
    domains = ("gmail.com", "googlemail.com")
    home_domain = "googlemail.com"  # the one that a bind result has instead
    changes_domain = "always"
    mechanisms = {"PLAIN": sasl.Plain, "X-GOOGLE-TOKEN": GoogleToken, "X-OAUTH2": OAuth2}
    hidden_until_tls = ("PLAIN",)
    insists_on_service = True
    sends_to = ""  # a host[:port] for see-other-host

    def adds(self, name, password="", jid=None):
        """An account, which has one name in each of the domains."""
        account = super().adds(name, password, jid)
        account.names += tuple(f"{name}@{domain}" for domain in self.domains)
        return account

    def sent_elsewhere(self, session):
        if self.sends_to:
            session.fails("see-other-host", content=self.sends_to)
        return bool(self.sends_to)

    def binds(self, session, resource):
        asked = session.login_attributes.get(f"{{{AUTH}}}client-uses-full-bind-result") == "true"
        localpart, _, domain = session.account.jid.partition("@")
        if self.changes_domain == "always" or (self.changes_domain == "asked" and asked):
            domain = self.home_domain
        return f"{localpart}@{domain}/{resource}{secrets.token_hex(4).upper()}"

    def answer_to(self, session, iq, point):
        """What is for another client goes there, and its answer comes back (RFC 6121, 8.5.3.1)."""
        if "/" in (iq.get("to") or ""):
            self._forwards(session, iq)
            return NO_ANSWER
        if bare(iq.get("to")) not in self._own_addresses(session) and point[1] != "{vcard-temp}vCard":
            raise StanzaError("service-unavailable")
        return super().answer_to(session, iq, point)

    def takes_answer(self, session, iq):
        if "/" in (iq.get("to") or ""):
            self._forwards(session, iq)
        super().takes_answer(session, iq)

    def _own_addresses(self, session):
        return ("", *self.domains, *session.account.names, bare(session.jid))

    def _forwards(self, session, iq):
        other = next((each for each in self.bound_sessions() if each.jid == iq.get("to")), None)
        if other:
            other.sends(tag("iq", {"type": iq.get("type"), "id": iq.get("id"), "from": session.jid, "to": other.jid},
                            *self.written(iq)))
        elif iq.get("type") in ("get", "set"):
            raise StanzaError("service-unavailable")

    def takes_probe(self, session, to):
        self.tells_presences(session, [to])
