// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "view/names.hpp"

namespace boswell::cli {

/// The names in an archive, which outlives them. Read when they are asked for.
inline view::Names names_in(const archive::Reader& archive) {
    return view::Names([&archive](const Jid& account, const Jid& contact) {
        return view::NameHistory{.roster = archive.roster_versions(account, contact),
                                 .vcards = archive.vcard_versions(account, contact)};
    });
}

}  // namespace boswell::cli
