/* agree.h: whether two runs say the same. */
#ifndef BENCH_AGREE_H
#define BENCH_AGREE_H

/* Compares the whole times of two result folders, comparison by comparison: no opposite
 * verdicts, and intervals that overlap, at the level corrected for their number. A
 * difference that one run finds and the other does not is told, and no disagreement: a
 * run misses one in five of the smallest that it can see. Returns the exit status: 0
 * they agree, 1 they do not, 2 unreadable. */
int bench_agree(const char *one, const char *other);

#endif
