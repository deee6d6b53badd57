// Any bytes through a codec that uses every getter: what is read and written again is read as the same, and a fault
// names a place.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/check.h"
#include "shared/base/json_canonical.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"

namespace {

using gongyi::JsonName;
using gongyi::JsonReader;
using gongyi::JsonValue;
using gongyi::JsonWriter;

enum class Form : std::uint8_t { none, approval, knapsack };
constexpr std::array form_names{JsonName<Form>{"approval", Form::approval}, JsonName<Form>{"knapsack", Form::knapsack}};

struct Sample {
    gongyi::Money amount;
    gongyi::UnixMs at;
    std::vector<std::uint8_t> choices;
    gongyi::Date day;
    Form form = Form::none;
    gongyi::Hash hash{};
    std::optional<std::string> note;
    bool on_paper = false;
};

gongyi::Expected<Sample, gongyi::ParseError> read(std::string_view text) {
    JsonReader reader{text, 10'000};
    const JsonValue root = reader.root();
    Sample sample;
    sample.amount = root.field("amount").money();
    sample.at = root.field("at").unix_ms();
    for (const JsonValue choice : root.field("choices").items(0, 20)) {
        sample.choices.push_back(choice.integer<std::uint8_t>(0, 255));
    }
    sample.day = root.field("day").date();
    sample.form = root.field("form").one_of(form_names);
    sample.hash = root.field("hash").hash();
    if (const auto note = root.optional_field("note")) {
        sample.note = note->text({.code_points_min = 0, .code_points_max = 50, .allow_line_breaks = true});
    }
    sample.on_paper = root.field("paper").field("is").boolean();
    return reader.finish(std::move(sample));
}

std::string write(const Sample& sample) {
    JsonWriter json;
    json.begin_object().key("amount").integer(sample.amount.fen).key("at").integer(sample.at.ms);
    json.key("choices").begin_array();
    for (const std::uint8_t choice : sample.choices) json.integer(choice);
    json.end_array().key("day").string(to_iso(sample.day));
    json.key("form").string(gongyi::json_name_of(form_names, sample.form));
    json.key("hash").string(gongyi::to_hex(sample.hash));
    if (sample.note) json.key("note").string(*sample.note);
    json.key("paper").begin_object().key("is").boolean(sample.on_paper).end_object().end_object();
    return json.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto sample = read(text);
    if (!sample) {
        const auto& fault = sample.error();
        GONGYI_CHECK(!fault.want.empty() && (fault.pointer.empty() || fault.pointer[0] == '/'));
        return 0;
    }
    const std::string written = write(*sample);
    const auto canonical = gongyi::canonicalize(text);
    GONGYI_CHECK(canonical.has_value() && *canonical == written);
    return 0;
}
