#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk's off the record: kept and marked like the user's own record it is, or where asked for only noted."""

from emulators.google import Google
from emulators.on_stage import account, play

SERVERS = "google"
ROMEO = "romeo@gmail.com"


def hired(stage, name, **options):
    password = f"{name}'s password"
    owner = stage.server.adds(name, password)
    owner.knows(ROMEO, "Romeo")
    agent = stage.agent(account(stage, f"{name}@{Google.home_domain}", password=password, **options), name=name)
    return owner, agent.arrives()


def scene(stage):
    service = stage.server
    juliet, keeper = hired(stage, "juliet")
    nurse, noter = hired(stage, "nurse", off_the_record="note")
    everybody = [(juliet, keeper), (nurse, noter)]
    for owner, agent in everybody:
        service.says(f"{ROMEO}/x", f"for {owner.jid} to keep", to=owner)
        service.goes_off_the_record(owner, ROMEO)
        service.says(f"{ROMEO}/x", f"for {owner.jid} alone", to=owner)
        service.goes_off_the_record(owner, ROMEO, off=False)
        service.says(f"{ROMEO}/x", f"the end for {owner.jid}", to=owner)
        agent.archive.has_message(body=f"the end for {owner.jid}")
        agent.archive.has_count(3, seconds=1)

    kept = keeper.archive.has_message(body=f"for {juliet.jid} alone")
    assert kept["off_the_record"] is True, kept
    [noted] = noter.archive.messages("is:off-the-record")
    assert noted["from"] == f"{ROMEO}/x" and "body" not in noted, noted
    assert "(off the record)" in noter.archive.run("log", ROMEO).stdout
    for owner, agent in everybody:
        assert "off_the_record" not in agent.archive.has_message(body=f"for {owner.jid} to keep")
        agent.leaves()
        agent.archive.is_sound()
    stored = b"".join(path.read_bytes() for path in noter.folder.glob("archive.db*"))
    assert f"for {nurse.jid} alone".encode() not in stored


play(scene, domain=Google.home_domain)
