// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/contact_book.hpp"

#include "base/error.hpp"
#include "cli/contact_time.hpp"
#include "cli/output_file.hpp"
#include "formats/contact_csv.hpp"
#include "formats/vcard.hpp"
#include "stanza/vcard.hpp"

namespace boswell::cli {

bool wants_contact_book(const Arguments& arguments) {
    if (arguments.has("vcf") && arguments.has("csv")) throw UsageError("either --vcf or --csv");
    const std::string_view book = arguments.has("vcf") ? "vcf" : "csv";
    if (!arguments.has(book)) return false;
    for (const std::string_view other : {"history", "avatar", "json"}) {
        if (arguments.has(other)) throw UsageError("--{} has no meaning beside --{}", other, book);
    }
    if (arguments.value(book)->empty())
        throw UsageError("--{} needs the name of a file, or - for standard output", book);
    return true;
}

static std::string vcard_of(const Context& context, const ContactRecord& contact) {
    VCardDetails details;
    if (contact.vcard)
        details = stanza::vcard_details(context.archive->vcard_element(contact.account, contact.jid,
                                                                       contact.vcard->fetched_at));
    return formats::to_vcard(contact, details, avatar_of(context, contact));
}

static void write(const Context& context, const std::vector<ContactRecord>& contacts,
                  formats::StickyWriter& out) {
    const bool as_table = context.arguments.has("csv");
    if (as_table) out.write(formats::contact_csv_head());
    for (const auto& contact : contacts) {
        if (out.failed()) return;
        out.write(as_table ? formats::contact_csv_row(contact) : vcard_of(context, contact));
    }
}

ExitStatus write_contact_book(Context& context, const std::vector<ContactRecord>& contacts) {
    const auto& arguments = context.arguments;
    const auto path = *arguments.value(arguments.has("csv") ? "csv" : "vcf");
    if (path == "-") {
        write(context, contacts, context.out.writer());
        context.out.finish();
    } else {
        OutputFile file(path, arguments.has("force") ? Overwrite::yes : Overwrite::no);
        write(context, contacts, file.writer());
        file.commit();
    }
    complain(fmt::format("exported {} contact{} to {}", contacts.size(),
                         contacts.size() == 1 ? "" : "s", path == "-" ? "standard output" : path));
    return ExitStatus::done;
}

}  // namespace boswell::cli
