#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""boswell.doap (XEP-0453) names the XEPs that the sources cite."""

import pathlib
import re
import unittest
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parents[2]
DOAP = "{http://usefulinc.com/ns/doap#}"
XMPP = "{https://linkmauve.fr/ns/xmpp-doap#}"
RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
# "XEP-0066 (also after XEP-0363), 0385, 0447" cites four.
CITATION = re.compile(r"XEP-(\d{4})((?:(?: \([^()]*\))?,? (?:and |or )?\d{4}\b)*)")


def cited(text):
    for match in CITATION.finditer(text):
        yield match[1]
        # What stands in brackets is found by itself.
        yield from re.findall(r"\b\d{4}\b", re.sub(r"\([^()]*\)", "", match[2]))


def cited_by_sources():
    numbers = set()
    for path in (TOP / "src").rglob("*"):
        if path.suffix in (".cpp", ".hpp"):
            text = path.read_text()
            numbers.update(cited(text))
            numbers.update(re.findall(r"XEP-(\d{4})", text))
    return numbers


def supported():
    """Number, version and status of each XEP in boswell.doap, in the order of the file."""
    for xep in ElementTree.parse(TOP / "boswell.doap").iter(f"{XMPP}SupportedXep"):
        address = xep.find(f"{XMPP}xep").get(RESOURCE)
        number = re.fullmatch(r"https://xmpp\.org/extensions/xep-(\d{4})\.html", address)[1]
        yield number, xep.findtext(f"{XMPP}version"), xep.findtext(f"{XMPP}status")


class Doap(unittest.TestCase):
    def test_it_names_the_xeps_that_the_sources_cite_and_no_others(self):
        self.assertEqual(sorted(cited_by_sources()), [number for number, _, _ in supported()])

    def test_each_has_a_version_and_a_status_of_xep_0453(self):
        for number, version, status in supported():
            self.assertRegex(version or "", r"^\d+(\.\d+)+$", number)
            self.assertIn(status, ("complete", "partial", "planned", "deprecated", "removed"), number)

    def test_a_list_of_citations_is_read_as_one(self):
        self.assertEqual(list(cited("XEP-0066 (an older one), 0385 and 0447. RFC 6121 of 2011")),
                         ["0066", "0385", "0447"])


if __name__ == "__main__":
    unittest.main()
