// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/omemo_device.hpp"

namespace boswell::archive {

OmemoDevice::OmemoDevice(sqlite::Database& database, Tables& tables, const Jid& account)
    : database_(database),
      tables_(tables),
      account_(tables.accounts.id_of(account)),
      keys_(database, tables.addresses, account_) {}

OmemoReader::Round OmemoDevice::read_waiting(const ReadEncrypted& read, std::size_t most) {
    OmemoReader reader(database_, tables_.conversations, tables_.messages, account_, keys_, read);
    return reader.read_waiting(most);
}

}  // namespace boswell::archive
