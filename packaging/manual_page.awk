# SPDX-License-Identifier: GPL-3.0-or-later
# Makes of lowdown's manual page (file `raw`) one that lexgrog and `mandoc -T lint` accept (file `page`):
#
#   awk -v page=boswell.1 -f manual_page.awk raw
#
# lowdown writes headings on lines of their own, an empty paragraph below each, terms of definition lists with negative
# space, lines of any length, and code in a font that terminals do not have, with hyphens instead of minus signs.
{ line[NR] = with_bold_code($0) }

function with_bold_code(text,    begin, end, code, done) {
    while ((begin = index(text, "\\fC")) > 0) {
        end = index(text, "\\fR")
        code = substr(text, begin + 3, end - begin - 3)
        gsub(/-/, "\\-", code)
        done = done substr(text, 1, begin - 1) "\\fB" code "\\fR"
        text = substr(text, end + 3)
    }
    return done text
}

function is_paragraph(at) { return line[at] == ".LP" || line[at] == ".PP" }
function is_term(at) { return is_paragraph(at - 1) && line[at + 1] == ".if n \\" }

# Breaks a text at blanks. What then begins with a dot or a quote must not be taken for a request.
function fold(text,    at) {
    while (length(text) > 78) {
        for (at = 78; at > 1 && substr(text, at, 1) != " "; --at) {}
        if (at == 1) break
        print substr(text, 1, at - 1) > page
        text = substr(text, at + 1)
        if (text ~ /^[.']/) text = "\\&" text
    }
    print text > page
}

function copy_example(at) {
    for (; line[at] != ".EE"; ++at) {
        gsub(/-/, "\\-", line[at])
        print line[at] > page
    }
    print ".EE" > page
    return at
}

END {
    for (i = 1; i <= NR; ++i) {
        if (is_term(i + 1)) {
            print ".TP 5n" > page
            fold(line[++i])
            while (line[i] !~ /^\.IP/) ++i
        } else if (line[i] == ".SH" || line[i] == ".SS") {
            print line[i] " " line[++i] > page
            if (is_paragraph(i + 1) && !is_term(i + 2)) ++i
        } else if (line[i] == ".EX") {
            i = copy_example(i)
        } else if (line[i] ~ /^\./) {
            print line[i] > page
        } else {
            fold(line[i])
        }
    }
}
