// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/json.hpp"

#include "base/json_object.hpp"

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

}  // namespace boswell::archive
