#include "phone/template.h"

#include <algorithm>

namespace xiaoer::phone {

Html escaped(std::string_view text) {
    Html html;
    html.markup.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
            case '&': html.markup += "&amp;"; break;
            case '<': html.markup += "&lt;"; break;
            case '>': html.markup += "&gt;"; break;
            case '"': html.markup += "&quot;"; break;
            case '\'': html.markup += "&#39;"; break;
            default: html.markup += c;
        }
    }
    return html;
}

struct Template::Node {
    enum class Kind { literal, hole, section, inverted };
    Kind kind = Kind::literal;
    std::string text;              // the literal, or the name
    std::vector<Node> children{};  // of a section
};

struct Template::Parser {
    std::string_view rest;

    // Up to the end, or up to {{/name}} when `section` is not empty.
    Result<std::vector<Node>> nodes(std::string_view section) {
        std::vector<Node> out;
        while (true) {
            const auto open = std::min(rest.find("{{"), rest.size());
            if (open > 0) out.push_back({Node::Kind::literal, std::string(rest.substr(0, open))});
            rest.remove_prefix(open);
            if (rest.empty()) {
                if (!section.empty()) return invalid("section is not closed: " + std::string(section));
                return out;
            }
            const auto close = rest.find("}}");
            if (close == rest.npos) return invalid("a hole is not closed");
            const auto tag = rest.substr(2, close - 2);
            rest.remove_prefix(close + 2);
            if (tag.starts_with('/')) {
                if (tag.substr(1) != section) return invalid("closes another section: " + std::string(tag));
                return out;
            }
            if (!tag.starts_with('#') && !tag.starts_with('^')) {
                out.push_back({Node::Kind::hole, std::string(tag)});
                continue;
            }
            const auto name = tag.substr(1);
            XIAOER_TRY_ASSIGN(auto children, nodes(name));
            const auto kind = tag.starts_with('#') ? Node::Kind::section : Node::Kind::inverted;
            out.push_back({kind, std::string(name), std::move(children)});
        }
    }
};

Result<Template> Template::parse(std::string_view text) {
    XIAOER_TRY_ASSIGN(auto nodes, Parser{text}.nodes({}));
    Template parsed;
    parsed.nodes_ = std::make_shared<const std::vector<Node>>(std::move(nodes));
    return parsed;
}

struct Template::Renderer {
    const Strings& strings;
    std::vector<const Fields*> scopes;
    std::string out{};

    const Value* find(std::string_view name) const {
        for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
            const auto found = (*scope)->find(name);
            if (found != (*scope)->end()) return &found->second;
        }
        return nullptr;
    }

    void hole(const std::string& name) {
        if (name.starts_with("phone.")) {
            out += escaped(strings[name]).markup;
            return;
        }
        const auto* value = find(name);
        if (value == nullptr) fail_assertion("a page has no field " + name, __FILE__, __LINE__);
        if (const auto* html = std::get_if<Html>(value)) {
            out += html->markup;
        } else {
            out += escaped(std::get<std::string>(*value)).markup;
        }
    }

    void section(const Node& node) {
        const auto* value = find(node.text);
        const auto* list = value == nullptr ? nullptr : std::get_if<std::vector<Fields>>(value);
        const bool inverted = node.kind == Node::Kind::inverted;
        if (list != nullptr && !inverted) {
            for (const auto& element : *list) {
                scopes.push_back(&element);
                all(node.children);
                scopes.pop_back();
            }
        } else if (holds(value) != inverted) {
            all(node.children);
        }
    }

    static bool holds(const Value* value) {
        if (value == nullptr) return false;
        if (const auto* flag = std::get_if<bool>(value)) return *flag;
        if (const auto* text = std::get_if<std::string>(value)) return !text->empty();
        if (const auto* list = std::get_if<std::vector<Fields>>(value)) return !list->empty();
        return true;
    }

    void all(const std::vector<Node>& nodes) {
        for (const auto& node : nodes) {
            switch (node.kind) {
                case Node::Kind::literal: out += node.text; break;
                case Node::Kind::hole: hole(node.text); break;
                default: section(node);
            }
        }
    }
};

Html Template::render(const Strings& strings, const Fields& fields) const {
    Renderer renderer{strings, {&fields}};
    renderer.all(*nodes_);
    return {std::move(renderer.out)};
}

}  // namespace xiaoer::phone
