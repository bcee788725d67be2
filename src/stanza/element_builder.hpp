// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/document.hpp"
#include "stanza/limits.hpp"
#include "stanza/modern_address.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/xml_parser.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::stanza {

/// The name of an element or attribute as expat gives it, "namespace<separator>local" or "local".
struct QualifiedName {
    explicit QualifiedName(const char* name);
    /// <stream:stream>, which is no stanza.
    bool is_stream() const { return xmlns == ns::stream && local == "stream"; }

    std::string_view xmlns;
    std::string_view local;
};

/// Builds the tree of one stanza from expat's calls. Once a limit is passed it holds no tree and
/// takes no more memory, whatever still comes.
class ElementBuilder {
public:
    /// `modern_address` is asked for each attribute that names a JID: from, to and jid; nullptr if
    /// the service has no older form.
    explicit ElementBuilder(const Limits& limits, ModernAddress modern_address = nullptr)
        : limits_(limits), modern_address_(modern_address) {}

    /// Forgets the last stanza.
    void reset();
    void open(const char* name, AttributeArray attributes);
    void text(std::string_view part);
    void close();
    /// The outermost element, until reset(). Only after its close(), and not if it was rejected.
    const Element& root() const { return *document_.root_; }
    /// The same for good; the builder is of no use afterwards.
    Document take() { return std::move(document_); }

    /// Gives the tree up. The first reason counts.
    void reject(std::string reason);
    bool rejected() const { return !reason_.empty(); }
    const std::string& reason() const { return reason_; }
    /// The stanza's from attribute as it was sent, also of one that was rejected.
    const std::string& from() const { return from_; }

private:
    /// An element whose end has not come yet.
    struct Open {
        Element* element;
        Element* last_child;
        std::size_t text_start;  ///< in text_
    };
    void clear_tree();
    void check(AttributeArray attributes);
    Element* make_element(const char* name, AttributeArray attributes);
    std::span<const Attribute> make_attributes(AttributeArray attributes);
    std::string_view value_of(std::string_view name, const char* value);
    std::string_view copy(std::string_view text);

    Limits limits_;
    ModernAddress modern_address_;
    Document document_;
    std::vector<Open> open_;
    std::string text_;  // of the open elements, from the outside in
    std::string reason_;
    std::string from_;
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
    std::size_t attributes_ = 0;
};

}  // namespace boswell::stanza
