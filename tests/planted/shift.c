/* shift.c: a shift by as many bits as there are.
 *
 * ubsan: shift exponent 33 is too large */
int main(int argc, char **argv)
{
    (void)argv;
    return 1 << (argc + 32);
}
