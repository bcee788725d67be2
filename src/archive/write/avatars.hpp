// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/contact.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// Table avatar: pictures, each stored once, by the SHA-1 of its bytes.
class Avatars {
public:
    explicit Avatars(sqlite::Database& database);

    /// The id of the picture, which is stored when it is first named.
    std::int64_t id_of(const Avatar& avatar);

private:
    sqlite::Database& database_;
    sqlite::Statement find_;
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
