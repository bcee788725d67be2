// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boswell::omemo {

/// The text of a message of the older protocol of XEP-0384: AES-128-GCM by the key of 16 bytes that
/// came for our device, behind which stands the tag of 16 bytes; with a key alone the tag stands
/// behind `payload`. nullopt if key and text do not fit.
std::optional<std::string> open_payload(std::string_view key, std::string_view iv,
                                        std::string_view payload);

/// The same by the later protocol: AES-256-CBC and HMAC-SHA-256, whose keys are derived from the
/// first 32 bytes of `key`; behind these stand the first 16 bytes of the HMAC.
std::optional<std::string> open_later_payload(std::string_view key, std::string_view payload);

}  // namespace boswell::omemo
