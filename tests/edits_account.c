/* edits_account.c: how many errors single edits lead to: the share that must not fall,
 * and where to look when it does. */
#include "tests/edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The errors' codes in order: "E0302 E0301"; two edits with the same are alike. */
static void write_codes(char codes[CODES], const struct cel_unit *unit)
{
    size_t size = 0;
    codes[0] = '\0';
    for (const struct cel_diagnostic *d = unit->diagnostics.first; d; d = d->next)
        if (size + 7 < CODES)
            size += (size_t)snprintf(codes + size, CODES - size, "%s%s",
                                     size > 0 ? " " : "", cel_code_name(d->code));
}

/* Counts the edit in its group, of which the edit with the shortest text is kept. */
static void enter_group(struct account *account, const struct found *found)
{
    size_t i = 0;
    while (i < account->group_count &&
           strcmp(account->groups[i].codes, found->codes) != 0)
        i++;
    if (i == GROUPS)
        return;
    struct found *group = &account->groups[i];
    unsigned long count = i < account->group_count ? group->count + 1 : 1;
    if (i == account->group_count || found->size < group->size)
        *group = *found;
    group->count = count;
    account->group_count += i == account->group_count;
}

/* Puts the edit before those of the worst that have fewer errors; of edits alike, only
 * the first stays. */
static void enter_worst(struct account *account, const struct found *found)
{
    size_t i = 0, end = SHOWN - 1;
    while (i < SHOWN && account->worst[i].errors >= found->errors &&
           strcmp(account->worst[i].codes, found->codes) != 0)
        i++;
    if (i == SHOWN || strcmp(account->worst[i].codes, found->codes) == 0)
        return;
    memmove(&account->worst[i + 1], &account->worst[i],
            (end - i) * sizeof *account->worst);
    account->worst[i] = *found;
}

void enter_edit(struct account *account, const struct edited *edited,
                const struct cel_unit *unit)
{
    size_t errors = count_errors(unit), kind = edited->change.kind;
    account->edits++;
    account->of_kind[kind]++;
    account->histogram[errors < LONGEST_LIST ? errors : LONGEST_LIST - 1]++;
    if (errors <= account->most) {
        account->within++;
        return;
    }
    struct found found = {edited->number, 1, errors, edited->text->size, ""};
    write_codes(found.codes, unit);
    account->beyond[kind]++;
    enter_group(account, &found);
    enter_worst(account, &found);
}

static int by_count(const void *a, const void *b)
{
    const struct found *left = a, *right = b;
    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return left->number < right->number ? -1 : left->number > right->number;
}

void sort_groups(struct account *account)
{
    qsort(account->groups, account->group_count, sizeof *account->groups, by_count);
}

void print_account(const struct account *account, bool verbose)
{
    printf("errors: edits");
    for (size_t i = 0; i < LONGEST_LIST; i++)
        if (account->histogram[i] > 0)
            printf("  %zu%s: %lu", i, i + 1 == LONGEST_LIST ? "+" : "",
                   account->histogram[i]);
    printf("\n");
    for (size_t i = 0; i < EDIT_KINDS; i++) {
        printf("%6lu  %-30s", account->of_kind[i], edit_kind(i));
        if (account->of_kind[i] > 0)
            printf("%6.2f %% with more than %zu errors",
                   100.0 * (double)account->beyond[i] / (double)account->of_kind[i],
                   account->most);
        printf("\n");
    }
    for (size_t i = 0; verbose && i < account->group_count && i < SHOWN; i++)
        printf("%6lu  %s\n", account->groups[i].count, account->groups[i].codes);
}
