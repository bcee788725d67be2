// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/vcard.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "formats/vcard_lines.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::formats {

static std::string uri_path(const Jid& jid) {
    constexpr std::string_view plain = "!$()*+,;=";  // RFC 5122 2.2: nodeallow
    const auto domain = percent_encoded(jid.domainpart(), plain);
    return jid.localpart().empty() ? domain
                                   : percent_encoded(jid.localpart(), plain) + '@' + domain;
}

std::string xmpp_uri(const Jid& jid) { return "xmpp:" + uri_path(jid); }

// RFC 4122 4.3, version 5, in the name space of URLs; RFC 5122 2.1 for whom an account talks to.
// The UID that a contact chooses for his own vCard could replace that of somebody else.
static std::string uid_of(const ContactRecord& contact) {
    constexpr std::string_view urls(
        "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16);
    const auto url = fmt::format("xmpp://{}/{}", uri_path(contact.account), uri_path(contact.jid));
    auto hex = sha1_hex(std::string(urls) + url);
    hex[12] = '5';
    hex[16] = "89ab"[std::string_view("0123456789abcdef").find(hex[16]) % 4];
    return fmt::format("urn:uuid:{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4),
                       hex.substr(12, 4), hex.substr(16, 4), hex.substr(20, 12));
}

static bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    });
}

// The name of an element that a stranger has chosen.
static std::string with_type(std::string_view property, std::string_view kind) {
    const bool known = is_token(kind) && kind.find_first_of("+.") == std::string_view::npos;
    return known ? fmt::format("{};TYPE={}", property, kind) : std::string(property);
}

// "2026-11-21T12:00:07.000Z" is 20261121T120007Z there.
static std::string timestamp(Time time) {
    auto text = to_rfc3339(time).substr(0, 19);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text + 'Z';
}

// RFC 6350 4.3.1 knows only dates without hyphens between year and month: "1970-01-01" and
// "1970-01-01T00:00:00Z" become 19700101.
static std::optional<std::string> date_of(std::string_view birthday) {
    auto text = std::string(birthday.substr(0, birthday.find('T')));
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') std::erase(text, '-');
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 8 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
    return text;
}

static void add_names(VCardLines& lines, const ContactRecord& contact, const VCard& vcard,
                      const VCardDetails& details) {
    const auto& name = contact.name;
    lines.text("FN", name);
    if (vcard.full_name != name) lines.text("FN", vcard.full_name);
    if (name.empty() && vcard.full_name.empty())
        lines.text("FN", vcard.nickname.empty() ? contact.jid.str() : vcard.nickname);
    const std::string parts[] = {vcard.family, vcard.given, details.middle, details.prefix,
                                 details.suffix};
    lines.components("N", parts);
    lines.text("NICKNAME", vcard.nickname);
}

static void add_organisation(VCardLines& lines, const VCard& vcard, const VCardDetails& details) {
    std::vector<std::string> parts = {vcard.organisation};
    parts.insert(parts.end(), details.units.begin(), details.units.end());
    lines.components("ORG", parts);
    lines.text("TITLE", vcard.title);
    lines.text("ROLE", details.role);
}

static void add_addresses(VCardLines& lines, const ContactRecord& contact, const VCard& vcard,
                          const VCardDetails& details) {
    lines.uri("IMPP", xmpp_uri(contact.jid));
    for (const auto& email : vcard.emails) lines.text("EMAIL", email);
    for (const auto& telephone : vcard.telephones)
        lines.text(with_type("TEL", telephone.kind), telephone.number);
    for (const auto& address : details.addresses) {
        const std::string parts[] = {address.po_box,   address.extended, address.street,
                                     address.locality, address.region,   address.code,
                                     address.country};
        lines.components(with_type("ADR", address.kind), parts);
    }
    lines.uri("URL", vcard.url);
}

static void add_birthday(VCardLines& lines, const std::string& birthday) {
    if (const auto date = date_of(birthday))
        lines.text("BDAY", *date);
    else
        lines.text("BDAY;VALUE=text", birthday);
}

// RFC 2397. What a stranger claims a picture to be is believed only if it is a kind of picture.
static void add_photo(VCardLines& lines, const Avatar& avatar) {
    constexpr std::string_view image = "image/";
    const auto claimed = to_lower(avatar.mime);
    const bool known =
        claimed.starts_with(image) && is_token(std::string_view(claimed).substr(image.size()));
    lines.uri("PHOTO",
              fmt::format("data:{};base64,{}", known ? claimed : "application/octet-stream",
                          encode_base64(avatar.bytes)));
}

std::string to_vcard(const ContactRecord& contact, const VCardDetails& details,
                     const std::optional<Avatar>& avatar) {
    const auto vcard = contact.vcard ? contact.vcard->vcard : VCard{};
    VCardLines lines;
    lines.text("BEGIN", "VCARD");
    lines.text("VERSION", "4.0");
    lines.text("PRODID", "-//Boswell//boswell " BOSWELL_VERSION "//EN");
    lines.uri("UID", uid_of(contact));
    add_names(lines, contact, vcard, details);
    add_addresses(lines, contact, vcard, details);
    add_organisation(lines, vcard, details);
    add_birthday(lines, vcard.birthday);
    lines.text("NOTE", vcard.note);
    lines.list("CATEGORIES", contact.groups);
    if (avatar) add_photo(lines, *avatar);
    if (contact.vcard) lines.text("REV", timestamp(contact.vcard->fetched_at));
    lines.text("END", "VCARD");
    return lines.str();
}

}  // namespace boswell::formats
