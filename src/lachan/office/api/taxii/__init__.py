"""The TAXII 2.1 server: the warned sites as one read-only collection of STIX 2.1 objects, open to everybody."""
