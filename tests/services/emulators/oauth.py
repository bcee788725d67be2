# SPDX-License-Identifier: GPL-3.0-or-later
"""An OAuth 2.0 authorization server on loopback: /authorize, /token and /device_authorization, by HTTPS and by HTTP.

    oauth = OAuth(certificate, key)            # the certificate is one for "localhost" or 127.0.0.1
    oauth.grants.adds_client("boswell", secret="s")
    refresh = oauth.grants.gives_refresh_token("boswell", "juliet", "wl.messenger wl.offline_access")
    oauth.start()
    Microsoft(certificate, key, tokens=oauth.tokens)
    …
    assert oauth.count("refresh_token") == 1   # answered or not
    oauth.misbehaves("not json", times=2)      # then well again

`user` is who sits in front of the browser that comes to /authorize; without one, access is denied.
"""

import base64
import binascii
import dataclasses
import json
import socket
import ssl
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from stage import ports

from .grants import Grants, OAuthError

MOST_BYTES = 64 * 1024  # of a request's body
PATIENCE = 20  # seconds for a client to say what it wants
HUGE = 64 * 1024 * 1024  # bytes of a body without end
MISBEHAVIOURS = ("500", "503", "not json", "not object", "slow", "silent", "huge", "reset", "lost", "redirect",
                 "telltale")


@dataclasses.dataclass
class Request:
    path: str
    form: dict
    status: int = 0  # 0: no answer
    error: str = ""


