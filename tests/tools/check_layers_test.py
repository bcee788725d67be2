#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/check_layers.py finds what it is there to find."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_layers  # noqa: E402

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"


class CheckLayers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.src = pathlib.Path(folder.name)
        self.write("LAYERS", "base:\nmodel: base\nxmpp: base model\nagent: base\ncli: base\n")
        self.write("base/time.hpp", SPDX + "#pragma once\n")
        self.write("model/jid.hpp", SPDX + '#pragma once\n#include "base/time.hpp"\n')

    def write(self, name, text):
        path = self.src / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def faults(self):
        return "\n".join(check_layers.check(self.src))

    def test_a_layer_may_include_what_it_names(self):
        self.assertEqual(self.faults(), "")

    def test_a_lower_layer_may_not_include_a_higher_one(self):
        self.write("base/time.cpp", SPDX + '#include "model/jid.hpp"\n')
        self.assertIn("base/time.cpp:2: base may not include model", self.faults())

    def test_a_layer_not_named_is_not_reached_through_another(self):
        self.write("agent/loop.cpp", SPDX + '#include "model/jid.hpp"\n')
        self.assertIn("agent may not include model", self.faults())

    def test_gloox_stays_in_xmpp(self):
        self.write("xmpp/tag.cpp", SPDX + "#include <gloox/tag.h>\n")
        self.assertEqual(self.faults(), "")
        self.write("cli/show.cpp", SPDX + "#include <gloox/tag.h>\n")
        self.assertIn("cli/show.cpp:2: <gloox/tag.h> belongs to xmpp", self.faults())

    def test_a_wing_may_include_what_it_names_and_no_other_wing(self):
        self.write("LAYERS", "base:\nxmpp: base\nxmpp/wire: base\nxmpp/session: xmpp xmpp/wire\n")
        self.write("xmpp/client.hpp", SPDX + '#pragma once\n#include "xmpp/wire/tls.hpp"\n')
        self.write("xmpp/wire/tls.hpp", SPDX + "#pragma once\n")
        self.write("xmpp/session/room.hpp", SPDX + '#pragma once\n#include "xmpp/wire/tls.hpp"\n#include "xmpp/client.hpp"\n')
        (self.src / "model/jid.hpp").unlink()
        self.assertEqual(self.faults(), "")
        self.write("xmpp/wire/dns.cpp", SPDX + '#include "xmpp/client.hpp"\n')
        self.write("xmpp/wire/tls.cpp", SPDX + '#include "xmpp/session/room.hpp"\n')
        self.assertIn("xmpp/wire/dns.cpp:2: xmpp/wire may not include xmpp", self.faults())
        self.assertIn("xmpp/wire/tls.cpp:2: xmpp/wire may not include xmpp/session", self.faults())

    def test_a_folder_that_is_no_wing_belongs_to_its_layer(self):
        self.write("xmpp/sasl/plain.cpp", SPDX + '#include "model/jid.hpp"\n')
        self.assertEqual(self.faults(), "")
        self.write("xmpp/sasl/scram.cpp", SPDX + '#include "agent/main.hpp"\n')
        self.write("agent/main.hpp", SPDX + "#pragma once\n")
        self.assertIn("xmpp may not include agent", self.faults())

    def test_the_wire_sees_of_gloox_only_its_connection_and_its_tls(self):
        self.write("LAYERS", "base:\nmodel: base\nxmpp: base\nxmpp/wire: base\n")
        self.write("xmpp/wire/a.cpp", SPDX + "#include <gloox/connectionbase.h>\n#include <gloox/tlsbase.h>\n")
        self.assertEqual(self.faults(), "")
        self.write("xmpp/wire/b.cpp", SPDX + "#include <gloox/tag.h>\n")
        self.assertIn("xmpp/wire/b.cpp:2: <gloox/tag.h> belongs to", self.faults())

    def test_a_wing_needs_its_layer(self):
        self.write("LAYERS", "base:\nxmpp/wire: base\n")
        with self.assertRaises(SystemExit):
            self.faults()

    def test_cxxopts_is_included_once_a_layer(self):
        self.write("cli/a.cpp", SPDX + "#include <cxxopts.hpp>\n")
        self.write("agent/a.cpp", SPDX + "#include <cxxopts.hpp>\n")
        self.assertEqual(self.faults(), "")
        self.write("cli/b.cpp", SPDX + "#include <cxxopts.hpp>\n")
        self.assertIn("cli/b.cpp: <cxxopts.hpp> is already included", self.faults())

    def test_a_folder_that_is_no_layer_is_reported(self):
        self.write("misc/a.cpp", SPDX)
        self.assertIn("misc is not a layer", self.faults())

    def test_the_licence_and_the_guard_are_required(self):
        self.write("base/a.hpp", "int a;\n")
        self.assertIn("first line must be the SPDX licence", self.faults())
        self.assertIn("a header needs #pragma once", self.faults())

    def test_a_circle_of_layers_is_refused(self):
        self.write("LAYERS", "base: model\nmodel: base\n")
        with self.assertRaises(SystemExit):
            self.faults()


if __name__ == "__main__":
    unittest.main()
