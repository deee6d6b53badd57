// What the benchmark program measures, one function a file.
#pragma once

namespace gongyi::bench {

void ballotbox();
void json();
void record();
void replay();
void tally();

}  // namespace gongyi::bench
