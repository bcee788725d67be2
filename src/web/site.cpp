// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site.hpp"

#include "base/error.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"
#include "web/patience.hpp"

#include <algorithm>

namespace boswell::web {

/// What no page should take; a month of presence of thousands of contacts comes near it.
static constexpr auto longest_page = std::chrono::seconds(20);

Site::Site(SiteOptions options, std::function<void(const std::string&)> tell)
    : options_(std::move(options)),
      guard_(options_.host, std::move(tell)),
      archive_(options_.archive, options_.persons) {}

static void add_if_missing(Response& response, std::string_view name, std::string_view value) {
    const auto is_it = [&](const auto& header) { return header.first == name; };
    if (std::ranges::none_of(response.headers, is_it)) response.headers.emplace_back(name, value);
}

/// What keeps a page from being more than a page: nothing from elsewhere, no script but ours, no
/// frame around it, no copy that outlives it.
static void protect(Response& response) {
    add_if_missing(response, "Content-Security-Policy",
                   "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                   "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                   "frame-ancestors 'none'");
    add_if_missing(response, "X-Content-Type-Options", "nosniff");
    add_if_missing(response, "Referrer-Policy", "no-referrer");
    add_if_missing(response, "Cross-Origin-Resource-Policy", "same-origin");
    add_if_missing(response, "Cross-Origin-Opener-Policy", "same-origin");
    add_if_missing(response, "Cache-Control", "no-store");
}

static view::NameChoice name_choice(const Request& request) {
    const auto text = request.parameter("names");
    if (text.empty()) return view::NameChoice::then;
    if (const auto choice = view::parse_name_choice(text)) return *choice;
    throw UsageError("names are shown as then, now or jid, not as '{}'", text);
}

Response Site::answer(const Request& request) {
    if (auto refused = guard_.check(request)) return *std::move(refused);
    const auto found = std::ranges::find(pages(), request.path, &Page::path);
    if (found == pages().end())
        return error_page(404, "There is no such page", "This viewer has no such address.");
    const auto& reader = archive_.reader();
    const Patience patience(reader, longest_page);
    Response response;
    reader.read_at_once([&] {
        response = (*found)->respond(
            {.request = request,
             .reader = reader,
             .names = archive_.names(name_choice(request)),
             .persons = options_.persons,
             .clock = {now(), options_.zone},
             .reader_now = [this]() -> const archive::Reader& { return archive_.reader(); }});
    });
    return response;
}

Response Site::respond(const Request& request) {
    Response response;
    const auto query = request.parameter("q");
    try {
        response = answer(request);
    } catch (const UsageError& error) {
        response = error_page(400, "That cannot be shown", explain(error), query);
    } catch (const archive::TimeOver&) {
        response =
            error_page(503, "That takes too long",
                       "Other pages have to wait for this one. A shorter time, or one contact "
                       "instead of all, makes it quick.",
                       query);
    } catch (const std::exception& error) {
        response = error_page(500, "The archive cannot be read", explain(error), query);
    }
    protect(response);
    return response;
}

}  // namespace boswell::web
