#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `cmake --install` installs.

    tests/tools/packaging_test.py build/dev
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else TOP / "build/dev")


def run(*command, **options):
    return subprocess.run(command, text=True, capture_output=True, check=False, **options)


def installed(folder):
    """What `cmake --install` makes in the folder: paths relative to its prefix."""
    done = run("cmake", "--install", BUILD, "--strip", "--prefix", "/usr", env=os.environ | {"DESTDIR": folder})
    assert done.returncode == 0, done.stderr
    prefix = pathlib.Path(folder) / "usr"
    return {str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir()}


class Installation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.paths = installed(folder.name)
        cls.prefix = pathlib.Path(folder.name) / "usr"

    def test_everything_is_where_people_shells_and_systemd_look_for_it(self):
        commands = [path.stem for path in (TOP / "src/cli/commands").glob("*.cpp")]
        schema = [path.name for path in (TOP / "schema").iterdir() if path.suffix in (".md", ".sql", ".json")]
        self.assertEqual(self.paths, {
            "bin/boswell", "bin/boswelld",
            "share/man/man1/boswell.1", "share/man/man1/boswelld.1", "share/man/man5/boswell.toml.5",
            *(f"share/man/man1/boswell-{command}.1" for command in commands),
            "share/bash-completion/completions/boswell", "share/zsh/site-functions/_boswell",
            *(f"share/doc/boswell/schema/{name}" for name in schema),
            "share/doc/boswell/README.md", "share/doc/boswell/packaging/README.md",
            "share/doc/boswell/examples/boswell.toml",
            "lib/systemd/system/boswelld.service", "lib/systemd/user/boswelld.service",
            "lib/sysusers.d/boswell.conf", "lib/tmpfiles.d/boswell.conf"})

    def test_completions_are_those_that_boswell_prints(self):
        for shell, path in (("bash", "bash-completion/completions/boswell"), ("zsh", "zsh/site-functions/_boswell")):
            with self.subTest(shell):
                printed = run(self.prefix / "bin/boswell", "completion", shell).stdout
                self.assertIn("_boswell() {", printed)
                self.assertEqual((self.prefix / "share" / path).read_text(), printed)

    def test_the_system_unit_leaves_the_agent_little_to_reach(self):
        done = run("systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager",  # in tenths
                   self.prefix / "lib/systemd/system/boswelld.service")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_folder_of_the_configuration_is_as_the_unit_wants_it(self):
        unit = (self.prefix / "lib/systemd/system/boswelld.service").read_text()
        mode = re.search(r"^ConfigurationDirectoryMode=(.*)$", unit, re.M)[1]
        self.assertIn(f"d /etc/boswell {mode} root boswell\n", (self.prefix / "lib/tmpfiles.d/boswell.conf").read_text())


class Example(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "boswell.toml"
        self.example = (TOP / "packaging/boswell.toml").read_text()

    def checks(self, text):
        """What `boswelld --check` says of such a configuration."""
        self.file.write_text(text)
        self.file.chmod(0o600)
        home = str(self.file.parent)
        return run(BUILD / "src/boswelld", "--check", "--config", self.file,
                   env={"PATH": os.environ["PATH"], "HOME": home})

    def has_password(self):
        (self.file.parent / "alice.password").write_text("secret\n")
        (self.file.parent / "alice.password").chmod(0o600)

    def test_it_lacks_only_the_password(self):
        done = self.checks(self.example)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stderr, f"boswelld: alice@example.org: cannot read {self.file.parent}/alice.password: "
                                      "No such file or directory\n")
        self.has_password()
        self.assertRegex(self.checks(self.example).stdout, "^the configuration is valid: 1 account, ")

    def test_what_is_commented_out_is_valid_too(self):
        self.has_password()
        text = re.sub(r'^#(?=\[|\w+ = )', "", self.example.replace('#credential', '# credential'), flags=re.M)
        done = self.checks(text.replace('["pass", "show", "xmpp"]', '["true"]'))
        self.assertEqual(done.stderr, "")
        self.assertRegex(done.stdout, "^the configuration is valid: 2 accounts, ")


if __name__ == "__main__":
    unittest.main()
