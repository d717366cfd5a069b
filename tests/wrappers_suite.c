/* wrappers_suite.c: log and fault around other arenas. */
#include <stdio.h>
#include <string.h>

#include "tests/arenas.h"

#if SIZE_MAX > 0xffffffff
#define SIZE_MAX_TEXT "18446744073709551615"
#else
#define SIZE_MAX_TEXT "4294967295"
#endif

/* Remembers events as a line each, without addresses. */
static void note(void *context, const struct arena_event *event)
{
    struct cel_writer *out = context;
    cel_write(out, arena_event_name(event->kind));
    if (event->old_size != 0) {
        cel_write_char(out, ' ');
        cel_write_unsigned(out, event->old_size);
    }
    if (event->align != 0) {
        cel_write_char(out, ' ');
        cel_write_unsigned(out, event->size);
        cel_write(out,
                  event->ptr != NULL && event->ptr == event->old_ptr ? " stays " : " ");
        cel_write(out, event->tag);
    }
    cel_write_char(out, '=');
    cel_write_unsigned(out, event->used);
    cel_write_char(out, '\n');
}

/* All that can happen to an arena with a limit of 400 bytes. */
static void use(struct arena *arena)
{
    arena_alloc(arena, 0, "empty");
    char *array = arena_alloc(arena, 5, "array");
    array = arena_grow(arena, array, 5, 7, "array");
    array = arena_grow(arena, array, 7, 7, "array");
    array = arena_grow(arena, array, 7, 100, "array");
    arena_grow(arena, array, 100, 500, "array");
    arena_grow(arena, array, 100, SIZE_MAX, "array");
    struct arena_mark mark = arena_mark(arena);
    arena_alloc(arena, 13, "text");
    arena_alloc(arena, 401, "text");
    arena_alloc(arena, SIZE_MAX, "text");
    arena_alloc_array(arena, SIZE_MAX / 8 + 2, 8, "texts");
    arena_release(arena, mark);
    arena_reset(arena);
    arena_alloc(arena, 8, "last");
}

void log_tells_each_event_once(struct report *report)
{
    static const char wanted[] = "alloc 0 empty=8\n"
                                 "alloc 5 array=16\n"
                                 "grow 5 7 stays array=16\n"
                                 "grow 7 100 stays array=112\n"
                                 "refused 100 500 array=112\n"
                                 "refused 100 " SIZE_MAX_TEXT " array=112\n"
                                 "mark=112\n"
                                 "alloc 13 text=128\n"
                                 "refused 401 text=128\n"
                                 "refused " SIZE_MAX_TEXT " text=128\n"
                                 "refused " SIZE_MAX_TEXT " texts=128\n"
                                 "release=112\n"
                                 "reset=0\n"
                                 "alloc 8 last=8\n"
                                 "destroy=0\n";
    static const char *const specs[] = {"log", "log,fixed", "fault:999,log",
                                        "log,fault:999"};
    for (size_t i = 0; i < COUNT(specs); i++) {
        char buffer[1024];
        struct text text = {0};
        struct cel_writer out;
        struct arena_spec spec;
        struct arena_options options = {.limit = 400};
        cel_writer_init(&out, collect, &text);
        expect(report, arena_spec_read(&spec, specs[i]), "%s", specs[i]);
        spec.buffer_size = spec.buffer_size > 0 ? sizeof buffer : 0;
        struct arena *arena = arena_spec_open(&spec, &options, buffer, note, &out);
        use(arena);
        arena_destroy(arena);
        cel_writer_flush(&out);
        if (strncmp(specs[i], "fault", 5) != 0) /* it hides what the limit refuses */
            expect_text(report, specs[i], text.bytes, wanted);
        else
            expect(report, strstr(text.bytes, "grow 7 100") != NULL, "%s", text.bytes);
    }
}

static bool break_off(void *context, const char *bytes, size_t size)
{
    (void)bytes, (void)size;
    return --*(int *)context >= 0;
}

