// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/interner.hpp"
#include "model/jid.hpp"

#include <optional>
#include <string_view>

namespace boswell::archive {

/// Tables address, resource and caps: texts that many rows share, each stored once.
class Addresses {
public:
    explicit Addresses(sqlite::Database& database);

    /// The id of the bare JID. Throws Error if the JID is empty.
    std::int64_t id_of(const Jid& jid);
    std::optional<std::int64_t> find_id_of(const Jid& jid);  ///< nullopt for the empty JID
    std::optional<std::int64_t> resource_id_of(const Jid& jid);
    std::optional<std::int64_t> caps_id_of(std::string_view node);

    void forget() noexcept;

private:
    Interner bare_;
    Interner resources_;
    Interner caps_;
};

}  // namespace boswell::archive
