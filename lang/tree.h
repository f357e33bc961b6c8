// The typed tree: what a checked query means. Names are resolved to slots, fields and functions,
// every node has its type, conversions are explicit. Immutable once made; it lies in the arena of
// its script (definitions: of the session).
//
// Scopes. An expression is worked out for the rows of a frame. Slot (depth, n) is vector n of the
// frame `depth` levels out: 0 is the innermost row, 1 the row around a list filter or inner query,
// and so on. A frame's slots are laid out by its RowType: `it` first where the row is an entity or
// plain value, then its columns.
#ifndef GAZ_TREE_H
#define GAZ_TREE_H

#include "lang/ast.h"
#include "lang/catalog.h"

typedef enum ExprTag {
    X_CONST,    // value; `number` caches it for the run
    X_SLOT,     // depth, slot
    X_FIELD,    // a: an entity of kind a->type->kind; field: index in that kind
    X_ANYFIELD, // a: an entity of any kind; name: the field (one type in all kinds that have it);
                // value.v.text: a 1 for each kind in which it is hidden, or ""
    X_CALL,     // fn: a built-in; args (NULL where left out)
    X_OP,       // op on args[0], args[1]
    X_AND,
    X_OR,
    X_COALESCE, // args[0], args[1] (the second only where needed)
    X_NOT,
    X_MAYBE,
    X_UNKNOWN,
    X_IS_NULL, // args[0]
    X_IF,      // args[0] ? args[1] : args[2]
    X_MAP, // args[0] a list; args[1] in each element (frame slot 0); joined end to end where that
           // is a list
    X_FILTER, // args[0] a list; args[1] a condition in each element
    X_ANY,
    X_ALL,     // args[0] a list; args[1] a condition in each element
    X_AGG,     // fn an aggregate; args[0] a list (NULL only for count() in summarize)
    X_IN_LIST, // args[0] one value; args[1] a list; args[2] the test in a frame of its own: slot 0
               // is the element,
               //   slot 1 the value
    X_QUERY,   // pipe: the list of its rows, or of its only column's values; `number` caches it if
               // not correlated
    X_LIST,    // args
    X_RECORD,  // args by the type's fields
    X_MEMBER,  // args[0] a record; slot: the field's index
    X_PARAM,   // param: its value; `number`
    X_LET,     // let: its value, worked out at most once; `number`
    X_USER,    // user: a checked function; args are slots 0 … of the body's frame
    EXPR_TAGS
} ExprTag;

typedef enum ExprOp { // operators on one value each, chosen by the types
    XO_EQ,
    XO_NE, // any types that can be equal; int and real mixed exactly
    XO_LT,
    XO_LE,
    XO_GT,
    XO_GE, // numbers, texts, truths
    XO_DATE_BEFORE,
    XO_DATE_AFTER,
    XO_DATE_NOT_BEFORE,
    XO_DATE_NOT_AFTER,
    XO_DATE_IN,
    XO_DATE_OVERLAPS,
    XO_DATE_EQ,
    XO_DUR_LT,
    XO_DUR_LE,
    XO_DUR_GT,
    XO_DUR_GE,
    XO_DUR_EQ,
    XO_IN_RANGE, // args: number or text, lower end, upper end (an end may be NULL: open)
    XO_BELOW,    // entity in entity: equal or somewhere below by the kind's hierarchical link
    XO_ADD,
    XO_SUB,
    XO_MUL,
    XO_DIV,
    XO_IDIV,
    XO_MOD,
    XO_NEG, // numbers
    XO_CONCAT,
    XO_DATE_SUB, // date - date
    XO_DATE_ADD_DUR,
    XO_DATE_SUB_DUR,
    XO_DUR_ADD,
    XO_DUR_SUB,
    XO_DUR_MUL,
    XO_DUR_DIV,
    XO_DUR_RATIO, // duration / duration
    XO_DUR_NEG,
    XO_INT_TO_REAL,
    XO_DATE_PERIOD, // conversions; the period of a date written in the query or a parameter
    XO_DATE_RANGE,  // date .. date, either side may be missing (open)
    XO_TILDE,       // text ~ pattern
    XO_MATCHES,     // text matches regex
    EXPR_OPS
} ExprOp;
extern const char *const expr_op_names[EXPR_OPS];

