// What the pages about one meeting share: the meeting with all that it refers to and who looks, and the parts that they
// are put together from.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/decision/session.h"
#include "shared/pages/command_form.h"
#include "shared/pages/council_words.h"

namespace gongyi::pages {

struct MeetingView {
    const Scene& scene;
    const decision::Meeting& meeting;
    const Body& body;
    const RuleProfile& profile;
    const MeetingForm& form;
    Date day;                   // Of the meeting: on it seats are judged.
    std::int64_t own_seat = 0;  // The viewer's; 0 for none.
    bool is_chair = false;      // The viewer presides, or will when the meeting opens.
};
[[nodiscard]] MeetingView view_of(const Scene& scene, const decision::Meeting& meeting);

// The matter of the motion before the meeting; 0 when there is none, or it is about no matter.
[[nodiscard]] decision::MatterId matter_in_question(const MeetingView& view);
// 应到 and 实到 for the question before the meeting; of a meeting that is over, as it was opened.
[[nodiscard]] Counts attendance_now(const MeetingView& view);
// The text that an amendment would change: the draft that is moved, or the motion itself.
[[nodiscard]] const FreeText& moved_text(const MeetingView& view, const decision::Motion& motion);
// draft_badges() of the draft that is moved, where there is one.
void moved_draft_badges(Html& h, const MeetingView& view, const decision::Motion& motion);
// A text that is not the one that is moved, to ask whether an amendment would be taken.
[[nodiscard]] std::string another_text(const MeetingView& view, const decision::Motion& motion);
// "事项“加装电梯”第 2 稿", or what is moved.
[[nodiscard]] std::string motion_title(const MeetingView& view, const decision::Motion& motion);
// "19:32:10"
[[nodiscard]] std::string clock_time(const Scene& scene, UnixMs at);
// The seats held on the day of the meeting, in their order.
[[nodiscard]] std::vector<std::int64_t> seats_held(const MeetingView& view);
// Those of them that vote on the question and are present.
[[nodiscard]] std::vector<std::int64_t> seats_voting(const MeetingView& view);
// What the seat called in the vote that is open; null for nothing yet.
[[nodiscard]] const decision::RollVote* vote_of(const decision::Meeting& meeting, std::int64_t seat);

// "人数（人）", for the fields of a count.
[[nodiscard]] Say measure_label(Measure measure);
// A count as people write it into a field: areas in square metres with two decimals.
[[nodiscard]] std::string counted_text(Measure measure, std::int64_t count);

// Choices of a <select> whose texts are made.
class Options {
public:
    void add(std::string value, std::string label) { texts_.emplace_back(std::move(value), std::move(label)); }
    [[nodiscard]] bool is_empty() const { return texts_.empty(); }
    // Refers to this object.
    [[nodiscard]] std::vector<Option> all() const;

private:
    std::vector<std::pair<std::string, std::string>> texts_;
};

// A form that is one button, with hidden words besides the meeting and the seat (0: the asker's own).
struct HiddenWord {
    Literal name;
    std::string_view value;
};
struct Offer {
    Literal type;
    decision::Command command;
    std::string_view text;
    ButtonLook look = ButtonLook::main;
    std::int64_t seat = 0;
    std::vector<HiddenWord> words{};
};
// Draws it if the command would be accepted now; says whether it did.
bool offer(Html& h, const MeetingView& view, const Offer& wanted);
// The sentence of why not, for what matters to the person; nothing when the command would be accepted.
void why_not(Html& h, const MeetingView& view, const decision::Command& command);

// "实到 11 人 / 应到 16 人，需 ≥ 11 人" with its bar, for each measure.
void quorum_lines(Html& h, const MeetingView& view);
// The bar of one check with its words: reached, or how much is missing.
void quorum_bar(Html& h, const Scene& scene, const Check& check, std::int64_t due);
// Who speaks until when, and who waits.
void debate(Html& h, const MeetingView& view);
// m:ss until the turn ends; a script keeps it running.
void turn_countdown(Html& h, const Scene& scene, UnixMs until);
// How a vote came out: the counts, and every check with what was needed, what was there and its source.
void counted_vote(Html& h, const Scene& scene, const Body& body, const decision::CountedVote& counted);
void side_badge(Html& h, const Scene& scene, decision::Side side);
void verdict_badge(Html& h, const Scene& scene, const Verdict& verdict);

// Who seconded the question, and how many seconds it still lacks; nothing where the form asks for none.
void seconds_lines(Html& h, const MeetingView& view);
// The motion and the amendment before the meeting, the debate and the vote.
void question_section(Html& h, const MeetingView& view);
// What was voted on so far.
void decided_section(Html& h, const MeetingView& view);
void rules_card(Html& h, const MeetingView& view);
// The minutes of a closed meeting: the text, who signed it, and the buttons to sign and to publish.
void minutes_section(Html& h, const MeetingView& view);

// 赞成, 反对, 弃权 for a seat (0: the asker's own) in a roll call. Says whether the seat may vote now.
bool choice_buttons(Html& h, const MeetingView& view, std::int64_t seat);

// What this viewer can do now: as a member, as the chair, at the desk. Each writes nothing for whom it does not
// concern.
void member_section(Html& h, const MeetingView& view);
void chair_section(Html& h, const MeetingView& view);
void desk_section(Html& h, const MeetingView& view);
// The chair's controls; the desk may use them for the chair.
void chair_controls(Html& h, const MeetingView& view);

// One line of a list of meetings.
void meeting_item(Html& h, const Scene& scene, const decision::Meeting& meeting);
// The form to convene a meeting, for the body that the address or the form that came back names.
void convene_section(Html& h, const Scene& scene);

}  // namespace gongyi::pages
