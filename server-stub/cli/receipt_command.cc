// gongyi receipt check
#include <array>
#include <ostream>

#include "server-stub/accounts/secrets.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/read_file.h"
#include "server-stub/cli/record_source.h"
#include "shared/portal/receipt.h"
#include "shared/portal/verify.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--record", "FILE", "The public record, as /api/v1/COMMUNITY/record gives it: one entry a line."},
    Option{"--help", "", "This text."},
};

std::string_view sentence_of(portal::ReceiptStanding standing) {
    switch (standing) {
        case portal::ReceiptStanding::unsigned_promise:
            return "The ballot is not in the record, and no key of the record signs this promise: it proves nothing.";
        case portal::ReceiptStanding::other_record:
            return "This is the record of another community, or it has no such round.";
        case portal::ReceiptStanding::waiting:
            return "The promise is good. The ballot is not in this record yet, and the deadline has not passed in it.";
        case portal::ReceiptStanding::recorded:
            return "The ballot is in the record. What it says is published after the close.";
        case portal::ReceiptStanding::counted:
            return "The ballot is published and counted.";
        case portal::ReceiptStanding::replaced:
            return "The ballot is published; a later ballot of the same credential replaced it.";
        case portal::ReceiptStanding::dropped:
            return "The ballot was dropped: its server signed that it would be in the record, and it is not. This "
                   "receipt and this record prove it together.";
    }
    return {};
}

Expected<portal::Replay, std::string> replay_file(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return unexpected(text.error());
    return replay_entries(*text, path);
}

int check(const std::string& receipt_path, const std::string& record_path, std::ostream& out, std::ostream& err) {
    const auto text = read_file(receipt_path);
    if (!text) return fail(err, text.error());
    const auto receipt = portal::parse_receipt(*text);
    if (!receipt) {
        return fail(err, receipt_path + " is no receipt: at \"" + receipt.error().pointer + "\" wanted " +
                             receipt.error().want);
    }
    const auto replay = replay_file(record_path);
    if (!replay) return fail(err, replay.error());
    const portal::ReceiptStanding standing = portal::check_receipt(*receipt, replay->state());
    out << "commitment " << to_hex(receipt->commitment) << '\n'
        << "round      " << receipt->round.raw() << ", version " << receipt->version << '\n'
        << "standing   " << portal::standing_name(standing) << '\n'
        << sentence_of(standing) << '\n';
    const bool is_bad = standing == portal::ReceiptStanding::dropped ||
                        standing == portal::ReceiptStanding::unsigned_promise ||
                        standing == portal::ReceiptStanding::other_record;
    return is_bad ? exit_failure : exit_success;
}

}  // namespace

int receipt_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/2);
    if (!arguments) return refuse_usage(err, " receipt", arguments.error());
    if (arguments->has("--help")) {
        out << help_text(
            "gongyi receipt check FILE --record FILE",
            "Says where the ballot of a saved receipt is, by a record. Ends with 0 when it is there or may "
            "still come,\nwith 1 when it was dropped or the receipt proves nothing.",
            options);
        return exit_success;
    }
    const std::vector<std::string>& operands = arguments->operands();
    if (operands.size() != 2 || operands.front() != "check" || !arguments->has("--record")) {
        return refuse_usage(err, " receipt", "it needs: check FILE --record FILE");
    }
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    return check(operands.back(), arguments->text("--record", ""), out, err);
}

}  // namespace gongyi::server
