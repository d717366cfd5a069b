/* faults_sum.c: what comes out of a writer, added up: all that is compared of it. */
#include "tests/faults.h"

static bool add_up(void *context, const char *bytes, size_t size)
{
    static const char code[] = "E0105";
    struct faults_written *w = context;
    for (size_t i = 0; i < size; i++) {
        w->sum = (w->sum ^ (unsigned char)bytes[i]) * 1099511628211u;
        w->matched = bytes[i] == code[w->matched] ? w->matched + 1 : bytes[i] == 'E';
        if (w->matched == sizeof code - 1) {
            w->notice = true;
            w->matched = 0;
        }
    }
    w->size += size;
    return true;
}

bool faults_sum(const struct faults_calls *calls, const struct writer *writer,
                struct arena *scratch, const struct cel_unit *unit,
                struct faults_written *written)
{
    struct cel_writer out;
    *written = (struct faults_written){.sum = 14695981039346656037u};
    cel_writer_init(&out, add_up, written);
    bool good = calls->write(writer, &out, scratch, unit);
    cel_writer_flush(&out);
    return good;
}
