// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::view {

/// A name that stands in the source of the program: of an element or an attribute. Nothing that
/// comes from an archive can become one.
class MarkupName {
public:
    consteval MarkupName(const char* name) : name_(name) {}  // NOLINT: literals are names
    std::string_view text() const { return name_; }

private:
    std::string_view name_;
};

/// The value of an attribute, not yet escaped. Of a text it is a view, for the call that it is
/// given to.
class MarkupValue {
public:
    MarkupValue(std::string_view text) : text_(text) {}  // NOLINT: as in a call of a function
    MarkupValue(const std::string& text) : text_(text) {}
    MarkupValue(const char* text) : text_(text) {}
    template <std::integral Number>
    MarkupValue(Number number) : number_(std::to_string(number)) {}
    std::string_view text() const { return number_.empty() ? text_ : number_; }

private:
    std::string_view text_;
    std::string number_;
};

struct MarkupAttribute {
    MarkupName name;
    MarkupValue value;
};

/// Writes XML (and so SVG), or HTML, to the end of a string. Texts and values are escaped here and
/// nowhere else; what no XML may contain becomes visible as in printable(), so a name that somebody
/// gave himself neither ends an element nor turns the text around it.
class Markup {
public:
    using Attributes = std::initializer_list<MarkupAttribute>;
    /// Whether a line ends behind each element. In HTML that would be a blank between two words.
    enum class Lines { by_element, none };

    explicit Markup(std::string& out, Lines lines = Lines::by_element) : out_(out), lines_(lines) {}

    void open(MarkupName name, Attributes attributes = {});
    void close();
    /// Without content.
    void empty(MarkupName name, Attributes attributes = {});
    void text(std::string_view text);
    /// With a text as its only content.
    void element(MarkupName name, Attributes attributes, std::string_view content);
    /// <style> or <script> in HTML, which knows no escapes within them. So the content is ours, and
    /// has no "</".
    void raw_element(MarkupName name, Attributes attributes, std::string_view content);

private:
    void begin(MarkupName name, Attributes attributes);

    std::string& out_;
    Lines lines_;
    std::vector<std::string_view> open_;
};

}  // namespace boswell::view
