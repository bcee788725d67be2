// SPDX-License-Identifier: GPL-3.0-or-later
// What all pages use: their style sheet, their script and their icon.
#include "view/html/page_style.hpp"
#include "web/page.hpp"
#include "web_files.hpp"

#include <stdexcept>

namespace boswell::web {

static std::string_view file(std::string_view name) {
    for (const auto& each : files::files) {
        if (each.name == name) return each.text;
    }
    throw std::logic_error("a file of the viewer is not compiled in");
}

static Response respond(std::string_view type, std::string text) {
    return {.type = std::string(type),
            .body = std::move(text),
            .headers = {{"Cache-Control", "private, max-age=60"}}};
}

extern constinit const Page style_page = {
    .path = "/style.css", .respond = [](const PageContext&) {
        return respond("text/css; charset=utf-8",
                       std::string(view::html::page_style()) + std::string(file("style.css")));
    }};

extern constinit const Page script_page = {.path = "/script.js", .respond = [](const PageContext&) {
                                               return respond("text/javascript; charset=utf-8",
                                                              std::string(file("script.js")));
                                           }};

extern constinit const Page icon_page = {.path = "/icon.svg", .respond = [](const PageContext&) {
                                             return respond("image/svg+xml",
                                                            std::string(file("icon.svg")));
                                         }};

}  // namespace boswell::web
