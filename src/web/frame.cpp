// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/frame.hpp"

#include "base/printable.hpp"

namespace boswell::web {

using view::Markup;

namespace {

struct Section {
    std::string_view path;
    std::string_view name;
};

constexpr Section sections[] = {{"/", "Conversations"},
                                {"/people", "People"},
                                {"/presence", "Presence"},
                                {"/status", "Status"}};

}  // namespace

static void write_head(Markup& markup, const Frame& frame) {
    markup.open("head");
    markup.empty("meta", {{"charset", "utf-8"}});
    markup.empty("meta",
                 {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    markup.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    markup.element("title", {}, frame.title.empty() ? "Boswell" : frame.title + " · Boswell");
    markup.empty("link", {{"rel", "stylesheet"}, {"href", "/style.css"}});
    markup.empty("link", {{"rel", "icon"}, {"href", "/icon.svg"}});
    markup.element("script", {{"src", "/script.js"}, {"defer", ""}}, "");
    markup.close();
}

static void write_navigation(Markup& markup, const Frame& frame, std::string_view query) {
    markup.element("a", {{"class", "skip"}, {"href", "#content"}}, "To the content");
    markup.open("header", {{"class", "site"}});
    markup.open("nav", {{"aria-label", "Boswell"}});
    for (const auto& [path, name] : sections) {
        if (frame.section == path)
            markup.element("a", {{"href", path}, {"aria-current", "page"}}, name);
        else
            markup.element("a", {{"href", path}}, name);
        markup.text(" ");
    }
    markup.close();
    markup.open("form", {{"role", "search"}, {"action", "/search"}});
    markup.empty("input", {{"type", "search"},
                           {"name", "q"},
                           {"aria-label", "Search all messages"},
                           {"placeholder", "Search"},
                           {"autocomplete", "off"},
                           {"value", printable(query)}});
    markup.element("button", {}, "Search");
    markup.close();
    markup.close();
}

Response html_page(const Frame& frame, std::string_view query,
                   const std::function<void(Markup&, std::string&)>& write) {
    Response response{.status = frame.status, .body = "<!DOCTYPE html>\n"};
    Markup markup(response.body, Markup::Lines::none);
    markup.open("html", {{"lang", "en"}});
    write_head(markup, frame);
    markup.open("body");
    write_navigation(markup, frame, query);
    markup.open("main", {{"id", "content"}, {"tabindex", "-1"}});
    write(markup, response.body);
    markup.close();
    markup.close();
    markup.close();
    response.body += '\n';
    return response;
}

void write_filter(Markup& markup, std::string_view path, std::string_view label,
                  std::string_view filter) {
    markup.open("form", {{"action", path}, {"class", "filter"}});
    markup.empty("input", {{"type", "search"},
                           {"name", "filter"},
                           {"aria-label", label},
                           {"placeholder", "Name or address"},
                           {"value", printable(filter)}});
    markup.element("button", {}, "Filter");
    markup.close();
}

void write_rest(Markup& markup, const std::string& address, std::string_view what) {
    markup.open("p", {{"class", "rest"}});
    markup.element("a", {{"href", address}, {"rel", "next"}}, what);
    markup.close();
}

Response error_page(unsigned status, std::string_view title, std::string_view text,
                    std::string_view query) {
    return html_page({.title = std::string(title), .status = status}, query,
                     [&](Markup& markup, std::string& /*out*/) {
                         markup.element("h1", {}, title);
                         markup.element("p", {{"role", "alert"}, {"dir", "auto"}}, printable(text));
                     });
}

}  // namespace boswell::web
