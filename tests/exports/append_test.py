#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `export --append` adds to a file night by night gives the same archive as one export of all.

    tests/exports/append_test.py build/dev/src
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import sample

PROGRAMS = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else "build/dev/src")


class Append(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.records = sample.records(11)
        self.file = self.folder / "nightly.jsonl"

    def boswell(self, command, *arguments, archive="archive.db", status=0):
        done = subprocess.run([PROGRAMS / "boswell", command, "--archive", self.folder / archive, *arguments],
                              check=False, capture_output=True, text=True,
                              env=os.environ | {"XDG_STATE_HOME": str(self.folder / "state")})
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stderr

    def append(self, *arguments, status=0, file=None, archive="archive.db"):
        return self.boswell("export", "-f", "jsonl", "--append", "-o", file or self.file, *arguments,
                            status=status, archive=archive)

    def take_in(self, records, archive="archive.db"):
        path = self.folder / "some.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            for record in ({"kind": "manifest", "schema": 18, "program": "boswell", "version": "1"}, *records,
                           {"kind": "complete", "messages": len(records), "presences": 0, "contacts": 0}):
                print(json.dumps(record, ensure_ascii=False), file=file)
        self.boswell("import", path, archive=archive)

    def exported(self, archive):
        path = self.folder / "whole.jsonl"
        self.boswell("export", "-f", "jsonl", "--force", "-o", path, archive=archive)
        return path.read_text(encoding="utf-8")

    def test_what_was_added_night_by_night_is_what_is_exported_at_once(self):
        plain = [record for record in self.records if "versions" not in record and "retracted_at" not in record]
        third = len(plain) // 3
        self.take_in(plain[:third])
        self.append()
        first = self.file.read_bytes()
        self.take_in(plain[third:])
        self.append()
        self.assertTrue(self.file.read_bytes().startswith(first))
        edited = dict(plain[0], body="better", versions=[
            {"stamp": plain[0]["stamp"], "body": plain[0]["body"]}, {"stamp": "2026-11-01T00:00:00.000Z", "body": "better"}])
        self.take_in([edited, *(record for record in self.records if record not in plain)])
        self.append()
        lines = self.file.read_text(encoding="utf-8").split("\n")
        self.assertEqual(sum('"kind":"manifest"' in line for line in lines), 3)
        self.assertLess(len(lines), 2 * len(self.records))
        self.boswell("import", self.file, archive="other.db")
        self.assertEqual(self.exported("other.db"), self.exported("archive.db"))

    def test_a_night_without_news_changes_nothing(self):
        self.take_in(self.records)
        self.append()
        before = self.file.read_bytes(), self.file.stat().st_ino
        self.append(status=1)
        self.assertEqual((self.file.read_bytes(), self.file.stat().st_ino), before)

    def test_nothing_is_added_to_what_is_no_such_export(self):
        self.take_in(self.records)
        self.append()
        whole = self.file.read_bytes()
        self.assertIn("give the same options", self.append("since:2026-01-01", status=3))
        self.take_in(self.records[:9], archive="other.db")
        self.assertIn("another archive", self.append(archive="other.db", status=3))
        for broken in (b"", b"hello\n", whole[:-5], whole + b'{"kind":"message"}\n', b"\xff" * 100_000):
            self.file.write_bytes(broken)
            self.assertIn("--append can add", self.append(status=3))
            self.assertEqual(self.file.read_bytes(), broken)
        self.append("--force")
        self.assertEqual(self.file.read_bytes(), whole)

    def test_only_an_export_of_messages_in_json_lines_can_be_added_to(self):
        self.take_in(self.records)
        for arguments in (("-f", "csv"), ("--what", "contacts"), ("-o", "-")):
            self.boswell("export", "-f", "jsonl", "-o", self.file, "--append", *arguments, status=2)
        self.assertFalse(self.file.exists())


unittest.main()
