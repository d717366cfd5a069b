/* agree.h: whether two runs say the same. */
#ifndef BENCH_AGREE_H
#define BENCH_AGREE_H

/* Compares the whole times of two result folders, comparison by comparison: the same
 * verdict, and intervals that overlap, at the level corrected for their number. A
 * difference that one run finds and the other could not have seen is told and no
 * disagreement. Returns the exit status: 0 they agree, 1 they do not, 2 unreadable. */
int bench_agree(const char *one, const char *other);

#endif
