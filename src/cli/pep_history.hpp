// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"

namespace boswell::cli {

/// All that the contact has published (XEP-0163), oldest first: as text a line each, or as records
/// of --json.
void print_pep_history(Context& context, const Jid& account, const Jid& contact);

/// What the contact published last until then of its nickname, mood, activity, tune and location,
/// as further fields of its card; nothing where it publishes nothing.
void print_published(Context& context, const ContactRecord& contact, Time at);

/// Says on standard error of which of the contacts' accounts it is not observed what contacts
/// publish: those that were not announced when they were watched last. Servers tell them nothing.
void note_pep_unobserved(Context& context, const std::vector<ContactRecord>& contacts);

}  // namespace boswell::cli
