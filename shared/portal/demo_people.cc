#include "shared/portal/demo_people.h"

#include <array>
#include <set>

namespace gongyi::portal {

namespace {

constexpr std::array<std::string_view, 40> surnames{"陈", "李", "黄", "张", "林", "王", "刘", "吴", "杨", "郑",
                                                    "周", "曾", "罗", "何", "邓", "彭", "谢", "梁", "叶", "赖",
                                                    "钟", "廖", "徐", "曹", "许", "蔡", "朱", "丁", "苏", "魏",
                                                    "江", "胡", "高", "郭", "马", "欧", "温", "古", "游", "凌"};
constexpr std::array<std::string_view, 24> given_first{"桂", "志", "秀", "建", "丽", "国", "晓", "美",
                                                       "文", "海", "雪", "明", "子", "嘉", "思", "俊",
                                                       "玉", "春", "永", "佩", "浩", "静", "振", "婉"};
constexpr std::array<std::string_view, 24> given_second{"芳", "强", "英", "华", "娟", "平", "敏", "军",
                                                        "玲", "辉", "燕", "涛", "轩", "怡", "琪", "杰",
                                                        "兰", "生", "宁", "珊", "然", "莹", "国", "仪"};

template <class Items>
auto pick(const Items& items, SplitMix64& random) {
    return items[static_cast<std::size_t>(random.below(items.size()))];
}

int between(SplitMix64& random, int least, int most) {
    return least + static_cast<int>(random.below(static_cast<std::uint64_t>(most - least + 1)));
}

Date days_before(const Date& today, int days) {
    return date_from_days(days_from_epoch(today) - days);
}

// Shenzhen is young: most are between 25 and 50, one in six is older than 60.
int draw_age_years(SplitMix64& random) {
    const std::uint64_t kind = random.below(100);
    if (kind < 5) return between(random, 16, 19);
    if (kind < 60) return between(random, 20, 42);
    if (kind < 84) return between(random, 43, 60);
    return between(random, 61, 88);
}

ResidentClass draw_class(SplitMix64& random) {
    const std::uint64_t kind = random.below(100);
    if (kind < 30) return ResidentClass::hukou;
    if (kind < 95) return ResidentClass::non_hukou;
    return kind < 98 ? ResidentClass::hong_kong_macau : ResidentClass::works_here;
}

std::uint8_t draw_groups(SplitMix64& random, int age_years) {
    unsigned groups = everyone;
    if (age_years >= 60) groups |= elders;
    if (age_years >= 28 && age_years <= 48 && random.chance(550)) groups |= parents;
    if (age_years < 40) groups |= young_workers;
    if (random.chance(age_years < 60 ? 600 : 200)) groups |= riders;
    if (random.chance(120)) groups |= pet_owners;
    return static_cast<std::uint8_t>(groups);
}

class Maker {
public:
    Maker(SplitMix64& random, const Date& today) : random_{random}, today_{today} {}

    void add(Role role, std::string_view courtyard, const std::string& household, int age_years) {
        DemoPerson person;
        do {
            // Below 2^53, so that the pseudonym is exact in every JSON reader.
            person.id = ResidentId{1 + random_.below((std::uint64_t{1} << 53U) - 1)};
        } while (!taken_.insert(person.id).second);
        person.name = std::string{pick(surnames, random_)} + std::string{pick(given_first, random_)};
        if (random_.chance(800)) person.name += pick(given_second, random_);
        person.household = household;
        person.role = role;
        person.facts.born = days_before(today_, age_years * 365 + age_years / 4 + between(random_, 0, 364));
        person.facts.resident_since = days_before(today_, between(random_, 30, 12 * 365));
        person.facts.resident_class = draw_class(random_);
        if (role != Role::resident) {  // Whoever has an office has lived here for years.
            person.facts.resident_since = days_before(today_, between(random_, 3 * 365, 12 * 365));
            person.facts.resident_class = random_.chance(500) ? ResidentClass::hukou : ResidentClass::non_hukou;
        }
        made_.tastes.push_back({courtyard, draw_groups(random_, age_years)});
        made_.people.push_back(std::move(person));
    }

    [[nodiscard]] DemoPeople take() { return std::move(made_); }

private:
    SplitMix64& random_;
    Date today_;
    std::set<ResidentId> taken_;
    DemoPeople made_;
};

std::string draw_household(SplitMix64& random, std::string_view courtyard) {
    const int building = between(random, 1, demo_buildings_max);
    const int floor = between(random, 1, 18);
    const int door = between(random, 1, 4);
    return std::string{courtyard} + std::to_string(building) + "栋" + std::to_string(floor * 100 + door);
}

}  // namespace

DemoPeople make_people(SplitMix64& random, const Date& today) {
    Maker maker{random, today};
    const auto add_officers = [&](Role role, int count) {
        for (int i = 0; i < count; ++i) {
            const std::string_view courtyard = pick(demo_courtyards, random);
            maker.add(role, courtyard, draw_household(random, courtyard), between(random, 30, 68));
        }
    };
    add_officers(Role::staff, 4);
    add_officers(Role::supervisor, 3);
    add_officers(Role::council, 16);
    for (int i = 0; i < demo_households; ++i) {
        const std::string_view courtyard = pick(demo_courtyards, random);
        const std::string household = draw_household(random, courtyard);
        const int adults = between(random, 1, 3);
        for (int k = 0; k < adults; ++k) maker.add(Role::resident, courtyard, household, draw_age_years(random));
    }
    return maker.take();
}

}  // namespace gongyi::portal
