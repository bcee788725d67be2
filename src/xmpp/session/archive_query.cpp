// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_query.hpp"

namespace boswell::xmpp {

static constexpr std::string_view form_ns = "jabber:x:data";

static void add_field(gloox::Tag& form, const std::string& name, const std::string& value) {
    auto& field = add_child(form, "field");
    field.addAttribute("var", name);
    if (name == "FORM_TYPE") field.addAttribute("type", "hidden");
    add_child(field, "value").setCData(value);
}

TagPtr to_query(const PageRequest& request) {
    auto query = make_tag("query", ns::archive);
    query->addAttribute("queryid", request.query_id);
    if (request.since || request.until) {
        auto& form = add_child(*query, "x", form_ns);
        form.addAttribute("type", "submit");
        add_field(form, "FORM_TYPE", std::string(ns::archive));
        if (request.since) add_field(form, "start", to_rfc3339(*request.since));
        if (request.until) add_field(form, "end", to_rfc3339(*request.until));
    }
    auto& set = add_child(*query, "set", ns::result_set);
    add_child(set, "max").setCData(std::to_string(request.size));
    if (request.after) add_child(set, "after").setCData(*request.after);
    if (request.before) {
        auto& before = add_child(set, "before");
        if (!request.before->empty()) before.setCData(*request.before);
    }
    return query;
}

void ArchivePage::add(const std::string& id, std::optional<Time> at) {
    if (empty()) {
        first = id;
        first_at = at;
    }
    last = id;
    last_at = at;
    ++seen;
}

void ArchivePage::close(const stanza::Element& fin) {
    const auto attribute = fin.attribute("complete");
    complete = attribute == "true" || attribute == "1";
    const auto* set = find_child(fin, "set", ns::result_set);
    if (set == nullptr) return;
    const auto named_first = child_text(*set, "first", ns::result_set);
    const auto named_last = child_text(*set, "last", ns::result_set);
    if (named_first.empty() || named_last.empty()) return;
    first = named_first;
    last = named_last;
}

void ArchiveWalk::start_at(std::string id) {
    position_ = landmark_ = std::move(id);
    steps_ = 0;
    next_landmark_ = 1;
}

bool ArchiveWalk::moves_to(const std::string& id) {
    if (id == position_ || id == landmark_) return false;
    position_ = id;
    if (++steps_ == next_landmark_) {
        landmark_ = id;
        next_landmark_ *= 2;
    }
    return true;
}

}  // namespace boswell::xmpp
