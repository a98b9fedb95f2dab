"""The SPARQL endpoint: requests in, answers out, every query in a worker that can be killed."""
