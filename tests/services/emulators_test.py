#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""All tests of the emulators, each claim about a service one; `-k google` runs some. Needs no boswelld."""

import pathlib
import sys
import unittest


def load_tests(loader, _, __):
    folder = pathlib.Path(__file__).resolve().parent
    names = sorted(path.stem for path in folder.glob("*_test.py") if path.stem != "emulators_test")
    return loader.loadTestsFromNames(names)


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    unittest.main()
