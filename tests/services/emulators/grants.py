# SPDX-License-Identifier: GPL-3.0-or-later
"""What an OAuth 2.0 authorization server decides (RFC 6749, RFC 7636, RFC 8628), without the HTTP around it."""

import base64
import dataclasses
import hashlib
import secrets
import threading
import time

from .tokens import LIFE, Tokens

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


class OAuthError(Exception):
    """RFC 6749, 5.2"""

    def __init__(self, error, description=""):
        super().__init__(error)
        self.error = error
        self.description = description


@dataclasses.dataclass
class Client:
    name: str
    secret: str | None = None  # a public client has none
    redirect_uris: tuple = ()


@dataclasses.dataclass
class Consent:
    """What a user has allowed a client: behind a code, a device code or a refresh token."""

    client: str
    user: str
    scope: str
    redirect_uri: str = ""
    challenge: str = ""  # RFC 7636, S256
    expires: float = 0.0


@dataclasses.dataclass
class Device(Consent):
    user_code: str = ""
    state: str = "pending"  # "approved", "denied"
    interval: float = 5.0
    polled: float = 0.0


class Grants:
    """Clients, codes, refresh tokens, and the table of access tokens. Any thread may use it.

    Attributes may be changed at any time.
    """

    def __init__(self, tokens=None):
        self.tokens = Tokens() if tokens is None else tokens
        self.expires_in = LIFE  # of access tokens, in seconds
        self.says_expires_in = True  # it is only recommended to
        self.rotates = True  # each refresh gives a new refresh token, and the old one is worth nothing any more
        self.offline_scope = None  # without it in the scope there is no refresh token
        self.code_life = 60.0
        self.device_life = 300.0
        self.device_interval = 5.0
        self._clients = {}
        self._codes = {}
        self._refresh = {}
        self._devices = {}
        self._lock = threading.RLock()

    def adds_client(self, name, secret=None, redirect_uris=()):
        self._clients[name] = Client(name, secret, tuple(redirect_uris))

    # What a user does, in a browser.

    def consents(self, client, user, scope, redirect_uri="", challenge=""):
        """The code that the user's browser takes to the client; good for one use."""
        with self._lock:
            code = secrets.token_urlsafe(16)
            self._codes[code] = Consent(client, user, scope, redirect_uri, challenge,
                                        time.monotonic() + self.code_life)
            return code

    def approves(self, user_code, user):
        with self._lock:
            device = self._device_with(user_code)
            device.state, device.user = "approved", user

    def pending(self):
        """The user codes that nobody has decided about."""
        with self._lock:
            return [each.user_code for each in self._devices.values() if each.state == "pending"]

    def denies(self, user_code):
        with self._lock:
            self._device_with(user_code).state = "denied"

    def forgets(self):
        """Every refresh token is worth nothing from now on, as after a change of the password."""
        with self._lock:
            self._refresh.clear()

    def gives_refresh_token(self, client, user, scope):
        """One that was got long ago."""
        with self._lock:
            value = secrets.token_urlsafe(24) + "/+="  # as odd as they come
            self._refresh[value] = Consent(client, user, scope)
            return value

    # Requests.

    def check_redirect(self, name, uri):
        """Raises OAuthError if the browser must not be sent there."""
        client = self._clients.get(name)
        if not client or uri not in client.redirect_uris:
            raise OAuthError("invalid_request", "unknown client or redirect_uri")

    def client(self, name, secret):
        """The client that a request comes from."""
        client = self._clients.get(name)
        if not client or (client.secret or "") != (secret or ""):
            raise OAuthError("invalid_client", "unknown client, or wrong secret")
        return client

    def token(self, client, form):
        """The answer of the token endpoint."""
        grants = {"authorization_code": self._by_code, "refresh_token": self._by_refresh_token, DEVICE: self._by_device}
        kind = form.get("grant_type")
        if not kind:
            raise OAuthError("invalid_request", "no grant_type")
        if kind not in grants:
            raise OAuthError("unsupported_grant_type", kind)
        with self._lock:
            return grants[kind](client, form)

    def device_authorization(self, client, form):
        """RFC 8628, 3.2; without the addresses."""
        with self._lock:
            code = secrets.token_urlsafe(24)
            word = "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _ in range(8))
            self._devices[code] = Device(client.name, "", form.get("scope", ""),
                                         expires=time.monotonic() + self.device_life,
                                         user_code=f"{word[:4]}-{word[4:]}", interval=self.device_interval)
            return {"device_code": code, "user_code": self._devices[code].user_code,
                    "expires_in": int(self.device_life), "interval": int(self.device_interval)}

    def _by_code(self, client, form):
        consent = self._codes.pop(_needed(form, "code"), None)
        if (not consent or consent.client != client.name or consent.expires < time.monotonic()
                or form.get("redirect_uri", "") != consent.redirect_uri):
            raise OAuthError("invalid_grant", "the code is not good, or no longer")
        if consent.challenge and _s256(form.get("code_verifier", "")) != consent.challenge:
            raise OAuthError("invalid_grant", "wrong code_verifier")
        return self._issued(consent)

    def _by_refresh_token(self, client, form):
        value = _needed(form, "refresh_token")
        consent = self._refresh.get(value)
        if not consent or consent.client != client.name:
            raise OAuthError("invalid_grant", "the refresh token is not good, or no longer")
        scope = form.get("scope") or consent.scope
        if not set(scope.split()) <= set(consent.scope.split()):
            raise OAuthError("invalid_scope", "more than was granted")
        if self.rotates:
            del self._refresh[value]
        return self._issued(consent, scope, new_refresh=self.rotates)

    def _by_device(self, client, form):
        code = _needed(form, "device_code")
        device = self._devices.get(code)
        if not device or device.client != client.name:
            raise OAuthError("invalid_grant", "unknown device_code")
        now = time.monotonic()
        early, device.polled = now < device.polled + device.interval, now
        if device.expires < now:
            raise OAuthError("expired_token")
        if early:
            device.interval += 5
            raise OAuthError("slow_down")
        if device.state == "pending":
            raise OAuthError("authorization_pending")
        del self._devices[code]
        if device.state == "denied":
            raise OAuthError("access_denied")
        return self._issued(device)

    def _issued(self, consent, scope=None, new_refresh=True):
        scope = consent.scope if scope is None else scope
        answer = {"access_token": self.tokens.issue(consent.user, scope, self.expires_in), "token_type": "bearer",
                  "scope": scope}
        if self.says_expires_in:
            answer["expires_in"] = self.expires_in
        if new_refresh and (not self.offline_scope or self.offline_scope in consent.scope.split()):
            answer["refresh_token"] = self.gives_refresh_token(consent.client, consent.user, consent.scope)
        return answer

    def _device_with(self, user_code):
        return next(each for each in self._devices.values() if each.user_code == user_code)


def _needed(form, key):
    if not form.get(key):
        raise OAuthError("invalid_request", f"no {key}")
    return form[key]


def _s256(verifier):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
