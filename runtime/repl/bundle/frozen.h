// The bundled archive as one frozen block (made by freeze.c while building).
#ifndef GAZ_FROZEN_H
#define GAZ_FROZEN_H

extern const unsigned char frozen_archive[];
extern const unsigned long frozen_archive_size;

#endif
