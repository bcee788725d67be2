// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/session_options.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::xmpp {

/// The steps from the bound resource to presence: the features of server and account (XEP-0030),
/// carbons (XEP-0280) and the roster come before presence, so that nothing that presence brings is
/// missed or misread. A request that fails or times out is left out and holds up nothing.
class Startup {
public:
    /// All references outlive this. `done` is called once, right after presence was sent.
    Startup(const SessionOptions& options, stanza::Context& context, Outlet& outlet,
            std::function<void()> done);

    void begin();
    /// To be called instead of that if the stream was resumed: it began with these features.
    void resume(const std::vector<std::string>& features);
    /// The features of the server and of the account, sorted. Only the account itself can say that
    /// it keeps an archive and strips forged stanza-ids, so these are here only if it does.
    std::vector<std::string> features() const;
    /// How long the account's server keeps messages at most (XEP-0504), as the account's data
    /// policy says, else the server's. Absent: for ever, or they do not say.
    std::optional<std::chrono::hours> retention() const;
    bool has(std::string_view feature) const { return features_.contains(std::string(feature)); }
    /// True if there is no archive of XEP-0313 but there is, or may be, the older kind of XEP-0136.
    bool offers_collections() const;

private:
    enum class Whose { server, account };
    void ask_features(const Jid& of, Whose whose);
    void add_features(const stanza::Element& query, Whose whose);
    void add_feature(std::string_view feature);
    void prepare();
    void enable_carbons();
    void ask_roster();
    void step_done();
    void send_presence();
    void tell_losses();
    void tell_retention(std::chrono::hours kept);
    int priority() const;

    const SessionOptions& options_;
    stanza::Context& context_;
    Outlet& outlet_;
    std::function<void()> done_;
    std::set<std::string> features_;
    bool carbons_ = false;
    std::optional<std::chrono::hours> account_retention_;
    std::optional<std::chrono::hours> server_retention_;
    bool described_ = false;  // server or account have told their features
    int open_steps_ = 0;
    void (Startup::*next_)() = nullptr;
};

}  // namespace boswell::xmpp
