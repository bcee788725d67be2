#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages in the shapes in which clients send them are in the archive whole and once, however they come.

This is what could not be typed: a person says it in a client's stead, in the shapes of the sources of

- Swift 4 (ChatControllerBase, ChatController), and Swift 1 with its own namespace for corrections,
- Miranda NG 0.95 (JabberG: SendMsg and the nudge),
- Adium 1.5, which is libpurple as Pidgin is; the formats of its text fields are our guess,
- Dino 0.4 (message_processor, replies and reactions),
- Gajim 1.7, Psi+ 1.4 and Pidgin 2.14, where they wait for a contact that offers more than an agent does.
"""

import dataclasses
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from desktop.original import original, shape
from stage.play import play

STATE = '<{} xmlns="http://jabber.org/protocol/chatstates"/>'
ACTIVE = STATE.format("active")
REQUEST = '<request xmlns="urn:xmpp:receipts"/>'
MARKABLE = '<markable xmlns="urn:xmpp:chat-markers:0"/>'
ATTENTION = '<attention xmlns="urn:xmpp:attention:0"/>'
STORE = '<store xmlns="urn:xmpp:hints"/>'
NICK = '<nick xmlns="http://jabber.org/protocol/nick">Romeo \u2665</nick>'
FIRE = "\U0001f98a\u200d\U0001f525"  # a fox and a fire, joined
UUID = "3bc17018-43bf-4365-881e-ca3b577931e{}"


def html(inner):
    return ('<html xmlns="http://jabber.org/protocol/xhtml-im"><body xmlns="http://www.w3.org/1999/xhtml">'
            f"{inner}</body></html>")


# Of a message that is not here: a correction that remains a message.
def replace(number, xmlns="urn:xmpp:message-correct:0"):
    return f'<replace xmlns="{xmlns}" id="{UUID.format(number)}"/>'


@dataclasses.dataclass
class Shape:
    client: str
    rest: str  # what stands beside the body
    type: str = "chat"
    id: str = ""
    before: str = ""  # what stands in front of the body


SHAPES = [
    Shape("Swift", ACTIVE + REQUEST, id=UUID.format(1)),
    Shape("Swift, corrected", ACTIVE + REQUEST + replace(1), id=UUID.format(2)),
    Shape("Swift 1, corrected", ACTIVE + replace(1, "http://swift.im/protocol/replace"), id=UUID.format(3)),
    # --latency-debug: when it was sent, by the sender's own word
    Shape("Swift, measuring", ACTIVE + '<delay xmlns="urn:xmpp:delay" stamp="2011-12-14T09:30:00.123456Z" '
          'from="romeo@good.test/swift"/>', id=UUID.format(4)),
    Shape("Miranda", ACTIVE + REQUEST, id="mir_17"),
    Shape("Miranda, to older clients", '<x xmlns="jabber:x:event"><delivered/><offline/></x>', id="mir_18"),
    Shape("Miranda, encrypted", '<x xmlns="jabber:x:encrypted">hQEMA8+VoKhMI8ZTAQf+</x>' + ACTIVE, id="mir_19"),
    Shape("Adium", ACTIVE + html('<p><span style="font-family: Helvetica; font-size: medium; color: #ff0000;">'
                                 'red</span> &amp; <em>more</em><br/>of it</p>'), id="purple62c0f2b1"),
    Shape("Pidgin, with a smiley", html('<p>and <img alt=":-)" src="cid:sha1+8f35fef110ffc5df08d579a50083ff930'
                                        '8fb6242@bob.xmpp.org"/></p>') +
          '<data xmlns="urn:xmpp:bob" cid="sha1+8f35fef110ffc5df08d579a50083ff9308fb6242@bob.xmpp.org" '
          'max-age="86400" type="image/png">iVBORw0KGgo=</data>', id="purple62c0f2b2", before=ACTIVE),
    Shape("Psi+", html('<span style="margin:0;padding:0;"><span style=" font-weight:600;">bold</span></span>') +
          "<thread>d2f1</thread>" + ACTIVE + REQUEST + NICK, id="aac7a"),
    Shape("Psi+, a link", '<x xmlns="jabber:x:oob"><url>https://good.test/a.png</url><desc>a</desc></x>' + ACTIVE,
          id="aac8a", before="<subject>a picture</subject>"),
    Shape("Gajim, to a stranger", f'<origin-id xmlns="urn:xmpp:sid:0" id="{UUID.format(5)}"/>' + NICK + REQUEST +
          MARKABLE, id=UUID.format(5)),
    Shape("Dino", MARKABLE + REQUEST + ACTIVE, id=UUID.format(6)),
    Shape("Dino, a reply", '<reply xmlns="urn:xmpp:reply:0" to="juliet@good.test/phone" id="aac1"/>'
          '<fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="0" end="5"/></fallback>' +
          MARKABLE + REQUEST, id=UUID.format(7)),
    # What could not be sent at once says when it was written, and not who says so.
    Shape("Dino, late", MARKABLE + REQUEST + '<delay xmlns="urn:xmpp:delay" stamp="2022-11-30T20:15:00Z"/>',
          id=UUID.format(8)),
]

# Nothing to read, yet something that was said.
SILENT = [
    Shape("Miranda, nudging", ATTENTION, type="headline"),
    Shape("Pidgin, buzzing", ATTENTION, type="headline", id="purple62c0f2b3"),
]

# Something that is done to another message is no message of its own.
TOUCHED = Shape("Dino, touched", f'<reactions xmlns="urn:xmpp:reactions:0" id="{UUID.format(6)}-stream"><reaction>'
                f'{FIRE}</reaction></reactions>' + STORE, id=UUID.format(9))

# Nothing that was said: no message.
AROUND = [STATE.format("composing"), STATE.format("paused"), STATE.format("gone"),
          f'<received xmlns="urn:xmpp:receipts" id="{UUID.format(1)}"/>',
          f'<displayed xmlns="urn:xmpp:chat-markers:0" id="{UUID.format(1)}"/>',
          f'<x xmlns="jabber:x:event"><composing/><id>{UUID.format(1)}</id></x>']


def stanza(form, to, inner):
    id_ = f' id="{form.id}"' if form.id else ""
    return f'<message type="{form.type}"{id_} to="{to}">{inner}</message>'


def is_whole(archive, message, sent):
    """The original has every element that was sent, to the letter."""
    kept = [shape(child) for child in original(archive, message)]
    for child in ElementTree.fromstring(sent):
        # Prosody's archive leaves chat states out.
        dropped = message["via"] == ["archive"] and "chatstates" in child.tag
        assert dropped or shape(child) in kept, f"{shape(child)} is not in {kept}"


def speaks(romeo, way, to):
    """All shapes, one after the other; body -> stanza."""
    said = {}
    for form in SHAPES:
        body = f"{form.client} <&> {way}\n{FIRE} 'and' \"more\""
        inner = f"{form.before}<body>{escape(body)}</body>{form.rest}"
        # A client does not use an id twice.
        said[body] = stanza(dataclasses.replace(form, id=f"{form.id}-{way}"), to, inner)
    romeo.sends(*said.values())
    return said


def arrived(archive, said, way):
    for body, sent in said.items():
        message = archive.has_message(body=body)
        # The first fetch from the server's archive may bring it as well.
        assert message["via"][0] == way, message
        assert message["message_id"] == ElementTree.fromstring(sent).get("id"), message
        is_whole(archive, message, sent)


def scene(stage):
    romeo = stage.enters("romeo")
    stage.enters("juliet").enables_carbons()
    agent = stage.agent("juliet").arrives()
    archive = agent.archive

    arrived(archive, speaks(romeo, "stream", "juliet@good.test/boswell"), "stream")
    arrived(archive, speaks(romeo, "carbon", "juliet@good.test/phone"), "carbon")
    for number, form in enumerate(SILENT, 1):
        sent = stanza(form, "juliet@good.test/boswell", form.rest)
        romeo.sends(sent)
        archive.has_count(2 * len(SHAPES) + number)
        newest = max(archive.messages(), key=lambda message: message["id"])
        assert not newest.get("body") and newest["type"] == form.type, newest
        is_whole(archive, newest, sent)
    romeo.sends(stanza(TOUCHED, "juliet@good.test/boswell", TOUCHED.rest))
    touched = archive.has_message(message_id=f"{UUID.format(6)}-stream", reactions=bool)
    assert [reaction["emoji"] for reaction in touched["reactions"]] == [[FIRE]], touched
    romeo.sends(*(f'<message type="chat" to="juliet@good.test/boswell">{inner}</message>' for inner in AROUND))

    agent.leaves()
    said = speaks(romeo, "archive", "juliet@good.test/phone")
    agent.arrives()
    arrived(archive, said, "archive")
    archive.has_count(3 * len(SHAPES) + len(SILENT))
    agent.leaves()
    archive.is_sound()


play(scene)
