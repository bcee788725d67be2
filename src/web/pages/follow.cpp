// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events (HTML, 9.2): "news" whenever something of a conversation has arrived.
#include "web/page.hpp"

namespace boswell::web {

/// Something is sent at least this often, so that a browser that is gone is noticed.
static constexpr int most_silence = 15;  // questions, see Response::more

static bool has_arrived(const archive::Reader& reader, const query::Expression& where,
                        std::int64_t after) {
    query::Query query{.where = where, .limit = 1};
    query.arrived_after = after;
    bool any = false;
    reader.for_each_message(query, [&any](const MessageRecord&) {
        any = true;
        return false;
    });
    return any;
}

static Response respond(const PageContext& context) {
    const auto where = query::conversation(context.jid("account"), context.jid("with"));
    Response response{.type = "text/event-stream", .body = "retry: 5000\n\n"};
    response.more = [reader_now = context.reader_now, where, mark = context.reader.arrival_mark(),
                     silence = 0]() mutable -> std::string {
        const auto& reader = reader_now();
        const auto latest = reader.arrival_mark();
        if (latest != mark && has_arrived(reader, where, mark)) {
            mark = latest;
            silence = 0;
            return "event: news\ndata:\n\n";
        }
        mark = latest;
        if (++silence < most_silence) return "";
        silence = 0;
        return ": still here\n\n";
    };
    return response;
}

extern constinit const Page follow_page = {.path = "/follow", .respond = respond};

}  // namespace boswell::web
