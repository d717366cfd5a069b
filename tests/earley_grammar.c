/* earley_grammar.c: a grammar read from EBNF. [optional], {repeated} and (grouped)
 * parts become symbols with rules of their own, so that a rule is a plain row of
 * symbols. */
#include "tests/earley.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A text being read. */
struct reader {
    struct grammar *grammar; /* what it is read into */
    const char *at;          /* what comes next */
};

void grammar_init(struct grammar *grammar)
{
    memset(grammar, 0, sizeof *grammar);
    grammar->symbols = CEL_TOKEN_KINDS;
}

/* Notes the first thing that is wrong. */
static void fail(struct reader *reader, const char *what)
{
    if (reader->grammar->error[0] == '\0')
        snprintf(reader->grammar->error, sizeof reader->grammar->error,
                 "%s at \"%.30s\"", what, reader->at);
}

static bool failed(const struct reader *reader)
{
    return reader->grammar->error[0] != '\0';
}

static void skip_blanks(struct reader *reader)
{
    for (;; reader->at++)
        if (*reader->at == '#')
            reader->at += strcspn(reader->at, "\n");
        else if (!isspace((unsigned char)*reader->at))
            return;
}

static bool take(struct reader *reader, char what)
{
    skip_blanks(reader);
    bool there = *reader->at == what;
    reader->at += there;
    return there;
}

static void expect_char(struct reader *reader, char what)
{
    char text[] = {'n', 'o', ' ', what, '\0'};
    if (!take(reader, what))
        fail(reader, text);
}

static unsigned new_symbol(struct reader *reader, const char *name, size_t size)
{
    struct grammar *grammar = reader->grammar;
    if (grammar->symbols == GRAMMAR_SYMBOLS || size >= SYMBOL_NAME)
        fail(reader, "too many symbols, or too long");
    else
        memcpy(grammar->names[grammar->symbols++], name, size);
    return grammar->symbols - 1;
}

/* Whether a C string is this name. */
static bool is_name(const char *text, const char *name, size_t size)
{
    return strlen(text) == size && memcmp(text, name, size) == 0;
}

/* The symbol of a name: an earlier one, a kind of token, or a new one. */
static unsigned name(struct reader *reader)
{
    const char *word;
    size_t size = 0;
    skip_blanks(reader);
    word = reader->at;
    while (isalpha((unsigned char)word[size]) || word[size] == '_')
        size++;
    if (size == 0)
        fail(reader, "no name");
    reader->at += size;
    for (unsigned i = CEL_TOKEN_KINDS; i < reader->grammar->symbols; i++)
        if (is_name(reader->grammar->names[i], word, size))
            return i;
    for (unsigned i = 0; i < CEL_TOKEN_KINDS; i++)
        if (is_name(cel_token_name((enum cel_token_kind)i), word, size))
            return i;
    return new_symbol(reader, word, size);
}

/* The kind of the "token" whose text stands next. */
static unsigned token(struct reader *reader)
{
    const char *text = reader->at;
    size_t size = strcspn(text, "\"");
    for (unsigned i = 0; i < CEL_TOKEN_KINDS; i++) {
        const char *quoted = cel_token_text((enum cel_token_kind)i);
        if (text[size] == '"' && quoted[0] == '`' && strlen(quoted) == size + 2 &&
            memcmp(quoted + 1, text, size) == 0) {
            reader->at += size + 1;
            return i;
        }
    }
    fail(reader, "no token");
    return 0;
}

static void add_rule(struct reader *reader, const struct rule *rule)
{
    struct grammar *grammar = reader->grammar;
    if (grammar->rule_count == GRAMMAR_RULES) {
        fail(reader, "too many rules");
        return;
    }
    struct rule *added = &grammar->rules[grammar->rule_count];
    *added = *rule;
    if (grammar->rule_count > 0)
        added->place = added[-1].place + added[-1].size + 1;
    added->next = grammar->first[added->left];
    grammar->first[added->left] = ++grammar->rule_count;
}

static void alternatives(struct reader *reader, unsigned left);

