// The members of one JSON object, for Swift: simdjson's On-Demand parser behind a C interface.
// On-Demand and not the DOM, because `id` and numbers are passed on as they were written.
#include "CJSON.h"

#include <new>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

// Memory kept from request to request; what a larger request needed is given back.
static constexpr size_t kept_items_max = 4096;
static constexpr size_t kept_bytes_max = 64 * 1024;

struct costar_json_reader {
    costar_json_reader(size_t depth, size_t items) : depth_max(depth), items_max(items) {}
    ondemand::parser parser;
    std::string padded;
    std::vector<costar_json_item> items;
    size_t depth_max;
    size_t items_max;
};

namespace {

const uint8_t *bytes_of(std::string_view text) {
    return reinterpret_cast<const uint8_t *>(text.data());
}

std::string_view without_blanks_behind(std::string_view text) {
    size_t end = text.find_last_not_of(" \t\r\n");
    return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// RFC 8259, section 6. Numbers stay text, so that their size is the commands' business.
bool is_number(std::string_view text) {
    size_t at = 0;
    auto digits = [&] {
        size_t start = at;
        while (at < text.size() && is_digit(text[at])) at++;
        return at > start;
    };
    if (at < text.size() && text[at] == '-') at++;
    if (at < text.size() && text[at] == '0') {
        at++;
    } else if (!digits()) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        at++;
        if (!digits()) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) at++;
        if (!digits()) return false;
    }
    return at == text.size();
}

// Reads one value; `item` gets kind, raw and text. The elements of a list become items of `owner`
// unless that is null.
error_code read_value(
    ondemand::value value, size_t depth_left, costar_json_item &item, costar_json_reader *owner);

error_code add_item(costar_json_reader &reader, const costar_json_item &item) {
    if (reader.items.size() == reader.items_max) return simdjson::CAPACITY;
    reader.items.push_back(item);
    return simdjson::SUCCESS;
}

error_code read_list(
    ondemand::value value, size_t depth_left, costar_json_item &item, costar_json_reader *owner) {
    if (depth_left == 0) return simdjson::DEPTH_ERROR;
    ondemand::array list;
    if (error_code error = value.get_array().get(list)) return error;
    for (auto element : list) {
        ondemand::value inner;
        if (error_code error = element.get(inner)) return error;
        costar_json_item read{};
        if (error_code error = read_value(inner, depth_left - 1, read, nullptr)) return error;
        if (owner) {
            if (error_code error = add_item(*owner, read)) return error;
            item.elements++;
        }
    }
    bool has_elements;
    if (error_code error = list.reset().get(has_elements)) return error;
    std::string_view raw;
    if (error_code error = list.raw_json().get(raw)) return error;
    raw = without_blanks_behind(raw);
    item.raw = bytes_of(raw);
    item.raw_count = raw.size();
    return simdjson::SUCCESS;
}

error_code read_object(ondemand::value value, size_t depth_left, costar_json_item &item) {
    if (depth_left == 0) return simdjson::DEPTH_ERROR;
    ondemand::object object;
    if (error_code error = value.get_object().get(object)) return error;
    for (auto field : object) {
        std::string_view name;
        if (error_code error = field.unescaped_key().get(name)) return error;
        ondemand::value inner;
        if (error_code error = field.value().get(inner)) return error;
        costar_json_item read{};
        if (error_code error = read_value(inner, depth_left - 1, read, nullptr)) return error;
    }
    bool has_members;
    if (error_code error = object.reset().get(has_members)) return error;
    std::string_view raw;
    if (error_code error = object.raw_json().get(raw)) return error;
    raw = without_blanks_behind(raw);
    item.raw = bytes_of(raw);
    item.raw_count = raw.size();
    return simdjson::SUCCESS;
}

