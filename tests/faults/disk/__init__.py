# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be on a disk after a power cut, and what had been promised by then."""
