#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `boswell export -f html` writes, opened from a disk by a real Chromium, and read by the
HTML parser of Python.

    tests/browser/html_export_test.py build/dev/src [TEST…]
"""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest

import chromium
import history
from pages import Page, pages

TOP = pathlib.Path(__file__).parents[2]
PROGRAMS = pathlib.Path(sys.argv.pop(1))
# What stands in the pages' own style and script is not what a stranger wrote.
HARMLESS_LINKS = re.compile(r"https?://|xmpp:|#|[0-9a-z./@_~-]+\.html(#|$)", re.IGNORECASE)


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.proxy = chromium.Proxy()
        cls.folder = tempfile.TemporaryDirectory()
        cls.top = pathlib.Path(cls.folder.name)
        history.write(cls.top / "history.jsonl", cls.proxy.port)
        cls.boswell("import", cls.top / "history.jsonl")
        cls.boswell("export", "-f", "html", "-o", cls.top / "out")
        cls.boswell("export", "-f", "html", "--single", "-w", history.MALLORY, "-o", cls.top / "one.html")

    @classmethod
    def tearDownClass(cls):
        cls.proxy.close()
        cls.folder.cleanup()

    @classmethod
    def boswell(cls, *words):
        return subprocess.run(
            [PROGRAMS / "boswell", *([] if "--archive" in words else ["--archive", cls.top / "archive.db"]),
             "--tz", "UTC", *words],
            check=True, capture_output=True, text=True,
            env=os.environ | {"XDG_STATE_HOME": str(cls.top / "state"), "HOME": str(cls.top)}).stdout

    def records(self, *query):
        lines = self.boswell("export", "-f", "jsonl", "-o", "-", *query).split("\n")
        return [record for record in map(json.loads, filter(None, lines)) if record["kind"] == "message"]


class Reading(Export):
    def test_the_messages_are_those_of_jsonl_in_their_order(self):
        shown = [message for file in pages(self.top / "out") for message in Page(file).messages]
        records = sorted(self.records(), key=lambda record: (record["account"], record["with"]))
        self.assertEqual(len(shown), len(records))
        by_conversation = {}
        for (number, sender, text), record in zip(shown, self.order(records)):
            self.assertEqual(number, record["id"])
            by_conversation.setdefault(record["with"], []).append(number)
            self.check_sender(sender, record)
            self.check_text(text, record)
        for numbers in by_conversation.values():
            self.assertEqual(numbers, sorted(numbers))

    def order(self, records):
        folders = {file.parent.name: None for file in pages(self.top / "out")}
        groups = {}
        for record in records:
            groups.setdefault(record["with"], []).append(record)

        def place(with_):
            return list(folders).index(with_ if with_ in folders else next(
                name for name in folders if "~" in name and name.endswith(self.digest(with_))))
        return [record for with_ in sorted(groups, key=place) for record in groups[with_]]

    @staticmethod
    def digest(text):
        import hashlib
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def check_sender(self, sender, record):
        if record["type"] == "groupchat":
            self.assertEqual(sender, record["from"].split("/", 1)[1])
        elif record["direction"] == "out":
            self.assertEqual(sender, "alice")
        elif record["with"] == history.BOB:
            later = record["stamp"] >= history.text_of(history.demo_history.FIRST_DAY + history.timedelta(days=8))
            self.assertEqual(sender, 'Bob Baker "the oven"' if later else "Bob")

    def check_text(self, text, record):
        body = record.get("body")
        if not body:
            self.assertIn(text, (None, "(no text)"))
        elif body.startswith("/me "):
            self.assertTrue(text.endswith(body[4:]), text)
        elif record["with"] == history.MALLORY:
            readable = "".join(c for c in body if c.isprintable() and ord(c) < 0x2000)
            kept = re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", "", "".join(c for c in text if ord(c) < 0x2000))
            self.assertEqual(kept, re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", "", readable))
        else:
            self.assertEqual(text, body)

    def test_every_link_within_the_folder_leads_somewhere(self):
        out = self.top / "out"
        targets = {}
        for file in out.rglob("*.html"):
            targets[file.resolve()] = {attributes["id"] for _, attributes in Page(file).elements if "id" in attributes}
        for file in targets:
            for name, attributes in Page(file).elements:
                link = attributes.get("href", "")
                if name == "a" and not re.match(r"https?:|xmpp:", link, re.IGNORECASE):
                    page, _, fragment = link.partition("#")
                    target = (file.parent / page).resolve() if page else file
                    self.assertIn(target, targets, f"{file}: {link}")
                    if fragment:
                        self.assertIn(fragment, targets[target], f"{file}: {link}")

    def test_no_page_has_anything_that_acts_but_our_search(self):
        for file in [*self.top.rglob("*.html")]:
            for name, attributes in Page(file).elements:
                self.assertNotIn(name, ("iframe", "object", "embed", "base", "img", "link", "video", "audio"), file)
                if name == "script":
                    self.assertEqual(file.name, "search.html")
                for attribute, value in attributes.items():
                    self.assertFalse(attribute.startswith("on") or attribute in ("src", "style"), (file, attribute))
                    if attribute == "href":
                        self.assertRegex(value, HARMLESS_LINKS)
                if name == "a" and ":" in attributes["href"]:
                    self.assertEqual(attributes["rel"], "noopener noreferrer nofollow")

    def test_files_have_names_that_every_system_takes(self):
        names = [path.relative_to(self.top / "out") for path in (self.top / "out").rglob("*")]
        for name in names:
            self.assertRegex(str(name), r"\A[0-9a-z./@_~-]+\Z")
            self.assertNotIn("..", name.parts)
        self.assertEqual(len({str(name).lower() for name in names}), len(names))


class AnyHistory(Export):
    """Histories by chance: whoever writes whatever, the pages say the same as the JSON Lines."""

    SIGNS = ["a", "Tea ", "&", "<", ">", '"', "'", "\n", "https://x.example/", "茶", "é", "🦉", "ß", "\u05d0", "/me ",
             "</div>", "<!--", "]]>", "xmpp:a@b", "(", ")", ".", "\t", "\\"]

    def history(self, chance):
        maker = history.Messages()
        yield {"kind": "manifest", "schema": 1, "program": "boswell", "version": "0.1.0"}
        when, count = history.demo_history.FIRST_DAY, chance.randrange(1, 120)
        for _ in range(count):
            when += history.timedelta(seconds=chance.choice((1, 30, 700, 90_000, 3_000_000)))
            with_ = f"{chance.choice(('bob', 'Ünal', 'a_b', 'con'))}@{chance.choice(('x.test', 'y.test'))}".lower()
            body = "".join(chance.choices(self.SIGNS, k=chance.randrange(1, 12)))
            sender = chance.choice((f"{history.ALICE}/phone", f"{with_}/r"))
            yield maker.message(when, with_, sender, body)
        yield {"kind": "complete", "messages": count, "presences": 0, "contacts": 0}

    def test_the_pages_have_the_messages_of_jsonl_with_author_and_text(self):
        for seed in range(20):
            name = f"any-{seed}"
            lines = (json.dumps(record) for record in self.history(random.Random(seed)))
            (self.top / f"{name}.jsonl").write_text("".join(line + "\n" for line in lines))
            archive = ("--archive", self.top / f"{name}.db")
            self.boswell(*archive, "import", self.top / f"{name}.jsonl")
            self.boswell(*archive, "export", "-f", "html", "--no-search", "-o", self.top / name)
            self.boswell(*archive, "export", "-f", "jsonl", "-o", self.top / f"{name}.out")
            lines = (self.top / f"{name}.out").read_text().split("\n")
            records = {record["id"]: record for record in map(json.loads, filter(None, lines))
                       if record["kind"] == "message"}
            shown = [message for file in pages(self.top / name) for message in Page(file).messages]
            with self.subTest(seed=seed):
                self.compare(shown, records)

    def compare(self, shown, records):
        self.assertEqual(sorted(number for number, *_ in shown), sorted(records))
        before = {}
        for number, sender, text in shown:
            record = records[number]
            self.assertGreater(number, before.get(record["with"], 0))
            before[record["with"]] = number
            author = record["from"].split("@")[0]
            self.assertEqual(sender, author)
            body = record["body"]
            if body.startswith("/me "):
                body = f"* {author} {body[4:] or '(no text)'}"
            self.assertEqual(text, body)


class Browsing(Export):
    def test_the_browser_would_run_and_fetch_what_strangers_wrote_were_it_not_escaped(self):
        page = self.top / "unprotected.html"
        page.write_text("<!DOCTYPE html>" + "".join(history.HOSTILE).replace("PORT", str(self.proxy.port)))
        seen = len(self.proxy.requests)
        self.assertIn('id="7"', chromium.dom(page, self.proxy).split(">")[1])
        self.assertNotEqual(self.proxy.requests[seen:], [])

    def test_no_script_of_a_stranger_runs_and_nothing_is_requested(self):
        seen = len(self.proxy.requests)
        for file in [*pages(self.top / "out"), self.top / "one.html", self.top / "out/index.html",
                     self.top / "out/search.html"]:
            dom = chromium.dom(file, self.proxy)
            self.assertRegex(dom, r"\A<!DOCTYPE html>\s*<html lang=\"en\"", file)
        dom = chromium.dom(self.top / "out/search.html", self.proxy, "#script")
        self.assertRegex(dom, r"\A<!DOCTYPE html>\s*<html lang=\"en\" data-done=\"script\">")
        self.assertEqual(self.proxy.requests[seen:], [])

    def test_the_policy_stops_what_would_be_in_a_page_unescaped(self):
        file = next(file for file in pages(self.top / "out") if file.parent.name == history.MALLORY)
        page = self.top / "slipped.html"
        slipped = "".join(history.HOSTILE).replace("PORT", str(self.proxy.port))
        page.write_text(file.read_text().replace("<main>", "<main>" + slipped))
        seen = len(self.proxy.requests)
        self.assertRegex(chromium.dom(page, self.proxy), r"\A<!DOCTYPE html>\s*<html lang=\"en\">")
        self.assertEqual(self.proxy.requests[seen:], [])


class Searching(Export):
    def search(self, words):
        dom = chromium.dom(self.top / "out/search.html", self.proxy, "#" + words)
        counts = re.search(r'id="state"[^>]*>(\d+) messages?<', dom)
        self.assertIsNotNone(counts, dom[-2000:])
        return int(counts[1]), {int(number) for number in re.findall(r"\.html#m(\d+)", dom)}

    def test_the_page_finds_what_boswell_search_finds(self):
        for words in ("tea", "GOZLEME", "STRASSENKUCHEN", "bread walnut", "茶", "شاي", "walnut*", "nothing", "walnuts"):
            found = {record["id"] for record in map(json.loads, self.boswell_search(words))}
            count, shown = self.search(words)
            self.assertEqual(count, len(found), words)
            self.assertTrue(shown <= found and (shown or not found), words)

    def boswell_search(self, words):
        done = subprocess.run(
            [PROGRAMS / "boswell", "--archive", self.top / "archive.db", "search", "--json", "-n", "1000", words],
            capture_output=True, text=True, env=os.environ | {"XDG_STATE_HOME": str(self.top / "state")})
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return filter(None, done.stdout.split("\n"))


class Folding(Export):
    PAGE = """<!DOCTYPE html><meta charset="utf-8"><script>
        const found = new Map();
        window.boswell_words = (file, values) => {{
          for (let i = 0; i < values.length; i += 2)
            numbersOf(values[i + 1]).forEach(n => found.set(n, (found.get(n) || new Set()).add(values[i])));
        }};
        {fold}
        {numbers}
        </script>{files}<body><script>
        const wrong = {texts}.flatMap((text, i) => text.split(' ').flatMap(part => {{
          const missing = wordsOf(part).filter(word => !(found.get(i + 1) || new Set()).has(word));
          return missing.map(word => part + ' is ' + word);
        }}));
        const other = {texts}.flatMap((text, i) => {{
          const ours = new Set(wordsOf(text));
          return [...(found.get(i + 1) || [])].filter(word => !ours.has(word)).map(word => 'index alone has ' + word);
        }});
        const count = [...found.values()].reduce((sum, words) => sum + words.size, 0);
        document.body.textContent = `compared ${{count}}, wrong: ` + JSON.stringify([...wrong, ...other]);
        </script>"""

    @staticmethod
    def texts():
        known = [chr(code) for code in range(0x21, 0x110000)
                 if unicodedata.category(chr(code)) not in ("Cc", "Cs", "Cn", "Co", "Zs", "Zl", "Zp")]
        return [" ".join(f"x{c}y" for c in known[i:i + 64]) for i in range(0, len(known), 64)]

    def test_the_browser_folds_every_character_as_the_archive_does(self):
        texts = self.texts()
        maker = history.Messages()
        lines = [{"kind": "manifest", "schema": 1, "program": "boswell", "version": "0.1.0"}]
        lines += [maker.message(history.demo_history.FIRST_DAY + history.timedelta(seconds=i), history.BOB,
                                f"{history.BOB}/x", text) for i, text in enumerate(texts)]
        lines.append({"kind": "complete", "messages": len(texts), "presences": 0, "contacts": 0})
        (self.top / "all.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        for words in (("import", self.top / "all.jsonl"), ("export", "-f", "html", "-o", self.top / "all")):
            self.boswell("--archive", self.top / "all.db", *words)
        scripts = TOP / "src/formats/html"
        search = (scripts / "search.js").read_text()
        numbers = re.search(r"^const digits.*?^}", search, re.DOTALL | re.MULTILINE)[0]
        files = sorted((self.top / "all/search").glob("w*.js"))
        (self.top / "check.html").write_text(self.PAGE.format(
            fold=(scripts / "fold.js").read_text(), numbers=numbers, texts=json.dumps(texts),
            files="".join(f"<script src='{file.as_uri()}'></script>" for file in files)))
        dom = chromium.dom(self.top / "check.html", self.proxy)
        compared, wrong = re.search(r"compared (\d+), wrong: (\[.*\])", dom).groups()
        self.assertEqual(json.loads(wrong), [])
        self.assertGreater(int(compared), 130_000)


unittest.main(argv=sys.argv)
