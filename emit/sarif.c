/* sarif.c: diagnostics as SARIF 2.1.0 (OASIS), as GitHub code scanning takes it.
 *
 * A document is written in pieces: the start with all rules there are, results as units
 * are done with, the end with the exit status. So none of it has to be kept. There are
 * no partialFingerprints: the action that uploads a document makes them of the files.
 *
 * docs.oasis-open.org/sarif/sarif/v2.1.0 */
#include <string.h>

#include "emit/emit.h"
#include "emit/text.h"

static const char *const names[] = {
#define CEL_CODE(code, name, text) #name,
#include "diag/codes.def"
#undef CEL_CODE
};

/* A document being written for one unit. */
struct sarif {
    struct cel_writer *out;          /* where to */
    const struct cel_places *places; /* the text; NULL: no memory for an index */
    struct cel_string name;          /* the file's name */
};

static bool is_between(char c, char first, char last)
{
    return c >= first && c <= last;
}

/* UNTERMINATED_STRING as UnterminatedString. */
static void write_rule_name(struct cel_writer *out, const char *name)
{
    for (bool capital = true; *name != '\0'; name++) {
        bool letter = is_between(*name, 'A', 'Z');
        if (*name != '_')
            cel_write_char(out, (char)(letter && !capital ? *name - 'A' + 'a' : *name));
        capital = *name == '_';
    }
}

/* What a message says in general: with ... for what it fills in. Texts in the table
 * have no characters that JSON escapes, and braces only as {}: a test sees to that. */
static void write_rule_text(struct cel_writer *out, const char *text)
{
    cel_write_char(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '{')
            cel_write(out, "...");
        else if (*c != '}')
            cel_write_char(out, *c);
    }
    cel_write_char(out, '"');
}

static void write_rule(struct cel_writer *out, enum cel_code code)
{
    cel_write(out, "{\"id\":\"");
    cel_write(out, cel_code_name(code));
    cel_write(out, "\",\"name\":\"");
    write_rule_name(out, names[code]);
    cel_write(out, "\",\"shortDescription\":{\"text\":");
    write_rule_text(out, cel_code_text(code));
    cel_write(out, "},\"help\":{\"text\":\"cellar explain ");
    cel_write(out, cel_code_name(code));
    cel_write(out, "\"},\"defaultConfiguration\":{\"level\":\"error\"}}");
}

void cel_emit_sarif_start(struct cel_writer *out, const char *version)
{
    cel_write(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                   "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
                   "\"name\":\"cellar\",\"version\":\"");
    cel_write(out, version);
    cel_write(out, "\",\"rules\":[");
    for (int code = 0; code < CEL_CODE_COUNT; code++) {
        cel_write(out, code == 0 ? "" : ",");
        write_rule(out, (enum cel_code)code);
    }
    cel_write(out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
}

/* A file's name as a URI (RFC 3986): what is not unreserved is encoded, the colon, too,
 * for a relative one might else begin with a scheme. */
static void write_uri(struct cel_writer *out, struct cel_string name)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t i = name.size > 2 && memcmp(name.data, "./", 2) == 0 ? 2 : 0;
    cel_write(out, name.size > 0 && name.data[0] == '/' ? "\"file://" : "\"");
    for (; i < name.size; i++) {
        char c = name.data[i];
        unsigned char byte = (unsigned char)c;
        if (is_between(c, 'a', 'z') || is_between(c, 'A', 'Z') ||
            is_between(c, '0', '9') || memchr("-._~/", c, 5) != NULL) {
            cel_write_char(out, c);
            continue;
        }
        cel_write_char(out, '%');
        cel_write_char(out, digits[byte >> 4]);
        cel_write_char(out, digits[byte & 15]);
    }
    cel_write_char(out, '"');
}

