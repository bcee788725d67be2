#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A contact's vCard is fetched, and again when a new avatar is announced (XEP-0153)."""

from stage.play import play

PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"not much of a picture"


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.changes_vcard(FN="Romeo Montague", NICKNAME="Romeo")
    agent = stage.agent("juliet").arrives()
    contact = agent.archive.eventually(
        lambda archive: has_name(archive, "Romeo Montague"), "the first vCard")
    assert contact["name"] == "Romeo", contact  # from juliet's roster
    assert contact["subscription"] == "both", contact

    romeo.changes_vcard(FN="Be but sworn my love", photo=PICTURE)
    romeo.comes_back()
    contact = agent.archive.eventually(
        lambda archive: has_name(archive, "Be but sworn my love"), "the second vCard", 30)
    assert contact["versions"] == 2, contact
    assert contact["avatar"]["bytes"] == len(PICTURE), contact


def has_name(archive, name):
    contact = archive.contact("romeo@good.test")
    return contact if contact and contact.get("vcard", {}).get("full_name") == name else None


play(scene)
