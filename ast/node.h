/* node.h: the syntax tree's nodes.
 *
 * A node is a header of 16 bytes and the fields of its kind. It points at its token:
 * the operator, the opening bracket, the dot of a selection, the name; the token says
 * where the node stands, and often what its value is. Nodes own nothing and have no
 * destructor: they, their tokens and their text die together at the arena's reset.
 *
 * Sequences (list, map, call, message) have their children right behind them in the
 * same object; read them with cel_children, which knows the layout of every kind. */
#ifndef CEL_NODE_H
#define CEL_NODE_H

#include <stddef.h>
#include <stdint.h>

#include "lexer/token.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a node is; the struct in brackets holds its fields. */
enum cel_kind {
    CEL_ERROR_NODE,    /* what could not be parsed [cel_node] */
    CEL_NULL,          /* null [cel_node] */
    CEL_BOOL,          /* true (with CEL_TRUE) or false [cel_node] */
    CEL_INT,           /* 42 [cel_number] */
    CEL_UINT,          /* 42u [cel_number] */
    CEL_DOUBLE,        /* 4.2 [cel_number] */
    CEL_STRING,        /* "a" [cel_text] */
    CEL_BYTES,         /* b"a" [cel_text] */
    CEL_IDENT,         /* a, .a or an expansion's @result [cel_node] */
    CEL_SELECT,        /* a.b; in an expansion of has() a test [cel_select, cel_has] */
    CEL_CALL,          /* f(a) or a.f(b) [cel_call] */
    CEL_UNARY,         /* !a [cel_unary] */
    CEL_BINARY,        /* a + b, a.?b [cel_binary] */
    CEL_INDEX,         /* a[b] [cel_index] */
    CEL_CONDITIONAL,   /* a ? b : c [cel_conditional] */
    CEL_LIST,          /* [a, b] [cel_sequence] */
    CEL_MAP,           /* {a: b}; its children are entries [cel_sequence] */
    CEL_MESSAGE,       /* A.B{c: d}; its children are fields [cel_message] */
    CEL_ENTRY,         /* a: b in a map [cel_entry] */
    CEL_FIELD,         /* a: b in a message [cel_field] */
    CEL_COMPREHENSION, /* what a macro such as all() means [cel_comprehension] */
    CEL_KINDS          /* how many kinds there are */
};

/* Properties of a node, a bit each. */
enum cel_flags {
    CEL_OPTIONAL = 1, /* an element, entry or field with a ? before it */
    CEL_OWN_TEXT = 2, /* a cel_text whose text is not its token's */
    CEL_RESULT = 4,   /* an ident that is an expansion's accumulator, @result */
    CEL_METHOD = 8,   /* a call whose first child is the target */
    CEL_ROOTED = 16, /* its name has a dot before it; its token is a cel_rooted_token */
    CEL_TRUE = 32,   /* a bool that is true */
    CEL_EXPANSION = 64 /* made by a macro: a cel_has or a cel_comprehension */
};

/* An operator; its function name and symbol are in operator.def. */
enum cel_operator {
#define CEL_OPERATOR(name, function, symbol) CEL_OP_##name,
#include "ast/operator.def"
#undef CEL_OPERATOR
    CEL_OPERATORS /* how many operators there are */
};

/* What every node begins with. */
struct cel_node {
    uint8_t kind;   /* an enum cel_kind */
    uint8_t flags;  /* enum cel_flags, or-ed */
    uint8_t op;     /* an enum cel_operator, of the kinds that have one */
    uint8_t quotes; /* text in its token: bytes before and behind it */
    uint32_t id;    /* positive, one a node */
    const struct cel_token *token; /* where it stands */
};

/* A number literal. */
struct cel_number {
    struct cel_node node; /* token: the digits, or the minus before them */
    union {
        int64_t i;  /* of CEL_INT */
        uint64_t u; /* of CEL_UINT */
        double d;   /* of CEL_DOUBLE */
    } value;        /* what the literal means */
};

/* A string or bytes literal. Most stand in the unit's text as they are; then the node
 * ends after its header, as an ident's does. Read both with cel_text. */
