# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a scene: sets the stage, plays, cleans up, and says what went wrong.

    tests/scenarios/live_message.py --server prosody --programs build/dev/src

With --keep the folder with logs, configuration and archive stays.
"""

import argparse
import contextlib
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import threading
import traceback

from .agent import Agent
from .certificates import Authority
from .ejabberd import Ejabberd
from .fake_server import FakeServer
from .mounts import Missing, SmallDisk, private_mounts
from .people import Crowd, Person
from .privilege import become_root
from .prosody import Prosody
from .server import Setup

SERVERS = {"prosody": Prosody, "ejabberd": Ejabberd, "fake": FakeServer}
DOMAIN = "good.test"
DOMAINS = {}  # of servers that cannot have any
PASSWORDS = {"juliet": "O Rom\u00e9o, Rom\u00e9o!", "romeo": "But, soft!", "nurse": "Peter!"}
FRIENDS = [("juliet", "romeo"), ("juliet", "nurse")]


class Stage:
    """Everything that a scene needs. All that it has started ends with the `with` block."""

    def __init__(self, programs, folder=None):
        self.programs = pathlib.Path(programs).resolve() if programs else None
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="boswell-stage-"))
        self.authority = Authority(self.folder / "ca")
        self.server = None
        self.agents = []
        self._servers = []
        self._disks = []
        self._crowd = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for agent in self.agents:
            agent.close()
        for server in self._servers:
            server.stop()
        if self._crowd:
            self._crowd.close()
        for disk in self._disks:
            disk.remove()

    def opens(self, name, domain=None, accounts=None, friends=None, certificate=None, folder=None,
              **setup):
        """Starts a server; the first one is stage.server. `certificate` is one with its key, if not our authority's."""
        domain = domain or DOMAINS.get(name, DOMAIN)
        certificate, key = certificate or self.authority.issue(domain)
        server = SERVERS[name](self.folder / (folder or f"{name}-{domain}"),
                               Setup(domain, accounts or PASSWORDS,
                                     FRIENDS if friends is None else friends, **setup),
                               certificate, key)
        self.server = self.server or server
        return self.adopts(server)

    def adopts(self, server):
        """Starts something with the stage's certificates that a play made; it ends with the stage."""
        self._servers.append(server)
        server.start()
        return server

    def enters(self, name, resource="phone", server=None, available=True):
        """A person logs in, and shows up unless told not to."""
        server = server or self.server
        self._crowd = self._crowd or Crowd()
        person = Person(self._crowd, f"{name}@{server.domain}/{resource}",
                        server.setup.accounts[name], ("127.0.0.1", server.port),
                        self.authority.ca_file)
        return person.comes_online() if available else person

    def account(self, name, server=None, **options):
        """The [[account]] of the configuration; keys whose value is None are left out."""
        server = server or self.server
        direct = options.get("tls") == "direct"
        account = {"jid": f"{name}@{server.domain}", "password": server.setup.accounts[name],
                   "host": "127.0.0.1", "port": server.direct_tls_port if direct else server.port,
                   "tls": "starttls", "ca_file": str(self.authority.ca_file)} | options
        return {key: value for key, value in account.items() if value is not None}

    def agent(self, *accounts, name="agent", **options):
        """A boswelld for the accounts: names, with options for all of them, or dicts."""
        made = Agent(self.programs, self.folder / name,
                     [self.account(a, **options) if isinstance(a, str) else a for a in accounts])
        self.agents.append(made)
        return made

    def small_disk(self, name, size):
        """The agent of that name writes to a disk of `size` bytes."""
        private_mounts()
        disk = SmallDisk(self.folder / name, size)
        self._disks.append(disk)
        return disk

    def preloading(self, library, **environment):
        """The command under which an agent runs with a library of tests/faults/preload."""
        path = self.programs.parent / f"tests/faults/lib{library}.so"
        # AddressSanitizer must be the first library, unless it is told not to check that.
        return ["env", f"LD_PRELOAD={path}", "ASAN_OPTIONS=verify_asan_link_order=0",
                *(f"{name}={value}" for name, value in environment.items())]

    def report(self):
        """The last lines of all logs, for a scene that failed."""
        for agent in self.agents:
            _tail(f"{agent.folder.name}: boswelld", agent.log())
        for server in self._servers:
            _tail(server.name, server.log())


def _tail(title, text, lines=40):
    print(f"--- {title}", *text.splitlines()[-lines:], sep="\n", file=sys.stderr)


@contextlib.contextmanager
def interruptible():
    """SIGTERM and SIGHUP become KeyboardInterrupt, as SIGINT does, so that everything open is closed."""
    def interrupted(*_):
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    yield


def _set_numbers(module, settings):
    """Sets what "KILLS=100 …" says."""
    for setting in settings.split():
        name, _, value = setting.partition("=")
        if not isinstance(getattr(module, name, None), int):
            raise ValueError(f"{setting} sets {name}, which is no number of the play")
        setattr(module, name, int(value))


def _failing_threads():
    """The threads that end by an exception from now on: what a server should have said then was not said."""
    failing = []

    def note(arguments):
        failing.append(arguments.thread)
        threading.__excepthook__(arguments)

    threading.excepthook = note
    return failing


def play(scene, accounts=None, as_root=False, **setup):
    """Plays scene(stage) on the server of the command line; exits 1 if it fails."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--server", choices=SERVERS, default="prosody")
    parser.add_argument("--programs", default=os.environ.get("BOSWELL_PROGRAMS", "build/dev/src"),
                        help="the folder of boswell and boswelld")
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    parser.add_argument("--long", action="store_true", help='with what its line LONG = "…" says')
    parser.add_argument("--set", default="", metavar="NAME=NUMBER…", help="other numbers than those at its head")
    options = parser.parse_args()
    main = sys.modules["__main__"]
    _set_numbers(main, main.LONG if options.long else "")
    _set_numbers(main, options.set)
    if as_root:
        become_root()

    failed = False
    threads = _failing_threads()
    with interruptible(), Stage(options.programs) as stage:
        try:
            stage.opens(options.server, accounts=accounts, **setup)
            scene(stage)
            assert not threads, "a thread of the stage failed: see above"
        except Missing as what:
            failed = True
            print(what, file=sys.stderr)
        except Exception:  # whatever it is, the logs tell more
            failed = True
            traceback.print_exc()
            stage.report()
    if options.keep:
        print(f"kept {stage.folder}")
    else:
        shutil.rmtree(stage.folder, ignore_errors=True)
    sys.exit(1 if failed else 0)
