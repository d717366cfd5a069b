/* cellar.h: all of the library: #include this, link with -lcellar.
 *
 * The floors, from the ground: arena (memory), diag (text and messages), lexer, ast,
 * parser, emit. Each may be included alone. */
#ifndef CELLAR_H
#define CELLAR_H

#define CELLAR_VERSION "0.1.0"

#include "arena/arena.h"
#include "arena/backends.h"
#include "arena/fault.h"
#include "arena/log.h"
#include "arena/sources.h"
#include "arena/spec.h"
#include "arena/stats.h"
#include "ast/node.h"
#include "ast/unit.h"
#include "ast/walk.h"
#include "diag/diagnostic.h"
#include "diag/render.h"
#include "diag/source.h"
#include "diag/span.h"
#include "diag/utf8.h"
#include "diag/width.h"
#include "diag/writer.h"
#include "emit/emit.h"
#include "lexer/lexer.h"
#include "lexer/token.h"
#include "parser/parser.h"

#endif
