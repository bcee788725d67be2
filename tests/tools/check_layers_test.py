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
        path.parent.mkdir(exist_ok=True)
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
        self.write("xmpp/xml/tag.cpp", SPDX + "#include <gloox/tag.h>\n")
        self.assertEqual(self.faults(), "")
        self.write("cli/show.cpp", SPDX + "#include <gloox/tag.h>\n")
        self.assertIn("cli/show.cpp:2: <gloox/tag.h> belongs to xmpp", self.faults())

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