class OAuth:
    """Counts what it is asked, and can misbehave:

    "500", "503", "not json", "not object" (JSON, but a list), "slow" (one byte a second, of an answer with all it
    needs), "silent" (no answer, and no end), "huge" (64 MB), "reset" (before it has done anything), "lost" (the work is
    done, the answer is not sent), "redirect" (302 to itself), "telltale" (a refusal that repeats the refresh token, as
    it is and as it was sent).
    """

    name = "oauth"

    def __init__(self, certificate, key, tokens=None):
        self.grants = Grants(tokens)
        self.tokens = self.grants.tokens
        self.requests = []
        self.user = None
        self.allows_get = True  # at /token, with a query, as Microsoft's did
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate, key)
        self.port, self.http_port = ports.free(2)
        self._misbehaviour = ""
        self._times = 0
        self._lock = threading.Lock()
        self._servers = []
        self.stopped = threading.Event()

    def url(self, path="/token", scheme="https", host="localhost"):
        return f"{scheme}://{host}:{self.port if scheme == 'https' else self.http_port}{path}"

    def start(self):
        self.stopped.clear()
        for port, tls in ((self.port, self._tls), (self.http_port, None)):
            server = _Server(("127.0.0.1", port), _Handler)
            server.oauth, server.tls = self, tls
            self._servers.append(server)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self):
        self.stopped.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._servers.clear()

    def count(self, grant_type=None):
        """Requests to /token, of one grant type or of all."""
        return sum(each.path == "/token" and grant_type in (None, each.form.get("grant_type"))
                   for each in list(self.requests))

    def misbehaves(self, how, times=1_000_000):
        """At /token and /device_authorization; "" ends it."""
        if how and how not in MISBEHAVIOURS:
            raise ValueError(how)
        with self._lock:
            self._misbehaviour, self._times = how, times

    def misbehaviour(self):
        """What to do wrong this time."""
        with self._lock:
            if self._times <= 0:
                return ""
            self._times -= 1
            return self._misbehaviour

    def log(self):
        return "\n".join(f"{each.path} {each.form} {each.status} {each.error}" for each in list(self.requests))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    oauth = tls = None

    def finish_request(self, request, client_address):
        """On the request's own thread: a client that does not finish its handshake delays nobody."""
        request.settimeout(PATIENCE)
        if not self.tls:
            self.RequestHandlerClass(request, client_address, self)
            return
        with self.tls.wrap_socket(request, server_side=True) as secured:
            self.RequestHandlerClass(secured, client_address, self)

    def handle_error(self, request, client_address):
        """A client may refuse the certificate, or hang up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def oauth(self):
        return self.server.oauth

    def log_message(self, *_):
        """oauth.requests is the log."""

    def do_GET(self):
        address = urlsplit(self.path)
        if address.path == "/authorize":
            self._answers(address.path, address.query, self._authorize)
        elif address.path == "/token" and self.oauth.allows_get:
            self._answers(address.path, address.query, self._token)
        else:
            self._sends(404, {"error": "invalid_request"})

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        self.close_connection = True
        length = int(length) if length.isdecimal() else 0
        body = self.rfile.read(min(length, 2 * MOST_BYTES)).decode("ascii", errors="replace")
        if length > MOST_BYTES:
            self._sends(413, {"error": "invalid_request"})
            return
        paths = {"/token": self._token, "/device_authorization": self._device_authorization}
        if self.path not in paths:
            self._sends(404, {"error": "invalid_request"})
        elif self.headers.get_content_type() != "application/x-www-form-urlencoded":
            self._sends(400, {"error": "invalid_request", "error_description": "not a form"})
        else:
            self._answers(self.path, body, paths[self.path])

    def _answers(self, path, query, method):
        pairs = parse_qsl(query, keep_blank_values=True)
        request = Request(path, dict(pairs))
        self.oauth.requests.append(request)
        wrong = self.oauth.misbehaviour() if path != "/authorize" else ""
        if wrong and wrong not in ("slow", "lost"):
            self._misbehaves(wrong, request.form)
            return
        try:
            if len(request.form) != len(pairs):
                raise OAuthError("invalid_request", "a parameter is there twice")
            status, answer = 200, method(request.form)
        except OAuthError as error:
            request.error = error.error
            status = 401 if error.error == "invalid_client" else 400
            answer = {"error": error.error, "error_description": error.description}
        if wrong == "lost":
            self._resets()
            return
        if answer is not None:
            self._sends(status, answer, slowly=wrong == "slow")
        request.status = status if answer is not None else 302

    def _token(self, form):
        return self.oauth.grants.token(self._client(form), form)

    def _device_authorization(self, form):
        page = self.oauth.url("/device")
        answer = self.oauth.grants.device_authorization(self._client(form), form)
        return answer | {"verification_uri": page,
                         "verification_uri_complete": f"{page}?user_code={answer['user_code']}"}

    def _authorize(self, form):
        """RFC 6749, 4.1.1. The user has made up his mind already."""
        uri = form.get("redirect_uri", "")
        self.oauth.grants.check_redirect(form.get("client_id"), uri)
        state = {"state": form["state"]} if "state" in form else {}
        if form.get("response_type") != "code" or form.get("code_challenge_method", "S256") != "S256":
            answer = {"error": "unsupported_response_type"}
        elif self.oauth.user is None:
            answer = {"error": "access_denied"}
        else:
            answer = {"code": self.oauth.grants.consents(form["client_id"], self.oauth.user, form.get("scope", ""), uri,
                                                         form.get("code_challenge", ""))}
        self._sends_head(302, 0, Location=f"{uri}{'&' if '?' in uri else '?'}{urlencode(answer | state)}")

    def _client(self, form):
        """By the form or by HTTP Basic (RFC 6749, 2.3.1), not by both."""
        kind, _, credentials = self.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "basic":
            return self.oauth.grants.client(form.get("client_id"), form.get("client_secret"))
        if "client_secret" in form:
            raise OAuthError("invalid_request", "credentials are there twice")
        try:
            name, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            raise OAuthError("invalid_client", "not Basic") from None
        return self.oauth.grants.client(unquote_plus(name), unquote_plus(secret))

    def _sends(self, status, answer, slowly=False):
        body = json.dumps(answer).encode()
        extra = {"WWW-Authenticate": "Basic realm=\"oauth\""} if status == 401 else {}
        self._sends_head(status, len(body), **{"Content-Type": "application/json"}, **extra)
        for part in ([body[i:i + 1] for i in range(len(body))] if slowly else [body]):
            self.wfile.write(part)
            if slowly and self.oauth.stopped.wait(1):
                return

    def _sends_head(self, status, length, **headers):
        self.send_response(status)
        headers |= {"Content-Length": str(length), "Cache-Control": "no-store", "Connection": "close"}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _misbehaves(self, how, form):
        if how == "reset":
            self._resets()
        elif how == "silent":
            self.oauth.stopped.wait()
        elif how == "telltale":
            said = form.get("refresh_token", "")
            self._sends(400, {"error": "invalid_grant", "error_description": f"{said}, {urlencode({'it': said})}"})
        elif how in ("500", "503"):
            self._sends(int(how), {"error": "server_error"})
        elif how == "redirect":
            self._sends_head(302, 0, Location=self.path)
        elif how == "huge":
            self._sends_head(200, HUGE, **{"Content-Type": "application/json"})
            for _ in range(HUGE // 65536):
                self.wfile.write(b" " * 65536)
        else:
            kind, body = (("text/html", b"<html>Sign in to the hotel's Wi-Fi</html>") if how == "not json"
                          else ("application/json", b"[]"))
            self._sends_head(200, len(body), **{"Content-Type": kind})
            self.wfile.write(body)

    def _resets(self):
        """RST instead of an answer."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
