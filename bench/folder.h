/* folder.h: a result folder while it is being filled.
 *
 * Each worker's lines are a part, FOLDER/parts/N.csv; a part that is complete ends with
 * a line E. So a run that was interrupted goes on where it was. When all is there, the
 * parts become the tables and go. */
#ifndef BENCH_FOLDER_H
#define BENCH_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* Makes the folder, or finds it begun with the same plan, which `signature` (one line)
 * stands for. False: it holds something else, or cannot be made; a message says so. */
bool bench_folder_begin(const char *folder, const char *signature);

/* The name of a part; of what its worker said on standard error. */
char *bench_part_path(const char *folder, size_t process);
char *bench_part_errors(const char *folder, size_t process);

/* Whether a part is there to its end. */
bool bench_part_is_complete(const char *folder, size_t process);

/* Makes a folder and those that it lies in. False: a message has been written. */
bool bench_make_folders(const char *path);

/* Removes a folder and the files in it. */
void bench_folder_remove(const char *folder);

/* Removes the parts. */
void bench_folder_end(const char *folder, size_t parts);

#endif
