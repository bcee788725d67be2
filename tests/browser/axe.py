# SPDX-License-Identifier: GPL-3.0-or-later
"""axe-core, which finds what keeps people with a screen reader, or with little sight, from using a page."""

import hashlib
import pathlib
import subprocess
import tarfile
import tempfile

VERSION = "4.14.1"
SHA256 = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745"


def script(cache):
    """The source of axe-core: the npm package of that version, which is kept in a folder."""
    package = pathlib.Path(cache) / f"axe-core-{VERSION}.tgz"
    if not package.exists():
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["npm", "pack", "--silent", f"axe-core@{VERSION}"], cwd=folder, check=True,
                           capture_output=True, timeout=120)
            (pathlib.Path(folder) / package.name).rename(package)
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != SHA256:
        raise AssertionError(f"{package} is not the one that is known: {found}")
    with tarfile.open(package) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


def violations(driver, source):
    """What axe-core finds wrong on the page that the browser shows, a line each."""
    driver.execute_script(source)
    found = driver.execute_async_script("axe.run(document).then(arguments[arguments.length - 1])")
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
