#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 1 when the bytes are valid UTF-8. */
int costar_is_utf8(const uint8_t *bytes, size_t count);

/* What a JSON value is. */
enum {
    COSTAR_JSON_STRING,
    COSTAR_JSON_NUMBER,
    COSTAR_JSON_TRUE,
    COSTAR_JSON_FALSE,
    COSTAR_JSON_NULL,
    COSTAR_JSON_LIST,
    COSTAR_JSON_OBJECT,
};

/* A member of the object read, or an element of a list that is a member: those follow their list.
   Every pointer is valid until the next call with the same reader. */
typedef struct costar_json_item {
    const uint8_t *name; /* unescaped; NULL in an element */
    size_t name_count;
    const uint8_t *raw; /* the value as it was written */
    size_t raw_count;
    const uint8_t *text; /* a string without quotes and escapes; else the same as raw */
    size_t text_count;
    size_t elements; /* how many of the next items are elements of this list */
    int32_t kind;
} costar_json_item;

/* A parser and its memory, for one thread. */
typedef struct costar_json_reader costar_json_reader;

/* Objects and lists may nest depth_max deep, the outermost object counted, and give items_max items
   at most; NULL without memory. */
costar_json_reader *costar_json_reader_new(size_t depth_max, size_t items_max);
void costar_json_reader_free(costar_json_reader *reader);

/* Reads an object. Everything in it is checked to be JSON in UTF-8, nothing else may follow it.
   Returns how many items there are, or -1, then reason says what is wrong. */
ptrdiff_t costar_json_read(
    costar_json_reader *reader, const uint8_t *bytes, size_t count, const costar_json_item **items,
    const char **reason);

#ifdef __cplusplus
}
#endif
