// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_pages.hpp"

#include "stanza/archive.hpp"
#include "stanza/delay.hpp"
#include "xmpp/random_id.hpp"

#include <utility>

namespace boswell::xmpp {

ArchivePages::ArchivePages(Jid archive, stanza::Context& context, Outlet& outlet)
    : archive_(std::move(archive)), context_(context), outlet_(outlet) {}

void ArchivePages::ask(PageRequest request, Done done) {
    page_ = {};
    request.query_id = random_id();
    context_.queries[archive_] = {.id = request.query_id, .backwards = request.before.has_value()};
    auto query = to_query(request);
    open_ = std::move(request);
    outlet_.ask({.type = "set", .to = archive_, .payload = std::move(query)},
                [this, done = std::move(done)](const stanza::Element* iq) {
                    if (iq == nullptr && archive_ == context_.account)
                        return ask_whether_alive(done);
                    end();
                    done(take_answer(iq));
                });
}

void ArchivePages::ask_whether_alive(Done done) {
    outlet_.ask(
        {.type = "get", .to = context_.account.domain(), .payload = make_tag("ping", ns::ping)},
        [this, done = std::move(done)](const stanza::Element* iq) {
            end();
            done(iq == nullptr ? take_answer(iq) : std::string(unanswered));
        });
}

bool ArchivePages::see(const stanza::Element& message) {
    if (!context_.queries.contains(archive_)) return false;
    const auto result = unwrap_result(message, context_);
    if (!result.archived || result.archived->by != archive_) return false;
    std::optional<Delay> delay;
    if (result.forwarded.wrapper != nullptr)
        delay = find_delay(*result.forwarded.wrapper, context_.account);
    page_.add(result.archived->id, delay ? std::optional(delay->stamp) : std::nullopt);
    return true;
}

void ArchivePages::end() {
    open_.reset();
    context_.queries.erase(archive_);
    outlet_.end_page(archive_);
}

std::string ArchivePages::take_answer(const stanza::Element* iq) {
    if (iq == nullptr) return "no answer in time";
    if (!is_result(iq)) {
        auto condition = error_condition(*iq);
        return condition.empty() ? "an error without a condition" : condition;
    }
    const auto* fin = find_child(*iq, "fin", ns::archive);
    if (fin == nullptr) return "an answer without <fin/>";
    page_.close(*fin);
    return page_.empty() && !page_.complete ? "an empty page that is not the last" : "";
}

}  // namespace boswell::xmpp
