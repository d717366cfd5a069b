/* grammars.c: tests/cel.ebnf and tests/cel-optional.ebnf, read, and what is planted. */
#include "tests/grammars.h"
#include "tests/read_file.h"

#include <stdio.h>
#include <stdlib.h>

/* Rules that CEL has not. */
static const char *const planted[PLANTED] = {
    "Expr = ConditionalOr \"?\" Expr \":\" Expr ;",
    "Expr = ;",
    "Unary = \"!\" Unary ;",
    "Unary = \"-\" Unary ;",
    "Relop = \"in\" \"in\" ;",
    "Unary = Relop Member ;",
    "Member = Member \".\" \"in\" ;",
    "Member = Member \".\" QUOTED_NAME \"(\" \")\" ;",
    "Member = Member \".\" \"?\" SELECTOR \"(\" \")\" ;",
    "Member = Member \"{\" [FieldInits] \"}\" ;",
    "Primary = QUOTED_NAME ;",
    "Primary = RESERVED ;",
    "Primary = [\".\"] IDENT \"(\" ExprList \",\" \")\" ;",
    "Primary = \"[\" [ExprList] \",\" \",\" \"]\" ;",
    "Primary = \"(\" \")\" ;",
    "Primary = \"(\" Expr \",\" Expr \")\" ;",
    "Primary = \".\" LITERAL ;",
    "MapInits = Expr ;",
    "FieldInits = STRING \":\" Expr ;",
    "LITERAL = STRING STRING ;",
};

/* Adds a file's rules. */
static bool read_rules(struct grammar *grammar, const char *name)
{
    struct cel_string text = read_file(name);
    if (!grammar_read(grammar, text.data) || !grammar_close(grammar))
        fprintf(stderr, "%s: %s\n", name, grammar->error);
    free((void *)text.data);
    return grammar->error[0] == '\0';
}

bool read_grammars(struct grammars *grammars)
{
    grammar_init(&grammars->right[0]);
    if (!read_rules(&grammars->right[0], "tests/cel.ebnf"))
        return false;
    grammars->right[1] = grammars->right[0];
    if (!read_rules(&grammars->right[1], "tests/cel-optional.ebnf"))
        return false;
    for (size_t i = 0; i < PLANTED; i++) {
        struct grammar *wrong = &grammars->wrong[i];
        *wrong = grammars->right[1];
        if (!grammar_read(wrong, planted[i]) || !grammar_close(wrong)) {
            fprintf(stderr, "%s: %s\n", planted[i], wrong->error);
            return false;
        }
    }
    return true;
}