typedef struct Value {
    const Type *type;
    bool missing;
    union {
        int64_t i; // int, truth, entity
        double r;
        Str text;
        Date date;
        Duration dur;
    } v;
} Value;

typedef struct Expr Expr;
typedef struct Pipe Pipe;
typedef struct UserFn UserFn;
typedef struct Let Let;
typedef struct Param Param;

struct Expr {
    uint8_t tag;   // ExprTag
    uint8_t op;    // ExprOp
    bool can_fail; // it, or something in it, may raise an error
    bool written;  // a date written in the query, or a parameter: stands for its whole period
    uint16_t height;
    uint32_t nargs;
    uint32_t outer;  // frames it reads: bit d is set if it reads depth d (bit 31: deeper). 0: the
                     // same for all rows
    uint32_t number; // index of the run's cache, from 1 on; 0: this kind of expression has none
    uint32_t depth, slot, field;
    const Type *type;
    const Source *source;
    Span span;
    Str words; // as written: the name of an unnamed column
    Str name;
    Expr **args;
    const FnSig *fn;
    Circa circa; // the `set circa` that held here (date operators)
    Value value;
    union {
        Pipe *pipe;
        UserFn *user;
        Let *let;
        Param *param;
    } u;
};

// ---- rows -----------------------------------------------------------------------------------

// What `set search_k1` and its neighbours say of the ranking of `search` (runtime/word_search.h).
typedef struct RankSettings {
    double k1, b, title, text; // title: of names too
} RankSettings;

typedef struct RowColumn {
    Str name;
    const Type *type;
    Str words;    // how an unnamed column was written, which calls it later; else ""
    bool as_name; // named by `expand … as x`: inner expressions see it too
    bool written; // a parameter that was given a date written in the query
} RowColumn;

// What a row of a pipeline is at one point of it. Slots: `it` is slot 0 where it != NULL (an entity
// or a plain value), and the columns follow.
typedef struct RowType {
    const Type *it; // NULL: a record of the columns
    const RowColumn *columns;
    uint32_t ncolumns;
    bool ordered;   // a sort, top or count by came before, with only row-keeping stages between
    Str alias;      // people as p
    Expr *searched; // the words of the last `search`, while its rows last; NULL: there was none
} RowType;

static inline uint32_t row_slots(const RowType *r) { return r->ncolumns + (r->it ? 1u : 0u); }
static inline uint32_t row_column_slot(const RowType *r, uint32_t column) {
    return column + (r->it ? 1u : 0u);
}

typedef enum StageTag {
    P_WHERE,  // exprs[0]
    P_SELECT, // exprs: the new columns, in order of out's
    P_WITH,   // exprs; target[i]: slot that it fills (a new one, or one redefined)
    P_SORT,   // exprs keys; desc[i]
    P_TAKE,
    P_SKIP,      // exprs[0], read outside the rows
    P_TOP,       // count; exprs keys; desc[i] (already turned: top is greatest first)
    P_SUMMARIZE, // exprs[0 .. nkeys) keys in the row, then the items in a group's frame (see
                 // GroupAgg)
    P_COUNT,     // one row
    P_DISTINCT,  // exprs (none: the whole row)
    P_FOLLOW,    // exprs[0]: entity or list of entities
    P_EXPAND,    // exprs[0]; target[0]: slot that it fills
    P_SEARCH, // count: the text; target[0]: the score's slot, target[1 … nkeys]: fields searched
    // of the next five, exprs[0] is what is counted: a text's words, or entities and texts of lists
    P_FREQUENCIES,
    P_COLLOCATES, // count: the pattern, width: the window; or, count NULL, exprs[1]: a condition
    P_KEYNESS,    // other; exprs[1]: what is counted of its rows
    P_TREND, // count: the pattern; exprs[1 … nkeys]: keys; exprs[nkeys + 1]: the issue, if any
    P_VOCABULARY, // exprs[1 … nkeys]: keys
    P_UNION,
    P_EXCEPT,
    P_INTERSECT, // other
    STAGE_TAGS
} StageTag;

