// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/xml_parser.hpp"

#include <expat.h>

#include <algorithm>
#include <new>
#include <random>

// COMPAT: before 2.6, and its backport to Debian, expat defers nothing and lacks this function.
// Weak, so that a program built with either runs with either.
extern "C" XML_Bool XML_SetReparseDeferralEnabled(XML_Parser parser, XML_Bool enabled)
    __attribute__((weak));

namespace boswell::stanza {

static XmlEvents& events_of(void* user) noexcept { return *static_cast<XmlEvents*>(user); }

static void on_open(void* user, const char* name, AttributeArray attributes) noexcept {
    events_of(user).open(name, attributes);
}

static void on_close(void* user, const char*) noexcept { events_of(user).close(); }

static void on_text(void* user, const char* text, int size) noexcept {
    events_of(user).text({text, static_cast<std::size_t>(size)});
}

static void on_doctype(void* user, const char*, const char*, const char*, int) noexcept {
    events_of(user).restricted("a document type declaration");
}

static void on_comment(void* user, const char*) noexcept {
    events_of(user).restricted("a comment");
}

static void on_instruction(void* user, const char*, const char*) noexcept {
    events_of(user).restricted("a processing instruction");
}

static XmlParser::Result to_result(XML_Status status) {
    if (status == XML_STATUS_SUSPENDED) return XmlParser::Result::suspended;
    return status == XML_STATUS_OK ? XmlParser::Result::more : XmlParser::Result::broken;
}

void XmlParser::Free::operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }

XmlParser::XmlParser(XmlEvents& events) : parser_(XML_ParserCreateNS("UTF-8", name_separator)) {
    if (!parser_) throw std::bad_alloc();
    auto* parser = parser_.get();
    std::random_device random;
    XML_SetHashSalt(parser, random() | 1ul);
    // Deferral would hold a complete stanza back until more bytes come.
    if (XML_SetReparseDeferralEnabled != nullptr) XML_SetReparseDeferralEnabled(parser, XML_FALSE);
    XML_SetUserData(parser, &events);
    XML_SetElementHandler(parser, on_open, on_close);
    XML_SetCharacterDataHandler(parser, on_text);
    // Without a DTD there are no entities either, but for the five of XML itself.
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    XML_SetCommentHandler(parser, on_comment);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
}

XmlParser::Result XmlParser::feed(std::string_view bytes) {
    const auto size = static_cast<int>(bytes.size());
    return to_result(XML_Parse(parser_.get(), bytes.data(), size, XML_FALSE));
}

XmlParser::Result XmlParser::resume() { return to_result(XML_ResumeParser(parser_.get())); }

void XmlParser::suspend() { XML_StopParser(parser_.get(), XML_TRUE); }

void XmlParser::abort() { XML_StopParser(parser_.get(), XML_FALSE); }

std::size_t XmlParser::position() const {
    const auto index = XML_GetCurrentByteIndex(parser_.get());
    return static_cast<std::size_t>(std::max<XML_Index>(index, 0));
}

std::size_t XmlParser::end_position() const {
    // For the end of <a/> the position is already behind it, and the count 0.
    return position() + static_cast<std::size_t>(XML_GetCurrentByteCount(parser_.get()));
}

std::string XmlParser::error() const { return XML_ErrorString(XML_GetErrorCode(parser_.get())); }

}  // namespace boswell::stanza
