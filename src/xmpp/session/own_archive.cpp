// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/own_archive.hpp"

namespace boswell::xmpp {

OwnArchive::OwnArchive(const SessionOptions& options, stanza::Context& context, Outlet& outlet)
    : options_(options),
      fetcher_({.archive = options.account,
                .history = options.history,
                .progress = options.progress,
                .hole = find_hole(options, options.account)},
               context, outlet),
      policy_(context, outlet) {}

// Without an archive the priority is not negative.
BareJidDelivery OwnArchive::bare_jid_delivery() const {
    const bool delivered = options_.announce && options_.priority.value_or(-1) >= 0;
    return delivered ? BareJidDelivery::sure : BareJidDelivery::unproven;
}

void OwnArchive::begin(const std::vector<std::string>& features, bool resumed, Instant now) {
    const auto delivery = bare_jid_delivery();
    policy_.begin(features, resumed ? BareJidDelivery::as_before : delivery, now);
    if (delivery != BareJidDelivery::sure && !delivery_.is_shown())
        fetcher_.set_interval(ArchiveFetcher::short_interval);
    const auto& held = options_.progress;
    // Nothing was missed since, and the fetch was not cut short.
    if (resumed && held && held->complete && held->caught_up) return fetcher_.rest(now);
    fetcher_.begin(now);
}

void OwnArchive::ask_now(Instant now) {
    if (fetcher_.idle()) fetcher_.begin(now);
}

void OwnArchive::tick(Instant now) {
    if (delivery_.is_shown()) fetcher_.set_interval(ArchiveFetcher::usual_interval);
    fetcher_.tick(now);
    if (delivery_.has_come()) policy_.show_delivery();
    policy_.tick(now);
}

}  // namespace boswell::xmpp
