// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/decrypted_text.hpp"

#include <vector>

namespace boswell::archive {

static constexpr auto set_sql = R"(
UPDATE message
SET shown = ?2
WHERE id = ?1)";

static constexpr auto corrected_sql = R"(
SELECT target_id
FROM annotation
WHERE message_id = ?1 AND kind = 'correction' AND hides AND target_id IS NOT NULL)";

static constexpr auto lacks_sql = R"(
SELECT 1
FROM message
WHERE id = ?1 AND encryption IS NOT NULL AND shown IS NULL AND body IS NOT ?2)";

DecryptedText::DecryptedText(sqlite::Database& database, Conversations& conversations,
                             SearchIndex& search)
    : readable_(database, conversations, search),
      set_(database, set_sql),
      corrected_(database, corrected_sql),
      lacks_(database, lacks_sql) {}

void DecryptedText::set(std::int64_t id, const std::string& text) {
    std::vector<std::int64_t> affected{id};
    for (auto use = corrected_.use(id); use.next();) affected.push_back(use.get<std::int64_t>(0));
    std::vector<ReadableMessages::State> before;
    before.reserve(affected.size());
    for (const auto each : affected) before.push_back(readable_.state(each));
    set_.run(id, text);
    for (std::size_t i = 0; i < affected.size(); ++i) readable_.update(affected[i], before[i]);
}

bool DecryptedText::set_lacking(std::int64_t id, const std::string& text) {
    if (text.empty() || !lacks_.use(id, text).next()) return false;
    set(id, text);
    return true;
}

}  // namespace boswell::archive
