// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/contact_fetcher.hpp"

#include "xmpp/session/self_description.hpp"

namespace boswell::xmpp {

ContactFetcher::ContactFetcher(const SessionOptions& options, FetchSchedules& schedules,
                               const stanza::Context& context, Outlet& outlet)
    : options_(options),
      schedules_(schedules),
      fetches_pep_(options.vcards && observes_pep(options)),
      vcards_(schedules.vcards, *options.profile, context, outlet),
      pep_(schedules.pep, context, outlet) {}

void ContactFetcher::see(const Event& event) {
    if (!options_.vcards) return;
    if (const auto* presence = std::get_if<Presence>(&event)) return vcards_.see(*presence);
    if (const auto* update = std::get_if<RosterUpdate>(&event)) {
        vcards_.see(*update);
        if (fetches_pep_) pep_.see(*update);
    }
    if (!fetches_pep_) return;
    if (const auto* published = std::get_if<PepEvent>(&event)) pep_.see(*published);
    if (const auto* claim = std::get_if<MoveClaimed>(&event)) pep_.see(*claim);
}

void ContactFetcher::want_own() {
    if (options_.vcards) vcards_.want_own();
    if (fetches_pep_) pep_.want_own();
}

void ContactFetcher::begin() {
    if (fetches_pep_) pep_.begin();
    pump();
}

void ContactFetcher::pump() {
    if (options_.vcards) vcards_.pump();
    if (fetches_pep_) pep_.pump();
}

bool ContactFetcher::idle() const {
    return !options_.vcards ||
           (schedules_.vcards.idle() && (!fetches_pep_ || schedules_.pep.idle()));
}

}  // namespace boswell::xmpp