static void write_region(struct sarif *s, const char *key, struct cel_span span)
{
    struct cel_place start = {0, 1, 1}, end = start;
    if (s->places != NULL) {
        start = cel_find_place(s->places, span.start);
        end = cel_find_place(s->places, span.end);
    }
    cel_write(s->out, key);
    cel_write(s->out, "{\"startLine\":");
    cel_write_unsigned(s->out, start.line);
    cel_write(s->out, ",\"startColumn\":");
    cel_write_unsigned(s->out, start.column);
    cel_write(s->out, ",\"endLine\":");
    cel_write_unsigned(s->out, end.line);
    cel_write(s->out, ",\"endColumn\":");
    cel_write_unsigned(s->out, end.column);
    cel_write_char(s->out, '}');
}

static void write_file(struct sarif *s)
{
    cel_write(s->out, "\"artifactLocation\":{\"uri\":");
    write_uri(s->out, s->name);
    cel_write_char(s->out, '}');
}

static void write_location(struct sarif *s, struct cel_span span)
{
    cel_write(s->out, "\"physicalLocation\":{");
    write_file(s);
    write_region(s, ",\"region\":", span);
    cel_write_char(s->out, '}');
}

static void write_message(struct sarif *s, struct cel_string message)
{
    cel_write(s->out, ",\"message\":{\"text\":");
    cel_write_json_string(s->out, message);
    cel_write_char(s->out, '}');
}

static void write_notes(struct sarif *s, const struct cel_note *notes)
{
    uint64_t id = 0;
    cel_write(s->out, ",\"relatedLocations\":[");
    for (const struct cel_note *note = notes; note != NULL; note = note->next) {
        cel_write(s->out, note == notes ? "{\"id\":" : ",{\"id\":");
        cel_write_unsigned(s->out, id++);
        cel_write_char(s->out, ',');
        write_location(s, note->span);
        write_message(s, note->message);
        cel_write_char(s->out, '}');
    }
    cel_write_char(s->out, ']');
}

static void write_fix(struct sarif *s, const struct cel_fix *fix)
{
    cel_write(s->out, ",\"fixes\":[{\"artifactChanges\":[{");
    write_file(s);
    write_region(s, ",\"replacements\":[{\"deletedRegion\":", fix->span);
    cel_write(s->out, ",\"insertedContent\":{\"text\":");
    cel_write_json_string(s->out, fix->replacement);
    cel_write(s->out, "}}]}]}]");
}

static void write_result(struct sarif *s, const struct cel_diagnostic *d)
{
    cel_write(s->out, ",{\"ruleId\":\"");
    cel_write(s->out, cel_code_name(d->code));
    cel_write(s->out, "\",\"ruleIndex\":");
    cel_write_unsigned(s->out, d->code);
    cel_write(s->out, d->severity == CEL_ERROR ? ",\"level\":\"error\""
                                               : ",\"level\":\"warning\"");
    write_message(s, d->message);
    cel_write(s->out, ",\"locations\":[{");
    write_location(s, d->span);
    cel_write(s->out, "}]");
    if (d->notes != NULL)
        write_notes(s, d->notes);
    if (d->fix != NULL)
        write_fix(s, d->fix);
    cel_write_char(s->out, '}');
}

void cel_emit_sarif_results(struct cel_writer *out, struct arena *scratch,
                            const struct cel_unit *unit, struct cel_string name)
{
    struct cel_places places;
    struct sarif s = {.out = out, .places = &places, .name = name};
    struct arena_mark mark = arena_mark(scratch);
    if (!cel_index_places(scratch, &unit->source, &places))
        s.places = NULL;
    for (const struct cel_diagnostic *d = unit->diagnostics.first; d; d = d->next)
        write_result(&s, d);
    arena_release(scratch, mark);
}

void cel_emit_sarif_end(struct cel_writer *out, int status)
{
    cel_write(out, "],\"invocations\":[{\"executionSuccessful\":");
    cel_write(out, status < 2 ? "true" : "false");
    cel_write(out, ",\"exitCode\":");
    cel_write_signed(out, status);
    cel_write(out, "}]}]}\n");
}
