/* student.h: Student's t distribution, which says how far the mean of a few processes
 * may lie from the truth. */
#ifndef BENCH_STUDENT_H
#define BENCH_STUDENT_H

/* The chance that a value lies further from 0 than `t`, on either side, with `freedom`
 * (above 0) degrees of freedom. */
double bench_student_tails(double t, double freedom);

/* The t that is exceeded, on either side, with the chance `tails` (0 to 1, both
 * excluded). */
double bench_student_limit(double tails, double freedom);

#endif
