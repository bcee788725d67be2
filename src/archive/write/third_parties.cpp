// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/third_parties.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT OR IGNORE INTO third_party (address_id, conversation_id)
SELECT ?1, conversation_id
FROM message
WHERE id = ?2)";

ThirdParties::ThirdParties(sqlite::Database& database, Addresses& addresses)
    : addresses_(addresses), insert_(database, insert_sql) {}

void ThirdParties::see(std::int64_t id, const Message& message) {
    see(id, message, message.from);
    see(id, message, message.to);
}

static bool is_same_address(const Jid& one, const Jid& other) {
    return one.localpart() == other.localpart() && one.domainpart() == other.domainpart();
}

void ThirdParties::see(std::int64_t id, const Message& message, const Jid& party) {
    if (party.empty() || is_same_address(party, message.with) ||
        is_same_address(party, message.account))
        return;  // as good as always
    insert_.run(addresses_.id_of(party), id);
}

}  // namespace boswell::archive
