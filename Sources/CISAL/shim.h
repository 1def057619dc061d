/* ISA-L for Swift: the version of the headers, and its inflate. Used only with the package trait ISAL. */
#ifndef CISAL_SHIM_H
#define CISAL_SHIM_H

#include <isa-l.h>

#endif
