# SPDX-License-Identifier: GPL-3.0-or-later
"""Run by tools/dev_server."""

import argparse
import pathlib
import shutil
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/scenarios"))
from stage.play import Stage, interruptible  # noqa: E402

ACCOUNTS = {"alice": "alice", "bob": "bob", "carol": "carol"}
FRIENDS = [("alice", "bob"), ("alice", "carol"), ("bob", "carol")]
DOMAIN = "dev.test"

TEXT = """\
{name} listens on 127.0.0.1:{port} (STARTTLS) and :{direct} (TLS).

  accounts       alice@{domain}, bob@{domain}, carol@{domain}; password = name
  certificate    {ca_file}
  configuration  {configuration}

Try, in other terminals:

  build/dev/src/boswelld --config {configuration}
  build/dev/src/boswell search hello --config {configuration}
  profanity      /connect bob@{domain} server 127.0.0.1 port {port} tls trust

Ctrl-C ends the server and removes its folder.
"""


def main():
    parser = argparse.ArgumentParser(prog="tools/dev_server", description=(
        "A throw-away XMPP server on this machine, until Ctrl-C."))
    parser.add_argument("--server", choices=("prosody", "ejabberd"), default="prosody")
    options = parser.parse_args()
    with interruptible(), Stage(programs="build/dev/src") as stage:
        try:
            server = stage.opens(options.server, domain=DOMAIN, accounts=ACCOUNTS, friends=FRIENDS)
            agent = stage.agent("alice")
            print(TEXT.format(name=options.server, port=server.port, direct=server.direct_tls_port,
                              domain=DOMAIN, ca_file=stage.authority.ca_file,
                              configuration=agent.configuration), flush=True)
            signal.pause()
        except KeyboardInterrupt:
            print("\nended")
        finally:
            server.stop()
            shutil.rmtree(stage.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
