#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged archive, or one that was moved, is named, left as it is, and the end; put right, it has all.

Without an archive on the server, what was acknowledged but not stored would be missing at the end.
"""

import contextlib
import random
import shutil
import sqlite3

from stage.play import play

SERVERS = "prosody"
PAGE = 4096


def random_pages(data, chance):
    """Everything but the first page, which has the header and the tables' names."""
    return data[:PAGE] + chance.randbytes(len(data) - PAGE)


def random_start(data, chance):
    return chance.randbytes(PAGE) + data[PAGE:]


def half_of_it(data, _):
    return data[:len(data) // 2 // PAGE * PAGE]


def another_file(data, chance):
    return b"Dear diary,\n" * 1000


FORMS = (random_pages, random_start, half_of_it, another_file)


def forget_pages(agent):
    """Everything goes into the file, and the agent reads it anew, as it does after others wrote."""
    with contextlib.closing(sqlite3.connect(agent.folder / "archive.db")) as other:
        version = other.execute("PRAGMA user_version").fetchone()[0]
        other.execute(f"PRAGMA user_version = {version}")
        other.commit()
        busy = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        assert not busy


class Damage:
    """Spoils the archive of an agent, and puts back what was there."""

    def __init__(self, agent):
        self.file = agent.folder / "archive.db"
        self._wal = agent.folder / "archive.db-wal"
        self._backup = agent.folder / "backup"
        shutil.rmtree(self._backup, ignore_errors=True)
        self._backup.mkdir()
        for file in (self.file, self._wal):
            if file.exists():
                shutil.copy(file, self._backup)

    def do(self, form):
        """What the file holds afterwards. The same file, as for a program that has it open."""
        spoilt = form(self.file.read_bytes(), random.Random(form.__name__))
        with self.file.open("r+b") as file:
            file.write(spoilt)
            file.truncate()
        return spoilt

    def undo(self):
        for file in (self.file, self._wal, self.file.with_name("archive.db-shm")):
            file.unlink(missing_ok=True)
        for file in self._backup.iterdir():
            shutil.copy(file, self.file.parent)


def assert_named(text, agent):
    assert f"{agent.folder}/archive.db" in text, text
    assert any(words in text for words in ("is damaged", "not an SQLite database")), text


def ends_and_names_it(agent):
    """It exits with 3, and its last line says what is wrong, where, and what to do."""
    assert agent.ends(seconds=20) == 3, agent.log()
    last = agent.log().splitlines()[-1]
    assert last.startswith("boswelld: "), agent.log()
    assert_named(last, agent)
    assert_named(agent.alarms()[-1]["reason"], agent)


def assert_readers_name_it(agent, form):
    verified = agent.archive.run("verify")
    assert verified.returncode in (3, 5), (form, verified)
    if verified.returncode == 5:
        assert verified.stdout, form
    else:
        assert_named(verified.stderr, agent)
    searched = agent.archive.run("search", "--limit", 0, "word")
    assert searched.returncode == 3, (form, searched)
    assert_named(searched.stderr, agent)


def scene(stage):
    romeo = stage.enters("romeo")
    said = []

    def says(count):
        words = [f"word {len(said) + number}" for number in range(count)]
        romeo.says("juliet@good.test/boswell", *words)
        said.extend(words)

    agent = stage.agent("juliet").rings().arrives()
    says(300)
    agent.archive.has_count(len(said))
    agent.leaves()
    for form in FORMS:
        damage = Damage(agent)
        spoilt = damage.do(form)
        assert_readers_name_it(agent, form)
        ends_and_names_it(agent.starts())
        assert damage.file.read_bytes() == spoilt, f"{form.__name__}: the file was changed"
        damage.undo()

    agent.arrives()
    for form in FORMS:
        says(50)
        agent.archive.has_count(len(said))
        forget_pages(agent)
        damage = Damage(agent)
        spoilt = damage.do(form)
        says(200)
        ends_and_names_it(agent)
        assert damage.file.read_bytes() == spoilt, f"{form.__name__}: the file was changed"
        damage.undo()
        agent.arrives()
        agent.archive.has_count(len(said))
        assert sorted(agent.archive.bodies()) == sorted(said), form

    archive = agent.folder / "archive.db"
    archive.rename(archive.with_name("aside.db"))
    says(50)
    assert agent.ends(seconds=20) == 3, agent.log()
    assert f"{archive} was moved" in agent.log().splitlines()[-1], agent.log()
    archive.with_name("aside.db").rename(archive)
    agent.arrives()
    agent.archive.has_count(len(said))

    agent.leaves()
    (agent.folder / "archive.db-wal").write_bytes(b"")
    agent.arrives()
    says(10)
    agent.archive.has_count(len(said))
    agent.leaves()
    agent.archive.is_sound()


play(scene, archive=False)