struct cel_text {
    struct cel_node node;  /* token: the literal, or the field's name of a.?b */
    struct cel_string own; /* there only with CEL_OWN_TEXT: decoded, in the arena */
};

/* A selection. */
struct cel_select {
    struct cel_node node;          /* token: the dot */
    const struct cel_token *field; /* the field's name */
    struct cel_node *operand;      /* what it is selected from */
};

/* What has(a.b) is expanded to: a selection that is a test. */
struct cel_has {
    struct cel_select select;    /* token: the bracket behind `has` */
    const struct cel_call *call; /* the macro as written */
};

/* A function or method call. */
struct cel_call {
    struct cel_node node;             /* token: the opening bracket */
    const struct cel_token *function; /* the function's name */
    const struct cel_token *close;    /* the closing bracket */
    uint32_t count;                   /* of children: target, if any, and arguments */
};

/* An operator before its operand. */
struct cel_unary {
    struct cel_node node;     /* token: the operator */
    struct cel_node *operand; /* what it is applied to */
};

/* An operator between two operands; a.?b has the field's name as a string. */
struct cel_binary {
    struct cel_node node;         /* token: the operator */
    struct cel_node *operands[2]; /* left and right */
};

/* An index. */
struct cel_index {
    struct cel_binary binary;      /* token: the opening bracket */
    const struct cel_token *close; /* the closing bracket */
};

/* A conditional. */
struct cel_conditional {
    struct cel_node node;         /* token: the question mark */
    struct cel_node *operands[3]; /* condition, then, else */
};

/* A list or map. */
struct cel_sequence {
    struct cel_node node;          /* token: the opening bracket */
    const struct cel_token *close; /* the closing bracket */
    uint32_t count;                /* of children */
};

/* A message: a sequence with a type name. */
struct cel_message {
    struct cel_sequence sequence;  /* token: the opening brace */
    const struct cel_token *first; /* the type name's first token */
    struct cel_string type;        /* the type name, without blanks */
};

/* A map's entry. */
struct cel_entry {
    struct cel_node node;         /* token: the colon */
    struct cel_node *operands[2]; /* key and value */
};

/* A message's field. */
struct cel_field {
    struct cel_node node;         /* token: the colon */
    const struct cel_token *name; /* the field's name */
    struct cel_node *value;       /* its value */
};

/* The children of a comprehension, by their names in ParsedExpr. */
enum cel_part {
    CEL_PART_RANGE,     /* what it runs over */
    CEL_PART_INIT,      /* the accumulator's first value */
    CEL_PART_CONDITION, /* whether to go on */
    CEL_PART_STEP,      /* the accumulator's next value */
    CEL_PART_RESULT,    /* what it yields */
    CEL_PARTS           /* how many there are */
};

/* What the macros with a variable are expanded to. The accumulator is @result. */
struct cel_comprehension {
    struct cel_node node;              /* token: the bracket behind the macro's name */
    const struct cel_call *call;       /* the macro as written */
    const struct cel_token *variable;  /* the variable's name */
    struct cel_node *parts[CEL_PARTS]; /* see enum cel_part */
};

/* A node's children, left to right as ParsedExpr has them. */
struct cel_children {
    struct cel_node *const *items; /* the first */
    uint32_t count;                /* how many */
};

/* The children of a node of any kind. An expansion's are those of the expansion. */
struct cel_children cel_children(const struct cel_node *node);

/* Fills in the tokens that a node points at, its own first; NULL where it has
 * fewer. They live as long as the node. */
enum { CEL_NODE_TOKENS = 3 /* as many as a node may have */ };
void cel_node_tokens(const struct cel_node *node,
                     const struct cel_token *tokens[CEL_NODE_TOKENS]);

/* The macro as written that `node` is the expansion of, or NULL. */
const struct cel_call *cel_macro_call(const struct cel_node *node);

/* The kind's name ("select"), the operator's function ("_+_") and symbol ("+"). */
const char *cel_kind_name(enum cel_kind kind);
const char *cel_operator_function(enum cel_operator op);
const char *cel_operator_symbol(enum cel_operator op);

#ifdef __cplusplus
}
#endif

#endif
