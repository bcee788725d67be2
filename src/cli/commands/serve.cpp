// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/descriptor_limit.hpp"
#include "base/printable.hpp"
#include "cli/browser.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/signal_descriptor.hpp"
#include "web/http_server.hpp"
#include "web/listener.hpp"
#include "web/site.hpp"

#include <limits>

namespace boswell::cli {

static constexpr std::int64_t usual_port = 7622;

static std::uint16_t port_of(const Arguments& arguments) {
    const auto port = arguments.number("port", usual_port);
    if (port > std::numeric_limits<std::uint16_t>::max())
        throw UsageError("--port takes a number up to 65535, not {}", port);
    return static_cast<std::uint16_t>(port);
}

static web::Listener listen(const Arguments& arguments) {
    if (const auto path = arguments.value("socket")) {
        if (arguments.has("listen")) throw UsageError("either --listen or --socket");
        auto listener = web::listen_on(std::filesystem::path(*path));
        listener.port = port_of(arguments);  // at which a browser finds what is forwarded to it
        return listener;
    }
    const auto address = arguments.value("listen").value_or("127.0.0.1");
    if (arguments.has("port")) return web::listen_on_port(address, port_of(arguments));
    auto listener = web::listen_on(address, usual_port);
    if (listener.port != usual_port)
        complain(
            fmt::format("port {} is taken, so it is {} this time: addresses that were kept "
                        "lead to whoever has the other one",
                        usual_port, listener.port));
    return listener;
}

static ExitStatus run(Context& context) {
    const auto& arguments = context.arguments;
    const auto listener = listen(arguments);
    const SignalDescriptor signals;
    raise_descriptor_limit();
    std::optional<Browser> browser;
    if (arguments.has("open")) browser.emplace();
    const auto host = fmt::format("boswell-{}.localhost:{}",
                                  context.archive->archive_id().substr(0, 8), listener.port);
    bool is_first = true;
    web::Site site({.archive = context.archive_file,
                    .host = host,
                    .zone = context.clock.zone,
                    .persons = context.persons},
                   [&](const std::string& address) {
                       context.out.print("{}{}\n",
                                         is_first ? "" : "for one more browser: ", address);
                       context.out.flush();
                       if (is_first && browser) browser->open(address);
                       if (!is_first && browser) browser->opened();
                       is_first = false;
                   });
    web::HttpServer server(listener.socket,
                           [&site](const web::Request& request) { return site.respond(request); });
    complain("Ctrl-C ends it; the address opens the archive for one browser, once");
    server.run(signals.number());
    if (const auto path = arguments.value("socket")) std::filesystem::remove(*path);
    return ExitStatus::done;
}

static constexpr Option options[] = {
    {0, "port", "N"},
    {0, "listen", "ADDRESS"},
    {0, "socket", "PATH"},
    {0, "open", ""},
};

extern constinit const Command serve_command = {
    .name = "serve",
    .summary = "look at the archive in a browser",
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
