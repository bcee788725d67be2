#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""boswell accounts add --oauth2 asks for consent, tries the token on the server, and only then writes or leaves nothing."""

import os
import signal
import subprocess
import threading

from emulators.oauth import OAuth
from emulators.on_stage import play
from emulators.tokens import Tokens
from stage.waiting import until

SERVERS = "prosody ejabberd"
JID = "juliet@good.test"
SECRET = "clients-s3cret"


class ServersTokens(Tokens):
    """The access tokens that the server on stage takes for juliet."""

    def __init__(self, server):
        super().__init__()
        self._server = server

    def issue(self, user, scopes="", seconds=3600, value=None):
        return super().issue(user, scopes, seconds, value or self._server.issues_token(user))


class Run:
    """One `boswell accounts add`, for which somebody sits in front of a browser."""

    def __init__(self, stage, oauth, environment, *options):
        self._oauth = oauth
        self._earlier = set(oauth.grants.pending())
        words = ["accounts", "add", JID, "--oauth2", "--token-endpoint", oauth.url(), "--client-id", "boswell",
                 "--device-authorization-endpoint", oauth.url("/device_authorization"), "--scope", "xmpp",
                 "--client-secret-file", stage.folder / "secret", "--host", "127.0.0.1",
                 "--port", str(stage.server.port), "--ca-file", stage.authority.ca_file, *options]
        self._process = subprocess.Popen([stage.programs / "boswell", *map(str, words)], env=environment, text=True,
                                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.said = ""

    def code(self):
        """The user code, once it is shown."""
        def codes():
            return set(self._oauth.grants.pending()) - self._earlier

        until(codes, "a code to enter")
        return codes().pop()

    def signal(self, number):
        self._process.send_signal(number)

    def ends(self):
        out, err = self._process.communicate(timeout=60)
        self.said = out + err
        return self._process.returncode


def scene(stage):
    home = stage.folder / "home"
    folder = home / ".config" / "boswell"
    folder.mkdir(parents=True)
    configuration = folder / "boswell.toml"
    before = f"# mine\narchive = '{stage.folder}/archive.db'  # on the large disk\n"
    configuration.write_text(before)
    (stage.folder / "secret").write_text(SECRET + "\n")
    environment = {"HOME": str(home), "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": str(home), "PATH": os.environ["PATH"]}

    good = ServersTokens(stage.server)
    oauth = stage.adopts(OAuth(*stage.authority.issue("localhost"), tokens=good))
    oauth.grants.adds_client("boswell", SECRET)
    oauth.grants.device_interval = 1.0

    def add(*options):
        return Run(stage, oauth, environment, *options)

    def nothing_changed(run, *words, status=4):
        assert run.ends() == status, run.said
        for word in (*words, "nothing was changed"):
            assert word in run.said, run.said
        nothing_left(run)

    def nothing_left(run):
        assert configuration.read_text() == before
        assert [path.name for path in folder.iterdir()] == ["boswell.toml"], list(folder.iterdir())
        keeps_secrets(run)

    def keeps_secrets(run):
        for secret in (*secrets(oauth), SECRET):
            assert secret not in run.said, run.said

    refused = add()
    oauth.grants.denies(refused.code())
    nothing_changed(refused, "the authorization was denied")

    oauth.grants.device_life = 2.0
    expired = add()
    expired.code()
    nothing_changed(expired, "not entered in time")
    oauth.grants.device_life = 300.0

    oauth.stop()
    nothing_changed(add(), "no answer from ")
    oauth.start()

    # The server knows nothing of such tokens.
    oauth.grants.tokens = Tokens()
    strange = add()
    oauth.grants.approves(strange.code(), "juliet")
    nothing_changed(strange, JID)
    oauth.grants.tokens = good

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        ended = add()
        code = ended.code()
        ended.signal(number)
        assert ended.ends() == -number, ended.said
        nothing_left(ended)
        oauth.grants.denies(code)

    added = add()
    oauth.grants.approves(added.code(), "juliet")
    watched = Watcher(oauth, folder)
    assert added.ends() == 0, added.said
    watched.saw_no_secret()
    assert oauth.url("/device") in added.said and "OAUTH" in added.said, added.said
    keeps_secrets(added)
    text = configuration.read_text()
    assert text.startswith(before) and "[account.oauth2]" in text and SECRET not in text, text
    token = folder / f"{JID}.token"
    assert {path.name for path in folder.iterdir()} == {"boswell.toml", token.name}
    assert token.stat().st_mode & 0o777 == 0o600
    kept = token.read_text().strip()
    assert kept and kept not in added.said

    known = configuration.read_bytes()
    assert add().ends() == 3
    assert configuration.read_bytes() == known
    tested = subprocess.run([stage.programs / "boswell", "accounts", "test"], env=environment, capture_output=True,
                            text=True, timeout=60, check=False)
    assert tested.returncode == 0 and "OAUTH" in tested.stdout, tested
    assert oauth.requests[-1].form["refresh_token"] == kept


def secrets(oauth):
    """Every token that there ever was."""
    forms = [request.form for request in list(oauth.requests)]
    used = {form.get(name) for form in forms for name in ("refresh_token", "device_code")}
    return {*used, *oauth.tokens.values()} - {None}


class Watcher:
    """Looks at the arguments and the environment of every process while one run lasts."""

    def __init__(self, oauth, folder):
        self._oauth, self._folder = oauth, folder
        self._seen = set()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._looks)
        self._thread.start()

    def _looks(self):
        while not self._done.wait(0.02):
            for process in os.listdir("/proc"):
                for name in ("cmdline", "environ") if process.isdecimal() else ():
                    try:
                        with open(f"/proc/{process}/{name}", "rb") as file:
                            self._seen.add(file.read())
                    except OSError:
                        pass  # it has ended

    def saw_no_secret(self):
        self._done.set()
        self._thread.join()
        assert any(b"--probe=" in seen for seen in self._seen)
        for secret in (*secrets(self._oauth), SECRET):
            assert not any(secret.encode() in seen for seen in self._seen)


play(scene, tokens=True)
