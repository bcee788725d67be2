# SPDX-License-Identifier: GPL-3.0-or-later
"""What Prosody and ejabberd have in common: accounts, ports, state, stop and start."""

import dataclasses
import pathlib

from . import ports
from .processes import Process
from .waiting import NotSeen, until


@dataclasses.dataclass
class Setup:
    """How a server is to be set up. Friends have subscribed to each other's presence."""

    domain: str
    accounts: dict  # localpart -> password
    friends: list = dataclasses.field(default_factory=list)  # pairs of localparts
    # How passwords are stored decides which mechanisms are offered: "plain" allows them all,
    # "SHA-1" and "SHA-256" only the SCRAM of that name, and PLAIN.
    passwords: str = "plain"
    tls: str = ""  # "1.2": nothing newer; the fake server can also speak only "1.0" or "1.1"
    certificates: bool = False  # ask clients for theirs: SASL EXTERNAL (ejabberd)
    tokens: bool = False  # issue OAuth 2.0 tokens, and take them; Prosody then takes nothing else
    stream_queue: int = 100_000  # stanzas kept for a stream that was cut (Prosody; its default is 500)
    hibernation: int = 60  # seconds for which a stream that was cut can be resumed (Prosody)
    archive: bool = True  # keep messages (XEP-0313)
    room_archive: bool = True  # the same for rooms; Prosody only
    room_history: int = 20  # so many messages are told to who enters a room (Prosody)
    archive_page: int = 50  # so many of them at most in an answer; Prosody only
    archive_store: str = "internal"  # or "sql": each page costs the same; Prosody only
    retention_hours: int = 0  # say that data is kept for so long (XEP-0504); Prosody only
    ipv6: bool = False  # clients are also served on ::1

    def roster(self, localpart):
        """The friends of one account."""
        return [b if a == localpart else a for a, b in self.friends if localpart in (a, b)]


class Server:
    """A server in the foreground, on loopback. Subclasses write its configuration."""

    name = ""
    component_secret = "component-secret"

    def __init__(self, folder, setup, certificate, key):
        self.folder = pathlib.Path(folder)
        self.setup = setup
        self.certificate = certificate
        self.key = key
        self.process = None
        self._choose_ports()

    @property
    def domain(self):
        return self.setup.domain

    @property
    def component_domain(self):
        """Lets a component (XEP-0114) log in under this name, to play a hostile remote server."""
        return f"evil.{self.domain}"

    @property
    def rooms_domain(self):
        return f"rooms.{self.domain}"

    def _choose_ports(self):
        self.port, self.direct_tls_port, self.component_port = ports.free(3)

    def start(self):
        """Starts it, for the first time or again with its old state and ports."""
        first = not self.folder.exists()
        for attempts_left in (2, 1, 0):
            if not self.folder.exists():
                self.folder.mkdir(parents=True)
                self.prepare()
            try:
                self._run()
                return
            except NotSeen:
                self.process.kill()
                # Another process may have been quicker to take a port.
                if not first or attempts_left == 0:
                    raise AssertionError(f"{self.name} did not start:\n{self.log()}") from None
                self.folder.rename(self.folder.with_name(f"{self.folder.name}.{attempts_left}"))
                self._choose_ports()

    def _run(self):
        self.process = Process(self.name, self.command(), self.folder / "output.log",
                               env=self.environment(), cwd=self.folder)
        until(lambda: self.is_ready() or not self.process.running(), f"{self.name} to be ready", 40)
        if not self.process.running():
            raise NotSeen(f"{self.name} ended with {self.process.exit_code}")

    def is_ready(self):
        six = [(port, "::1") for port in (self.port, self.direct_tls_port) if self.setup.ipv6]
        return all(ports.is_open(*where) for where in (
            (self.port,), (self.direct_tls_port,), (self.component_port,), *six))

    def stop(self):
        """Stops it in an orderly way; afterwards nothing listens on its ports."""
        if self.process:
            self.process.terminate()

    def kill(self):
        """Ends it without a goodbye to anybody."""
        self.process.kill()

    def log(self):
        return self.process.output() if self.process else ""

    def prepare(self):
        """Writes configuration, accounts and rosters into the folder."""
        raise NotImplementedError

    def command(self):
        raise NotImplementedError

    def environment(self):
        return None
