#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message is in one format it is in all: the same ones, in the same order, by the same people, with the same text.

    tests/exports/agree_test.py build/dev/src
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import readers
import sample

PROGRAMS = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else "build/dev/src")
SEED = 7
FOR_PEOPLE = {"mbox"}
BY_TIME = {"xep0227"}  # not by conversation


class FormatsAgree(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        sample.write(cls.folder / "sample.jsonl", SEED)
        cls.run_boswell("import", cls.folder / "sample.jsonl")
        cls.expected = readers.jsonl(cls.export("jsonl"))

    @classmethod
    def run_boswell(cls, command, *arguments, archive="archive.db"):
        return subprocess.run([PROGRAMS / "boswell", command, "--archive", cls.folder / archive, *arguments],
                              check=True, capture_output=True, text=True,
                              env=os.environ | {"XDG_STATE_HOME": str(cls.folder / "state"), "TZ": "Europe/Berlin"})

    @classmethod
    def export(cls, form, *arguments):
        path = cls.folder / f"export.{form}"
        cls.run_boswell("export", "-f", form, "-o", path, *arguments)
        return path

    def test_the_sample_has_what_formats_have_trouble_with(self):
        self.assertEqual(len(self.expected), len(sample.records(SEED)))
        self.assertEqual({said.text for said in self.expected} & set(sample.TEXTS), set(sample.TEXTS))
        self.assertEqual(sum(said.edited for said in self.expected), 1)
        self.assertEqual(sum(said.retracted for said in self.expected), 1)

    def test_every_format_has_the_same_messages(self):
        for form, read in readers.READERS.items():
            with self.subTest(form):
                expected, options = self.expected, []
                if form in FOR_PEOPLE:
                    expected = [readers.for_people(said) for said in expected]
                if form == "text":
                    expected, options = [readers.in_transcript(said) for said in expected], ["--names", "jid"]
                if form in BY_TIME:
                    expected = sorted(expected, key=lambda said: said.id)
                self.assertEqual(read(self.export(form, "--force", *options)), expected)

    def test_mails_are_from_the_address_and_of_the_thread_of_their_day(self):
        first = {}
        for mail in readers.mails(self.export("mbox", "--force", "--tz", "UTC")):
            local, domain = mail["X-XMPP-From"].split("/")[0].split("@")
            sender = mail["From"].addresses[0]
            username = sender.username.encode(errors="surrogateescape").decode()  # RFC 6532: UTF-8 as it is
            self.assertEqual((username, sender.domain), (local, domain.encode("idna").decode()))
            conversation = mail["Subject"].rpartition(", ")[0].rpartition(", ")[0]
            if "only a subject" in mail["Subject"]:
                continue
            root = first.setdefault((conversation, mail["Date"].datetime.date()), mail["Message-Id"])
            self.assertEqual(mail.get("References", root), root)
        self.assertGreater(len(first), 10)

    def test_a_file_for_each_conversation_has_what_one_file_has(self):
        for form, ending in (("jsonl", "jsonl"), ("csv", "csv"), ("mbox", "mbox"), ("text", "txt")):
            with self.subTest(form):
                folder = self.folder / f"conversations.{form}"
                self.run_boswell("export", "-f", form, "--per-conversation", "-o", folder)
                files = sorted(folder.glob(f"alice@example.org/*.{ending}"))
                self.assertEqual(len(files), 5)
                if form == "text":
                    self.assertIn("bob@example.net.txt", [path.name for path in files])
                    continue
                said = [each for path in files for each in readers.READERS[form](path)]
                whole = readers.READERS[form](self.export(form, "--force"))
                self.assertEqual(sorted(said, key=lambda one: one.id), sorted(whole, key=lambda one: one.id))

    def test_what_an_empty_archive_takes_in_it_gives_out_again(self):
        for form in ("jsonl", "csv", "xep0227"):
            with self.subTest(form):
                first = self.export(form, "--force")
                self.run_boswell("import", first, archive=f"{form}.db")
                again = self.folder / f"again.{form}"
                self.run_boswell("export", "-f", form, "-o", again, archive=f"{form}.db")
                self.assertEqual(again.read_bytes(), first.read_bytes())

    def test_the_same_archive_gives_the_same_bytes(self):
        for form in readers.READERS:
            with self.subTest(form):
                first = self.export(form, "--force").read_bytes()
                self.assertEqual(self.export(form, "--force").read_bytes(), first)


unittest.main()
