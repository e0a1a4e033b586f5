// The house rules, held over the whole tree. The first tests show that each rule can find something at all.
#include "tests/tidy/rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace xiaoer::tidy {
namespace {

std::size_t includes(const std::string& path, const std::string& line) {
    return check_includes({path, "// What it is for.\n" + line + "\n"}).size();
}
std::size_t calls(const std::string& path, const std::string& line) { return check_calls({path, line + "\n"}).size(); }
std::size_t shape(const std::string& path, const std::string& text) { return check_shape({path, text}).size(); }

TEST(Tidy, finds_an_include_that_points_right) {
    EXPECT_EQ(includes("kiosk/domain/draw.cpp", "#include \"store/db.h\""), 1u);
    EXPECT_EQ(includes("kiosk/store/db.cpp", "#include \"domain/draw.h\""), 0u);
    EXPECT_EQ(includes("kiosk/base/json.cpp", "#include \"domain/prize.h\""), 1u);
    EXPECT_EQ(includes("kiosk/net/http.cpp", "#include \"app/kiosk.h\""), 1u);
    EXPECT_EQ(includes("kiosk/phone/page.cpp", "#include \"net/http.h\""), 0u);
    EXPECT_EQ(includes("kiosk/ui/window.cpp", "#include \"phone/page.h\""), 1u);
    EXPECT_EQ(includes("pos_adapter/escpos.cpp", "#include \"domain/scan.h\""), 1u);
    EXPECT_EQ(includes("kiosk/app/till.cpp", "#include \"pos_adapter/receipt.h\""), 0u);
    EXPECT_EQ(includes("kiosk/store/db.cpp", "#include \"db.h\""), 1u);
    EXPECT_EQ(includes("kiosk/store/db.cpp", "#include \"../base/json.h\""), 1u);
    EXPECT_EQ(includes("kiosk/attic/old.cpp", ""), 1u) << "a room nobody knows";
    EXPECT_EQ(includes("kiosk/domain/draw.cpp", "// #include \"store/db.h\""), 0u);
}

TEST(Tidy, finds_a_library_outside_its_room) {
    EXPECT_EQ(includes("kiosk/store/db.cpp", "#include <sqlite3.h>"), 0u);
    EXPECT_EQ(includes("kiosk/app/kiosk.cpp", "#include <sqlite3.h>"), 1u);
    EXPECT_EQ(includes("kiosk/ui/window.cpp", "#include <SDL.h>"), 0u);
    EXPECT_EQ(includes("kiosk/cli/gallery.cpp", "#include <SDL2/SDL.h>"), 1u);
    EXPECT_EQ(includes("kiosk/base/sha256.cpp", "#include <openssl/evp.h>"), 0u);
    EXPECT_EQ(includes("kiosk/base/tls.cpp", "#include <openssl/ssl.h>"), 1u);
    EXPECT_EQ(includes("kiosk/domain/draw.cpp", "#include <unistd.h>"), 1u) << "domain is pure";
    EXPECT_EQ(includes("kiosk/domain/draw.cpp", "#include <vector>"), 0u);
    EXPECT_EQ(includes("kiosk/base/x.cpp", "#include <curl/curl.h>"), 1u) << "a library without a room";
}

TEST(Tidy, finds_banned_calls) {
    for (const auto* line : {"std::system(word);",
                             "popen(\"ls\", \"r\")",
                             "strcpy(a, b);",
                             "sprintf(a, b);",
                             "gettimeofday(&t, nullptr);",
                             "auto t = time(nullptr);",
                             "std::time(&t)",
                             "x = rand();",
                             "std::mt19937_64 g{1};",
                             "std::random_device()()",
                             "std::chrono::system_clock::now()",
                             "::sleep(1);",
                             "std::this_thread::sleep_for(1s);",
                             "std::thread t(run);",
                             "t.detach();",
                             "throw std::runtime_error(\"\");",
                             "assert(x);",
                             "using namespace std;",
                             "std::stoi(text)",
                             "sqlite3_step(s)",
                             "db.run(\"SELECT 1\");",
                             "db.run(R\"(PRAGMA x)\");",
                             "std::cout << 1;"}) {
        EXPECT_EQ(calls("kiosk/domain/draw.cpp", line), 1u) << line;
    }
}

TEST(Tidy, lets_good_code_be) {
    for (const auto* line :
         {"const auto time = clock.now();", "row.time(7);", "std::thread::hardware_concurrency()", "file_system(x);",
          "operand(2);", "XIAOER_ASSERT(x);", "static_assert(true);", "// sleep(1) is what we do not do",
          "log(\"cannot sleep(1)\");", "SELECTED x; f(\"a SELECTION\");", "int x = 1'000; // std::system(",
          "char q = '\"'; f(\"rand()\");"}) {
        EXPECT_EQ(calls("kiosk/domain/draw.cpp", line), 0u) << line;
    }
    EXPECT_EQ(calls("kiosk/base/clock.cpp", "std::chrono::system_clock::now()"), 0u) << "its one place";
    EXPECT_EQ(calls("kiosk/store/db.cpp", "db.run(\"SELECT 1\"); sqlite3_step(s);"), 0u);
    EXPECT_EQ(calls("tests/flows/x.cpp", "sleep(1);"), 0u) << "tests wait for other processes";
}

TEST(Tidy, finds_what_is_too_long_or_left_lying) {
    std::string long_file = "// Why.\n";
    for (int i = 0; i < 400; ++i) long_file += "\n";
    EXPECT_EQ(shape("kiosk/ui/a.h", long_file), 1u);
    EXPECT_EQ(shape("kiosk/ui/a.cpp", long_file.substr(1)), 1u);
    EXPECT_EQ(shape("kiosk/ui/a.cpp", long_file.substr(9)), 0u);
    EXPECT_EQ(shape("README.md", long_file), 0u);
    EXPECT_EQ(shape("kiosk/ui/a.cpp", std::string(121, 'x')), 1u);
    EXPECT_EQ(shape("kiosk/ui/a.cpp", std::string("// ") + std::string(117, 'x')), 0u);
    std::string chinese = "// ";
    for (int i = 0; i < 117; ++i) chinese += "号";
    EXPECT_EQ(shape("kiosk/ui/a.cpp", chinese), 0u) << "columns are characters, not bytes";
    EXPECT_EQ(shape("kiosk/ui/a.h", "#pragma once\n"), 1u);
    EXPECT_EQ(shape("packaging/run",
                    "cd /ho"
                    "me/somebody\n"),
              1u);
    EXPECT_EQ(shape("README.md",
                    "TO"
                    "DO: everything, FIX"
                    "ME\n"),
              2u);
    EXPECT_EQ(shape("tests/x.cpp",
                    "// ../sha"
                    "red/vectors\n"),
              1u);
}

TEST(Tidy, sees_code_through_comments_and_texts) {
    EXPECT_EQ(without_comments("a /* b */ c // d\ne"), "a         c     \ne");
    EXPECT_EQ(without_comments_and_texts("f(\"a\\\"b\", 'c', 1'0)"), "f(\"  \" \",    , 1'0)");
    EXPECT_EQ(without_comments_and_texts("R\"x(a)\" b)x\" c"), " \"    \"    \" c");
    EXPECT_EQ(without_comments("\"// no comment\""), "\"// no comment\"");
}

class Tree : public testing::Test {
protected:
    static const std::vector<SourceFile>& files() {
        static const auto all = read_tree(XIAOER_SOURCE_DIR);
        return all;
    }
    template <class Rule>
    static void expect_clean(Rule rule) {
        for (const auto& file : files()) {
            for (const auto& finding : rule(file)) {
                ADD_FAILURE() << finding.path << ":" << finding.line << ": " << finding.message;
            }
        }
    }
};

TEST_F(Tree, is_read_whole) {
    const auto has = [](std::string_view path) {
        return std::ranges::any_of(files(), [&](const auto& file) { return file.path == path && !file.text.empty(); });
    };
    EXPECT_TRUE(has("kiosk/main.cpp"));
    EXPECT_TRUE(has("tests/tidy_test.cpp"));
    EXPECT_TRUE(has("packaging/run"));
    EXPECT_TRUE(has(".ci/run"));
}

TEST_F(Tree, includes_point_left_and_libraries_stay_in_their_room) { expect_clean(check_includes); }
TEST_F(Tree, calls_have_no_better_one_in_the_house) { expect_clean(check_calls); }
TEST_F(Tree, files_are_short_and_nothing_is_left_lying) { expect_clean(check_shape); }

}  // namespace
}  // namespace xiaoer::tidy
