/* Confinement: what a worker may still do once it is told to.
 *
 * A worker reads what strangers wrote, with libraries that have had holes. From here on it can open files only beneath
 * the folders that were allowed (Landlock, kernel 5.13) and make only the system calls that setting and writing a
 * document takes (seccomp): no sockets, no programs, no processes, no signals to others. A kernel that lacks one of
 * them goes without it. */
#ifndef BATCH_CONFINE_H
#define BATCH_CONFINE_H

#include <stdbool.h>

struct confine;

/* Nothing is allowed to begin with. Caller drops. */
struct confine *confine_new(void);
void confine_drop(struct confine *confine);

/* Files beneath a folder, or one file, may be read; files and folders beneath it may be made and replaced. What does
 * not exist is left out. */
void confine_allow_read(struct confine *confine, const char *path);
void confine_allow_write(struct confine *confine, const char *folder);

/* For good, for this process. What is open stays open. */
void confine_enter(const struct confine *confine);

/* Which of the two this kernel has, for tests. */
bool confine_has_files(const struct confine *confine);
bool confine_has_calls(void);

#endif
