#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong at the start is said in one line that names it, with its own exit status, and no file is changed."""

import subprocess

from stage.play import play

SERVERS = "fake"
ACCOUNT = '[[account]]\njid = "juliet@nowhere.invalid"\npassword_file = "password"\n'


def scene(stage):
    folder = stage.folder / "bad input"
    folder.mkdir()
    secret = folder / "password"
    secret.write_text("sesame\n")
    secret.chmod(0o600)

    def boswelld(*options):
        run = subprocess.run([stage.programs / "boswelld", *options], cwd=folder, timeout=60, text=True,
                             stdin=subprocess.DEVNULL, capture_output=True,
                             env={"PATH": "/usr/bin:/bin", "HOME": str(folder)})
        assert "sesame" not in run.stdout + run.stderr
        return run

    def says(status, words, *options):
        run = boswelld(*options)
        assert run.returncode == status, (options, run.returncode, run.stderr)
        assert words in run.stderr, (options, run.stderr)
        assert run.stderr.startswith("boswelld: ") and run.stderr.count("\n") == 1, run.stderr

    def file(name, content):
        path = folder / name
        path.write_bytes(content)
        return path

    says(2, "did you mean --archive", "--archiv", "x.db")
    says(2, "--account needs --password-file", "--account", "juliet@nowhere.invalid")
    says(3, "No such file", "--config", "missing.toml")
    says(3, "boswell accounts add")
    file("key.toml", ACCOUNT.encode() + b'pasword = "sesame"\n')
    says(3, "key.toml:4: unknown key 'pasword'; did you mean 'password'?", "--config", "key.toml")

    file("good.toml", ACCOUNT.encode())
    for name, content, words in (("empty.db", b"", "is empty"),
                                 ("foreign.db", b"not a database at all" * 100, "not an SQLite database")):
        path = file(name, content)
        says(3, words, "--config", "good.toml", "--archive", name)
        assert path.read_bytes() == content, name
    says(3, "/proc/boswell", "--config", "good.toml", "--archive", "/proc/boswell/archive.db")

    lost = boswelld("--once", "--config", "good.toml", "--archive", "lost.db")
    assert lost.returncode == 4 and "nowhere.invalid" in lost.stderr, lost
    secret.unlink()
    locked_out = boswelld("--once", "--config", "good.toml", "--archive", "lost.db")
    assert locked_out.returncode == 4 and "password" in locked_out.stderr, locked_out


play(scene)
