# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what "boswell contacts" has written with parsers of others, and compares it with the records.

    read_contact_book.py vcf|csv RECORDS FILE

RECORDS is what "boswell contacts --json" prints.
"""
import base64
import csv
import io
import json
import pathlib
import re
import sys

import vobject


def as_vcard_text(text):
    """What RFC 6350 lets through of a text: line breaks are one kind, other control characters none."""
    text = re.sub("\r\n|[\r\u0085\u2028\u2029]", "\n", text)
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)


def values(card, name):
    return [each.value for each in getattr(card, name + "_list", [])]


def raw_cards(text):
    """Unfolded lines without any further decoding: for each vCard the value of each property's last line."""
    cards = []
    for line, _ in vobject.base.getLogicalLines(io.StringIO(text, newline="")):
        name, _, value, _ = vobject.base.parseLine(line)
        if name == "BEGIN":
            cards.append({})
        cards[-1][name] = value
    return cards


def check_vcard(record, card, raw):
    vcard = record.get("vcard", {})
    names = [record.get("name"), vcard.get("full_name")]
    names = list(dict.fromkeys(name for name in names if name))
    names = names or [vcard.get("nickname", record["jid"])]
    expect(values(card, "fn"), [as_vcard_text(name) for name in names])
    expect(raw["IMPP"].startswith("xmpp:"), True)
    for field, name in (("nickname", "nickname"), ("title", "title"), ("note", "note")):
        expect(values(card, name), [as_vcard_text(vcard[field])] if field in vcard else [])
    expect(values(card, "email"), [as_vcard_text(text) for text in vcard.get("email", [])])
    expect(values(card, "tel"), [as_vcard_text(each["number"]) for each in vcard.get("tel", [])])
    expect(values(card, "categories"),
           [[as_vcard_text(group) for group in record["groups"]]] if "groups" in record else [])
    if "given" in vcard or "family" in vcard:
        expect((card.n.value.given, card.n.value.family),
               (as_vcard_text(vcard.get("given", "")), as_vcard_text(vcard.get("family", ""))))
    expect("PHOTO" in raw, "avatar" in record)
    if "PHOTO" in raw:
        kind, encoded = raw["PHOTO"].split(",", 1)
        expect(kind, f"data:{record['avatar']['mime']};base64")
        expect(len(base64.b64decode(encoded, validate=True)), record["avatar"]["bytes"])


def check_vcards(records, path):
    data = path.read_bytes()
    for line in data.split(b"\r\n"):
        expect(len(line) <= 75, True)
        line.decode("utf-8", "strict")
    expect(data.replace(b"\r\n", b"").count(b"\n"), 0)
    text = data.decode("utf-8")
    cards = list(vobject.readComponents(text))
    raws = raw_cards(text)
    expect(len(cards), len(records))
    for record, card, raw in zip(records, cards, raws):
        check_vcard(record, card, raw)


def unguarded(cell):
    return cell[1:] if re.match("'+[=+\\-@\t\r\n]", cell) else cell


def lines_of(texts):
    return "\n".join(re.sub("[\r\n]", " ", text) for text in texts)


def check_row(record, row):
    for cell in row.values():
        expect(cell[:1] in tuple("=+-@\t\r\n"), False)
    row = {name: unguarded(cell) for name, cell in row.items()}
    vcard = record.get("vcard", {})
    for name in ("account", "jid", "name", "subscription", "fetched_at", "mark"):
        expect(row[name], record.get(name, "").replace("\0", "\ufffd"))
    for name in ("full_name", "nickname", "given", "family", "title", "birthday", "url", "note", "photo_url"):
        expect(row[name], vcard.get(name, "").replace("\0", "\ufffd"))
    expect(row["groups"], lines_of(record.get("groups", [])).replace("\0", "\ufffd"))
    expect(row["email"], lines_of(vcard.get("email", [])).replace("\0", "\ufffd"))
    expect(row["avatar_sha1"], record.get("avatar", {}).get("sha1", ""))


def check_table(records, path):
    csv.field_size_limit(1 << 24)
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    expect(len(rows), len(records))
    for record, row in zip(records, rows):
        expect(None in row, False)
        check_row(record, row)


def expect(found, wanted):
    if found != wanted:
        sys.exit(f"found {found!r:.300}, not {wanted!r:.300}")


def main():
    lines = pathlib.Path(sys.argv[2]).read_text("utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    expect(len(records) > 0, True)
    check = {"vcf": check_vcards, "csv": check_table}[sys.argv[1]]
    check(records, pathlib.Path(sys.argv[3]))


main()
