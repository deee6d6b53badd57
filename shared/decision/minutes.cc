#include "shared/base/number.h"
#include "shared/decision/meeting.h"

namespace gongyi::decision {

namespace {

std::string seat_name(const Body& body, std::int64_t seat) {
    if (seat == 0) return "工作人员";
    const Seat& held = body.seats[static_cast<std::size_t>(seat - 1)];
    return body.constituencies[static_cast<std::size_t>(held.constituency)].name + "（" + std::to_string(seat) +
           "号席）";
}

std::string time_text(UnixMs at, Zone zone) {
    const LocalTime local = local_time(at, zone);
    return to_iso(local.date) + " " + two_digits(local.hour) + ":" + two_digits(local.minute);
}

std::string_view measure_word(Measure measure) {
    constexpr std::array<std::string_view, all_measures.size()> words{"人", "户", "套", "0.01平方米"};
    return words[static_cast<std::size_t>(measure)];
}

std::string_view method_word(VoteMethod method) {
    constexpr std::array<std::string_view, 3> words{"举手表决", "唱名表决", "无记名投票"};
    return words[static_cast<std::size_t>(method)];
}

std::string_view choice_word(Choice choice) {
    constexpr std::array<std::string_view, 3> words{"赞成", "反对", "弃权"};
    return words[static_cast<std::size_t>(choice)];
}

void append_attendance(std::string& text, const Counts& counts) {
    for (const Measure measure : all_measures) {
        const auto& count = counts.of(measure);
        if (!count) continue;
        text += "应到 " + std::to_string(count->due) + "，实到 " + std::to_string(count->present) + "（";
        text += measure_word(measure);
        text += "）\n";
    }
}

void append_count(std::string& text, const Body& body, const CountedVote& counted) {
    text += "  表决方式：";
    text += method_word(counted.method);
    text += '\n';
    for (const Measure measure : all_measures) {
        const auto& count = counted.counts.of(measure);
        if (!count) continue;
        text += "  应到 " + std::to_string(count->due) + "，实到 " + std::to_string(count->present) + "，赞成 " +
                std::to_string(count->in_favour) + "，反对 " + std::to_string(count->against) + "，弃权 " +
                std::to_string(count->abstained) + "（";
        text += measure_word(measure);
        text += "）\n";
    }
    for (const RollVote& vote : counted.roll) {
        text += "  " + seat_name(body, vote.seat) + "：";
        text += choice_word(vote.choice);
        if (vote.is_entered) text += "（工作人员代录）";
        text += '\n';
    }
    for (const Check& check : counted.verdict.checks) {
        text += check.is_quorum ? "  法定人数：" : "  通过所需：";
        text += std::to_string(check.needed) + "，实有 " + std::to_string(check.got) + "（";
        text += measure_word(check.measure);
        text += check.holds() ? "），够。依据：" : "），不够。依据：";
        text += check.source + "\n";
    }
    text += counted.verdict.passes     ? "  结果：通过\n"
            : counted.verdict.is_valid ? "  结果：不通过\n"
                                       : "  结果：表决无效\n";
}

void append_seconders(std::string& text, const Body& body, const std::vector<std::int64_t>& seconders) {
    for (const std::int64_t seat : seconders) text += "  附议：" + seat_name(body, seat) + "\n";
}

// A text that stands within its entry as it is; of others the commitment: the minutes stay what was signed when a text
// is taken down.
void append_free_text(std::string& text, const FreeText& written, const Texts& texts) {
    const auto kept = texts.find(written.commitment);
    if (kept != texts.end() && kept->second.is_within_entry()) {
        text += kept->second.opened->text;
    } else {
        text += "【文本 SHA-256 " + to_hex(written.commitment) + "】";
    }
}

void append_motion(std::string& text, const Body& body, const Meeting& meeting, std::size_t index, const Texts& texts) {
    const Motion& motion = meeting.motions[index];
    text += "动议 " + std::to_string(index + 1) + "（" + seat_name(body, motion.mover) + "提出）：";
    if (motion.matter != MatterId{}) {
        text += "事项 " + std::to_string(motion.matter.raw()) + "，第 " + std::to_string(motion.draft) + " 稿";
        for (const AgendaItem& item : meeting.agenda) {
            if (item.matter != motion.matter || item.title.empty()) continue;
            text += "，";
            append_free_text(text, item.title, texts);
        }
    } else {
        append_free_text(text, motion.text, texts);
    }
    text += '\n';
    append_seconders(text, body, motion.seconders);
    for (const auto& [seat, matter] : meeting.recused) {
        if (matter == motion.matter.raw()) text += "  回避：" + seat_name(body, seat) + "\n";
    }
    for (std::size_t i = 0; i < motion.amendments.size(); ++i) {
        const Amendment& amendment = motion.amendments[i];
        text += "  修正案 " + std::to_string(i + 1) + "：";
        append_free_text(text, amendment.text, texts);
        text += '\n';
        append_seconders(text, body, amendment.seconders);
        if (amendment.fell) text += "  附议不够，没有讨论\n";
        if (amendment.count) append_count(text, body, *amendment.count);
    }
    if (motion.count) {
        append_count(text, body, *motion.count);
    } else if (motion.fell) {
        text += "  附议不够，没有讨论\n";
    } else {
        text += "  未付表决，随会议结束而终止\n";
    }
}

}  // namespace

std::string minutes_text(const Meeting& meeting, const Body& body, const MeetingForm& form, Zone zone,
                         const Texts& texts) {
    std::string text = body.name + " 会议纪要\n";
    text += form.title.zh_hans + "\n时间：" + time_text(meeting.at, zone);
    if (meeting.closed_at) text += " 至 " + time_text(*meeting.closed_at, zone);
    text += "\n地点：" + meeting.place + "\n";
    append_attendance(text, meeting.attendance);
    if (meeting.chair != 0) text += "主持人：" + seat_name(body, meeting.chair) + "\n";
    text += "议程：\n";
    for (std::size_t i = 0; i < meeting.agenda.size(); ++i) {
        const AgendaItem& item = meeting.agenda[i];
        text += "  " + std::to_string(i + 1) + ". ";
        if (item.title.empty()) {
            text += "事项 " + std::to_string(item.matter.raw());
        } else {
            append_free_text(text, item.title, texts);
        }
        text += '\n';
    }
    for (std::size_t i = 0; i < meeting.motions.size(); ++i) append_motion(text, body, meeting, i, texts);
    return text;
}

}  // namespace gongyi::decision
