// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/pep_text.hpp"

#include "view/omemo_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <initializer_list>

namespace boswell::view {

/// All fields of that name; "" if there is none.
static std::string value_of(const PepEvent& event, std::string_view name) {
    std::vector<std::string_view> values;
    for (const auto& field : event.fields) {
        if (field.name == name) values.push_back(field.value);
    }
    return fmt::format("{}", fmt::join(values, ", "));
}

static std::string joined(const PepEvent& event, std::initializer_list<std::string_view> names,
                          std::string_view between) {
    std::string text;
    for (const auto name : names) {
        const auto value = value_of(event, name);
        if (!value.empty()) text += (text.empty() ? "" : std::string(between)) + value;
    }
    return text;
}

static std::string location_text(const PepEvent& event) {
    auto text = joined(event,
                       {"text", "description", "room", "building", "street", "area", "locality",
                        "postalcode", "region", "country"},
                       ", ");
    const auto place = joined(event, {"lat", "lon"}, ", ");
    if (place.empty()) return text;
    return text.empty() ? place : fmt::format("{} ({})", text, place);
}

static std::string activity_text(const PepEvent& event) {
    const auto activity = joined(event, {"general", "specific"}, ", ");
    const auto text = value_of(event, "text");
    return text.empty() ? activity : fmt::format("{}: {}", activity, text);
}

static std::string understood(const PepEvent& event) {
    switch (event.node) {
        case PepNode::mood:
            return joined(event, {"value", "text"}, ": ");
        case PepNode::activity:
            return activity_text(event);
        case PepNode::tune:
            return joined(event, {"artist", "title", "source"}, ", ");
        case PepNode::location:
            return location_text(event);
        case PepNode::avatar:
            return joined(event, {"sha1", "mime", "url"}, ", ");
        case PepNode::vcard:
            return joined(event,
                          {"full_name", "nickname", "email", "tel", "org", "title", "birthday",
                           "url", "note"},
                          ", ");
        case PepNode::moved:
            return fmt::format("{} that it has moved to {}",
                               event.payload->starts_with("<gone") ? "its server says" : "says",
                               value_of(event, "value"));
        case PepNode::nick:
        case PepNode::devices:
        case PepNode::axolotl_devices:
            break;
    }
    return value_of(event, "value");
}

std::string pep_text(const PepEvent& event) {
    if (!event.payload) return "no longer published";
    if (event.fields.empty()) return "nothing that is understood";
    return understood(event);
}

std::string devices_label(PepNode list) {
    return list == PepNode::devices ? "OMEMO:2 devices" : "OMEMO devices";
}

std::string key_text(const DeviceKeyRecord& key) {
    auto text = fmt::format("device {}: {}", key.device, grouped(key.fingerprint));
    if (key.list == PepNode::devices) text += fmt::format(" ({})", key_type(key.list));
    return text;
}

}  // namespace boswell::view
