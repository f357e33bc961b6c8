// Numbers as text, exactly and without the C locale: reading rounds correctly, writing gives the
// fewest digits that read back to the same value.
#ifndef GAZ_NUMBER_H
#define GAZ_NUMBER_H

#include "lang/str.h"

enum { NUMBER_TEXT = 32 }; // room for any number; what is written ends with a NUL
// Optional -, digits. False if malformed or out of range.
bool number_parse_int(Str s, int64_t *out);
// [-]digits[.digits][e[+-]digits], or E. False if malformed or infinite.
bool number_parse_real(Str s, double *out);
uint32_t number_write_int(int64_t v, char out[NUMBER_TEXT]);
// Always with a point or an exponent ("2.0", "1e+300"), so that it reads back as a real. Finite
// values only; an exponent from 1e+16 and below 1e-5.
uint32_t number_write_real(double v, char out[NUMBER_TEXT]);

#endif
