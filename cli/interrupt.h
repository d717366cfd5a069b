/* interrupt.h: what is tidied up when a signal ends the program: a file that is not yet
 * whole goes, and so does a line of progress. Then the signal does what it always does.
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

/* Whether a line of progress is to be seen on standard error. */
extern volatile sig_atomic_t interrupt_line;

/* From now on these signals tidy up before they end the program: SIGINT, SIGTERM,
 * SIGHUP and SIGPIPE; a signal that is ignored stays so. */
void interrupt_watch(void);

/* Holds these signals back, and lets them come again. */
void interrupt_hold(void);
void interrupt_allow(void);

/* The file that goes; NULL: none. To be called while the signals are held back; the
 * name must stay until the next call. */
void interrupt_remove(const char *file);

#endif
