// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

/// Stanzas as trees of elements, and what they mean.
namespace boswell::stanza {

struct Attribute {
    std::string_view name;
    std::string_view value;
};

/// An XML element of a stanza, read-only. It lives as long as the Document that it belongs to, and
/// so does everything that it gives.
///
/// An element has a namespace and no prefix. Of its attributes only those without a prefix are
/// there, and xml:lang. COMPAT: those of google:roster and google:internal get a name of their own,
/// as in "google-roster-t". So do those of RDF (XEP-0511), as in "rdf-about".
class Element {
public:
    class Iterator;
    struct Children;

    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;

    std::string_view name() const { return name_; }
    std::string_view xmlns() const { return xmlns_; }
    /// All text directly in the element, without that of its children.
    std::string_view text() const { return text_; }
    /// Where the element stands in the text of its parent: the number of bytes before it.
    std::size_t place() const { return place_; }
    std::span<const Attribute> attributes() const { return attributes_; }
    bool has_attribute(std::string_view name) const { return find_attribute(name) != nullptr; }
    /// "" if there is none.
    std::string_view attribute(std::string_view name) const {
        const auto* found = find_attribute(name);
        return found == nullptr ? std::string_view() : found->value;
    }
    /// In their order.
    Children children() const;

private:
    friend class ElementBuilder;
    Element(std::string_view name, std::string_view xmlns, std::span<const Attribute> attributes)
        : name_(name), xmlns_(xmlns), attributes_(attributes) {}

    const Attribute* find_attribute(std::string_view name) const {
        for (const auto& each : attributes_) {
            if (each.name == name) return &each;
        }
        return nullptr;
    }

    std::string_view name_;
    std::string_view xmlns_;
    std::string_view text_;
    std::span<const Attribute> attributes_;
    std::size_t place_ = 0;
    const Element* first_child_ = nullptr;
    const Element* next_ = nullptr;
};

/// Goes from a child to the next.
class Element::Iterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Element;
    using difference_type = std::ptrdiff_t;
    using pointer = const Element*;
    using reference = const Element&;

    Iterator() = default;
    explicit Iterator(const Element* element) : element_(element) {}
    const Element& operator*() const { return *element_; }
    const Element* operator->() const { return element_; }
    Iterator& operator++() {
        element_ = element_->next_;
        return *this;
    }
    Iterator operator++(int) {
        const auto before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Iterator&) const = default;

private:
    const Element* element_ = nullptr;
};

struct Element::Children {
    const Element* first;
    Iterator begin() const { return Iterator(first); }
    Iterator end() const { return Iterator(); }
    bool empty() const { return first == nullptr; }
};

inline Element::Children Element::children() const { return {first_child_}; }

// Elements by name and namespace, as XMPP means them.

inline bool is(const Element& element, std::string_view name, std::string_view xmlns) {
    return element.name() == name && element.xmlns() == xmlns;
}

/// The first child of that name and namespace, or nullptr.
inline const Element* find_child(const Element& parent, std::string_view name,
                                 std::string_view xmlns) {
    for (const auto& child : parent.children()) {
        if (is(child, name, xmlns)) return &child;
    }
    return nullptr;
}

/// The text of that child, "" if there is none.
inline std::string_view child_text(const Element& parent, std::string_view name,
                                   std::string_view xmlns) {
    const auto* child = find_child(parent, name, xmlns);
    return child == nullptr ? std::string_view() : child->text();
}

/// xml:lang of the element, else that of what it is in.
inline std::string_view language(const Element& element, std::string_view inherited = {}) {
    return element.has_attribute("xml:lang") ? element.attribute("xml:lang") : inherited;
}

}  // namespace boswell::stanza
