// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/contact_csv.hpp"

#include "formats/csv_writer.hpp"

#include <algorithm>
#include <vector>

namespace boswell::formats {

std::string contact_csv_head() {
    const std::vector<std::string> names = {
        "account",     "jid",      "name",     "subscription", "groups",     "full_name",
        "nickname",    "given",    "family",   "email",        "tel",        "organisation",
        "title",       "birthday", "url",      "note",         "fetched_at", "versions",
        "avatar_sha1", "mark",     "photo_url"};
    return csv_row(names);
}

static std::string lines_of(std::vector<std::string> values) {
    std::string cell;
    for (auto& value : values) {
        std::ranges::replace_if(
            value, [](char c) { return c == '\n' || c == '\r'; }, ' ');
        if (!cell.empty()) cell += '\n';
        cell += value;
    }
    return cell;
}

static std::vector<std::string> numbers(const std::vector<VCardTelephone>& telephones) {
    std::vector<std::string> texts;
    texts.reserve(telephones.size());
    for (const auto& telephone : telephones)
        texts.push_back(telephone.kind.empty() ? telephone.number
                                               : telephone.number + " (" + telephone.kind + ")");
    return texts;
}

std::string contact_csv_row(const ContactRecord& contact) {
    const auto version = contact.vcard.value_or(VCardVersion{});
    const auto& vcard = version.vcard;
    const std::vector<std::string> cells = {
        contact.account.str(),
        contact.jid.str(),
        contact.name,
        std::string(contact.subscription ? to_string(*contact.subscription) : ""),
        lines_of(contact.groups),
        vcard.full_name,
        vcard.nickname,
        vcard.given,
        vcard.family,
        lines_of(vcard.emails),
        lines_of(numbers(vcard.telephones)),
        vcard.organisation,
        vcard.title,
        vcard.birthday,
        vcard.url,
        vcard.note,
        contact.vcard ? to_rfc3339(version.fetched_at) : "",
        std::to_string(contact.versions),
        version.avatar_sha1,
        std::string(contact.mark ? to_string(*contact.mark) : ""),
        vcard.photo_url};
    return csv_row(cells);
}

}  // namespace boswell::formats
