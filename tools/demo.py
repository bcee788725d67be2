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
from stage.play import Stage, interruptible  # noqa: E402

DOMAIN = "tea.test"
ROOM = f"terrace@rooms.{DOMAIN}"
ACCOUNTS = {"alice": "looking-glass", "bob": "lemon-cake", "carol": "gunpowder-tea"}
FRIENDS = [("alice", "bob"), ("alice", "carol"), ("bob", "carol")]
AVATAR = bytes.fromhex(  # one green pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63608c5a0000014800d55ed4cc150000000049454e44ae426082")
COLOURS = {"alice": "36", "bob": "33", "carol": "35"}

# Who, what they do, and with what.
PLAY = (
    ("bob", "says", "Good morning, Alice! Tea at four? \U0001fad6"),
    ("alice", "says to bob", "With pleasure. Is Carol coming?"),
    ("bob", "says", "She said \u4e5f\u8bb8 \u2013 perhaps."),
    ("carol", "comes online", ""),
    ("carol", "says", "\u6211\u4f1a\u5e26\u8336\u6765 \U0001f375 I'll bring the tea"),
    ("alice", "says to carol", "Wunderbar! Die gr\u00f6\u00dfte Kanne, bitte."),
    ("bob", "goes away", "at the bakery"),
    ("carol", "changes her vCard", "Carol Tea (\u8336)"),
    ("carol", "says", "One pot or two?"),
    ("alice", "says to carol", "Two. Bob drinks for three \U0001f9d1\u200d\U0001f373"),
    ("bob", "comes back", ""),
    ("bob", "opens a room", "which Alice's agent will not enter unasked"),
    ("carol", "tells the room", "\U0001f942 to absent friends"),
    ("bob", "says", "Got the last lemon cake! \U0001f34b\U0001f382"),
    ("alice", "says to bob", "You are forgiven everything."),
    ("carol", "says", "On my way \U0001f6b2 see you at four"),
    ("carol", "leaves", ""),
)


class Screen:
    """Colours only on a terminal."""

    def __init__(self):
        self.colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def paint(self, code, text):
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def heading(self, text):
        print(f"\n{self.paint('1', text)}", flush=True)

    def fact(self, what, text):
        print(f"  {self.paint('32', '*')} {what:<9} {text}", flush=True)

    def deed(self, who, verb, text):
        clock = self.paint("2", datetime.now().strftime("%H:%M:%S"))
        name = self.paint(COLOURS[who], f"{who:<5}")
        print(f"  {clock}  {name}  {self.paint('2', verb)}{': ' if text else ''}{text}",
              flush=True)

    def growth(self, stats):
        text = (f"archive: {stats['messages']} messages, {stats['presences']} presences, "
                f"{stats['vcards']} vCards, {stats['bytes'] / 1024:.0f} KiB")
        print(f"  {self.paint('32', '          ' + text)}", flush=True)

    def command(self, line):
        print(f"\n{self.paint('1;32', '$')} {self.paint('1', line)}", flush=True)


class Demo:
    def __init__(self, stage, seconds):
        self.stage = stage
        self.screen = Screen()
        self.pace = seconds / len(PLAY)
        self.began = datetime.now(timezone.utc)
        self.people = {}
        self.agent = None

    def opening(self):
        screen, stage = self.screen, self.stage
        screen.heading("Boswell: three people have tea, and one of them keeps a record")
        print()
        server = stage.opens("prosody", domain=DOMAIN, accounts=ACCOUNTS, friends=FRIENDS)
        screen.fact("server", f"Prosody for {DOMAIN} on 127.0.0.1:{server.port}, with a CA made "
                    "just now")
        self.people["alice"] = stage.enters("alice").enables_carbons()
        self.people["bob"] = stage.enters("bob")
        self.people["bob"].changes_vcard(FN="Bob Baker", NICKNAME="Bob")
        carol = stage.enters("carol", available=False)
        carol.changes_vcard(FN="Carol Leaf", NICKNAME="Carol")
        self.people["carol"] = carol
        screen.fact("people", "Alice, Bob and Carol; each is in the others' rosters")
        self.agent = stage.agent("alice").arrives()
        account = self.agent.archive.account(f"alice@{DOMAIN}")
        screen.fact("agent", f"boswelld logged in as alice ({account['sasl']}, {account['tls']})")
        print()

    def acts(self):
        for number, (who, verb, text) in enumerate(PLAY):
            self.screen.deed(who, verb, text)
            self.act(who, verb, text)
            time.sleep(self.pace)
            if number % 3 == 2:
                self.screen.growth(self.agent.archive.records("stats")[0])
        said = sum(verb.startswith("says") for _, verb, _ in PLAY)
        self.agent.archive.has_count(said)

    def act(self, who, verb, text):
        person = self.people[who]
        if verb == "says":
            person.says(f"alice@{DOMAIN}", text)
        elif verb.startswith("says to "):
            person.says(f"{verb.removeprefix('says to ')}@{DOMAIN}", text)
        elif verb == "comes online" or verb == "comes back":
            person.comes_online()
        elif verb == "goes away":
            person.goes_away(text)
        elif verb == "changes her vCard":
            person.changes_vcard(FN=text, NICKNAME="Carol", photo=AVATAR).comes_online()
        elif verb == "opens a room":
            person.joins(ROOM, "Bob")
        elif verb == "tells the room":
            person.joins(ROOM, "Carol").says(ROOM, text, kind="groupchat")
        elif verb == "leaves":
            person.leaves()
        else:
            raise ValueError(f"nobody knows how to {verb}")

    def harvest(self):
        """What one asks an archive afterwards."""
        self.screen.heading("What the archive knows now")
        since = (self.began - timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.boswell("search", "tea")
        self.boswell("search", "\u8336")
        self.boswell("log", f"bob@{DOMAIN}")
        self.boswell("presence", f"bob@{DOMAIN}", "--view", "intervals", "--since", since)
        self.boswell("presence", "--view", "timeline", "--since", since)
        self.boswell("contacts", f"carol@{DOMAIN}", "--history")
        self.looks_back()
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
          sqlite3 {agent.folder}/archive.db 'SELECT stamp, "from", body FROM v_message'

        rm -r {stage.folder} when you are done.""")


def main():
    parser = argparse.ArgumentParser(prog="tools/demo")
    parser.add_argument("--seconds", type=float, default=40)
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
    if options.keep and demo.agent:
        print(commands_to_try(stage, demo.agent))
    else:
        shutil.rmtree(stage.folder, ignore_errors=True)
        print("\nThe server, the people and the archive are gone. What was installed and compiled stays; "
              "none of it starts by itself.\nREADME.md tells how to archive your own account.\n")
    sys.exit(status)


if __name__ == "__main__":
    main()
