#include "server-stub/witness/witnessed_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "server-stub/keys/key_file.h"
#include "shared/base/check.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/record/note.h"

namespace gongyi::server {

std::string witnessed_path(const std::string& data) {
    return data + "/witnessed.ndjson";
}

Expected<std::vector<std::string>, StoreFault> read_witnessed_checkpoints(const std::string& data) {
    const std::string path = witnessed_path(data);
    std::error_code fault;
    if (!std::filesystem::exists(path, fault) && !fault) return std::vector<std::string>{};
    std::ifstream in{path, std::ios::binary};
    std::vector<std::string> notes;
    for (std::string line; std::getline(in, line);) {
        JsonReader reader{line, 2 * record::note_bytes_max};
        const JsonValue root = reader.root();
        std::string read = root.field("note").string(record::note_bytes_max);
        auto note = reader.finish(std::move(read));
        if (!note || notes.size() == witnessed_notes_max) {
            return unexpected(StoreFault{path + " is damaged in line " + std::to_string(notes.size() + 1)});
        }
        notes.push_back(*std::move(note));
    }
    if (!in.is_open() || in.bad()) return unexpected(StoreFault{"cannot read " + path});
    return notes;
}

Expected<void, StoreFault> write_witnessed_checkpoints(const std::string& data, const std::vector<std::string>& notes) {
    GONGYI_CHECK(notes.size() <= witnessed_notes_max);
    std::string text;
    for (const std::string& note : notes) {
        JsonWriter json;
        json.begin_object().key("note").string(note).end_object();
        text += json.take() + '\n';
    }
    return write_key_file(witnessed_path(data), text, ExistingFile::replace);
}

}  // namespace gongyi::server
