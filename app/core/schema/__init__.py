"""OpenAPI and JSON Schema to fields, fields to values, values to request parts; pure."""
