// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/json.hpp"

#include "base/json_object.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace boswell::archive {

std::string to_json(const std::vector<std::string>& texts) {
    std::string json;
    append_json(json, texts);
    return json;
}

std::string to_json(const std::vector<VCardTelephone>& telephones) {
    std::string json = "[";
    for (const auto& telephone : telephones) {
        if (json.size() > 1) json += ',';
        JsonObject entry(json);
        append_json(entry.member("kind"), telephone.kind);
        append_json(entry.member("number"), telephone.number);
        entry.close();
    }
    return json + ']';
}

std::string to_json(const std::vector<PepField>& fields) {
    std::vector<std::pair<std::string_view, std::vector<std::string>>> values;
    for (const auto& [name, value] : fields) {
        auto found = std::ranges::find(values, std::string_view(name),
                                       [](const auto& entry) { return entry.first; });
        if (found == values.end()) found = values.insert(found, {name, {}});
        found->second.push_back(value);
    }
    std::string json;
    JsonObject object(json);
    for (const auto& [name, list] : values)
        list.size() == 1 ? object.text(name, list.front()) : object.list(name, list);
    object.close();
    return json;
}

}  // namespace boswell::archive
