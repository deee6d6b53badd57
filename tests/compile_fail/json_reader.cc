// A JsonReader must not be made from a text that is gone by the next statement.
#include <string>

#include "shared/base/json_reader.h"

int main() {
    const std::string text = "1";
    gongyi::JsonReader reader{text, 10};
#ifdef MISTAKE_TEMPORARY
    gongyi::JsonReader other{std::string{"1"}, 10};
#endif
    return static_cast<int>(reader.root().integer(0, 1));
}
