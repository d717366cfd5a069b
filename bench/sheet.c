/* sheet.c: writing tables. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/csv.h"

static void free_names(struct bench_sheet *sheet)
{
    free(sheet->path);
    free(sheet->temporary);
    *sheet = (struct bench_sheet){0};
}

static void complain(const char *path)
{
    fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
}

bool bench_sheet_open(struct bench_sheet *sheet, const char *folder, const char *name,
                      const char *header)
{
    sheet->path = bench_text("%s/%s", folder, name);
    sheet->temporary = bench_text("%s/%s.part", folder, name);
    sheet->file = fopen(sheet->temporary, "w");
    if (sheet->file == NULL) {
        complain(sheet->temporary);
        free_names(sheet);
        return false;
    }
    fprintf(sheet->file, "%s\n", header);
    return true;
}

void bench_sheet_text(struct bench_sheet *sheet, const char *text, char end)
{
    if (text[strcspn(text, ",\"\r\n")] == '\0') {
        fprintf(sheet->file, "%s%c", text, end);
        return;
    }
    putc('"', sheet->file);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putc('"', sheet->file);
        putc(*text, sheet->file);
    }
    fprintf(sheet->file, "\"%c", end);
}

void bench_sheet_number(struct bench_sheet *sheet, double number, int digits, char end)
{
    if (isfinite(number))
        fprintf(sheet->file, "%.*g%c", digits, number, end);
    else
        putc(end, sheet->file);
}

bool bench_sheet_close(struct bench_sheet *sheet)
{
    bool good = fflush(sheet->file) == 0 && !ferror(sheet->file);
    good = fclose(sheet->file) == 0 && good;
    good = good && rename(sheet->temporary, sheet->path) == 0;
    if (!good) {
        complain(sheet->path);
        remove(sheet->temporary);
    }
    free_names(sheet);
    return good;
}

void bench_sheet_drop(struct bench_sheet *sheet)
{
    fclose(sheet->file);
    remove(sheet->temporary);
    free_names(sheet);
}
