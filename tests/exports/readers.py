# SPDX-License-Identifier: GPL-3.0-or-later
"""What other people's parsers find in an export: a Said for each message, in the order of the file."""

import contextlib
import csv
import dataclasses
import email.policy
import json
import mailbox
import re
from xml.etree import ElementTree


@dataclasses.dataclass
class Said:
    """Who said what. A format that does not say something has None there."""

    id: int | None
    sender: str | None
    text: str
    edited: bool
    retracted: bool
    subject: str = dataclasses.field(default="", compare=False)


def _printable(text):
    """As in every format for people: nothing in it acts on a terminal or breaks a line."""
    def escape(match):
        code = ord(match[0])
        return f"\\u{code:04x}" if code > 0xff else f"\\x{code:02x}"
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", escape, text)
    opened = sum(1 if c in "\u202a\u202b\u202d\u202e" else -1 if c == "\u202c" else 0 for c in text)
    return text + "\u202c" * max(opened, 0)


def _of_fields(record):
    shown = record.get("shown") or record.get("body") or ""
    return Said(int(record["id"]), record["from"], shown, bool(record.get("versions")),
                bool(record.get("retracted_at")), record.get("subject") or "")


def jsonl(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        records = [json.loads(line) for line in file]
    return [_of_fields(record) for record in records if record["kind"] == "message"]


def table(path):
    def value(cell):
        return cell[1:] if re.match("'+[=+\\-@\t\r\n]", cell) else cell
    with open(path, encoding="utf-8", newline="") as file:
        return [_of_fields({name: value(cell) for name, cell in row.items()}) for row in csv.DictReader(file)]


def _mail(file):
    return email.message_from_binary_file(file, policy=email.policy.default)


def mails(path):
    with contextlib.closing(mailbox.mbox(path, factory=_mail)) as box:
        return list(box)


def mbox(path):
    found = []
    for mail in mails(path):
        text = mail.get_payload(decode=True).decode("utf-8")
        # The line feed at the end belongs to the mail if its text is written as it is.
        if mail["Content-Transfer-Encoding"] != "base64":
            text = text.removesuffix("\n")
        marks = mail.get("X-Boswell-Marks", "").split(", ")
        if marks != [""]:
            text, _, _ = text.rpartition("\n-- \n")
        found.append(Said(int(mail["X-Boswell-Id"]), mail["X-XMPP-From"], text, "edited" in marks,
                          "retracted" in marks))
    return found


def xep0227(path):
    """As a client of the server would show it: with changes applied."""
    client, found = "{jabber:client}", {}
    for result in ElementTree.parse(path).iter("{urn:xmpp:mam:2}result"):
        message = result.find(f"{{urn:xmpp:forward:0}}forwarded/{client}message")
        replace, retract = (message.find(f"{{urn:xmpp:message-{name}") for name in (
            "correct:0}replace", "retract:1}retract"))
        text = message.findtext(f"{client}body") or ""
        if replace is not None:
            found[replace.get("id")].text, found[replace.get("id")].edited = text, True
        elif retract is not None:
            found[retract.get("id")].retracted = True
        elif message.find("{urn:xmpp:reactions:0}reactions") is None:
            number = int(result.get("id").removeprefix("boswell-"))
            found[message.get("id")] = Said(number, message.get("from"), text, False, False)
    return list(found.values())


def text(path):
    """A line for each message; what goes on is as far in as the text of the first line."""
    found, inside = [], " " * len("[07:44:38] ")
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in (line.removesuffix("\n") for line in file):
            if entry := re.match(r"\[\d\d:\d\d:\d\d\] (?:\* (.+) (\S+)|(.+?): (.*))$", line):
                doer, deed, sender, said = entry.groups()
                said = f"/me {deed}" if doer else said
                edited, retracted = said.endswith(" (edited)"), said.startswith("[retracted] ")
                said = said.removesuffix(" (edited)").removeprefix("[retracted] ")
                found.append(Said(None, doer or sender, said, edited, retracted))
            elif line.startswith(inside) and not line.startswith(inside + "👍 alice"):  # a reaction
                found[-1].text += "\n" + line.removeprefix(inside)
    return found


READERS = {"jsonl": jsonl, "csv": table, "mbox": mbox, "xep0227": xep0227, "text": text}


def in_transcript(said):
    """The same message where people are named by their addresses, in rooms by their nicknames."""
    room = said.sender.startswith("tea@rooms.")
    return dataclasses.replace(for_people(said), id=None, sender=said.sender if room else said.sender.split("/")[0])


def for_people(said):
    """The same message in a format for people."""
    return dataclasses.replace(said, text=_printable(said.text or f"subject: {said.subject}"))
