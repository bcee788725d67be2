// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct XML_ParserStruct;

namespace boswell::stanza {

/// What stands between a namespace and a local name in what expat reports. It cannot occur in XML.
inline constexpr char name_separator = '\x01';

/// expat's list of alternating attribute names and values, with a null at its end.
using AttributeArray = const char**;

/// Takes what an XmlParser finds. Called from within C: nothing may be thrown.
class XmlEvents {
public:
    virtual ~XmlEvents() = default;
    virtual void open(const char* name, AttributeArray attributes) noexcept = 0;
    virtual void close() noexcept = 0;
    /// Any part of the text between two tags.
    virtual void text(std::string_view part) noexcept = 0;
    /// What RFC 6120 11.1 forbids: comments, processing instructions, DTDs.
    virtual void restricted(std::string_view what) noexcept = 0;
};

/// expat in UTF-8 and with namespaces.
class XmlParser {
public:
    enum class Result { more, suspended, broken };

    explicit XmlParser(XmlEvents& events);

    Result feed(std::string_view bytes);
    /// Goes on with what is left of the bytes fed.
    Result resume();
    /// Lets feed() or resume() return behind the current event.
    void suspend();
    /// Lets them return `broken`.
    void abort();

    /// The offset of the current event, or of a token that is not complete yet.
    std::size_t position() const;
    /// The offset behind the current event.
    std::size_t end_position() const;
    /// Why the result was `broken`.
    std::string error() const;

private:
    struct Free {
        void operator()(XML_ParserStruct* parser) const;
    };
    std::unique_ptr<XML_ParserStruct, Free> parser_;
};

}  // namespace boswell::stanza
