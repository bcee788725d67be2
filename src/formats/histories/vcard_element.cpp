// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/vcard_element.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "formats/histories/history_importer.hpp"
#include "stanza/write_xml.hpp"
#include "view/image_type.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <span>

namespace boswell::formats {

namespace {

/// The element as it grows. A text is cleaned and escaped here and nowhere else.
class Element {
public:
    void text(std::string_view name, std::string_view value) {
        const auto clean = clean_text(trim(value));
        if (clean.empty()) return;
        xml_ += fmt::format("<{}>", name);
        stanza::write_text(clean, xml_);
        xml_ += fmt::format("</{}>", name);
    }
    void flag(std::string_view name) { xml_ += fmt::format("<{}/>", name); }
    template <typename Fill>
    void within(std::string_view name, const Fill& fill) {
        xml_ += fmt::format("<{}>", name);
        fill();
        xml_ += fmt::format("</{}>", name);
    }
    std::string take() { return "<vCard xmlns='vcard-temp'>" + xml_ + "</vCard>"; }

private:
    std::string xml_;
};

using Card = std::vector<VCardProperty>;

template <typename Function>
void for_each(const Card& card, std::string_view name, const Function& function) {
    for (const auto& property : card) {
        if (property.name == name) function(property);
    }
}

/// A vCard of XMPP has one of these.
void add_first(Element& element, const Card& card, std::string_view name) {
    const auto found = std::ranges::find(card, name, &VCardProperty::name);
    if (found != card.end()) element.text(name, unescaped(found->value));
}

void add_components(Element& element, const VCardProperty& property,
                    std::span<const std::string_view> names) {
    const auto parts = components(property.value);
    for (std::size_t i = 0; i < std::min(parts.size(), names.size()); ++i)
        element.text(names[i], parts[i]);
}

void add_name(Element& element, const Card& card) {
    static constexpr std::string_view names[] = {"FAMILY", "GIVEN", "MIDDLE", "PREFIX", "SUFFIX"};
    const auto found = std::ranges::find(card, "N", &VCardProperty::name);
    if (found != card.end()) element.within("N", [&] { add_components(element, *found, names); });
}

/// Without the scheme of a URI that has this one.
std::string without_scheme(const std::string& value, std::string_view scheme) {
    if (to_lower(std::string_view(value).substr(0, scheme.size())) != scheme) return value;
    return percent_decoded(std::string_view(value).substr(scheme.size()));
}

/// What a number is for: a word that can be the name of an element, as XEP-0054 has them.
bool is_kind(std::string_view type) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !type.empty() && type.size() <= 30 && is_letter(type[0]) && type != "number" &&
           type != "pref" && std::ranges::all_of(type, [&](char c) {
               return is_letter(c) || c == '-' || (c >= '0' && c <= '9');
           });
}

void add_telephone(Element& element, const VCardProperty& telephone) {
    element.within("TEL", [&] {
        for (const auto type : telephone.types()) {
            if (!is_kind(type)) continue;
            std::string name(type);
            for (auto& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
            element.flag(name);
        }
        element.text("NUMBER", without_scheme(unescaped(telephone.value), "tel:"));
    });
}

void add_address(Element& element, const VCardProperty& address) {
    static constexpr std::string_view names[] = {"POBOX",  "EXTADD", "STREET", "LOCALITY",
                                                 "REGION", "PCODE",  "CTRY"};
    element.within("ADR", [&] {
        for (const auto type : address.types()) {
            if (type == "home") element.flag("HOME");
            if (type == "work") element.flag("WORK");
        }
        add_components(element, address, names);
    });
}

void add_organisation(Element& element, const Card& card) {
    const auto found = std::ranges::find(card, "ORG", &VCardProperty::name);
    if (found == card.end()) return;
    const auto parts = components(found->value);
    element.within("ORG", [&] {
        for (std::size_t i = 0; i < parts.size(); ++i)
            element.text(i == 0 ? "ORGNAME" : "ORGUNIT", parts[i]);
    });
}

/// 19700102 and 19700102T000000Z as XEP-0054 has them; anything else as it is.
std::string birthday(std::string_view value) {
    const auto date = value.substr(0, value.find('T'));
    const bool is_basic =
        date.size() == 8 && std::ranges::all_of(date, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_basic) return std::string(value);
    return fmt::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2));
}

struct Picture {
    std::string type;
    std::string_view base64;
};

/// What of RFC 2397 has a picture in Base64.
std::optional<Picture> parse_data_uri(std::string_view uri) {
    const auto comma = uri.find(',');
    const auto head = to_lower(uri.substr(0, comma));
    if (comma == uri.npos || !head.ends_with(";base64")) return std::nullopt;
    return Picture{head.substr(5, head.find(';') - 5), uri.substr(comma + 1)};
}

/// The type that is claimed, if it is a kind of picture; else what the bytes are, or "".
std::string picture_type(const Picture& picture) {
    constexpr std::string_view image = "image/";
    auto type = picture.type;
    if (!type.empty() && type.find('/') == type.npos) type.insert(0, image);
    if (type.starts_with(image)) return type;
    const auto is_other = !type.empty() && type != "application/octet-stream";
    const auto begin = decode_base64(trim(picture.base64).substr(0, 24));
    return is_other || !begin ? std::string() : std::string(view::image_type(*begin));
}

std::optional<Picture> inline_picture(const VCardProperty& photo, std::string_view value) {
    if (to_lower(value.substr(0, 5)) == "data:") return parse_data_uri(value);
    const auto encoding = photo.parameter("ENCODING");
    if (encoding != "b" && encoding != "base64") return std::nullopt;
    const auto types = photo.types();
    return Picture{types.empty() ? std::string() : std::string(types.front()), value};
}

/// The address of a picture is noted, and nothing is fetched from there.
void add_photo(Element& element, const VCardProperty& photo) {
    const auto value = unescaped(photo.value);
    const auto picture = inline_picture(photo, value);
    const auto type = picture ? picture_type(*picture) : std::string();
    const auto scheme = to_lower(std::string_view(value).substr(0, 8));
    const bool is_link = scheme.starts_with("http://") || scheme == "https://";
    if (type.empty() && !is_link) return;
    element.within("PHOTO", [&] {
        if (is_link) return element.text("EXTVAL", value);
        element.text("TYPE", type);
        element.text("BINVAL", picture->base64);
    });
}

std::string notes(const Card& card) {
    std::string all;
    for_each(card, "NOTE",
             [&](const auto& note) { all += (all.empty() ? "" : "\n") + unescaped(note.value); });
    return all;
}

}  // namespace

std::string vcard_element(const Card& card, const std::string& name) {
    Element element;
    element.text("FN", name);
    add_name(element, card);
    add_first(element, card, "NICKNAME");
    for_each(card, "PHOTO", [&](const auto& photo) { add_photo(element, photo); });
    for_each(card, "BDAY",
             [&](const auto& date) { element.text("BDAY", birthday(unescaped(date.value))); });
    for_each(card, "ADR", [&](const auto& address) { add_address(element, address); });
    for_each(card, "TEL", [&](const auto& number) { add_telephone(element, number); });
    for_each(card, "EMAIL", [&](const auto& email) {
        element.within("EMAIL", [&] {
            element.text("USERID", without_scheme(unescaped(email.value), "mailto:"));
        });
    });
    add_first(element, card, "TITLE");
    add_first(element, card, "ROLE");
    add_organisation(element, card);
    add_first(element, card, "URL");
    element.text("DESC", notes(card));
    return element.take();
}

}  // namespace boswell::formats
