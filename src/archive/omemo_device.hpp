// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/omemo_keys.hpp"
#include "archive/write/omemo_reader.hpp"
#include "archive/write/tables.hpp"

#include <cstddef>

namespace boswell::archive {

/// An account as an OMEMO device (XEP-0384), within one transaction: see Writer::use_omemo().
class OmemoDevice {
public:
    OmemoDevice(sqlite::Database& database, Tables& tables, const Jid& account);

    OmemoKeys& keys() { return keys_; }
    /// Reads messages that wait, at most so many.
    OmemoReader::Round read_waiting(const ReadEncrypted& read, std::size_t most);

private:
    sqlite::Database& database_;
    Tables& tables_;
    std::int64_t account_;
    OmemoKeys keys_;
};

}  // namespace boswell::archive
