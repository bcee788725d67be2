// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/session_options.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::xmpp {

/// From the bound resource to presence: what server and account can do (XEP-0030), carbons
/// (XEP-0280) and the roster before presence, so that nothing that presence brings is missed or
/// misread. A request that fails or times out leaves out what it asks for and holds up nothing.
class Startup {
public:
    /// All references outlive this. `done` is called once, right after presence was sent.
    Startup(const SessionOptions& options, stanza::Context& context, Outlet& outlet,
            std::function<void()> done);

    void begin();
    /// Instead: a stream goes on that began when these were the features.
    void resume(const std::vector<std::string>& features);
    /// Of the server and the account, sorted. What is the account's alone to say, that it keeps an
    /// archive and strips forged stanza-ids, is there only if the account says so.
    std::vector<std::string> features() const;
    bool has(std::string_view feature) const { return features_.contains(std::string(feature)); }
    /// The older kind of archive, XEP-0136, is or may be there, and no newer one.
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
    int priority() const;

    const SessionOptions& options_;
    stanza::Context& context_;
    Outlet& outlet_;
    std::function<void()> done_;
    std::set<std::string> features_;
    bool carbons_ = false;
    bool described_ = false;  // server or account told what they can do
    int open_steps_ = 0;
    void (Startup::*next_)() = nullptr;
};

}  // namespace boswell::xmpp
