/* bounds.c: the element behind an array's last.
 *
 * ubsan: index 4 out of bounds
 * cppcheck: arrayIndexOutOfBounds */
int main(int argc, char **argv)
{
    int numbers[4] = {0};
    int sum = 0;
    (void)argc, (void)argv;
    for (int i = 0; i <= 4; i++)
        sum += numbers[i];
    return sum;
}
