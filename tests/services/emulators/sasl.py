# SPDX-License-Identifier: GPL-3.0-or-later
"""SASL as the services' side of RFC 6120, section 6: the frame for mechanisms, PLAIN and DIGEST-MD5."""

import base64
import binascii
import hashlib
import re
import secrets

NAMESPACE = "urn:ietf:params:xml:ns:xmpp-sasl"


class Refused(Exception):
    """A login that failed, with a condition of RFC 6120, 6.5."""

    def __init__(self, condition="not-authorized", text=""):
        super().__init__(condition)
        self.condition = condition
        self.text = text


class Challenge:
    """More has to be said before the login is decided."""

    def __init__(self, octets):
        self.octets = octets


def encode(octets):
    """The text of a challenge."""
    return base64.b64encode(octets).decode() or "="


class Mechanism:
    """One login. begin() and go_on() return the account, or a Challenge, or raise Refused."""

    def __init__(self, service, session, attributes):
        self.service = service
        self.session = session
        self.attributes = attributes  # of <auth/>, "{namespace}name" -> value

    def decode(self, characters):
        """The octets that the element's text stands for; None if there is no text."""
        if not characters:
            return None
        if characters == "=":
            return b""
        try:
            return base64.b64decode(characters, validate=True)
        except (binascii.Error, ValueError):
            raise Refused("incorrect-encoding") from None

    def begin(self, initial):
        raise NotImplementedError

    def go_on(self, response):
        raise Refused("malformed-request")


def user_and_secret(octets):
    """("user", "secret") of NUL user NUL secret, with or without an authorization identity before it."""
    try:
        _, user, secret = (octets or b"").decode().split("\0")
    except ValueError:  # UnicodeDecodeError is one too
        raise Refused("malformed-request") from None
    return user, secret


class Plain(Mechanism):
    """RFC 4616"""

    def begin(self, initial):
        if initial is None:
            return Challenge(b"")
        user, password = user_and_secret(initial)
        account = self.service.find_account(user)
        if not account or not account.password or account.password != password:
            raise Refused()
        return account

    go_on = begin


class DigestMd5(Mechanism):
    """RFC 2831, with qop "auth"."""

    def begin(self, initial):
        self._nonce = secrets.token_hex(16)
        self._answered = None
        return Challenge(f'realm="{self.service.domain}",nonce="{self._nonce}",qop="auth",'
                         'charset=utf-8,algorithm=md5-sess'.encode())

    def go_on(self, response):
        if self._answered:  # the client has seen our proof
            return self._answered
        said = self._directives(response)
        account = self.service.find_account(said.get("username", ""))
        if (not account or not account.password or said.get("nonce") != self._nonce
                or said.get("nc") != "00000001" or said.get("digest-uri") != f"xmpp/{self.service.domain}"
                or said.get("response") != self._proof(said, account.password, "AUTHENTICATE")):
            raise Refused()
        self._answered = account
        return Challenge(b"rspauth=" + self._proof(said, account.password, "").encode())

    @staticmethod
    def _directives(response):
        try:
            found = re.findall(r'([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))', (response or b"").decode())
        except UnicodeDecodeError:
            raise Refused("malformed-request") from None
        return {key: re.sub(r"\\(.)", r"\1", quoted) or token for key, quoted, token in found}

    @staticmethod
    def _proof(said, password, method):
        def md5(octets):
            return hashlib.md5(octets, usedforsecurity=False)

        secret = md5(f"{said['username']}:{said.get('realm', '')}:{password}".encode()).digest()
        cnonce = said.get("cnonce", "")
        first = secret + f":{said['nonce']}:{cnonce}".encode()
        if said.get("authzid"):
            first += f":{said['authzid']}".encode()
        second = md5(f"{method}:{said.get('digest-uri', '')}".encode()).hexdigest()
        return md5(f"{md5(first).hexdigest()}:{said['nonce']}:{said['nc']}:{cnonce}:"
                   f"{said.get('qop', 'auth')}:{second}".encode()).hexdigest()
