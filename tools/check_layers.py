#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks src against src/LAYERS: who may include whom, and where outside libraries may show up.

    tools/check_layers.py [SRC]      prints one line for each fault, exits 1 if there are any
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
LICENSE = "SPDX-License-Identifier: GPL-3.0-or-later"

# An outside library is wrapped once; beyond these layers nobody sees its types.
HOMES = {
    r"gloox/": {"xmpp"},
    r"expat\.h": {"xmpp"},
    r"gsasl\.h": {"xmpp"},
    r"openssl/": {"xmpp"},
    r"ares\.h": {"xmpp"},
    r"asio": {"xmpp", "agent"},
    r"SQLiteCpp/": {"sqlite", "archive"},
    r"sqlite3\.h": {"sqlite"},
    r"toml\+\+/": {"agent", "cli"},
    r"systemd/": {"agent"},
    r"curl/": {"agent"},
    r"cxxopts": {"agent", "cli"},
}
# Costs seconds to compile, so one file a layer may include it.
ONCE_PER_LAYER = {"cxxopts.hpp"}


def read_layers(path):
    """The layers in the order of the file, each with the set of layers it may include."""
    layers = {}
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, _, below = line.partition(":")
        unknown = set(below.split()) - layers.keys()
        if unknown:
            raise SystemExit(f"{path}: {name} names {sorted(unknown)} before they are introduced")
        layers[name] = set(below.split())
    return layers


def includes(path):
    """(line number, path in quotes or None, path in angle brackets or None) of each include."""
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            yield number, match[1], match[2]


def check_own(layer, header, src, layers):
    if not (src / header).is_file():
        # Generated headers lie in the build folder and have no folder in their name.
        return None if "/" not in header else f'no such file "{header}"'
    other = header.split("/")[0]
    if other == layer or other in layers[layer]:
        return None
    return f"{layer} may not include {other} (see src/LAYERS)"


def check_outside(layer, header):
    for pattern, homes in HOMES.items():
        if re.match(pattern, header) and layer not in homes:
            return f"<{header}> belongs to {', '.join(sorted(homes))}, not to {layer}"
    return None


def check_file(path, layer, src, layers):
    """Faults of one file, as (line, text)."""
    lines = path.read_text().splitlines()
    if not lines or LICENSE not in lines[0]:
        yield 1, "the first line must be the SPDX licence"
    if path.suffix == ".hpp" and "#pragma once" not in lines:
        yield 1, "a header needs #pragma once"
    for number, own, outside in includes(path):
        fault = check_own(layer, own, src, layers) if own else check_outside(layer, outside)
        if fault:
            yield number, fault


def sources(src):
    return sorted(path for path in src.rglob("*") if path.suffix in (".hpp", ".cpp"))


def check(src):
    layers = read_layers(src / "LAYERS")
    users = {}
    for path in sources(src):
        layer = path.relative_to(src).parts[0]
        if layer not in layers:
            yield f"{path}: {layer} is not a layer of src/LAYERS"
            continue
        for number, fault in check_file(path, layer, src, layers):
            yield f"{path}:{number}: {fault}"
        for _, _, outside in includes(path):
            if outside in ONCE_PER_LAYER:
                users.setdefault((layer, outside), []).append(path)
    for (layer, header), paths in users.items():
        if len(paths) > 1:
            yield f"{paths[1]}: <{header}> is already included by {paths[0]}; one file of {layer} may"


def main():
    default = pathlib.Path(__file__).resolve().parent.parent / "src"
    src = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    faults = list(check(src))
    print("\n".join(faults) if faults else f"{len(sources(src))} files keep to src/LAYERS")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
