#include "server-stub/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gongyi::server {

void keep_process_private() {
    ::umask(S_IRWXG | S_IRWXO);
    // The limit alone would not do: where the kernel hands dumps to a program, it asks for this flag instead.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

bool is_run_by_root() {
    return ::geteuid() == 0;
}

}  // namespace gongyi::server
