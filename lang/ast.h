// The syntax tree: exactly what was written, names not yet looked up. One flat Node serves
// expressions, stages, statements and facts; the comment beside each tag says which members it
// uses:
//   text   a name or the value of a literal (unescaped, NFC)
//   a b c  operands, NULL where absent
//   list   first of the children that are linked by next
// Nodes live in the arena of the query. span covers the whole construct, at the words an error
// points to (the operator, the name). Height is capped so that later recursive passes stay within a
// small native stack.
#ifndef GAZ_AST_H
#define GAZ_AST_H

#include "lang/date.h"
#include "lang/diag.h"
#include "lang/token.h"

typedef enum NodeTag {
    // expressions
    N_INT,      // num.i
    N_REAL,     // num.r
    N_TEXT,     // text
    N_DATE,     // date (already read), text as written
    N_DURATION, // num.i, unit
    N_TRUTH,    // num.i 0 or 1
    N_NULL,
    N_REF,      // @id: text the id, kind_name "person" of @person/743 or ""
    N_REF_NAME, // @"name": text
    N_NAME,     // text; `archive` is N_ARCHIVE
    N_ARCHIVE,
    N_CALL,      // text function, list arguments (N_ARG)
    N_FIELD,     // a . text
    N_FILTER,    // a [ b ]
    N_PIPE,      // a source, text its alias or "", list stages; also a bracketed or sole-argument
                 // pipeline
    N_LIST,      // list of expressions or N_ANNOTATED
    N_RECORD,    // list of N_MEMBER
    N_IF,        // a then b else c
    N_NOT,       // a
    N_NEG,       // a
    N_BINARY,    // op, a, b
    N_IS_NULL,   // a; flag NODE_NOT for "is not null"
    N_RANGE,     // a .. b, either may be NULL
    N_ANNOTATED, // a value, list of N_MEMBER: born: 1870 {source: @x}
    N_MEMBER,    // text: a
    N_ARG,       // [text:] a
    N_ITEM,      // [text:] a   (columns and keys)
    N_STAR,      // *
    N_KEY,       // a; flag NODE_DESC or NODE_ASC where it is written
    // stages
    S_WHERE,     // a
    S_SELECT,    // list of N_ITEM, N_STAR
    S_WITH,      // list, a = N_LIST of N_ITEM for by, or NULL
    S_SORT,      // list of N_KEY
    S_TAKE,      // a
    S_SKIP,      // a
    S_TOP,       // a, list of N_KEY
    S_SUMMARIZE, // list, a = N_LIST of N_ITEM for by, or NULL
    S_COUNT,     // a = N_LIST of N_ITEM for by, or NULL
    S_DISTINCT,  // list (may be empty)
    S_FOLLOW,    // a
    S_WALK,      // a, b = up to, or NULL
    S_EXPAND,    // a, text alias or ""
    S_JOIN,      // a source (N_PIPE without stages), b condition; flag NODE_LEFT
    S_UNION,
    S_EXCEPT,
    S_INTERSECT, // a
    S_SEARCH,    // a
    S_AS,        // text format, list of N_ARG
    S_SAVE,      // a
    S_NAME,      // text; list of N_ARG; flag NODE_CALL where it had brackets
    // statements
    T_QUERY,    // a = N_PIPE
    T_CONTINUE, // list of stages: a line that begins with | (REPL)
    T_GAZETTE,  // num.i
    T_LET,      // text, a
    T_FN,       // text, list of D_PARAM, b = D_TYPE of the result or NULL, a = body
    T_PARAM,    // text, b = D_TYPE, a = default or NULL
    T_USE,      // text
    T_SET,      // text, a
    T_ASSERT,   // a, b = message or NULL
    T_EXPECT,   // the same
    T_KIND,     // text kind, text2 collection, list of D_FIELD
    T_EXTEND,   // text kind, list of D_FIELD
    T_ARCHIVE,  // text title, list of N_MEMBER
    T_MAP,      // text kind, text2 file, list of N_MEMBER
    T_ENTITY,   // text kind, b = N_REF or NULL, list of N_MEMBER
    D_FIELD,    // text: b = D_TYPE; text2 inverse or ""; flag NODE_HIERARCHICAL
    D_TYPE,     // text; flag NODE_LIST_TYPE for [text]
    D_PARAM,    // text [: b D_TYPE] [= a]
    NODE_TAGS
} NodeTag;

typedef enum BinaryOp {
    OP_OR,
    OP_AND,
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_IN,
    OP_NOT_IN,
    OP_HAS,
    OP_TILDE,
    OP_MATCHES,
    OP_BEFORE,
    OP_AFTER,
    OP_OVERLAPS,
    OP_COALESCE,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_DIV,
    OP_IDIV,
    OP_MOD,
    BINARY_OPS
} BinaryOp;
extern const char *const binary_op_words[BINARY_OPS]; // "or", "and", "=" …

enum {
    NODE_NOT = 1,
    NODE_DESC = 2,
    NODE_LEFT = 4,
    NODE_CALL = 8,
    NODE_HIERARCHICAL = 16,
    NODE_LIST_TYPE = 32,
    NODE_BRACKETED = 64, // stood in ( ): matters to "a < b < c" hints and to printing
    NODE_ASC = 128
};

typedef struct Node Node;
struct Node {
    uint8_t tag;     // NodeTag
    uint8_t op;      // BinaryOp
    uint8_t unit;    // Unit
    uint8_t flags;   // NODE_…
    uint16_t height; // 1 + that of the highest child
    uint16_t count;  // elements of list (saturating)
    Span span, at;
    Str text, text2;
    Str kind_name; // of N_REF
    union {
        int64_t i;
        double r;
        Date date;
    } num;
    Node *a, *b, *c, *list, *next;
    const Source *source;
};

enum { NODE_HEIGHT_MAX = 200 }; // the default limit on nesting; a session may lower it

typedef struct NodeList {
    Node *first, *last;
    uint32_t count;
} NodeList;

// A parsed text: its statements linked by next. Errors are in diags; a text with errors still gives
// the statements that could be read (for completion), but must not be run.
typedef struct Program {
    const Source *source;
    Node *statements;
    uint32_t count;
} Program;

const char *node_tag_name(NodeTag tag); // "where", "call", … for the tree printer

#endif
