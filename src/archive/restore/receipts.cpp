// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/receipts.hpp"

namespace boswell::archive {

RestoreReceipts::RestoreReceipts(sqlite::Database& database, Tables& tables, ImportRun& run)
    : database_(database), tables_(tables), run_(run) {}

Outcome RestoreReceipts::restore(const Receipt& receipt) {
    const auto key = tables_.receipts.key_of(receipt);
    const ImportedRow row{"receipt", key.conversation, 0, {}, key.thing()};
    const bool known = tables_.receipts.has(key);
    tables_.receipts.restore(receipt);
    const bool changed = database_.changes() > 0;
    known ? run_.knew(row) : run_.added(row);
    if (!known) return Outcome::added;
    return changed ? Outcome::completed : Outcome::known;
}

}  // namespace boswell::archive
