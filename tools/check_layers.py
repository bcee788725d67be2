#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks src against src/LAYERS: which layer may include which, and where outside libraries may be used.

    tools/check_layers.py [SRC]      prints one line for each fault, exits 1 if there are any
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
LICENSE = "SPDX-License-Identifier: GPL-3.0-or-later"

# An outside library is wrapped once; beyond these layers and wings nobody sees its types. A layer stands for its wings,
# too, but for those that "not" takes out.
HOMES = {
    r"gloox/(connection|tls)": {"xmpp"},
    r"gloox/": {"xmpp", "not xmpp/wire"},
    r"expat\.h": {"stanza"},
    r"gsasl\.h": {"xmpp", "not xmpp/wire", "not xmpp/xml"},
    r"openssl/": {"omemo", "xmpp", "not xmpp/xml"},
    r"omemo/": {"omemo"},
    r"nettle/": {"base"},
    r"ares\.h": {"xmpp/wire"},
    r"asio": {"xmpp", "not xmpp/xml", "agent"},
    r"SQLiteCpp/": {"sqlite", "archive"},
    r"sqlite3\.h": {"sqlite"},
    r"toml\+\+/": {"agent", "config"},
    r"systemd/": {"agent"},
    r"curl/": {"agent"},
    r"cxxopts": {"agent", "cli"},
}
# Costs seconds to compile, so one file a layer may include it.
ONCE_PER_LAYER = {"cxxopts.hpp"}


def layer_of(place):
    """The layer of a layer or wing."""
    return place.split("/")[0]


def read_layers(path):
    """The layers and wings in the order of the file, each with the set of those that it may include."""
    layers = {}
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, _, rest = line.partition(":")
        below = set(rest.split())
        unknown = below - layers.keys()
        if layer_of(name) not in layers.keys() | {name}:
            unknown.add(layer_of(name))
        if unknown:
            raise SystemExit(f"{path}: {name} names {sorted(unknown)} before they are introduced")
        if layer_of(name) in below:
            below |= layers[layer_of(name)]
        layers[name] = below
    return layers


def place_of(file, layers):
    """The wing that a path below src lies in, or else its layer."""
    layer, *folders = file.split("/")[:-1]
    wing = f"{layer}/{folders[0]}" if folders else layer
    return wing if wing in layers else layer


def may_include(place, other, layers):
    """The files directly in a layer are the faces of its wings, and may include all of them. A layer that others name is
    named with its wings."""
    if other == place or layer_of(other) == place or other in layers[place]:
        return True
    return layer_of(other) != layer_of(place) and layer_of(other) in layers[place]


def includes(path):
    """(line number, path in quotes or None, path in angle brackets or None) of each include."""
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            yield number, match[1], match[2]


def check_own(place, header, src, layers):
    if not (src / header).is_file():
        # Generated headers lie in the build folder and have no folder in their name.
        return None if "/" not in header else f'no such file "{header}"'
    other = place_of(header, layers)
    if may_include(place, other, layers):
        return None
    return f"{place} may not include {other} (see src/LAYERS)"


def check_outside(place, header):
    for pattern, homes in HOMES.items():
        if not re.match(pattern, header):
            continue
        if f"not {place}" not in homes and homes & {place, layer_of(place)}:
            return None
        named = sorted(home for home in homes if not home.startswith("not "))
        return f"<{header}> belongs to {', '.join(named)}, not to {place}"
    return None


def check_file(path, place, src, layers):
    """Faults of one file, as (line, text)."""
    lines = path.read_text().splitlines()
    if not lines or LICENSE not in lines[0]:
        yield 1, "the first line must be the SPDX licence"
    if path.suffix == ".hpp" and "#pragma once" not in lines:
        yield 1, "a header needs #pragma once"
    for number, own, outside in includes(path):
        fault = check_own(place, own, src, layers) if own else check_outside(place, outside)
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
        place = place_of(path.relative_to(src).as_posix(), layers)
        for number, fault in check_file(path, place, src, layers):
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
