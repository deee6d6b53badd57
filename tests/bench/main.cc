// The benchmarks of the shared code. Every subject has a file of its own and is called here.
#include "tests/bench/subjects.h"

int main() {
    gongyi::bench::ballotbox();
    gongyi::bench::json();
    gongyi::bench::record();
    gongyi::bench::replay();
    gongyi::bench::tally();
}
