# SPDX-License-Identifier: GPL-3.0-or-later
"""Run by tools/demo: the play, and how it is shown."""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import textwrap
import time
from datetime import datetime, timedelta, timezone

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/scenarios"))
import demo_history  # noqa: E402
from demo_play import DOMAIN, PLAY, Play  # noqa: E402
from demo_screen import Screen  # noqa: E402
from stage.play import Stage, interruptible  # noqa: E402


class Demo:
    def __init__(self, stage, seconds):
        self.stage = stage
        self.screen = Screen()
        self.play = Play(stage)
        self.pace = seconds / len(PLAY)
        self.began = datetime.now(timezone.utc)

    @property
    def agent(self):
        return self.play.agent

    def opening(self):
        screen = self.screen
        screen.heading("Boswell: three people have tea, and one of them keeps a record")
        print()
        server = self.play.opens()
        screen.fact("server", f"Prosody for {DOMAIN} on 127.0.0.1:{server.port}, with a CA made just now")
        screen.fact("people", "Alice, Bob and Carol; each is in the others' rosters")
        account = self.agent.archive.account(f"alice@{DOMAIN}")
        screen.fact("agent", f"boswelld logged in as alice ({account['sasl']}, {account['tls']})")
        print()

    def acts(self):
        for number, (who, verb, text) in enumerate(PLAY):
            time.sleep(self.pace * self.play.pause_before(number))
            self.screen.deed(who, verb, text)
            self.play.act(who, verb, text)
            if number % 4 == 3:
                self.grows()
        said, found = self.play.counts()
        self.grows()
        print(f"\n  A cut line, a kill -9, and still: of {said} sentences {found} are here, each of them once."
              + ("\n  What nobody was there to hear cannot be here; but the archive knows where that was (boswell gaps)."
                 if found < said else ""))

    def grows(self):
        files = (pathlib.Path(f"{self.agent.folder}/archive.db{end}") for end in ("", "-wal"))
        size = sum(file.stat().st_size for file in files if file.exists())
        self.screen.growth(self.play.states, self.agent.archive.records("stats")[0], size)

    def harvest(self):
        """What one asks an archive afterwards."""
        self.screen.heading("What the archive knows now")
        since = (self.began - timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.boswell("search", "tea")
        self.boswell("search", "\u8336")
        self.boswell("log", f"bob@{DOMAIN}")
        resumed = self.agent.archive.has_message(body="One pot or two?")
        self.boswell("show", str(resumed["id"]))
        self.boswell("presence", "--view", "timeline", "--since", since)
        self.boswell("presence", f"bob@{DOMAIN}", "--view", "intervals", "--since", since)
        self.boswell("gaps")
        self.boswell("contacts", f"carol@{DOMAIN}", "--history")
        self.looks_back()
        self.boswell("export", "-f", "html", "-o", str(self.agent.folder / "tea"))
        self.boswell("verify")

    def looks_back(self):
        """Into an older archive of Alice's, of which there is an export."""
        self.screen.heading("What an older archive knew, imported beside the running agent")
        export = self.agent.folder / "older.jsonl"
        demo_history.write(export, f"alice@{DOMAIN}", DOMAIN)
        self.boswell("import", str(export))
        weeks = ("--since", f"{demo_history.FIRST_DAY:%Y-%m-%d}", "--until",
                 f"{demo_history.LAST_DAY:%Y-%m-%d}", "--tz", "UTC")
        self.boswell("presence", f"bob@{DOMAIN}", "--view", "heatmap", *weeks)
        self.boswell("presence", "--by", "week", *weeks)

    def boswell(self, command, *arguments):
        shown = " ".join(f"'{a}'" if " " in a else a for a in arguments)
        self.screen.command(f"boswell {command} {shown}")
        colour = "always" if self.screen.colour else "never"
        subprocess.run([self.stage.programs / "boswell", command, *arguments, "--config",
                        self.agent.configuration, "--color", colour],
                       stdin=subprocess.DEVNULL, env=os.environ | {"PAGER": "cat"}, check=False)


def commands_to_try(stage, agent):
    program = os.path.relpath(stage.programs / "boswell")
    return textwrap.dedent(f"""
        Kept in {stage.folder}. Try:

          {program} search lemon --config {agent.configuration}
          {program} log carol@{DOMAIN} --config {agent.configuration}
          {program} export -f jsonl -o tea.jsonl --config {agent.configuration}
          xdg-open {agent.folder}/tea/index.html
          sqlite3 {agent.folder}/archive.db 'SELECT stamp, "from", body FROM v_message'
          {program} serve --open --config {agent.configuration}

        rm -r {stage.folder} when you are done.""")


def main():
    parser = argparse.ArgumentParser(prog="tools/demo")
    parser.add_argument("--seconds", type=float, default=50)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--programs", required=True)
    options = parser.parse_args()
    status = 1
    with interruptible(), Stage(options.programs) as stage:
        demo = Demo(stage, options.seconds)
        try:
            demo.opening()
            demo.acts()
            demo.harvest()
            status = 0
        except KeyboardInterrupt:
            print("\nstopped; clearing up")
        except Exception as error:  # whatever it is, the logs tell more
            print(f"demo: {error}", file=sys.stderr)
            stage.report()
        finally:
            demo.play.closes()
    if options.keep and demo.agent:
        print(commands_to_try(stage, demo.agent))
    else:
        shutil.rmtree(stage.folder, ignore_errors=True)
        print("\nThe server, the people and the archive are gone. What was installed and compiled stays; "
              "none of it starts by itself.\nREADME.md tells how to archive your own account.\n")
    sys.exit(status)


if __name__ == "__main__":
    main()
