/* usage.c: complaints about the command line. A word that is a slip or two away from
 * one that exists is taken for a mistyped one. */
#define _GNU_SOURCE
#include "cli/usage.h"

#include <string.h>
#include <unistd.h>

#include "cli/output.h"

/* Starts a complaint, to be ended with end_usage. */
static void start_usage(struct output *errors, const char *message, const char *what)
{
    output_init(errors, STDERR_FILENO);
    cel_write(&errors->writer, "cellar: ");
    cel_write(&errors->writer, message);
    if (what == NULL)
        return;
    cel_write(&errors->writer, " '");
    cel_write_safe(&errors->writer, (struct cel_string){what, strlen(what)});
    cel_write_char(&errors->writer, '\'');
}

static void end_usage(struct output *errors, const char *command)
{
    cel_write(&errors->writer, "\nTry 'cellar ");
    if (command != NULL) {
        cel_write(&errors->writer, command);
        cel_write_char(&errors->writer, ' ');
    }
    cel_write(&errors->writer, "--help'.\n");
    cel_writer_flush(&errors->writer);
}

static void end_with_guess(struct output *errors, const char *command,
                           const char *before, const char *guess)
{
    if (guess != NULL) {
        cel_write(&errors->writer, ": did you mean ");
        cel_write(&errors->writer, before);
        cel_write(&errors->writer, guess);
        cel_write_char(&errors->writer, '?');
    }
    end_usage(errors, command);
}

void complain_usage(const char *command, const char *message, const char *what)
{
    struct output errors;
    start_usage(&errors, message, what);
    end_usage(&errors, command);
}

enum { LONGEST = 32 }; /* letters of a word that may be a mistyped one */

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* How many slips lie between two words: letters left out, put in, changed, or swapped
 * with a neighbour. */
static int distance(const char *a, size_t a_size, const char *b)
{
    int table[LONGEST + 1][LONGEST + 1];
    size_t b_size = strlen(b);
    if (a_size > LONGEST || b_size > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= a_size; i++) {
        for (size_t j = 0; j <= b_size; j++) {
            int *cell = &table[i][j];
            *cell = i == 0 ? (int)j : table[i - 1][j] + 1;
            if (j > 0)
                *cell = least(*cell, table[i][j - 1] + 1);
            if (i > 0 && j > 0)
                *cell = least(*cell, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                *cell = least(*cell, table[i - 2][j - 2] + 1);
        }
    }
    return table[a_size][b_size];
}

/* Keeps the nearest word so far: at most a slip for each three letters, and two. */
static void consider(const char *word, size_t size, const char *name, int *nearest,
                     const char **guess)
{
    int slips = distance(word, size, name);
    int most = size < 3 ? 0 : size < 6 ? 1 : 2;
    if (slips <= most && slips < *nearest) {
        *nearest = slips;
        *guess = name;
    }
}

static const char *nearest_option(const char *word, size_t size,
                                  const struct option *options)
{
    const char *guess = NULL;
    int nearest = LONGEST;
    for (; options->name != NULL; options++)
        consider(word, size, options->name, &nearest, &guess);
    return guess;
}

/* Whether one of the options has that letter. */
static bool is_letter_of(int letter, const struct option *options)
{
    while (options->name != NULL && options->val != letter)
        options++;
    return options->name != NULL;
}

/* The option that getopt_long did not like, as it was given: optopt is its letter, or 0
 * if it is unknown and long. An unknown letter may stand among others, so that argv
 * does not tell it. */
static const char *culprit(char **argv, char letter[3], const struct option *options)
{
    const char *given = argv[optind - 1];
    bool is_long = strncmp(given, "--", 2) == 0 && is_letter_of(optopt, options);
    if (optopt == 0 || is_long)
        return given;
    letter[0] = '-';
    letter[1] = (char)optopt;
    letter[2] = '\0';
    return letter;
}

void complain_option(const char *command, int returned, char **argv,
                     const struct option *options)
{
    char letter[3];
    const char *given = culprit(argv, letter, options), *guess = NULL;
    struct output errors;
    if (returned == ':') {
        complain_usage(command, "this option takes a value:", given);
    } else if (given != letter && optopt != 0) {
        complain_usage(command, "this option takes no value:", given);
    } else {
        if (given != letter)
            guess = nearest_option(given + 2, strcspn(given + 2, "="), options);
        start_usage(&errors, "unknown option", given);
        end_with_guess(&errors, command, "--", guess);
    }
}

void complain_command(const char *command, const char *const *names)
{
    struct output errors;
    const char *guess = NULL;
    int nearest = LONGEST;
    for (; *names != NULL; names++)
        consider(command, strlen(command), *names, &nearest, &guess);
    start_usage(&errors, "unknown command", command);
    end_with_guess(&errors, NULL, "", guess);
}

int find_name(const char *const *names, const char *name)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}
