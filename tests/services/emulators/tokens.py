# SPDX-License-Identifier: GPL-3.0-or-later
"""Access tokens: who they stand for, what they allow and until when."""

import base64
import dataclasses
import secrets
import threading
import time

LIFE = 3600  # seconds


@dataclasses.dataclass
class Token:
    value: str
    user: str  # as the service's find_account knows it
    scopes: frozenset
    expires: float  # as time.monotonic() says it

    def allows(self, scope):
        return not scope or scope in self.scopes


class Tokens:
    """The table that an OAuth 2.0 endpoint fills and the XMPP services consult. Any thread may use it."""

    def __init__(self):
        self._table = {}
        self._lock = threading.Lock()

    def issue(self, user, scopes="", seconds=LIFE, value=None):
        """A new token. Its text is over base64's alphabet, with characters that a URL and a form must escape."""
        if value is None:
            value = "EwA+/" + base64.b64encode(secrets.token_bytes(43)).decode()  # ends in "="
        token = Token(value, user, frozenset(scopes.split()), time.monotonic() + seconds)
        with self._lock:
            self._table[value] = token
        return value

    def find(self, value):
        """The Token, or None if it is unknown or expired."""
        with self._lock:
            token = self._table.get(value)
        return token if token and token.expires > time.monotonic() else None

    def values(self):
        """The text of every token there ever was."""
        with self._lock:
            return list(self._table)

    def expire(self, value):
        """It is worth nothing from now on; a session that it opened ends, if the service is told so."""
        with self._lock:
            self._table[value].expires = 0.0

    def expire_all(self):
        with self._lock:
            for token in self._table.values():
                token.expires = 0.0
