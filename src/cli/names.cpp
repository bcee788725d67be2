// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/names.hpp"

#include "base/error.hpp"

namespace boswell::cli {

view::NameChoice name_choice(const Arguments& arguments) {
    const auto text = arguments.value("names").value_or("then");
    if (const auto choice = view::parse_name_choice(text)) return *choice;
    throw UsageError("--names takes then, now or jid, not '{}'", text);
}

view::Names names_in(const Context& context) {
    const auto& archive = *context.archive;
    const auto lookup = [&archive](const Jid& account, const Jid& contact) {
        return view::NameHistory{.roster = archive.roster_versions(account, contact),
                                 .vcards = archive.vcard_versions(account, contact)};
    };
    return view::Names(lookup, name_choice(context.arguments), context.persons);
}

}  // namespace boswell::cli
