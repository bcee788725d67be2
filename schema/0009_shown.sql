-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 9: what people read of a message, where that is not its body.

-- Without the parts that are there only for clients that know less (XEP-0428), or from XHTML-IM (XEP-0071) where there
-- is no body. NULL: body is what people read, unless the message is encrypted.
ALTER TABLE message ADD COLUMN shown TEXT;
