// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"

#include <cstdint>
#include <vector>

namespace boswell::archive {

/// All that a query finds.
std::vector<MessageRecord> collect(const Reader& reader, const query::Query& query);

/// The `count` messages that are nearest to `time`, one half before it as far as there are so many,
/// oldest first; 0: all.
std::vector<MessageRecord> around(const Reader& reader, const query::Expression& where, Time time,
                                  std::int64_t count);

/// A message with up to `count` before and after it in its conversation, oldest first.
std::vector<MessageRecord> neighbours(const Reader& reader, const MessageRecord& message,
                                      std::int64_t count);

}  // namespace boswell::archive
