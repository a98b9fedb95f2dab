"""The catalogue of queries: headers, parameters, and the names by which things are meant."""