// Every outermost aggregate of the items of P_SUMMARIZE, with its argument checked in the row. The
// items themselves are worked out in a group's frame: slots 0 … nkeys - 1 are the keys, then one
// slot for each GroupAgg.
typedef struct GroupAgg {
    const FnSig *fn;  // NULL: the list of the rows' values (a field outside an aggregate)
    Expr *arg;        // in the row; NULL for count()
    const Type *type; // of the result
    const Expr *call; // where to complain
    bool joined;      // arg is a list: its elements are aggregated
} GroupAgg;

typedef struct Stage Stage;
struct Stage {
    uint8_t tag;
    Stage *next;
    Span span, at;
    const Source *source;
    Expr **exprs;
    uint32_t nexprs, nkeys;
    bool *desc;
    uint32_t *target;
    Expr *count;       // of P_TOP; of P_SEARCH the words; of P_COLLOCATES, P_TREND the pattern
    Expr *width;       // of P_COLLOCATES: the window, or NULL
    RankSettings rank; // of P_SEARCH
    GroupAgg *aggs;
    uint32_t naggs;
    Pipe *other; // of P_KEYNESS, P_UNION …
    RowType in, out;
};

typedef enum SourceTag {
    FROM_KIND, // all entities of a kind, in archive order
    FROM_LIST, // the elements of a list, or the one value of an expression (an entity is one row)
    FROM_VALUE // a single value that is not a table: one row, column `value`
} SourceTag;

// How the result is to be shown: `as FORMAT(options)`, `save "file"`.
typedef struct Show {
    Str format, save, title; // "" where not given
    uint32_t x, y;           // 1 + the slot of a column that is drawn; 0: not given
    uint32_t date, color;    // the same, of a timeline (whose label is x)
    uint32_t bins, width;    // 0: not given
    Duration bin;            // all 0: not given
    Circa circa;             // how far a timeline draws what is in doubt
} Show;

struct Pipe {
    uint8_t from;  // SourceTag
    uint32_t kind; // FROM_KIND
    Expr *list;    // FROM_LIST, FROM_VALUE
    RowType first; // the source's rows
    Stage *stages;
    uint32_t nstages;
    RowType out;
    uint32_t outer; // frames around it that it reads, as Expr.outer seen from where it stands
    bool can_fail;
    Str words; // of the whole query, continued lines with it
    Show show;
    uint32_t hidden; // so many of the last columns are drawn by `as`, and by nothing else
    const Source *source;
    Span span;
};

// ---- definitions ----------------------------------------------------------------------------

struct Param {
    Str name;
    const Type *type;
    Expr *init; // default, or NULL
    uint32_t number;
    const Source *source;
    Span span;
};

struct Let {
    Str name;
    Expr *expr;
    const Node *literal; // a let of only a literal: checked anew at each use, as number or as year
    uint32_t number;
    Circa circa;
    const Source *source;
    Span span;
};

struct UserFn {
    Str name;
    const Type **params; // this instance's types …
    bool *written;       // … and which are dates written in the query
    uint32_t nparams;
    const Type *result;
    Expr *body; // NULL while it is being checked (recursion)
    Span span;
};

typedef enum StatementTag { DO_QUERY, DO_ASSERT } StatementTag;

typedef struct Statement {
    uint8_t tag;
    Pipe *query;
    Expr *condition; // DO_ASSERT
    Expr *message;   // a text that is worked out where it is not true, or NULL
    const Source *source;
    Span span;
    struct Statement *next;
} Statement;

typedef struct Checked {
    Statement *statements;
    uint32_t numbers; // caches that a run needs
} Checked;

#endif
