// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <string>

/// What a person is shown of what somebody publishes (XEP-0163), the same in every output.
namespace boswell::view {

/// In one line: "happy: it is Friday", "no longer published". Not made printable.
std::string pep_text(const PepEvent& event);

/// "OMEMO devices", or of omemo:2 "OMEMO:2 devices".
std::string devices_label(PepNode list);

/// "device 31415: 0123abcd 4567…": the key in pieces of eight digits, as clients show it, and of
/// omemo:2 what kind of key it is.
std::string key_text(const DeviceKeyRecord& key);

}  // namespace boswell::view
