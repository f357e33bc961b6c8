// The words of dates: a row for each meaning, in it the words of English, German, French and
// Russian. Data only. A phrase of several words wins over its first word alone.
#include "lang/phrase_impl.h"

const WordRow phrase_words[] = {
    // --- months -----------------------------------------------------------------------------
    {W_MONTH, 1, "january|jan|januar|janner|jaenner|janr|janvier|janv|январь|января|январе|янв"},
    {W_MONTH, 2,
     "february|feb|febr|februar|feber|fevrier|fevr|fev|февраль|февраля|феврале|февр|фев"},
    {W_MONTH, 3, "march|mar|marz|maerz|mars|март|марта|марте|мар"},
    {W_MONTH, 4, "april|apr|avril|avr|апрель|апреля|апреле|апр"},
    {W_MONTH, 5, "may|mai|маи|мая|мае"},
    {W_MONTH, 6, "june|jun|juni|juin|июнь|июня|июне|июн"},
    {W_MONTH, 7, "july|jul|juli|juillet|juill|juil|июль|июля|июле|июл"},
    {W_MONTH, 8, "august|aug|augst|aout|август|августа|августе|авг"},
    {W_MONTH, 9, "september|sept|sep|septbr|septembre|сентябрь|сентября|сентябре|сент|сен"},
    {W_MONTH, 10, "october|oct|oktober|okt|octbr|oktbr|octobre|октябрь|октября|октябре|окт"},
    {W_MONTH, 11, "november|nov|novbr|novembre|ноябрь|ноября|ноябре|нояб|ноя"},
    {W_MONTH, 12, "december|dec|dezember|dez|decbr|dezbr|decembre|декабрь|декабря|декабре|дек"},
    {W_REPUBLICAN, 1, "vendemiaire"},
    {W_REPUBLICAN, 2, "brumaire"},
    {W_REPUBLICAN, 3, "frimaire"},
    {W_REPUBLICAN, 4, "nivose"},
    {W_REPUBLICAN, 5, "pluviose"},
    {W_REPUBLICAN, 6, "ventose"},
    {W_REPUBLICAN, 7, "germinal"},
    {W_REPUBLICAN, 8, "floreal"},
    {W_REPUBLICAN, 9, "prairial"},
    {W_REPUBLICAN, 10, "messidor"},
    {W_REPUBLICAN, 11, "thermidor|fervidor"},
    {W_REPUBLICAN, 12, "fructidor"},
    {W_REPUBLICAN, 13, "jour complementaire|jours complementaires|complementaire|sansculottide"},
    {W_SEASON, 21,
     "spring|springtime|fruhling|fruhjahr|lenz|printemps|весна|весны|весне|весну|весною|веснои"},
    {W_SEASON, 22, "summer|summertime|sommer|ete|лето|лета|лету|лете|летом"},
    {W_SEASON, 23, "autumn|fall|herbst|automne|осень|осени|осенью"},
    {W_SEASON, 24, "winter|wintertime|hiver|зима|зимы|зиме|зиму|зимою|зимои"},

    // --- weekdays ---------------------------------------------------------------------------
    {W_WEEKDAY, 1, "monday|mon|montag|mo|lundi|lun|пн|понедельник|понедельника"},
    {W_WEEKDAY, 2, "tuesday|tue|tues|dienstag|dienstg|di|вт|mardi|вторник|вторника"},
    {W_WEEKDAY, 3, "wednesday|wed|weds|mittwoch|mercredi|mer|ср|среда|среду|среды"},
    {W_WEEKDAY, 4, "thursday|thu|thur|thurs|donnerstag|do|jeudi|jeu|чт|четверг|четверга"},
    {W_WEEKDAY, 5, "friday|fri|freitag|fr|vendredi|ven|пт|пятница|пятницу|пятницы"},
    {W_WEEKDAY, 6, "saturday|sat|samstag|sonnabend|sa|samedi|sam|сб|суббота|субботу|субботы"},
    {W_WEEKDAY, 7, "sunday|sun|sonntag|so|dimanche|dim|вс|воскресенье|воскресенья"},

    // --- feasts -----------------------------------------------------------------------------
    {W_FEAST, FEAST_CHRISTMAS,
     "christmas|christmas day|xmas|weihnachten|weihnacht|weihnachtstag|noel|рождество|"
     "рождества"},
    {W_FEAST, FEAST_CHRISTMAS_EVE,
     "christmas eve|heiligabend|heiliger abend|heiligen abend|weihnachtsabend|"
     "veille de noel|сочельник"},
    {W_FEAST, FEAST_NEW_YEAR,
     "new years day|new year s day|new year|neujahr|neujahrstag|jour de l an|nouvel an"},
    {W_FEAST, FEAST_NEW_YEARS_EVE,
     "new years eve|new year s eve|silvester|sylvester|silvesterfeier|saint sylvestre|"
     "st sylvestre"},
    {W_FEAST, FEAST_EPIPHANY, "epiphany|twelfth day|dreikonig|dreikonigstag|epiphanie"},
    {W_FEAST, FEAST_CANDLEMAS, "candlemas|lichtmess|maria lichtmess|chandeleur"},
    {W_FEAST, FEAST_LADY_DAY, "lady day|annunciation|maria verkundigung|annonciation"},
    {W_FEAST, FEAST_MIDSUMMER,
     "midsummer day|st john s day|johannis|johannistag|saint jean|st jean"},
    {W_FEAST, FEAST_LAMMAS, "lammas|lammas day"},
    {W_FEAST, FEAST_MICHAELMAS,
     "michaelmas|michaelmas day|michaelis|michaelistag|michaeli|saint michel|st michel"},
    {W_FEAST, FEAST_ALL_SAINTS, "all saints day|all saints|all hallows|allerheiligen|toussaint"},
    {W_FEAST, FEAST_MARTINMAS, "martinmas|martini|martinstag|saint martin|st martin"},
    {W_FEAST, FEAST_EASTER,
     "easter|easter day|easter sunday|ostern|ostersonntag|paques|пасха|пасхи|пасху"},
    {W_FEAST, FEAST_GOOD_FRIDAY, "good friday|karfreitag|charfreitag|vendredi saint"},
    {W_FEAST, FEAST_EASTER_MONDAY, "easter monday|ostermontag|lundi de paques"},
    {W_FEAST, FEAST_ASCENSION,
     "ascension|ascension day|christi himmelfahrt|himmelfahrtstag|вознесение"},
    {W_FEAST, FEAST_PENTECOST,
     "pentecost|whitsun|whitsunday|whit sunday|pfingsten|pfingstsonntag|pentecote|троица|"
     "троицу"},
    {W_FEAST, FEAST_WHIT_MONDAY, "whit monday|pfingstmontag|lundi de pentecote"},
    {W_FEAST, FEAST_CORPUS_CHRISTI, "corpus christi|fronleichnam|fete dieu"},
    {W_FEAST, FEAST_ASH_WEDNESDAY, "ash wednesday|aschermittwoch|mercredi des cendres"},
    {W_FEAST, FEAST_PALM_SUNDAY, "palm sunday|palmsonntag|dimanche des rameaux"},

    // --- how surely -------------------------------------------------------------------------
    {W_CIRCA, 1, "c"}, // after a number: century
    {W_CIRCA, 0,
     "circa|ca|cca|on or about|cir|about|around|near|approx|approximately|roughly|some time "
     "around|um|um "
     "den|etwa|"
     "zirka|gegen|ungefahr|rund|vers|environ|env|autour|около|ок|примерно|прибл|приблизительно|"
     "approximate|abt|um das jahr"},
    {W_UNCERTAIN, 0,
     "perhaps|maybe|probably|possibly|presumably|prob|poss|uncertain|guess|likely|apparently|"
     "conjectured|supposedly|allegedly|vielleicht|vermutlich|wohl|wahrscheinlich|moglicherweise|"
     "vmtl|vermutl|wahrsch|angeblich|"
     "peut etre|probablement|sans doute|вероятно|возможно|предположительно|предп|questionable"},

    // --- before, after, between -------------------------------------------------------------
    {W_BEFORE, 0,
     "before|prior to|earlier than|bef|vor|vor dem|avant|avant le|ante|pre|раньше|ранее|перед"},
    {W_AFTER, 0, "after|later than|aft|nach|nach dem|apres|apres le|post|после|позже"},
    {W_LATEST, 0,
     "by|not after|no later than|not later than|pas apres|at the latest|spatestens|nicht nach|"
     "nicht spater als|au plus tard|au plus tard en|не позднее|не позже|terminus ante quem|"
     "bis spatestens|on or before|in or before|к|ко"},
    {W_EARLIEST, 0,
     "not before|no earlier than|not earlier than|pas avant|at the earliest|fruhestens|nicht vor|"
     "nicht fruher als|au plus tot|au plus tot en|не ранее|не раньше|terminus post quem|"
     "on or after|in or after"},
    {W_BETWEEN, 0, "between|betw|bet|zwischen|zw|entre|между|some time between"},
    {W_UNKNOWN, 0,
     "unknown|unknown date|date unknown|unbekannt|unbekanntes datum|datum unbekannt|inconnu|"
     "date inconnue|неизвестно|неизв"},
    {W_EARLIER, 0, "earlier|fruher|avant cela"},
    {W_EARLIER, 1, "later|spater|plus tard|позднее"},
    {W_AND, 0, "and|und|u|et|и|&"},
    {W_OR, 0, "or|oder|od|ou|или|либо|bzw|resp"},
    {W_FROM, 0, "von|vom|de|du|from the|entstanden|от"},
    {W_FROM, 1, "from|с|со"},
    {W_SINCE, 0, "since|seit|seit dem|ab|depuis|a partir de|a partir du|начиная с|as of"},
    {W_TO, 0, "a|au|auf|auf den|на"},
    {W_TO, 1,
     "to|through|thru|until|till|up to|bis|bis zum|bis zu|jusqu en|jusqu a|jusqu au|jusque|по"},
    {W_TO, 2, "до"}, // before or until
    {W_FOLLOWING, 1, "f"},
    {W_FOLLOWING, 2, "ff|fgg|et seq|et seqq|et suiv|onwards|onward|и далее|и след"},

    // --- parts ------------------------------------------------------------------------------
    {W_PART, 1,
     "early|beginning|start|anfang|anf|anfg|anfangs|beginn|fruh|fruhe|fruhen|fruhes|debut|"
     "commencement|"
     "начало|начала|начале|нач"},
    {W_PART, 2, "mid|middle|mitte|mitt|milieu|mi|середина|середины|середине|сер"},
    {W_PART, 3, "late|end|ende|ausgang|spat|spate|spaten|spates|fin|конец|конца|конце|кон"},
    {W_FRACTION, 2, "half|halfte|halbjahr|moitie|половина|половины|половине|пол|semestre|semester"},
    {W_FRACTION, 3, "drittel|tiers|треть|трети"},
    {W_FRACTION, 4, "quarter|viertel|quartal|vtl|quart|trimestre|четверть|четверти|четв|квартал"},
    {W_LAST, 0,
     "last|letzte|letzter|letztes|letzten|dernier|derniere|последняя|последнеи|последнии"},
    {W_ORDINAL, 1,
     "first|erste|erster|erstes|ersten|premier|premiere|первыи|первого|первом|первая|первои"},
    {W_ORDINAL, 2,
     "second|zweite|zweiter|zweites|zweiten|deuxieme|second|seconde|второи|второго|вторая"},
    {W_ORDINAL, 3, "third|dritte|dritter|drittes|dritten|troisieme|третии|третьего|третья|третьеи"},
    {W_ORDINAL, 4,
     "fourth|vierte|vierter|viertes|vierten|quatrieme|четвертыи|четвертого|четвертая"},
    {W_ORDINAL, 5, "fifth|funfte|funften|funftes|cinquieme|пятыи|пятого"},
    {W_ORDINAL, 6, "sixth|sechste|sechsten|sechstes|sixieme|шестои|шестого"},
    {W_ORDINAL, 7, "seventh|siebte|siebten|siebtes|siebente|septieme|седьмои|седьмого"},
    {W_ORDINAL, 8, "eighth|achte|achten|achtes|huitieme|восьмои|восьмого"},
    {W_ORDINAL, 9, "ninth|neunte|neunten|neuntes|neuvieme|девятыи|девятого"},
    {W_ORDINAL, 10, "tenth|zehnte|zehnten|zehntes|dixieme|десятыи|десятого"},
    {W_ORDINAL, 11, "eleventh|elfte|elften|elftes|onzieme|одиннадцатыи|одиннадцатого"},
    {W_ORDINAL, 12, "twelfth|zwolfte|zwolften|zwolftes|douzieme|двенадцатыи|двенадцатого"},
    {W_ORDINAL, 13,
     "thirteenth|dreizehnte|dreizehnten|dreizehntes|treizieme|тринадцатыи|тринадцатого"},
    {W_ORDINAL, 14,
     "fourteenth|vierzehnte|vierzehnten|vierzehntes|quatorzieme|четырнадцатыи|четырнадцатого"},
    {W_ORDINAL, 15,
     "fifteenth|funfzehnte|funfzehnten|funfzehntes|quinzieme|пятнадцатыи|пятнадцатого"},
    {W_ORDINAL, 16,
     "sixteenth|sechzehnte|sechzehnten|sechzehntes|seizieme|шестнадцатыи|шестнадцатого"},
    {W_ORDINAL, 17,
     "seventeenth|siebzehnte|siebzehnten|siebzehntes|dix septieme|семнадцатыи|семнадцатого"},
    {W_ORDINAL, 18,
     "eighteenth|achtzehnte|achtzehnten|achtzehntes|dix huitieme|восемнадцатыи|"
     "восемнадцатого"},
    {W_ORDINAL, 19,
     "nineteenth|neunzehnte|neunzehnten|neunzehntes|dix neuvieme|девятнадцатыи|"
     "девятнадцатого"},
    {W_ORDINAL, 20, "twentieth|zwanzigste|zwanzigsten|zwanzigstes|vingtieme|двадцатыи|двадцатого"},
    {W_ORDINAL, 21,
     "twenty first|einundzwanzigste|einundzwanzigsten|vingt et unieme|двадцать первыи|"
     "двадцать первого"},

    // --- centuries, years, eras, calendars --------------------------------------------------
    {W_SUFFIX, 0, "st|nd|rd|th|re|e|eme|ieme|nde|ere|te|ten|ter|ste|sten|го|ого|я|ая|и|ыи|ом|ва"},
    {W_SUFFIX, 1, "er|ern|ers|ies|х|е|ые|ых"}, // 1920er, 1920-х; also 1er
    {W_SUFFIX, 2, "s"},                        // 1840s; XVIIIe s.
    {W_CENTURY, 0,
     "century|centuries|cent|cents|centy|jahrhundert|jahrhunderts|jahrhunderte|jahrhunderten|jh|"
     "jhs|"
     "jhd|jhdt|jhdts|jhrh|jahrh|siecle|siecles|siec|век|века|веке|веков|веках|вв|столетие|"
     "столетия|столетии|ст"},
    {W_MILLENNIUM, 0,
     "millennium|millennia|jahrtausend|jahrtausends|jt|jtsd|jahrtsd|millenaire|"
     "тысячелетие|тысячелетия"},
    {W_YEARS, 0, "jahre|jahren|years|годы|годов|годах|гг|decade"},
    {W_YEARS, 1, "annees"}, // before its number
    {W_ERA, 1,
     "bc|bce|b c|b c e|before christ|v chr|vor chr|v chr geb|vor christus|vor christi geburt|"
     "v u z|vor unserer zeitrechnung|v d z|av j c|avant j c|av jc|avant jc|avant jesus christ|"
     "av n e|avant notre ere|до н э|до р х|до нашеи эры|до рождества христова|a chr"},
    {W_ERA, 2,
     "ad|a d|ce|c e|anno domini|anno dom|n chr|nach chr|nach christus|nach christi geburt|u z|"
     "n u z|unserer zeitrechnung|ap j c|apres j c|ap jc|apres jc|apres jesus christ|de notre ere|"
     "н э|нашеи эры|от р х|p chr|n d z"},
    {W_STYLE, 1,
     "os|o s|old style|a st|alten stils|alter stil|v st|vieux style|ancien style|ст ст|"
     "с ст|по старому стилю|старого стиля|старыи стиль|julian|julian calendar|julianisch"},
    {W_STYLE, 2,
     "ns|n s|new style|n st|neuen stils|neuer stil|nouveau style|н ст|по новому стилю|"
     "нового стиля|новыи стиль|gregorian|gregorian calendar|gregorianisch"},

    // --- hours ------------------------------------------------------------------------------
    {W_CLOCK, 1, "uhr|o clock|oclock|hrs|hours|heures|heure|h|hr|часов|часа|час|ч"},
    {W_CLOCK, 2, "am|a m"},
    {W_CLOCK, 3, "pm|p m"},
    {W_CLOCK, 4, "min|minuten|minutes|минут|минуты|мин"},
    {W_DAYPART, 6, "early hours|small hours|wee hours|before dawn|fruhen morgenstunden|ночи"},
    {W_DAYPART, 612,
     "morning|morgen|morgens|am morgen|vormittag|vormittags|am vormittag|vorm|matin|matinee|"
     "утро|утром|утра|in the morning|du matin"},
    {W_DAYPART, 1113, "noon|midday|mittag|mittags|am mittag|midi|полдень|полудень"},
    {W_DAYPART, 1218,
     "afternoon|nachmittag|nachmittags|am nachmittag|nachm|apres midi|днем|дня|in the afternoon"},
    {W_DAYPART, 1724,
     "evening|abend|abends|am abend|abds|abd|soir|soiree|вечер|вечером|вечера|in the evening|"
     "du soir"},
    {W_DAYPART, NIGHT, "night|nacht|nachts|nuit|ночь|ночью|overnight"},
    {W_DAYPART, NIGHT_TO, "nacht zum|nacht auf|nacht auf den|ночь на"},

    // --- what says nothing ------------------------------------------------------------------
    {W_NOISE, 1, "в"},     // after a number: century
    {W_NOISE, 2, "on|an"}, // from 1905 on
    {W_NOISE, 0,
     "the|of|in|at|during|year|month|day|der|die|das|den|dem|des|d|im|zu|zum|zur|an der|jahr|jahre "
     "s|"
     "jahres|tag|le|la|les|l|en|annee|dans|un|une|jour|mois|во|год|года|году|годом|г|anno|"
     "republique|republicain|fl|flourished|floruit|active|act|b|born|died|dated|date|undated|nee|"
     "ne|mort|morte|geb|"
     "geboren|gest|gestorben|datiert|род|родился|родилась|ум|умер|умерла|wirkt|tatig|erw|"
     "erwahnt|shortly|just|kurz|bald|peu|some time|sometime|unserem|on the|as early as|schon|"
     "о|об|этого|числа|a day|a year|a month|then|to the"},
};

const uint32_t phrase_nwords = sizeof phrase_words / sizeof *phrase_words;
