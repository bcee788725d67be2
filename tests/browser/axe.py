# SPDX-License-Identifier: GPL-3.0-or-later
"""axe-core, which finds what keeps people with a screen reader, or with little sight, from using a page.

It is here in the folder axe-core, as its makers publish it, so that no test needs the registry of npm. Another
version is taken by

    npm pack axe-core@VERSION && tar xf axe-core-VERSION.tgz && xz -9e package/axe.js
"""

import hashlib
import lzma
import pathlib

PACKED = pathlib.Path(__file__).parent / "axe-core/axe.js.xz"
SHA256 = "fd334aa2da229d401b8f58a11644cd1ae520d8a2418a74905988f2db940ffd4b"  # of axe.js in axe-core 4.14.1


def script():
    """The source of axe-core."""
    source = lzma.decompress(PACKED.read_bytes())
    found = hashlib.sha256(source).hexdigest()
    if found != SHA256:
        raise AssertionError(f"{PACKED} is not the one that is known: {found}")
    return source.decode()


def violations(driver, source):
    """What axe-core finds wrong on the page that the browser shows, a line each."""
    driver.execute_script(source)
    found = driver.execute_async_script("axe.run(document).then(arguments[arguments.length - 1])")
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
