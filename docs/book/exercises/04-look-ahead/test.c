/* test.c: what is wanted of look. */
#include "../test.h"

int main(void)
{
    static const char text[] = "a.b ( 1";
    struct arena arena = {.ptr = (char *)&arena, .end = (char *)&arena};
    struct lexer lexer = {.arena = &arena, .cursor = text, .end = text + strlen(text)};
    lexer.first = read_token(&lexer);

    expect(look(&lexer, 0) == &lexer.first->token, "0 ahead is the next token");
    expect(look(&lexer, 1)->kind == DOT, "1 ahead is the one behind it");
    expect(lexer.read == 2, "no more is read than is asked for");
    expect(look(&lexer, 4)->kind == INT, "4 ahead is the int");
    expect(lexer.read == 5, "what is between is read, too");

    const struct token *name = look(&lexer, 2);
    expect(name->length == 1 && *name->start == 'b', "2 ahead is the second name");
    expect(look(&lexer, 2) == name, "a token has one address");
    expect(lexer.read == 5, "and is read once");

    expect(look(&lexer, 5)->kind == END, "then comes the end");
    expect(look(&lexer, 9) == look(&lexer, 5), "and behind it the same one");
    expect(lexer.read == 6, "which is read once, too");
    arena_destroy(&arena);
    return verdict();
}
