#include "server-stub/cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <ostream>

namespace gongyi::server {

Expected<Arguments, std::string> Arguments::read(std::span<const std::string> given, std::span<const Option> known,
                                                 std::size_t operands_max) {
    Arguments arguments;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::string_view word = given[i];
        if (word.substr(0, 1) != "-" || word == "-") {
            if (arguments.operands_.size() == operands_max)
                return unexpected("unexpected \"" + std::string{word} + "\"");
            arguments.operands_.emplace_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const auto option =
            std::find_if(known.begin(), known.end(), [name](const Option& one) { return one.name == name; });
        if (option == known.end()) return unexpected("there is no option " + std::string{name});
        if (arguments.has(option->name) && !option->is_repeatable)
            return unexpected(std::string{name} + " is given twice");
        std::string value;
        if (equals != std::string_view::npos) {
            if (option->value.empty()) return unexpected(std::string{name} + " takes no value");
            value = word.substr(equals + 1);
        } else if (!option->value.empty()) {
            if (i + 1 == given.size()) return unexpected(std::string{name} + " needs a value");
            value = given[++i];
        }
        arguments.values_[option->name].push_back(std::move(value));
    }
    return arguments;
}

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string{otherwise} : found->second.front();
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>{} : found->second;
}

Expected<std::int64_t, std::string> Arguments::number(std::string_view name, std::int64_t otherwise, std::int64_t min,
                                                      std::int64_t max) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return otherwise;
    const std::string& text = found->second.front();
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < min || number > max) {
        return unexpected(std::string{name} + " needs a whole number from " + std::to_string(min) + " to " +
                          std::to_string(max));
    }
    return number;
}

std::string help_text(std::string_view usage, std::string_view what, std::span<const Option> options) {
    std::string text = "Usage: ";
    text += usage;
    text += "\n\n";
    text += what;
    text += "\n\n";
    std::size_t width = 0;
    for (const Option& option : options) width = std::max(width, option.name.size() + option.value.size() + 1);
    for (const Option& option : options) {
        std::string left{option.name};
        if (!option.value.empty()) left += ' ';
        left += option.value;
        left.resize(width, ' ');
        text += "  " + left + "  ";
        text += option.help;
        text += '\n';
    }
    return text;
}

int refuse_usage(std::ostream& err, std::string_view subcommand, std::string_view sentence) {
    err << "gongyi" << subcommand << ": " << sentence << ". See gongyi" << subcommand << " --help.\n";
    return exit_usage;
}

int fail(std::ostream& err, std::string_view sentence) {
    err << "gongyi: " << sentence << '\n';
    return exit_failure;
}

}  // namespace gongyi::server
