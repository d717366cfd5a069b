/* site.c: looking at the text round a token that a rule has no use for. */
#include "parser/mistakes.h"

struct cel_string cel_site_text(const struct cel_site *site, struct cel_span span)
{
    return (struct cel_string){site->p->unit->source.text + span.start,
                               span.end - span.start};
}

struct cel_string cel_site_quote(const struct cel_site *site, struct cel_span span)
{
    return cel_quote_string(site->p, cel_site_text(site, span));
}

bool cel_is_adjacent(struct cel_passed left, struct cel_passed right)
{
    return left.span.end == right.span.start;
}

bool cel_is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
}

bool cel_is_number(struct cel_passed token)
{
    return token.kind == CEL_TOKEN_INT || token.kind == CEL_TOKEN_UINT ||
           token.kind == CEL_TOKEN_DOUBLE;
}

/* Whether a token is a word: a name, or one of the words of the language. */
bool cel_is_word(struct cel_passed token)
{
    return token.kind == CEL_TOKEN_NAME || token.kind == CEL_TOKEN_RESERVED ||
           token.kind == CEL_TOKEN_IN || token.kind == CEL_TOKEN_TRUE ||
           token.kind == CEL_TOKEN_FALSE || token.kind == CEL_TOKEN_NULL;
}

void cel_finding_fix(struct cel_finding *finding, struct cel_span span,
                     const char *text)
{
    finding->fix_span = span;
    finding->fix = text;
}

/* Text put together for a fix, in the unit's arena; NULL: no memory. */
const char *cel_site_join(const struct cel_site *site, const char *left,
                          struct cel_string middle, const char *right)
{
    size_t before = strlen(left), behind = strlen(right);
    char *text = (char *)arena_alloc(site->p->builder.arena,
                                     before + middle.size + behind + 1, "message");
    if (text == NULL) {
        cel_out_of_memory(site->p);
        return NULL;
    }
    memcpy(text, left, before);
    memcpy(text + before, middle.data, middle.size);
    memcpy(text + before + middle.size, right, behind + 1);
    return text;
}

uint32_t cel_line_end(const struct cel_site *site, uint32_t from, uint32_t most)
{
    const struct cel_source *source = &site->p->unit->source;
    uint32_t end = source->size - from < most ? source->size : from + most;
    while (from < end && source->text[from] != '\n')
        from++;
    return from;
}
