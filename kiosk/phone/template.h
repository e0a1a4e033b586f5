// Pages as files of HTML with holes in them (a small part of Mustache), and the one place where text becomes HTML.
//
//     {{name}}                 the field's text, always escaped
//     {{phone.join.title}}     a text of the language: every name that starts with "phone."
//     {{#name}} … {{/name}}    once when the field is true or a text that is not empty; once for each element of a list
//     {{^name}} … {{/name}}    once when {{#name}} would give nothing; a field that is not there counts as false
//
// Only an Html value goes in as it is, and only escaping, a template or drawing code makes one: a hostile nickname
// cannot become markup. Holes stand in text and in quoted attributes only, never in a script, a style or a bare
// attribute; addresses are made of checked parts. Values; any thread.
#pragma once

#include "domain/strings.h"

#include <map>
#include <memory>
#include <variant>

namespace xiaoer::phone {

struct Html {
    std::string markup;
};

// & < > " ' as character references: right in text and in quoted attributes.
[[nodiscard]] Html escaped(std::string_view text);

struct Fields;
using Value = std::variant<std::string, Html, bool, std::vector<Fields>>;
struct Fields : std::map<std::string, Value, std::less<>> {
    using map::map;
};

class Template {
public:
    // Errors: invalid when a hole or a section is not closed.
    [[nodiscard]] static Result<Template> parse(std::string_view text);

    // Requires: a field for every {{name}} that is reached.
    [[nodiscard]] Html render(const Strings& strings, const Fields& fields) const;

private:
    struct Node;
    struct Parser;
    struct Renderer;
    std::shared_ptr<const std::vector<Node>> nodes_;
};

}  // namespace xiaoer::phone