/* A symbol for the part behind an opening bracket, named after the rule it is in. */
static unsigned part(struct reader *reader, unsigned outer, char open)
{
    char text[SYMBOL_NAME + 10];
    const char *of = reader->grammar->names[outer];
    int size =
        snprintf(text, sizeof text, "%s%c%u", of, open, reader->grammar->symbols);
    unsigned inner = new_symbol(reader, text, (size_t)size);
    alternatives(reader, inner);
    expect_char(reader, open == '[' ? ']' : open == '{' ? '}' : ')');
    if (open == '[') {
        add_rule(reader, &(struct rule){.left = inner});
    } else if (open == '{') {
        text[strlen(of)] = '*';
        unsigned all = new_symbol(reader, text, (size_t)size);
        add_rule(reader, &(struct rule){.left = all});
        add_rule(reader, &(struct rule){.left = all, .right = {all, inner}, .size = 2});
        return all;
    }
    return inner;
}

/* alternative = { "token" | Name | [...] | {...} | (...) } ; */
static void alternative(struct reader *reader, unsigned left)
{
    struct rule rule = {.left = left};
    for (;;) {
        skip_blanks(reader);
        char next = *reader->at;
        unsigned symbol;
        if (next == '"') {
            reader->at++;
            symbol = token(reader);
        } else if (next == '[' || next == '{' || next == '(') {
            reader->at++;
            symbol = part(reader, left, next);
        } else if (isalpha((unsigned char)next)) {
            symbol = name(reader);
        } else {
            break;
        }
        if (rule.size == RULE_SYMBOLS)
            fail(reader, "a rule is too long");
        if (failed(reader))
            return;
        rule.right[rule.size++] = symbol;
    }
    add_rule(reader, &rule);
}

static void alternatives(struct reader *reader, unsigned left)
{
    do
        alternative(reader, left);
    while (take(reader, '|'));
}

bool grammar_read(struct grammar *grammar, const char *text)
{
    struct reader reader = {grammar, text};
    for (skip_blanks(&reader); *reader.at != '\0' && !failed(&reader);
         skip_blanks(&reader)) {
        unsigned left = name(&reader);
        if (left < CEL_TOKEN_KINDS)
            fail(&reader, "a kind of token is defined");
        if (grammar->start == 0)
            grammar->start = left;
        expect_char(&reader, '=');
        alternatives(&reader, left);
        expect_char(&reader, ';');
    }
    return !failed(&reader);
}

static bool is_empty(const struct grammar *grammar, const struct rule *rule)
{
    for (unsigned i = 0; i < rule->size; i++)
        if (!grammar->empty[rule->right[i]])
            return false;
    return !rule->dropped;
}

bool grammar_close(struct grammar *grammar)
{
    memset(grammar->empty, 0, sizeof grammar->empty);
    for (bool more = true; more;) {
        more = false;
        for (unsigned i = 0; i < grammar->rule_count; i++) {
            const struct rule *rule = &grammar->rules[i];
            if (!grammar->empty[rule->left] && is_empty(grammar, rule))
                more = grammar->empty[rule->left] = true;
        }
    }
    for (unsigned i = CEL_TOKEN_KINDS; i < grammar->symbols; i++)
        if (grammar->first[i] == 0)
            snprintf(grammar->error, sizeof grammar->error, "%s is not defined",
                     grammar->names[i]);
    return grammar->error[0] == '\0';
}

static const char *symbol_name(const struct grammar *grammar, unsigned symbol)
{
    return symbol < CEL_TOKEN_KINDS ? cel_token_name((enum cel_token_kind)symbol)
                                    : grammar->names[symbol];
}

void grammar_write_rule(const struct grammar *grammar, unsigned rule, char *text,
                        size_t size)
{
    const struct rule *it = &grammar->rules[rule];
    size_t used = (size_t)snprintf(text, size, "%s =", symbol_name(grammar, it->left));
    for (unsigned i = 0; i < it->size && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, " %s",
                                 symbol_name(grammar, it->right[i]));
}
