// The places and their changes. In: nothing. Out: a table for change_over.c, which alone reads it.
// Sources: Explanatory Supplement to the Astronomical Ephemeris (London 1961), chapter 14; H.
// Grotefend, Taschenbuch der Zeitrechnung; F. K. Ginzel, Handbuch der Chronologie III; T. Nørby,
// The Perpetual Calendar (norbyhus.dk); C. Tøndering, Calendar FAQ, 2.2.4; Wikipedia, "List of
// adoption dates of the Gregorian calendar by country". Where they disagree on a place it is left
// out, or the law decides (noted there). The date is that of the civil power; churches and other
// confessions of a place often changed at another time.
#include "lang/change_over.h"

#define TO(day) .change = {{day, CAL_GREGORIAN}}

const Locality change_over_places[] = {
    // 4 October 1582 was followed by the 15th, as the bull Inter gravissimas had it
    {.names = "Italy|Rome|Papal States|Venice|Milan|Naples|Sicily|Florence|Tuscany|Pisa|Genoa",
     TO(15821015)},
    {.names = "Spain|Castile|Aragon|Madrid", TO(15821015)},
    {.names = "Portugal|Lisbon", TO(15821015)},
    {.names = "Poland|Warsaw|Krakow|Cracow", TO(15821015)},
    {.names = "France|Paris|Lyon", TO(15821220)},

    // the Low Countries, province by province
    {.names = "Brabant|Zeeland|States General", TO(15821225)},
    {.names = "Luxembourg|Luxemburg", TO(15821225)},
    {.names = "Southern Netherlands|Belgium|Flanders|Hainaut|Artois|Brussels|Antwerp",
     TO(15830101)},
    {.names = "Holland|Amsterdam|The Hague|Leiden|Rotterdam", TO(15830112)},
    {.names = "Liège|Liege|Lüttich", TO(15830221)},
    {.names = "Gelderland|Guelders|Zutphen|Nijmegen", TO(17000712)},
    {.names = "Utrecht|Overijssel", TO(17001212)},
    {.names = "Friesland|Leeuwarden", TO(17010112)},
    // the city went over in 1583, and back after it was taken in 1594: 19 November, then the 10th
    {.names = "Groningen",
     .change = {{15830312, CAL_GREGORIAN}, {15941110, CAL_JULIAN}, {17010112, CAL_GREGORIAN}}},
    {.names = "Drenthe", TO(17010512)},

    // Catholic states of the Empire
    {.names = "Augsburg", TO(15830224)},
    {.names = "Trier|Treves", TO(15831015)},
    {.names = "Bavaria|Munich|Freising|Eichstätt", TO(15831016)},
    {.names = "Salzburg|Tyrol|Tirol|Brixen|Innsbruck", TO(15831016)},
    {.names = "Jülich|Berg|Jülich-Berg|Düsseldorf", TO(15831113)},
    {.names = "Cologne|Köln", TO(15831114)},
    {.names = "Würzburg", TO(15831115)},
    {.names = "Mainz", TO(15831122)},
    {.names = "Baden|Bishopric of Strasbourg", TO(15831127)},
    {.names = "Münster|Cleves|Kleve", TO(15831128)},
    {.names = "Carinthia|Styria|Graz", TO(15831225)},
    {.names = "Austria|Vienna", TO(15840117)},
    {.names = "Bohemia|Moravia|Prague|Lusatia", TO(15840117)},
    {.names = "Silesia|Breslau", TO(15840123)},
    {.names = "Westphalia", TO(15840712)},
    {.names = "Paderborn", TO(15850627)},
    {.names = "Hungary|Pressburg|Buda", TO(15871101)},
    {.names = "Transylvania", TO(15901225)},
    {.names = "Hildesheim", TO(16310326)},
    {.names = "Minden", TO(16680212)},

    // Protestant ones; Prussia followed Poland, the city of Strasbourg its new king
    {.names = "Prussia|Königsberg", TO(16100902)},
    {.names = "Strasbourg", TO(16820216)},
    {.names = "Protestant Germany|Brandenburg|Berlin|Saxony|Leipzig|Dresden|Hamburg|Bremen|Lübeck|"
              "Hanover|Brunswick|Hesse|Württemberg|Stuttgart|Nuremberg|Frankfurt|Mecklenburg|"
              "Pomerania|Magdeburg",
     TO(17000301)},

    // Swiss cantons; in Appenzell the old style ended with 13 December 1798
    {.names = "Lucerne|Uri|Schwyz|Zug|Fribourg|Solothurn", TO(15840122)},
    {.names = "Valais", TO(16550311)},
    {.names = "Zürich|Zurich|Bern|Basel|Schaffhausen|Geneva|Neuchâtel|Thurgau|Mulhouse|Biel",
     TO(17010112)},
    {.names = "Appenzell Ausserrhoden", TO(17981225)},

    // the North; Sweden left out one leap day in 1700 and gave it back on 30 February 1712
    {.names = "Denmark|Norway|Copenhagen|Christiania|Schleswig|Holstein", TO(17000301)},
    {.names = "Iceland|Faroe Islands", TO(17001128)},
    {.names = "Sweden|Finland|Stockholm|Helsinki|Gothenburg",
     .change = {{17000301, CAL_SWEDISH}, {17120301, CAL_JULIAN}, {17530301, CAL_GREGORIAN}}},

    // 24 Geo. II c. 23; in Alaska Friday 6 October 1867 was followed by Friday the 18th
    {.names =
         "Britain|Great Britain|England|Scotland|Wales|Ireland|United Kingdom|London|Edinburgh|"
         "Dublin|American colonies|United States|Massachusetts|Virginia|Boston|Philadelphia",
     TO(17520914)},
    {.names = "Alaska", TO(18671018), .day_twice = true},

    // the East; the laws name the days. Turkey counted Julian days, but other years: the rumi
    // calendar
    {.names = "Bulgaria|Sofia", TO(19160414)},
    {.names = "Turkey|Ottoman Empire|Istanbul|Constantinople", TO(19170301)},
    {.names = "Russia|Moscow|Petrograd|Saint Petersburg|St Petersburg|Leningrad|Soviet Russia|"
              "Belarus|Minsk|Estonia|Tallinn",
     TO(19180214)},
    {.names = "Ukraine|Kiev|Kyiv", TO(19180301)},
    {.names = "Transcaucasia|Georgia|Armenia|Azerbaijan|Tiflis|Tbilisi|Baku|Yerevan", TO(19180501)},
    {.names = "Serbia|Montenegro|Yugoslavia|Belgrade", TO(19190128)},
    {.names = "Romania|Bucharest", TO(19190414)},
    {.names = "Greece|Athens", TO(19230301)},

    // from calendars of the moon
    {.names = "Japan|Tokyo", TO(18730101), .other_before = true},
    {.names = "Korea|Seoul", TO(18960101), .other_before = true},
    {.names = "China|Peking|Beijing", TO(19120101), .other_before = true},
};

const uint32_t change_over_count = sizeof change_over_places / sizeof *change_over_places;
