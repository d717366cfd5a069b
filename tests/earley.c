/* earley.c: Earley's recogniser. Between any two tokens stands a set of items: rules
 * that may be under way there, each with a dot behind what has been seen of it and the
 * place where it began. Three steps fill the sets until nothing is new:
 *
 *     predict   a symbol stands behind the dot: its rules may begin here
 *     scan      the token behind the dot is the next one: the dot moves over it
 *     complete  a rule is at its end: the dot moves over its symbol where that was
 *               awaited
 *
 * A symbol that may be empty is passed when it is predicted (Aycock and Horspool,
 * "Practical Earley Parsing", 2002). */
#include "tests/earley.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_at_end(const struct grammar *grammar, struct item item)
{
    return item.dot == grammar->rules[item.rule].size;
}

static void add(struct earley *earley, struct item_set *set, struct item item)
{
    unsigned place = earley->grammar->rules[item.rule].place + item.dot;
    if (set->seen[place] >> item.origin & 1)
        return;
    if (set->count == EARLEY_ITEMS) {
        fprintf(stderr, "earley: a set has too many items\n");
        abort();
    }
    set->seen[place] |= (uint64_t)1 << item.origin;
    if (!is_at_end(earley->grammar, item)) {
        unsigned symbol = earley->grammar->rules[item.rule].right[item.dot];
        item.next = set->awaiting[symbol];
        set->awaiting[symbol] = set->count + 1;
    }
    set->items[set->count++] = item;
}

/* Moves the dot of all that await a symbol in an earlier set, or in this one. */
static void add_moved(struct earley *earley, const struct item_set *from,
                      unsigned symbol)
{
    for (unsigned i = from->awaiting[symbol]; i > 0; i = from->items[i - 1].next) {
        struct item item = from->items[i - 1];
        add(earley, &earley->sets[earley->size],
            (struct item){item.rule, item.dot + 1, item.origin, 0});
    }
}

static void predict(struct earley *earley, struct item item)
{
    const struct grammar *grammar = earley->grammar;
    struct item_set *set = &earley->sets[earley->size];
    unsigned symbol = grammar->rules[item.rule].right[item.dot];
    for (unsigned i = grammar->first[symbol]; i > 0; i = grammar->rules[i - 1].next)
        if (!grammar->rules[i - 1].dropped)
            add(earley, set, (struct item){i - 1, 0, earley->size, 0});
    if (grammar->empty[symbol])
        add_moved(earley, set, symbol);
}

static void complete(struct earley *earley, struct item item)
{
    unsigned symbol = earley->grammar->rules[item.rule].left;
    add_moved(earley, &earley->sets[item.origin], symbol);
}

/* Predicts and completes until nothing is new. */
static void close_set(struct earley *earley)
{
    struct item_set *set = &earley->sets[earley->size];
    for (unsigned i = 0; i < set->count; i++)
        if (is_at_end(earley->grammar, set->items[i]))
            complete(earley, set->items[i]);
        else
            predict(earley, set->items[i]);
}

static void clear(struct earley *earley)
{
    const struct grammar *grammar = earley->grammar;
    const struct rule *last = &grammar->rules[grammar->rule_count - 1];
    struct item_set *set = &earley->sets[earley->size];
    set->count = 0;
    memset(set->awaiting, 0, sizeof set->awaiting);
    memset(set->seen, 0, (last->place + last->size + 1) * sizeof *set->seen);
}

void earley_start(struct earley *earley, const struct grammar *grammar)
{
    earley->grammar = grammar;
    earley->size = 0;
    clear(earley);
    for (unsigned i = grammar->first[grammar->start]; i > 0;
         i = grammar->rules[i - 1].next)
        if (!grammar->rules[i - 1].dropped)
            add(earley, &earley->sets[0], (struct item){i - 1, 0, 0, 0});
    close_set(earley);
}

bool earley_push(struct earley *earley, enum cel_token_kind kind)
{
    const struct item_set *before = &earley->sets[earley->size];
    if (earley->size == EARLEY_TOKENS) {
        fprintf(stderr, "earley: too many tokens\n");
        abort();
    }
    earley->size++;
    clear(earley);
    add_moved(earley, before, kind);
    close_set(earley);
    return earley->sets[earley->size].count > 0;
}

void earley_pop(struct earley *earley)
{
    earley->size--;
}

bool earley_accepts(const struct earley *earley)
{
    const struct grammar *grammar = earley->grammar;
    const struct item_set *set = &earley->sets[earley->size];
    for (unsigned i = 0; i < set->count; i++)
        if (grammar->rules[set->items[i].rule].left == grammar->start &&
            set->items[i].origin == 0 && is_at_end(grammar, set->items[i]))
            return true;
    return false;
}

bool earley_expects(const struct earley *earley, enum cel_token_kind kind)
{
    return earley->sets[earley->size].awaiting[kind] > 0;
}
