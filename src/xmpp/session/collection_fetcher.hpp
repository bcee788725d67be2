// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/collection.hpp"
#include "xmpp/session/archive_query.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/session_options.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::xmpp {

/// Fetches what a server keeps in collections (XEP-0136), once a login: it lists them, a page at a
/// time, and retrieves them newest first. Where they cannot be listed it asks for the last ten
/// messages with each contact of the roster instead; that is what Microsoft's servers gave.
///
/// When all that was listed has come, it reports until when; the next login lists only the
/// collections that began since a week before that, and asks which older ones have changed since
/// (XEP-0136 section 9), because one that had begun may go on for any time. Where the server cannot
/// tell, a collection that went on within the last week keeps the report back, so that it is
/// listed again; and once a week all are listed, because one may go on after a longer silence.
/// Messages that are known already are recognised by their ids. Whatever the server answers, the
/// number of requests is bounded, and at most three of them are under way.
class CollectionFetcher {
public:
    static constexpr std::size_t most_in_flight = 3;
    static constexpr std::size_t most_collections = 1'000;  ///< or contacts
    static constexpr int most_pages = 200;                  ///< of one collection
    static constexpr int page_size = 100;
    static constexpr int last_messages = 10;  ///< of a contact, where there is no list
    static constexpr std::chrono::weeks overlap{1};

    /// `fetched` is what an earlier session reported last. References outlive this.
    CollectionFetcher(const History& history, std::optional<CollectionsFetched> fetched,
                      const stanza::Context& context, Outlet& outlet);

    /// The contacts of a roster: those to ask for where there is no list.
    void see(const RosterUpdate& update);
    void begin();

private:
    /// One collection, or the last messages with one contact.
    struct Job {
        std::string with;  // as the server writes it: with and start name a collection
        std::string start;
        bool whole;
        stanza::CollectionReader reader;
        ArchiveWalk walk = {};
        std::string after = {};
        int pages = 0;
        std::optional<Time> latest = {};  // of its messages
    };

    std::optional<Time> start_of_list() const;
    void ask_list(const std::string& before);
    void take_list(const stanza::Element* iq, bool first);
    bool leads_on(std::size_t added, std::string_view oldest);
    bool is_list_old() const;
    void list_all();
    std::size_t add_listed(const stanza::Element& list);
    void ask_changed(const std::string& after);
    void take_changed(const stanza::Element* iq);
    std::size_t add_changed(const stanza::Element& modified);
    void add_contacts();
    void add_job(const std::string& with, const std::string& start, bool whole);
    void pump();
    void retrieve(std::uint64_t number, Job& job);
    void take(std::uint64_t number, const stanza::Element* iq);
    bool take_page(const stanza::Element& iq, Job& job);
    void note_end(const Job& job);
    Time fetched_until() const;
    std::optional<Time> told_until() const;
    void emit(std::vector<Event> events);
    void note_refusal(const stanza::Element& iq);
    void finish();

    const History& history_;
    std::optional<CollectionsFetched> fetched_;  // by earlier sessions; none if more is wanted now
    const stanza::Context& context_;
    Outlet& outlet_;
    std::set<Jid> contacts_;
    std::set<std::pair<std::string, std::string>> known_;  // with and start of what was listed
    std::deque<Job> waiting_;
    std::map<std::uint64_t, Job> in_flight_;
    std::uint64_t next_number_ = 0;
    std::optional<std::string> older_than_;          // where the list goes on
    std::optional<std::string> changed_after_ = "";  // where the list of changed ones goes on
    std::set<std::pair<std::string, std::string>> changed_;  // those that it had so far
    bool tells_changes_ = false;
    bool lists_all_ = false;  // also those that are fetched already
    ArchiveWalk list_walk_;   // of such a list
    std::size_t vain_pages_ = 0;
    Time began_at_;
    IqTracker::Instant began_;
    std::vector<std::pair<Time, Time>> spans_;  // of collections: the start, the latest message
    int refused_ = 0;                           // requests, before the first that was granted
    bool granted_ = false;
    std::optional<Time> newest_;  // when the newest collection that was listed began
    bool missed_ = false;         // something that was asked for did not come
    bool begun_ = false;
};

}  // namespace boswell::xmpp
