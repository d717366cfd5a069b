/* student.c: both tails are an incomplete beta function, which is a continued fraction;
 * the limit is found by halving. */
#include "bench/student.h"

#include <math.h>

/* The fraction in I_x(a, b), evaluated from the front by the method of Lentz. It comes
 * to rest after a few steps where x < (a + 1) / (a + b + 2). */
static double beta_fraction(double x, double a, double b)
{
    const double tiny = 1e-300;
    double value = 1, c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    value = d;
    for (int m = 1; m < 1000; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double before = value;
        for (int k = 0; k < 2; k++) {
            double term = k == 0 ? even : odd;
            d = 1 + term * d;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = 1 + term / c;
            c = fabs(c) < tiny ? tiny : c;
            value *= c * d;
        }
        if (fabs(value - before) < 1e-14 * fabs(value))
            break;
    }
    return value;
}

/* The incomplete beta function I_x(a, b). */
static double incomplete_beta(double x, double a, double b)
{
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    double front =
        exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * beta_fraction(x, a, b) / a;
    return 1 - front * beta_fraction(1 - x, b, a) / b;
}

double bench_student_tails(double t, double freedom)
{
    return incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

double bench_student_limit(double tails, double freedom)
{
    double low = 0, high = 1;
    while (bench_student_tails(high, freedom) > tails && high < 1e12)
        high *= 2;
    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        if (bench_student_tails(middle, freedom) > tails)
            low = middle;
        else
            high = middle;
    }
    return high;
}
