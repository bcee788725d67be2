# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenarios, the demo and the development server have in common.

Real servers on free loopback ports, people who chat, the agent, and the archive seen through
`boswell --json`. Everything lives in one temporary folder and ends with its Stage.
"""
