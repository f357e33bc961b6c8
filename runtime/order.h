// Order without dates: events of which it is said that one comes after another. In: the bounds of
// their dates and the links between them; out: the bounds tightened as far as the links allow, what
// each new bound follows from, or the chains of facts that contradict each other. Pure: it knows
// no builder, no archive, no text.
//
// A link says: the second event starts after the first has ended and, where a reach is given, no
// later than that long after its end. Time is taken to run on between the seconds that are counted:
// an event may start in the second in which the one before it ended, but two that are fixed to the
// same second cannot follow one another, nor can events in a circle.
//
// This is a simple temporal network (R. Dechter, I. Meiri, J. Pearl, "Temporal constraint
// networks", Artificial Intelligence 49, 1991): its bounds are shortest paths from and to the
// origin of time. No link shortens a path, so Dijkstra's method finds them in the time of sorting
// the links, whatever they say; a circle of links is found beforehand by taking away, again and
// again, the events that come after none.
#ifndef GAZ_ORDER_H
#define GAZ_ORDER_H

#include "lang/arena.h"
#include "lang/date.h"

enum { BOUND_ES, BOUND_LS, BOUND_EE, BOUND_LE, BOUNDS }; // as in Date: earliest start …

#define NO_LINK UINT32_MAX

// What a bound follows from: a bound of another event (or of the same) and a link between the two.
typedef struct OrderWhy {
    uint32_t event; // NO_LINK: the event's own date, or nothing
    uint32_t link;  // NO_LINK: the other end of the same event
    uint8_t bound;  // of that event
    bool reach;     // by the reach of the link, not by its order
} OrderWhy;

typedef struct OrderEvent {
    int64_t t[BOUNDS]; // INSTANT_MIN and INSTANT_MAX where there is none
    bool moment;       // its start is its end
    OrderWhy why[BOUNDS];
    uint32_t steps[BOUNDS]; // links that the bound follows from
} OrderEvent;

typedef struct OrderLink {
    uint32_t first, second; // events
    bool reaches;
    int64_t reach_s; // no more than this after the first's end: calendar months and seconds
    int32_t reach_m;
} OrderLink;

// A contradiction: `links` lead from the event whose date is too late to the one whose date is too
// early, or, in a circle, from an event to itself. One that reaches bounds by its reach.
typedef struct OrderStep {
    uint32_t link;
    bool reach;
} OrderStep;

typedef struct OrderConflict {
    uint32_t late,
        early; // the events whose dates the chain begins and ends with; NO_LINK: a circle
    OrderStep *steps;
    uint32_t nsteps;
} OrderConflict;

typedef struct OrderNet {
    Arena *arena;
    OrderEvent *events;
    OrderLink *links;
    uint32_t nevents, nlinks;
    OrderConflict *conflicts; // at most one for each group of events that hang together
    uint32_t nconflicts;
    size_t conflict_cap;
} OrderNet;

// Tightens events' bounds in place. Where there are conflicts, those of the events that hang
// together with them mean nothing.
void order_solve(OrderNet *net);

#endif
