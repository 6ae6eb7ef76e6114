"""What people read: official papers (Decree 30/2020), tables, charts and maps. Pure: data in, bytes out."""
