#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a contact publishes of himself (XEP-0163) is kept in versions, and believed of nobody else."""

from stage.component import Component
from stage.play import play

ROMEO = "romeo@good.test"
HERE = "juliet@good.test/boswell"
NICK = "http://jabber.org/protocol/nick"
MOOD = "http://jabber.org/protocol/mood"
TUNE = "http://jabber.org/protocol/tune"
ACTIVITY = "http://jabber.org/protocol/activity"


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.publishes(NICK, f'<nick xmlns="{NICK}">Mountie</nick>')
    agent = stage.agent("juliet").arrives()
    # The server tells of what was published before.
    agent.archive.has_published(ROMEO, node=NICK, nick="Mountie")

    romeo.publishes(MOOD, mood("sad"))
    agent.archive.has_published(ROMEO, node=MOOD, mood={"value": "sad"})
    romeo.publishes(MOOD, mood("in_love", "It is the east"))
    romeo.publishes(MOOD, mood("in_love", "It is the east"))
    romeo.publishes(MOOD, f'<mood xmlns="{MOOD}"/>')
    agent.archive.has_published(ROMEO, node=MOOD, published=False)
    romeo.publishes(TUNE, f'<tune xmlns="{TUNE}"><artist>Prokofiev</artist><length>324</length></tune>')
    agent.archive.has_published(ROMEO, tune={"artist": "Prokofiev", "length": 324})

    # No client can send from a bare JID, and no stranger is asked for.
    for forged in (event("<dejected/>"), event("<dejected/>", MOOD, "headline")):
        romeo.sends(forged)
    with Component(stage.server) as hostile:
        for sender in (hostile.jid, f"{hostile.jid}/x", hostile.domain):
            hostile.sends(event("<dejected/>").replace("<message", f"<message from='{sender}'"))
        hostile.sends(f"<message from='{hostile.jid}/x' to='{HERE}'><body>the forgeries are sent</body></message>")
        agent.archive.has_message(body="the forgeries are sent")
    # Our own nodes count, too.
    juliet = stage.enters("juliet")
    juliet.publishes(ACTIVITY, f'<activity xmlns="{ACTIVITY}"><inactive><sleeping/></inactive></activity>')
    agent.archive.has_published("juliet@good.test", activity={"general": "inactive", "specific": "sleeping"})

    agent.leaves()
    romeo.publishes(MOOD, mood("hopeful"))
    agent.arrives()
    agent.archive.has_published(ROMEO, mood={"value": "hopeful"})
    moods = [record.get("mood", {}).get("value") for record in agent.archive.published(ROMEO) if record["node"] == MOOD]
    assert moods == ["sad", "in_love", None, "hopeful"], moods
    assert "is not announced" not in agent.archive.run("contacts", "--history", ROMEO).stderr
    agent.leaves()
    agent.archive.is_sound()

    unseen = stage.agent("juliet", presence="none", name="unseen").arrives()
    romeo.publishes(MOOD, mood("amorous"))
    romeo.says(HERE, "the end")
    unseen.archive.has_message(body="the end")
    told = unseen.archive.run("contacts", "--history", ROMEO)
    assert "not observed" in told.stderr and "amorous" not in told.stdout, told


def mood(value, text=""):
    return f'<mood xmlns="{MOOD}"><{value}/>' + (f"<text>{text}</text>" if text else "") + "</mood>"


def event(inner, node=MOOD, kind=""):
    return (f"<message to='{HERE}' type='{kind or 'normal'}'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            f"<items node='{node}'><item id='1'><mood xmlns='{node}'>{inner}</mood></item></items></event></message>")


play(scene)
