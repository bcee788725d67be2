// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace boswell::archive {

/// Bits of message.has. All but one say which tables have rows about a message: a bit that is
/// not set promises that there is none.
namespace related {
inline constexpr std::int64_t bodies = 1;       ///< message_body
inline constexpr std::int64_t attachments = 2;  ///< attachment
inline constexpr std::int64_t annotates = 4;    ///< annotation.message_id
inline constexpr std::int64_t annotated = 8;    ///< annotation.target_id
inline constexpr std::int64_t links = 32;       ///< mention or link_preview
inline constexpr std::int64_t local_time = 64;  ///< local_time
/// Of a row of before these bits were kept: any of the tables may have some.
inline constexpr std::int64_t unknown =
    bodies | attachments | annotates | annotated | links | local_time;
/// The column origin_id is NULL, because the id is that of the column message_id.
inline constexpr std::int64_t same_origin_id = 16;
}  // namespace related

}  // namespace boswell::archive
