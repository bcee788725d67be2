# SPDX-License-Identifier: GPL-3.0-or-later
"""XMPP services that do not exist any more, each as one small server on loopback, and the OAuth 2.0 endpoint they need.

Written from what was documented and observed of the services while they ran, not from what our client does. Where
that leaves a choice open, the docstring of the class says so and an attribute decides.
"""
