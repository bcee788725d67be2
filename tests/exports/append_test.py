#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `export --append` adds to a file night by night gives the same archive as one export of all.

    tests/exports/append_test.py build/dev/src
"""

import csv
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

    def append(self, *arguments, status=0, file=None, archive="archive.db", form="jsonl"):
        return self.boswell("export", "-f", form, "--append", "-o", file or self.file, *arguments,
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

    def take_in_three_nights(self, form, file):
        """What the file has after each of them."""
        plain = [record for record in self.records if "versions" not in record and "retracted_at" not in record]
        third = len(plain) // 3
        edited = dict(plain[0], body="better", versions=[
            {"stamp": plain[0]["stamp"], "body": plain[0]["body"]}, {"stamp": "2026-11-01T00:00:00.000Z", "body": "better"}])
        contents = [b""]
        for night in (plain[:third], plain[third:],
                      [edited, *(record for record in self.records if record not in plain)]):
            self.take_in(night)
            self.append(form=form, file=file)
            self.assertTrue(file.read_bytes().startswith(contents[-1]))
            contents.append(file.read_bytes())
        return plain, edited, contents[1:]

    def test_a_table_that_was_added_to_is_the_archive(self):
        file = self.folder / "nightly.csv"
        _, edited, contents = self.take_in_three_nights("csv", file)
        self.assertEqual(contents[-1].count(b"kind,account,"), 1)
        rows = list(csv.DictReader(contents[-1].decode().splitlines(keepends=True)))
        last = {row["id"]: row for row in rows}
        self.assertLess(len(last), len(rows))
        self.assertTrue(any(row["body"] == "better" for row in last.values()))
        self.boswell("import", file, archive="other.db")
        self.assertEqual(self.exported("other.db"), self.exported("archive.db"))

    def test_a_transcript_says_what_was_added_and_what_was_changed(self):
        file = self.folder / "nightly.txt"
        _, edited, contents = self.take_in_three_nights("text", file)
        self.assertEqual(contents[-1].count(b"==== Added later"), 2)
        self.assertEqual(contents[-1].count(b"Boswell archive."), 1)
        self.assertIn(", changed]", contents[-1][len(contents[1]):].decode())
        self.assertIn("better", contents[-1][len(contents[1]):].decode())
        self.append(form="text", file=file, status=1)
        self.assertEqual(file.read_bytes(), contents[-1])

    def test_nothing_is_added_to_a_table_or_transcript_without_its_mark(self):
        self.take_in(self.records)
        for form in ("csv", "text"):
            file = self.folder / ("nightly." + form)
            mark = self.folder / f"nightly.{form}.boswell-mark"
            self.append(form=form, file=file)
            whole, right = file.read_bytes(), mark.read_text(encoding="utf-8")
            self.assertIn("give the same options", self.append("since:2026-01-01", form=form, file=file, status=3))
            self.assertIn("give the same options", self.append("--tz", "Asia/Tokyo", form=form, file=file, status=3))
            for wrong in ("", "{}", "x" * 1000, right.replace('"bytes":', '"bytes":1'), right[:-9],
                          right.replace('"archive":"', '"archive":"f')):
                mark.write_text(wrong, encoding="utf-8")
                self.append(form=form, file=file, status=3)
            mark.unlink()
            self.assertIn("boswell-mark does not exist", self.append(form=form, file=file, status=3))
            self.assertEqual(file.read_bytes(), whole)
            self.append("--force", form=form, file=file)
            self.assertEqual(file.read_bytes(), whole)
            file.write_bytes(whole + b"note of mine\n")
            self.assertIn("not as --append left it", self.append(form=form, file=file, status=3))

    def test_only_an_export_of_messages_in_these_formats_can_be_added_to(self):
        self.take_in(self.records)
        for form in ("mbox", "xep0227"):
            told = self.boswell("export", "-f", form, "-o", self.file, "--append", status=2)
            self.assertIn(f"export {form} anew with --force", told)
        for arguments in (("--what", "contacts"), ("-o", "-")):
            self.boswell("export", "-f", "jsonl", "-o", self.file, "--append", *arguments, status=2)
        self.assertFalse(self.file.exists())


unittest.main()
