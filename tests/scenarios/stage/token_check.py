# SPDX-License-Identifier: GPL-3.0-or-later
"""The authorization server that Prosody asks by HTTPS whether a token is good (mod_auth_oauthbearer)."""

import secrets
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class TokenCheck:
    """Answers GET /<token> with 200 for a token that it has issued, and with 404 for any other."""

    def __init__(self, certificate, key):
        issued = self._issued = set()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                self.send_response(200 if self.path[1:] in issued else 404)
                self.send_header("Content-Length", "0")  # else the end of TLS would be taken for a cut
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def issues_token(self):
        token = secrets.token_urlsafe(24)
        self._issued.add(token)
        return token

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
