// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/input.hpp"
#include "stanza/document.hpp"
#include "stanza/element_builder.hpp"
#include "stanza/xml_parser.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell::formats {

/// Reads the children of the outermost element of an XML file one by one, so that a file may be
/// larger than the memory.
///
/// Nothing outside of the file is ever read: external entities and XInclude are left alone. A
/// document type declaration is refused where a format has no use for it; else the entities of the
/// file itself are put in, as far as a child gets no larger than any message by them.
class XmlItems : private stanza::XmlEvents {
public:
    enum class Doctype { refused, allowed };

    /// `in` outlives this.
    XmlItems(Input& in, Doctype doctype);

    /// The next child. Nothing at the end of the file, even if the end of the outermost element is
    /// missing. Throws Error if the file is not well-formed, and BadRecord for a child that is
    /// larger than any message.
    std::optional<stanza::Document> next();
    /// The outermost element without its children; null before the first call of next().
    const stanza::Element* root() const { return root_ ? &root_->root() : nullptr; }
    /// Whether the outermost element has its end.
    bool is_complete() const { return ended_; }
    /// Of the last child, from 1.
    std::int64_t number() const { return number_; }

private:
    void open(const char* name, stanza::AttributeArray attributes) noexcept override;
    void close() noexcept override;
    void text(std::string_view part) noexcept override;
    void restricted(std::string_view what) noexcept override;

    void begin_child();
    stanza::Document take_child();

    Input& in_;
    Doctype doctype_;
    stanza::XmlParser parser_;
    std::optional<stanza::ElementBuilder> child_;
    std::optional<stanza::Document> root_;
    bool suspended_ = false;
    bool whole_ = false;  // child_ has its end
    bool ended_ = false;
    std::size_t depth_ = 0;
    std::size_t size_ = 0;  // of the text in child_
    std::int64_t number_ = 0;
    std::string refused_;
};

/// All text in an element and in what is in it.
std::string text_within(const stanza::Element& element);

/// The first child of that name, whatever its namespace; null if there is none.
const stanza::Element* child_named(const stanza::Element& element, std::string_view name);

}  // namespace boswell::formats