void log_lines(struct report *report)
{
    static const struct {
        struct arena_event event; /* an event */
        const char *text;         /* its line of text */
        const char *json;         /* its line of JSON */
    } cases[] = {
        {{ARENA_EVENT_ALLOC, (void *)4096, NULL, 5, 0, 8, "text", 0, 8},
         "alloc 0x1000, 5 bytes, align 8, text\n",
         "{\"event\":\"alloc\",\"ptr\":4096,\"size\":5,\"align\":8,\"tag\":\"text\","
         "\"used\":8}\n"},
        {{ARENA_EVENT_GROW, (void *)512, (void *)256, 9, 5, 8, "a\"\\\n\x1f", 0, 16},
         "grow 0x100 to 0x200, 5 to 9 bytes, align 8, a\"\\\n\x1f\n",
         "{\"event\":\"grow\",\"ptr\":512,\"old_ptr\":256,\"size\":9,\"old_size\":5,"
         "\"align\":8,\"tag\":\"a\\\"\\\\\\u000a\\u001f\",\"used\":16}\n"},
        {{ARENA_EVENT_GROW, (void *)256, (void *)256, 9, 5, 8, "a", 0, 16},
         "grow 0x100, 5 to 9 bytes, align 8, a\n",
         "{\"event\":\"grow\",\"ptr\":256,\"old_ptr\":256,\"size\":9,\"old_size\":5,"
         "\"align\":8,\"tag\":\"a\",\"used\":16}\n"},
        {{ARENA_EVENT_REFUSED, NULL, NULL, SIZE_MAX, 0, 64, NULL, 0, 0},
         "refused " SIZE_MAX_TEXT " bytes, align 64, \n",
         "{\"event\":\"refused\",\"size\":" SIZE_MAX_TEXT ",\"align\":64,"
         "\"tag\":\"\",\"used\":0}\n"},
        {{ARENA_EVENT_REFUSED, NULL, (void *)256, 100, 7, 8, "a", 0, 8},
         "refused 0x100, 7 to 100 bytes, align 8, a\n",
         "{\"event\":\"refused\",\"old_ptr\":256,\"size\":100,\"old_size\":7,"
         "\"align\":8,\"tag\":\"a\",\"used\":8}\n"},
        {{ARENA_EVENT_MARK, NULL, NULL, 0, 0, 0, NULL, 2, 16},
         "mark 2: 16 bytes in use\n",
         "{\"event\":\"mark\",\"depth\":2,\"used\":16}\n"},
        {{ARENA_EVENT_GROW, (void *)256, (void *)256, 109, 98, 16, "a", 0, 1234567890},
         "grow 0x100, 98 to 109 bytes, align 16, a\n",
         "{\"event\":\"grow\",\"ptr\":256,\"old_ptr\":256,\"size\":109,\"old_size\":98,"
         "\"align\":16,\"tag\":\"a\",\"used\":1234567890}\n"},
        {{ARENA_EVENT_ALLOC, (void *)1, NULL, 1, 0, 8, "\x0f\x10 !", 0, 8},
         "alloc 0x1, 1 bytes, align 8, \x0f\x10 !\n",
         "{\"event\":\"alloc\",\"ptr\":1,\"size\":1,\"align\":8,"
         "\"tag\":\"\\u000f\\u0010 !\",\"used\":8}\n"},
        {{ARENA_EVENT_RELEASE, NULL, NULL, 0, 0, 0, NULL, 190, 1},
         "release 190: 1 bytes in use\n",
         "{\"event\":\"release\",\"depth\":190,\"used\":1}\n"},
        {{ARENA_EVENT_RESET, NULL, NULL, 0, 0, 0, NULL, 0, 0},
         "reset: 0 bytes in use\n",
         "{\"event\":\"reset\",\"used\":0}\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text text = {0}, json = {0};
        struct arena_log_writer writer;
        memset(&writer, 1, sizeof writer); /* nothing of what was there remains */
        arena_log_writer_init(&writer, collect, &text);
        arena_log_text(&writer, &cases[i].event);
        expect(report, arena_log_writer_flush(&writer), "it is written");
        expect_text(report, "text", text.bytes, cases[i].text);
        arena_log_writer_init(&writer, collect, &json);
        arena_log_json(&writer, &cases[i].event);
        arena_log_writer_flush(&writer);
        expect_text(report, "json", json.bytes, cases[i].json);
    }
}

/* What a sink was given. */
struct pieces {
    size_t count; /* times it was called */
    size_t last;  /* bytes, the last time */
    size_t total; /* bytes, each time */
};

static bool count_piece(void *context, const char *bytes, size_t size)
{
    struct pieces *pieces = context;
    (void)bytes;
    pieces->count++;
    pieces->last = size;
    pieces->total += size;
    return true;
}

/* A sink is called as seldom as can be, though a line may be cut in two. */
void log_hands_on_full_buffers(struct report *report)
{
    static const char line[] = "reset: 10 bytes in use\n"; /* 23 bytes */
    struct arena_event event = {.kind = ARENA_EVENT_RESET, .used = 10};
    struct pieces pieces = {0}, end = {0};
    struct arena_log_writer writer;
    arena_log_writer_init(&writer, count_piece, &pieces);
    size_t size = sizeof line - 1, whole = sizeof writer.buffer;
    for (size_t i = 1; i <= 2 * whole; i++) {
        arena_log_text(&writer, &event);
        expect(report, pieces.count == (i * size - 1) / whole,
               "%zu lines in %zu pieces", i, pieces.count);
        expect(report, pieces.last == (pieces.count > 0 ? whole : 0),
               "a piece of %zu bytes", pieces.last);
        struct arena_log_writer copy = writer;
        copy.context = &end;
        end.total = pieces.total;
        expect(report, arena_log_writer_flush(&copy) && end.total == i * size,
               "%zu lines are %zu bytes", i, end.total);
    }
    expect(report, arena_log_writer_flush(&writer) && pieces.count == 2 * size,
           "%zu pieces", pieces.count);
}

void log_outlives_its_sink(struct report *report)
{
    int calls = 2; /* the third fails */
    struct arena inner, arena;
    struct arena_log_writer writer;
    struct arena_log log = {&inner, arena_log_json, &writer};
    struct arena_options options = {.backend = &arena_logged, .setup = &log};
    arena_log_writer_init(&writer, break_off, &calls);
    arena_init(&inner, NULL);
    arena_init(&arena, &options);
    for (int i = 0; i < 1000; i++)
        expect(report, arena_alloc(&arena, 8, "object") != NULL, "object %d", i);
    arena_destroy(&arena);
    expect(report, !arena_log_writer_flush(&writer), "the failure is remembered");
    expect(report, calls == -1, "and the sink is left in peace");
    int idle = 1;
    arena_log_writer_init(&writer, break_off, &idle);
    expect(report, arena_log_writer_flush(&writer) && idle == 1,
           "with nothing to write a sink is not called");
}

/* Makes three objects and grows one; how many requests were refused. */
static int refusals(struct arena *arena)
{
    char *array = NULL;
    int refused = 0;
    for (int i = 0; i < 3; i++) {
        char *object = arena_alloc(arena, 5000, "object");
        refused += object == NULL;
        array = object != NULL ? object : array;
    }
    if (array != NULL)
        refused += arena_grow(arena, array, 5000, 100000, "object") == NULL;
    return refused;
}

void fault_fails_what_it_is_told_to(struct report *report)
{
    static const struct {
        const char *spec; /* a fault */
        int refused;      /* of four requests */
    } cases[] = {{"fault:1", 1},      {"fault:4", 1},           {"fault:5", 0},
                 {"fault:1+", 3},     {"fault:3+", 2},          {"fault:5+,malloc", 0},
                 {"fault:4,slab", 1}, {"fault:1/1", 3},         {"fault:4,host", 1},
                 {"fault:4,log", 1},  {"log,fault:4,malloc", 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct made made;
        struct arena *arena = make_arena(&made, cases[i].spec, NULL);
        int refused = refusals(arena);
        struct arena_fault *fault = arena_spec_fault(&made.spec);
        expect(report, refused == cases[i].refused, "%s: %d refused", cases[i].spec,
               refused);
        expect(report, fault->refused == (uint64_t)refused, "and counted");
        expect(report, fault->requests == (refused == 3 ? 3 : 4), "of %d",
               (int)fault->requests);
        unmake_arena(&made);
    }
}

void fault_of_blocks_leaves_the_window_open(struct report *report)
{
    struct made made;
    struct arena *arena = make_arena(&made, "fault-blocks:2+", NULL);
    size_t count = 0;
    while (arena_alloc(arena, 8, "object") != NULL && count < 10000)
        count++;
    expect(report, count > 400 && count < 520, "the first block is used up: %zu",
           count);
    expect(report, arena_spec_fault(&made.spec)->refused > 0,
           "then a block is refused");
    arena_reset(arena);
    expect(report, arena_alloc(arena, 8, "object") != NULL, "a reset makes room");
    unmake_arena(&made);
}

/* As a source of memory of one's own: without another behind it, the system's. */
void fault_as_a_source(struct report *report)
{
    struct source source = {0};
    struct arena_fault fault = {.when = ARENA_FAULT_NTH, .n = 2};
    char *first = arena_fault_source(&fault, NULL, 0, 100);
    expect(report, first != NULL, "the system serves the first request");
    expect(report, arena_fault_source(&fault, NULL, 0, 100) == NULL, "not the second");
    arena_fault_source(&fault, first, 100, 0);
    expect(report, fault.requests == 2 && fault.refused == 1,
           "giving back is no request: %d, %d refused", (int)fault.requests,
           (int)fault.refused);
    fault = (struct arena_fault){.source = serve, .source_context = &source};
    first = arena_fault_source(&fault, NULL, 0, 100);
    expect(report, first != NULL && source.held == 100, "the source behind it serves");
    arena_fault_source(&fault, first, 100, 0);
    expect(report, source.held == 0 && fault.refused == 0, "and takes back");
}

void fault_by_chance_is_reproducible(struct report *report)
{
    bool outcomes[3][2000];
    uint64_t refused[3];
    static const char *const specs[] = {"fault:1/10@7", "fault:1/10@7", "fault:1/10@8"};
    for (int round = 0; round < 3; round++) {
        struct made made;
        struct arena *arena = make_arena(&made, specs[round], NULL);
        for (int i = 0; i < 2000; i++)
            outcomes[round][i] = arena_alloc(arena, 8, "object") == NULL;
        refused[round] = arena_spec_fault(&made.spec)->refused;
        expect(report, refused[round] > 120 && refused[round] < 280,
               "about a tenth: %d of 2000", (int)refused[round]);
        unmake_arena(&made);
    }
    expect(report, memcmp(outcomes[0], outcomes[1], sizeof outcomes[0]) == 0,
           "the same seed, the same faults");
    expect(report, memcmp(outcomes[0], outcomes[2], sizeof outcomes[0]) != 0,
           "another seed, other faults");
}

/* The first eight of 2000 requests that are refused, counted from 0. */
static void first_refused(struct arena *arena, char *places, size_t room)
{
    size_t used = 0;
    for (int i = 0, shown = 0; i < 2000 && shown < 8; i++)
        if (arena_alloc(arena, 8, "object") == NULL) {
            used += (size_t)snprintf(places + used, room - used, "%d ", i);
            shown++;
        }
}

/* The same on every machine. What no generator of random numbers may begin with does
 * for a seed, too. */
void fault_by_chance_from_any_seed(struct report *report)
{
    static const struct {
        const char *spec;   /* a fault by chance */
        const char *places; /* the first requests that are refused */
    } cases[] = {{"fault:1/10@7", "4 15 40 56 68 76 80 81 "},
                 {"fault:1/10@0", "26 33 41 46 59 99 106 121 "},
                 {"fault:1/10", "26 33 41 46 59 99 106 121 "},
                 {"fault:1/10@1", "19 24 47 93 94 103 104 106 "},
                 {"fault:1/10@18446744073709551615", "2 11 16 54 61 73 75 77 "}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct made made;
        struct arena *arena = make_arena(&made, cases[i].spec, NULL);
        char places[100] = "";
        first_refused(arena, places, sizeof places);
        expect_text(report, cases[i].spec, places, cases[i].places);
        unmake_arena(&made);
    }
}

void fault_is_as_new_when_opened_again(struct report *report)
{
    static const char *const specs[] = {"fault:3", "fault-blocks:2", "fault:1/10@7"};
    for (size_t i = 0; i < COUNT(specs); i++) {
        bool refused[2][1000];
        uint64_t requests[2];
        struct arena_spec spec;
        arena_spec_read(&spec, specs[i]);
        for (int round = 0; round < 2; round++) {
            struct arena *arena = arena_spec_open(&spec, NULL, NULL, NULL, NULL);
            for (int j = 0; j < 1000; j++)
                refused[round][j] = arena_alloc(arena, 16, "object") == NULL;
            requests[round] = arena_spec_fault(&spec)->requests;
            expect(report, arena_spec_fault(&spec)->refused > 0, "%s refuses",
                   specs[i]);
            arena_destroy(arena);
        }
        expect(report, memcmp(refused[0], refused[1], sizeof *refused) == 0,
               "%s refuses the same", specs[i]);
        expect(report, requests[0] == requests[1], "%s counts anew", specs[i]);
    }
}
