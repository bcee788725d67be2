# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients with windows, and what it takes to use them without a person: a screen, a keyboard, a message bus."""
