// GeoJSON (RFC 7946): a FeatureCollection with a point for each row that has coordinates; what else
// the row has are its properties, those without a value left out. Coordinates are written as
// longitude, latitude (§3.1.1), of WGS 84 (§4). Rows without them, or with such as no place on
// earth has, are left out and counted.
#include "runtime/output_row.h"

void geojson_begin(Writer *w) {
    buf_addc(&w->out, "{\"type\":\"FeatureCollection\",\"features\":[");
}

static void put_point(Writer *w, const Vec *const *columns, uint32_t i) {
    const uint32_t *parts = w->options.parts;
    buf_addc(&w->out, "\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
    cell_json(&w->out, w->run, columns[parts[ROW_LON]], i);
    buf_char(&w->out, ',');
    cell_json(&w->out, w->run, columns[parts[ROW_LAT]], i);
    buf_addc(&w->out, "]}");
}

static void put_properties(Writer *w, const Vec *const *columns, uint32_t i) {
    bool first = true;
    buf_addc(&w->out, ",\"properties\":{");
    for (uint32_t c = w->options.nparts; c < w->n; c++) {
        if (vec_missing(columns[c], i)) continue;
        if (!first) buf_char(&w->out, ',');
        first = false;
        json_text(&w->out, w->columns[c].name);
        buf_char(&w->out, ':');
        cell_json(&w->out, w->run, columns[c], i);
    }
    buf_addc(&w->out, "}}");
}

void geojson_row(Writer *w, const Vec *const *columns, uint32_t i) {
    double lat, lon;
    if (!row_point(w, columns, i, &lat, &lon)) {
        row_left(w, "row has no coordinates", "rows have no coordinates");
        return;
    }
    if (w->written++) buf_char(&w->out, ',');
    buf_addc(&w->out, "\n {\"type\":\"Feature\",");
    uint32_t entity = row_entity(w, columns, i);
    if (entity) {
        buf_addc(&w->out, "\"id\":");
        json_text(&w->out, archive_id(w->run->archive, entity));
        buf_char(&w->out, ',');
    }
    put_point(w, columns, i);
    put_properties(w, columns, i);
}

void geojson_end(Writer *w) { buf_addc(&w->out, "]}\n"); }
