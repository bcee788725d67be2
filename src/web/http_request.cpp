// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_request.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

#include "web/microhttpd.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace boswell::web {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Fields whose second occurrence one program would ignore and another would believe.
constexpr std::string_view single_fields[] = {"host", "content-length", "transfer-encoding",
                                              "origin", "cookie"};

}  // namespace

static MHD_Result collect(void* fields, MHD_ValueKind /*kind*/, const char* key,
                          std::size_t key_size, const char* value, std::size_t value_size) {
    static_cast<Fields*>(fields)->emplace_back(
        std::string(key, key_size), value == nullptr ? "" : std::string(value, value_size));
    return MHD_YES;
}

static Fields fields_of(MHD_Connection* connection, MHD_ValueKind kind) {
    Fields fields;
    MicroHttpd::instance().get_connection_values_n(connection, kind, collect, &fields);
    return fields;
}

static std::string_view value_of(const Fields& headers, std::string_view name) {
    for (const auto& [each, value] : headers) {
        if (each == name) return value;
    }
    return {};
}

static std::optional<Response> refuse(const Request& request, const Fields& headers) {
    for (const auto name : single_fields) {
        if (std::ranges::count(headers, name, &Fields::value_type::first) > 1)
            return refusal(400, "a header is there twice");
    }
    if (!value_of(headers, "transfer-encoding").empty())
        return refusal(411, "a body must have its length before it");
    const auto length = value_of(headers, "content-length");
    const auto size = length.empty() ? 0 : parse_integer<std::size_t>(length);
    if (!size) return refusal(400, "the length of the body is no number");
    if (request.method == Method::other)
        return {{.status = 405, .body = "", .headers = {{"Allow", "GET, HEAD, POST"}}}};
    if (request.method != Method::post && *size > 0)
        return refusal(400, "a request of this kind has no body");
    if (*size > Request::largest_body) return refusal(413, "the body is too large");
    const auto is_text = [](const auto& parameter) {
        return is_utf8(parameter.first) && is_utf8(parameter.second);
    };
    if (!is_utf8(request.path) || !std::ranges::all_of(request.parameters, is_text))
        return refusal(400, "the address is not UTF-8");
    return std::nullopt;
}

static Method method_of(std::string_view name) {
    if (name == MHD_HTTP_METHOD_GET) return Method::get;
    if (name == MHD_HTTP_METHOD_HEAD) return Method::head;
    return name == MHD_HTTP_METHOD_POST ? Method::post : Method::other;
}

HttpRequest read_request(MHD_Connection* connection, std::string_view path,
                         std::string_view method) {
    auto headers = fields_of(connection, MHD_HEADER_KIND);
    for (auto& [name, value] : headers) name = to_lower(name);
    HttpRequest read{.request = {.method = method_of(method),
                                 .path = std::string(path),
                                 .parameters = fields_of(connection, MHD_GET_ARGUMENT_KIND),
                                 .host = std::string(value_of(headers, "host")),
                                 .origin = std::string(value_of(headers, "origin")),
                                 .cookie = std::string(value_of(headers, "cookie"))}};
    read.refusal = refuse(read.request, headers);
    return read;
}

}  // namespace boswell::web
