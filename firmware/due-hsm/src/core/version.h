/* version.h - the firmware's version, as WELCOME reports it. */
#ifndef DUE_HSM_VERSION_H
#define DUE_HSM_VERSION_H

#define DUE_HSM_VERSION_MAJOR 1
#define DUE_HSM_VERSION_MINOR 0
#define DUE_HSM_VERSION_PATCH 0

#endif
