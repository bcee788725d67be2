# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the report, one module for each group of them. A module has a TITLE and rows(bench), which yields them."""
