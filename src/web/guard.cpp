// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guard.hpp"

#include "base/text.hpp"
#include "base/token.hpp"
#include "view/markup.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::web {

static constexpr std::string_view cookie_name = "boswell=";
static constexpr std::string_view key_field = "key=";
static constexpr std::size_t most_sessions = 16;

Guard::Guard(std::string host, std::function<void(const std::string&)> tell)
    : host_(std::move(host)), tell_(std::move(tell)) {
    make_key();
}

void Guard::make_key() {
    key_ = random_token();
    tell_(fmt::format("http://{}/?key={}", host_, key_));
}

namespace {

/// Who has no session gets no style sheet, so these pages bring their own.
constexpr std::string_view style =
    "body { max-width: 34rem; margin: 0 auto; padding: 12vh 1rem 2rem; font: 1rem/1.5 system-ui, "
    "sans-serif; } h1 { font-size: 1.6rem; } button { font: inherit; padding: .4rem .8rem; }";
/// By its SHA-256 the browser knows it.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'sha256-ElFnI/ggI6S57+DhNCd+EdPU33czAPVyc/W5WBRPsBE='; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

}  // namespace

/// A page for who has no session; `write` writes what is below the heading.
static Response page(unsigned status, const std::function<void(view::Markup&)>& write) {
    Response response{.status = status,
                      .body = "<!DOCTYPE html>\n",
                      .headers = {{"Content-Security-Policy", std::string(policy)}}};
    view::Markup markup(response.body, view::Markup::Lines::none);
    markup.open("html", {{"lang", "en"}});
    markup.open("head");
    markup.empty("meta", {{"charset", "utf-8"}});
    markup.empty("meta",
                 {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    markup.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    markup.element("title", {}, "Boswell");
    markup.element("style", {}, style);
    markup.close();
    markup.open("body");
    markup.open("main");
    markup.element("h1", {}, "Boswell");
    write(markup);
    markup.close();
    markup.close();
    markup.close();
    return response;
}

static Response refused(unsigned status, std::string_view reason) {
    return page(status, [reason](view::Markup& markup) { markup.element("p", {}, reason); });
}

bool Guard::has_session(const Request& request) const {
    for (auto part : split(request.cookie, ';')) {
        part = trim(part);
        if (!part.starts_with(cookie_name)) continue;
        part.remove_prefix(cookie_name.size());
        if (std::ranges::any_of(sessions_,
                                [&](const auto& token) { return is_same_token(token, part); }))
            return true;
    }
    return false;
}

// A link that somebody else has made must not spend the key, so it takes a form. The answer to a
// form that was sent with "no-referrer" would come from the Origin "null".
Response Guard::form(std::string_view key) const {
    auto response = page(200, [key](view::Markup& markup) {
        markup.element("p", {},
                       "This browser will see all that is in the archive, until the viewer ends.");
        markup.open("form", {{"method", "post"}, {"action", "/"}});
        markup.empty("input", {{"type", "hidden"}, {"name", "key"}, {"value", key}});
        markup.element("button", {{"autofocus", ""}}, "Open the archive");
        markup.close();
    });
    response.headers.emplace_back("Referrer-Policy", "same-origin");
    return response;
}

Response Guard::spend(const Request& request) {
    const std::string_view body = request.body;
    if (request.path != "/") return {.status = 405, .headers = {{"Allow", "GET, HEAD"}}};
    if (!body.starts_with(key_field) || !is_same_token(body.substr(key_field.size()), key_))
        return refused(
            403,
            "This key is spent or wrong. Open the address that boswell serve has printed last.");
    if (sessions_.size() == most_sessions) sessions_.erase(sessions_.begin());
    sessions_.push_back(random_token());
    make_key();
    return {.status = 303,
            .headers = {{"Location", "/"},
                        {"Set-Cookie", fmt::format("{}{}; Path=/; HttpOnly; SameSite=Strict",
                                                   cookie_name, sessions_.back())}}};
}

std::optional<Response> Guard::check(const Request& request) {
    // Our name is not told: who knows it could make the browser send the cookie to another port.
    if (to_lower(request.host) != host_)
        return refused(421, "This viewer has another name. Boswell serve has printed it.");
    if (!request.origin.empty() && to_lower(request.origin) != "http://" + host_)
        return refused(403, "A page of another site has no business here.");
    if (request.method == Method::post) return spend(request);
    if (const auto key = request.parameter("key"); request.path == "/" && !key.empty()) {
        if (is_same_token(key, key_)) return form(key);
        if (has_session(request)) return Response{.status = 303, .headers = {{"Location", "/"}}};
    }
    if (has_session(request)) return std::nullopt;
    return refused(403, "Open the address that boswell serve has printed last.");
}

}  // namespace boswell::web
