# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages as they came: the original stanza, as `boswell show --raw` prints it, and the versions before a correction."""

from xml.etree import ElementTree

ACTIVE = "{http://jabber.org/protocol/chatstates}active"
MARKABLE = "{urn:xmpp:chat-markers:0}markable"
ORIGIN_ID = "{urn:xmpp:sid:0}origin-id"
RECEIPT_REQUEST = "{urn:xmpp:receipts}request"
XHTML_IM = "{http://jabber.org/protocol/xhtml-im}html"
XHTML_BODY = "{http://www.w3.org/1999/xhtml}body"


def original(archive, message):
    """The <message/> of the first copy, out of whatever forwarded it."""
    done = archive.run("show", "--raw", message["id"])
    assert done.returncode == 0, done.stderr
    # One document for each copy; and a stanza alone does not say that it is in jabber:client.
    copies = ElementTree.fromstring(f"<copies>{done.stdout}</copies>")
    return [element for element in copies[0].iter() if _name(element) == "message"][-1]


def _name(element):
    return element.tag.removeprefix("{jabber:client}")


def shape(element):
    """All there is in it, in a form that can be compared."""
    return (_name(element), sorted(element.items()), element.text or "",
            [(shape(child), child.tail or "") for child in element])


def has(archive, message, *tags):
    """Asserts that the original has these children; it."""
    stanza = original(archive, message)
    missing = [tag for tag in tags if stanza.find(tag) is None]
    assert not missing, f"no {missing} in {ElementTree.tostring(stanza, encoding='unicode')}"
    return stanza


def was_corrected(archive, *bodies):
    """Waits for the message that had these bodies, one after the other."""
    message = archive.has_message(body=bodies[-1])
    assert [version["body"] for version in message.get("versions", [])] == list(bodies), message
    return message


def formatted(stanza):
    """The XHTML-IM body: its text, and the styles and elements in it."""
    body = stanza.find(f"{XHTML_IM}/{XHTML_BODY}")
    marks = [element.get("style") or element.tag.partition("}")[2] for element in body.iter()]
    return "".join(body.itertext()).strip(), " ".join(marks)
