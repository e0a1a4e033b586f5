#include "phone/template.h"

#include <gtest/gtest.h>

namespace xiaoer::phone {
namespace {

std::string render(std::string_view text, const Fields& fields) {
    const auto strings = Strings::parse(R"({"phone.hello":"Hello <you>"})").value();
    return Template::parse(text).value().render(strings, fields).markup;
}

TEST(Template, text_never_becomes_markup) {
    EXPECT_EQ(render("<b title=\"{{name}}\">{{name}}</b>", {{"name", std::string("<i>&\"'{{name}}")}}),
              "<b title=\"&lt;i&gt;&amp;&quot;&#39;{{name}}\">&lt;i&gt;&amp;&quot;&#39;{{name}}</b>");
    EXPECT_EQ(render("{{phone.hello}}", {}), "Hello &lt;you&gt;");
    EXPECT_EQ(render("{{part}}", {{"part", Html{"<hr>"}}}), "<hr>") << "but markup stays markup";
}

TEST(Template, sections_show_what_is_there) {
    const Fields fields{{"yes", true}, {"no", false}, {"text", std::string("t")}, {"empty", std::string()}};
    EXPECT_EQ(
        render("{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{#text}}3{{/text}}{{#empty}}4{{/empty}}{{#missing}}5{{/missing}}",
               fields),
        "13");
    EXPECT_EQ(render("{{^yes}}1{{/yes}}{{^no}}2{{/no}}{{^empty}}4{{/empty}}{{^missing}}5{{/missing}}", fields), "245");
}

TEST(Template, a_list_repeats_and_sees_what_is_around_it) {
    const std::vector<Fields> rows{{{"a", std::string("1")}}, {{"a", std::string("2")}}};
    EXPECT_EQ(render("{{#rows}}{{b}}{{a}};{{/rows}}", {{"rows", rows}, {"b", std::string("x")}}), "x1;x2;");
    EXPECT_EQ(render("{{^rows}}none{{/rows}}", {{"rows", std::vector<Fields>{}}}), "none");
}

TEST(Template, a_hole_left_open_is_an_error) {
    for (const auto* text : {"{{name", "{{#a}}x", "{{#a}}x{{/b}}", "x{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}"}) {
        EXPECT_FALSE(Template::parse(text)) << text;
    }
}

}  // namespace
}  // namespace xiaoer::phone
