// Under which ending a document is saved: what its bytes allow, and none that runs.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "server-stub/web/file_type.h"

namespace gongyi::server::web {

TEST_CASE("a document is saved under an ending that opens", "[server][documents]") {
    using namespace std::string_literals;
    const std::string zip = "PK\x03\x04";
    const std::string compound = "\xd0\xcf\x11\xe0";
    const auto named = [](const std::string& bytes, const std::string& title) {
        return title + file_type(bytes, title).ending;
    };
    CHECK(named("%PDF-1.7", "方案") == "方案.pdf");
    CHECK(named(zip + "..word/document.xml", "方案") == "方案.docx");
    CHECK(named(zip + "..xl/workbook.xml", "名单") == "名单.xlsx");
    CHECK(named(zip + "..OFD.xml", "公文") == "公文.ofd");
    CHECK(named(zip + "..", "照片") == "照片.zip");
    CHECK(named(zip + "..", "名单.XLSX") == "名单.XLSX");
    CHECK(named(compound + "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s, "方案") == "方案.doc");
    CHECK(named(compound + "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s, "方案.wps") == "方案.wps");
    CHECK(named("name,born\n", "名单.csv") == "名单.csv");
    CHECK(named("\xD5\xC5\xC8\xFD,1\r\n", "名单") == "名单.txt");
    // What is said and does not fit the bytes, or is of a type that runs, gets an ending behind it.
    CHECK(named("MZ\x90\0"s, "名单.exe") == "名单.exe.bin");
    CHECK(named("<script>", "名单.html") == "名单.html.txt");
    CHECK(named("%PDF-1.7", "名单.xlsx") == "名单.xlsx.pdf");
    CHECK(named("", "空") == "空.bin");
    // The ending that it came with decides, where it is one of those.
    const auto came = [](const std::string& bytes, const std::string& file_name, const std::string& title) {
        return title + file_type(bytes, title, kept_ending(bytes, file_name)).ending;
    };
    CHECK(came("name,born\n", "王芳的名单.CSV", "名单") == "名单.csv");
    CHECK(came("name,born\n", "a.csv", "名单.csv") == "名单.csv");
    CHECK(came("\xff\xfe"
               "a\0"s,
               "a.csv", "名单") == "名单.csv");
    CHECK(came(compound, "a.wps", "方案") == "方案.wps");
    CHECK(came(compound, "a.wps", "方案.doc") == "方案.doc.wps");
    CHECK(came(zip, "a.ofd", "公文") == "公文.ofd");
    for (const char* none : {"", "csv", ".csv", "a.exe", "a.html", "a.csv.js", "a.xlsx", "a.csv\"", "a.svg"}) {
        CAPTURE(none);
        CHECK(kept_ending("name,born\n", none).empty());
    }
    CHECK(kept_ending("MZ\x90\0"s, "a.csv").empty());
}

}  // namespace gongyi::server::web
