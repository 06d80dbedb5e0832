#include <libpq-fe.h>
#include <spawn.h>

// glibc has it since 2.34, and shows it to GNU programs alone.
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
