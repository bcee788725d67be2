#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk's roster: who is blocked, hidden or pinned, and people of the address book, all of them kept as such."""

from emulators.google import Google
from emulators.on_stage import account, play

SERVERS = "google"
PASSWORD = "O Romeo, Romeo!"


def scene(stage):
    service = stage.server
    juliet = service.adds("juliet", PASSWORD)
    juliet.knows("romeo@gmail.com", "Romeo", extras={"t": "P", "mc": "4", "w": "7"})
    juliet.knows("paris@gmail.com", "Paris", extras={"t": "B"})
    juliet.knows("nurse@gmail.com", "Nurse", extras={"t": "H"})
    juliet.knows("tybalt@gmail.com", "Tybalt")
    juliet.knows("apothecary@gmail.com", "Apothecary", subscription="none")
    agent = stage.agent(account(stage, f"juliet@{Google.home_domain}", password=PASSWORD)).arrives()

    marks = {f"{name}@gmail.com": mark for name, mark in (
        ("romeo", "pinned"), ("paris", "blocked"), ("nurse", "hidden"), ("tybalt", None), ("apothecary", None))}
    agent.archive.eventually(lambda archive: archive.contact("romeo@gmail.com"), "the roster")
    kept = {contact["jid"]: contact for contact in agent.archive.records("contacts")}
    assert {jid: contact.get("mark") for jid, contact in kept.items() if jid in marks} == marks, kept
    assert kept["apothecary@gmail.com"]["subscription"] == "none", kept
    assert "both, blocked" in agent.archive.run("contacts").stdout

    del juliet.contacts["romeo@gmail.com"].extras["t"]
    service.session().cuts()
    agent.archive.eventually(lambda archive: "mark" not in archive.contact("romeo@gmail.com"), "the pin to go")
    history = agent.archive.records("contacts", "--history", "romeo@gmail.com")
    assert history[0]["mark"] == "pinned" and "mark" not in history[-1], history
    agent.leaves()
    agent.archive.is_sound()


play(scene, domain=Google.home_domain)
