#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed, and that packaging/debian says the same as the rest. The package itself: tools/package --check.

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
DEBIAN = TOP / "packaging/debian"
# Packages of the group "build" that debian/control does not name among its Build-Depends, and why.
NOT_NAMED = {"g++": "build-essential has it", "ccache": "only makes a second build quick",
             "tzdata": "the programs need it when they run"}


def run(*command, **options):
    return subprocess.run(command, text=True, capture_output=True, check=False, **options)


def installed(folder):
    """What `cmake --install` makes in the folder: paths relative to its prefix."""
    done = run("cmake", "--install", BUILD, "--strip", "--prefix", "/usr", env=os.environ | {"DESTDIR": folder})
    assert done.returncode == 0, done.stderr
    prefix = pathlib.Path(folder) / "usr"
    return {str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir()}


def field(name):
    """The packages that a field of debian/control names, without versions."""
    value = re.search(rf"^{name}:((?:.*\n )*.*)$", (DEBIAN / "control").read_text(), re.M)[1]
    return {words.split()[0] for words in value.split(",") if words.strip() and "${" not in words}


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
            "lib/systemd/system/boswelld.service", "lib/systemd/user/boswelld.service", "lib/systemd/user/boswell-serve.service",
            "lib/sysusers.d/boswell.conf", "lib/tmpfiles.d/boswell.conf"})

    def test_completions_are_those_that_boswell_prints(self):
        for shell, path in (("bash", "bash-completion/completions/boswell"), ("zsh", "zsh/site-functions/_boswell")):
            with self.subTest(shell):
                printed = run(self.prefix / "bin/boswell", "completion", shell).stdout
                self.assertIn("_boswell() {", printed)
                self.assertEqual((self.prefix / "share" / path).read_text(), printed)

    def test_zsh_finds_the_function_by_itself(self):
        folder = self.prefix / "share/zsh/site-functions"
        script = f"fpath=({folder} $fpath); autoload -U compinit; compinit -D -u; print $_comps[boswell]"
        self.assertEqual(run("zsh", "-fc", script).stdout, "_boswell\n")

    def test_the_system_unit_leaves_the_agent_little_to_reach(self):
        done = run("systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager",  # in tenths
                   self.prefix / "lib/systemd/system/boswelld.service")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_no_service_leaves_a_core_file_with_secrets(self):
        units = [*self.prefix.glob("lib/systemd/*/boswell*.service")]
        self.assertGreaterEqual(len(units), 3, units)
        for unit in units:
            self.assertIn("\nLimitCORE=0\n", unit.read_text(), unit)

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


class DebianFiles(unittest.TestCase):
    def test_the_version_is_that_of_cmake_and_of_the_changelog(self):
        version = re.search(r"^project\(boswell VERSION (\S+)", (TOP / "CMakeLists.txt").read_text(), re.M)[1]
        package, distribution = re.match(r"boswell \((\S+)-\d+\) (\S+);", (DEBIAN / "changelog").read_text()).groups()
        newest = re.search(r"^## (\S+)", (TOP / "CHANGELOG.md").read_text(), re.M)[1]
        self.assertEqual(package, version)
        self.assertEqual(newest, "Unreleased" if distribution == "UNRELEASED" else version)

    def test_a_build_depends_on_what_tools_packages_lists(self):
        lines = (line.split() for line in (TOP / "tools/packages").read_text().splitlines())
        group = {words[1] for words in lines if words and words[0] == "build"}
        self.assertLess(NOT_NAMED.keys(), group)
        named = {name for name in field("Build-Depends") if not name.startswith(("debhelper-", "dh-sequence-"))}
        self.assertEqual(named, group - NOT_NAMED.keys())

    def test_the_package_depends_on_what_only_a_running_program_needs(self):
        self.assertIn("tzdata", field("Depends"))
        loaded = [re.search(r'SharedLibrary \w+\("[^"]*", "[^"]*",\s*"([^"]*)"\)', source.read_text())
                  for source in (TOP / "src").rglob("*.cpp")]
        packages = {found[1] for found in loaded if found}
        self.assertGreaterEqual(len(packages), 1)
        self.assertLessEqual(packages, set(field("Recommends")))

    def test_options_of_the_package_are_those_of_cmake(self):
        ours = re.findall(r"^(BOSWELL_\w+):", (BUILD / "CMakeCache.txt").read_text(), re.M)
        cmake = run("cmake", "--help-variable-list").stdout
        names = set(re.findall(r"-D(\w+)=", (DEBIAN / "rules").read_text()))
        self.assertGreater(len(names), 3)
        self.assertLessEqual(names, {*ours, *cmake.split()})


if __name__ == "__main__":
    unittest.main()
