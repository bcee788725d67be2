#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever types the command lines of README.md, the manual pages and schema/README.md gets what these promise.

A new user with an empty home follows README.md from top to bottom; the lines of the pages are then tried on the archive
that this has made. packaging/README.md has a play of its own, service.py.
"""

import contextlib
import json
import pathlib
import re
import shlex
import shutil
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "scenarios"))
from documents import DOCUMENTS, TOP, Quotation, blocks, spans  # noqa: E402
from stage.name_server import NameServer  # noqa: E402
from stage.play import play  # noqa: E402
from stage.waiting import until  # noqa: E402
from restic import Repository  # noqa: E402
from user import User  # noqa: E402

README, SCHEMA = TOP / "README.md", TOP / "schema/README.md"

# Lines that are not tried here, and why. Each begins with the words given.
ELSEWHERE = {
    "tools/test": "runs this play",
    "tools/demo": "installs packages, and takes a minute",
    "tools/build": "compiles for minutes; tools/build_test.py has its arguments",
    "tools/package": "compiles for minutes, too; tools/packaging_test.py tries what it packs",
    "sudo apt install": "packaging/debian/tests/upgrade.py, where the package is installed",
    "tools/emulate": "serves until Ctrl-C; services/emulate_test.py runs it",
    "sudo cmake --install": "service.py",
    "man ": "service.py, where the pages are installed",
    "boswell accounts authorize": "needs a token server: services/token_endpoint.py",
    "boswelld --authorize": "the same",
    "boswell accounts add JID": "README.md has it; scenarios/account_added.py",
    "boswell accounts remove": "the account is needed to the end; scenarios/account_added.py",
    "boswell restore": "takes away what came since the backup: scenarios/restored_backup.py",
    "boswell serve": "serves until Ctrl-C; browser/viewer_test.py",
    "boswell split": "needs two copies without an id: cli/commands_test.cpp",
}
# What stands for something of the user's own.
PLACEHOLDERS = {" [OPTION…]": "", " [QUERY…]": "", " [JID…]": "", " [JID]": "", " [ROOM…]": "", " [COMMAND]": "",
                " [WORD…]": "", "COMMAND": "search", "FORMAT": "jsonl", " PATH…": " everything.jsonl", " PATH": " -",
                "bash|zsh": "bash", "--probe JID": "--probe alice@example.org", "JID": "bob@example.org"}
# Lines that may find nothing.
NOTHING_FOUND = {"boswell bookmarks", "boswell gaps", "boswell keys"}


def records(now):
    """An export with what the examples look for, of a contact on a server that is not on the stage."""
    account, bob, tea = "alice@example.org", "bob@example.net", "tea@conference.example.org"
    stamp = (now - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def message(body, with_, sender, kind="chat"):
        return {"kind": "message", "account": account, "with": with_, "direction": "in", "from": sender, "to": account,
                "type": kind, "stamp": stamp, "received_at": stamp, "body": body, "via": ["stream"]}

    return [{"kind": "manifest", "schema": 1, "program": "boswell", "version": "0"},
            *({"kind": "presence", "account": account, "contact": contact, "resource": "phone", "available": True,
               "stamp": stamp, "seen_at": stamp, "cause": "change"} for contact in (bob, "carol@example.com")),
            message("green tea in the lighthouse, tea at the train station", bob, f"{bob}/phone"),
            message("tea is served", tea, f"{tea}/Carol", "groupchat"),
            {"kind": "complete", "messages": 2, "presences": 2, "contacts": 0, "chat_states": 0}]


def has_used_other_programs(user):
    """What other programs have left in the home, and a download of Facebook."""
    samples = TOP / "tests/formats/histories"
    shutil.copytree(samples / "pidgin/logs", user.home / ".purple/logs")
    psi, gajim = user.home / ".local/share/psi/profiles/default/history", user.home / ".local/share/gajim"
    for folder in (psi, gajim, user.here / "inbox/bob_123"):
        folder.mkdir(parents=True)
    (psi / "bob_at_example.net.history").write_text("|2011-12-14T11:00:05|1|from|N---|hello\n")
    with contextlib.closing(sqlite3.connect(gajim / "logs.db")) as logs:
        logs.executescript((samples / "gajim19/logs.db.sql").read_text())
    (user.here / "inbox/bob_123/message_1.json").write_text(json.dumps({
        "participants": [{"name": "Bob M"}, {"name": "Ally"}], "title": "Bob M", "thread_path": "inbox/bob_123",
        "messages": [{"sender_name": "Bob M", "timestamp_ms": 1323856805123, "content": "hello", "type": "Generic"}]}))


def follows_readme(user, bob):
    """README.md, from an empty home; the agent that was started on the way."""
    agent = None
    for line in (line for block in blocks(README) for line in block if is_shell(line)):
        if is_elsewhere(line):
            continue
        if line.split("#")[0].strip() == "boswelld":
            agent = user.starts(line)
            until(lambda: "online" in user.tries("boswell status", {0, 1, 3}).stdout, "alice to be online")
            bob.says("alice@example.org", "hello", "see you")
            until(lambda: user.tries("boswell search --count see", {0, 1}).stdout == "1\n", "what Bob says")
        else:
            tries(user, Quotation(README, line), typed="alice's secret\n" if "accounts add" in line else "")
    return agent


def is_shell(line):
    return re.match(r"(tools/|boswelld?( |$)|sudo |sqlite3 |zstd |mkdir |man )", line) is not None \
        and not re.match(r"boswelld +boswell ", line)


def is_elsewhere(line):
    return any(line.startswith(words) for words in ELSEWHERE)


def tries(user, quotation, typed=""):
    """Types one line, and wants the exit status of success."""
    line = quotation.code.split("  #")[0].strip()
    for what, value in PLACEHOLDERS.items():
        line = line.replace(what, value)
    return user.tries(line, {0, 1} if line in NOTHING_FOUND else {0}, typed, str(quotation))


def scripts(document):
    """The blocks of commands or SQL; what is quoted over several lines is one command."""
    for block in blocks(document):
        text = "\n".join(block)
        yield Quotation(document, re.sub(r"\n +", " ", text) if is_shell(text) else text)


def tries_schema(user):
    copy = user.here / "archive.db"
    shutil.copy(user.here / "archive-backup.db", copy)
    packed = user.sql(copy, "SELECT id FROM message_copy WHERE dictionary_id = 1 ORDER BY id LIMIT 1")
    for script in scripts(SCHEMA):
        if is_shell(script.code):
            for line in script.code.replace("id = 42", f"id = {packed}").splitlines():
                tries(user, script._replace(code=line))
        else:
            user.sql(copy, script.code)
    assert "<message" in (user.here / "s.xml").read_text()


def tries_synopsis_of_agent(user, stage):
    """Each way to call boswelld, with all the options that the line allows."""
    values = {"--config FILE": "--config ~/.config/boswell/boswell.toml", "--archive FILE": "--archive once.db",
              "--password-file FILE": "--password-file ~/.config/boswell/alice@example.org.password",
              "--host NAME": "--host 127.0.0.1", "--port N": f"--port {stage.server.port}",
              "--ca-file FILE": f"--ca-file {stage.authority.ca_file}", "JID": "alice@example.org"}
    lines = re.search(r"# SYNOPSIS\n\n(.*?)\n\n", (TOP / "src/agent/boswelld.md").read_text(), re.S)[1].splitlines()
    assert len(lines) > 3
    for line in map(str.strip, lines):
        if not is_elsewhere(line):
            command = re.sub("|".join(values), lambda option: values[option[0]], re.sub(r"[\[\]]", "", line))
            ends_by_itself = re.search("--(once|check|probe)", command)
            user.tries(command if ends_by_itself else f"{command} --once", where=line)


def tries_pages(user):
    number = user.tries("boswell search -n 1 hello").stdout.split()[0]
    for document in DOCUMENTS:
        for span in spans(document):
            if re.fullmatch(r"boswelld?|boswell [a-z]+", span):
                user.tries(f"{span} --help")  # the name of a program or command
            elif is_shell(span) and not is_elsewhere(span) and document.parent.name != "packaging":
                tries(user, Quotation(document, span.replace("NUMBER", number)))


def tries_queries(user):
    """The terms of queries and the times that boswell-search(1) gives."""
    page = (TOP / "src/cli/commands/search.md").read_text()
    terms = re.findall(r"`([^`]+)`", re.search(r"# QUERY\n(.*?)\n# OPTIONS\n", page, re.S)[1])
    terms = [term for term in terms if not term.endswith(":") and "…" not in term and not is_shell(term)]
    times = re.findall(r'`"?([^`"]+)"?`', re.search(r"TIME is such as (.*)", page)[1])
    assert len(terms) > 15 and len(times) > 4, (terms, times)
    for term in terms:
        user.tries(f"boswell search -- {shlex.quote(term)}", {0, 1})
    for time in times:
        user.tries(f"boswell search --since {shlex.quote(time)}", {0, 1})


def scene(stage):
    names = NameServer().is_asked(stage).names("xmpp.example.org", "127.0.0.1")
    names.offers("example.org", ("xmpp.example.org", stage.server.port))
    with Repository(stage.folder) as repository:
        uses_boswell(stage, User(stage, added=repository.environment))
        restored = repository.brings_back(stage.folder / "restored")
        user = User(stage, home="other-home")
        user.tries(f"boswell --archive {restored} verify")
    names.close()


def uses_boswell(stage, user):
    has_used_other_programs(user)
    stage.enters("alice").enables_carbons()
    agent = follows_readme(user, stage.enters("bob"))
    (user.here / "of-example-net.jsonl").write_text(
        "".join(json.dumps(record) + "\n" for record in records(datetime.now(timezone.utc))))
    user.tries("boswell import of-example-net.jsonl")
    assert "see you" in (user.here / "transcript.txt").read_text()
    user.tries("boswell --archive other.db verify")
    tries_schema(user)
    user.ends(agent)
    tries_synopsis_of_agent(user, stage)
    tries_pages(user)
    tries_queries(user)
    user.tries("boswell verify")


play(scene, domain="example.org", accounts={"alice": "alice's secret", "bob": "bob's secret"},
     friends=[("alice", "bob")], as_root=True)
