-- SPDX-License-Identifier: GPL-3.0-or-later
-- The server says for how many hours it keeps data (XEP-0504). No module of Debian does.
local form = require "util.dataforms".new({
    { name = "FORM_TYPE", type = "hidden", value = "urn:xmpp:data-policy:0" },
    { name = "data_retention", type = "text-single" },
})
local hours = module:get_option_number("test_data_retention")
module:add_extension(form:form({ data_retention = tostring(hours) }, "result"))
