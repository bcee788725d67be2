// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/xml_parser.hpp"
#include "xmpp/xml/stanza_reader.hpp"

#include <gloox/tag.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// The name of an element or attribute as expat gives it, "namespace<separator>local" or "local".
struct QualifiedName {
    explicit QualifiedName(const char* name);
    std::string_view xmlns;
    std::string_view local;
};

/// One element without its content, with the attributes that StanzaReader lets through.
std::unique_ptr<gloox::Tag> make_tag(const char* name, stanza::AttributeArray attributes);

/// Builds the tree of one stanza from expat's calls. Once a limit is passed it holds no tree and
/// takes no more memory, whatever still comes.
class TagBuilder {
public:
    explicit TagBuilder(const StanzaLimits& limits) : limits_(limits) {}

    /// Forgets the last stanza.
    void reset();
    void open(const char* name, stanza::AttributeArray attributes);
    void text(std::string_view part);
    void close();
    /// The tree, after the last close(); nullptr if the stanza was rejected.
    std::unique_ptr<gloox::Tag> take();

    /// Gives the tree up. The first reason counts.
    void reject(std::string reason);
    bool rejected() const { return !reason_.empty(); }
    const std::string& reason() const { return reason_; }
    /// The stanza's from attribute, also of one that was rejected.
    const std::string& from() const { return from_; }

private:
    void check(stanza::AttributeArray attributes);
    void flush_text();

    StanzaLimits limits_;
    std::unique_ptr<gloox::Tag> root_;
    gloox::Tag* current_ = nullptr;
    std::string text_;
    std::string reason_;
    std::string from_;
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
    std::size_t attributes_ = 0;
};

}  // namespace boswell::xmpp