error_code read_scalar(ondemand::value value, ondemand::json_type type, costar_json_item &item) {
    std::string_view raw = without_blanks_behind(value.raw_json_token());
    std::string_view text = raw;
    switch (type) {
    case ondemand::json_type::string:
        item.kind = COSTAR_JSON_STRING;
        if (error_code error = value.get_string().get(text)) return error;
        break;
    case ondemand::json_type::number:
        item.kind = COSTAR_JSON_NUMBER;
        if (!is_number(raw)) return simdjson::NUMBER_ERROR;
        break;
    case ondemand::json_type::boolean: {
        bool is_true;
        if (error_code error = value.get_bool().get(is_true)) return error;
        item.kind = is_true ? COSTAR_JSON_TRUE : COSTAR_JSON_FALSE;
        break;
    }
    default: {
        bool is_null;
        if (error_code error = value.is_null().get(is_null)) return error;
        if (!is_null) return simdjson::N_ATOM_ERROR;
        item.kind = COSTAR_JSON_NULL;
    }
    }
    item.raw = bytes_of(raw);
    item.raw_count = raw.size();
    item.text = bytes_of(text);
    item.text_count = text.size();
    return simdjson::SUCCESS;
}

error_code read_value(
    ondemand::value value, size_t depth_left, costar_json_item &item, costar_json_reader *owner) {
    ondemand::json_type type;
    if (error_code error = value.type().get(type)) return error;
    if (type != ondemand::json_type::array && type != ondemand::json_type::object) {
        return read_scalar(value, type, item);
    }
    error_code error;
    if (type == ondemand::json_type::array) {
        item.kind = COSTAR_JSON_LIST;
        error = read_list(value, depth_left, item, owner);
    } else {
        item.kind = COSTAR_JSON_OBJECT;
        error = read_object(value, depth_left, item);
    }
    item.text = item.raw;
    item.text_count = item.raw_count;
    return error;
}

error_code read_document(costar_json_reader &reader, const uint8_t *bytes, size_t count) {
    reader.padded.assign(reinterpret_cast<const char *>(bytes), count);
    reader.padded.append(simdjson::SIMDJSON_PADDING, ' ');
    ondemand::document document;
    simdjson::padded_string_view view(reader.padded.data(), count, reader.padded.size());
    if (error_code error = reader.parser.iterate(view).get(document)) return error;
    ondemand::object object;
    if (error_code error = document.get_object().get(object)) return error;
    for (auto field : object) {
        costar_json_item item{};
        std::string_view name;
        if (error_code error = field.unescaped_key().get(name)) return error;
        item.name = bytes_of(name);
        item.name_count = name.size();
        ondemand::value value;
        if (error_code error = field.value().get(value)) return error;
        size_t place = reader.items.size();
        if (error_code error = add_item(reader, item)) return error;
        if (error_code error = read_value(value, reader.depth_max - 1, item, &reader)) {
            return error;
        }
        reader.items[place] = item;
    }
    // Nothing left to look at is an error of its own in simdjson, and the one wanted here.
    const bool ended = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return ended ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

// The reasons in the words of whoever wrote the request, not of the parser's insides.
const char *reason_of(error_code error) {
    switch (error) {
    case simdjson::UTF8_ERROR: return "not UTF-8";
    case simdjson::DEPTH_ERROR: return "nested too deeply";
    case simdjson::NUMBER_ERROR: return "a number is malformed";
    case simdjson::STRING_ERROR: return "an escape in a string is malformed";
    case simdjson::UNCLOSED_STRING: return "a string has no closing quote";
    case simdjson::UNESCAPED_CHARS: return "a string holds a control character";
    case simdjson::TRAILING_CONTENT: return "something follows the object";
    case simdjson::CAPACITY: return "too many values";
    case simdjson::MEMALLOC: return "out of memory";
    default: return "not a JSON object";
    }
}

}  // namespace

extern "C" costar_json_reader *costar_json_reader_new(size_t depth_max, size_t items_max) {
    return new (std::nothrow) costar_json_reader(depth_max, items_max);
}

extern "C" void costar_json_reader_free(costar_json_reader *reader) { delete reader; }

extern "C" ptrdiff_t costar_json_read(
    costar_json_reader *reader, const uint8_t *bytes, size_t count, const costar_json_item **items,
    const char **reason) {
    if (reader->items.capacity() > kept_items_max) reader->items = {};
    if (reader->padded.capacity() > kept_bytes_max) {
        reader->padded = {};
        reader->parser = ondemand::parser();
    }
    reader->items.clear();
    error_code error;
    try {
        error = read_document(*reader, bytes, count);
    } catch (const std::bad_alloc &) {
        error = simdjson::MEMALLOC;
    }
    if (error) {
        *reason = reason_of(error);
        return -1;
    }
    *items = reader->items.data();
    return static_cast<ptrdiff_t>(reader->items.size());
}
