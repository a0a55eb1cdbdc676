#pragma once
/* Preloaded into a program, not called: see faults.c. */
