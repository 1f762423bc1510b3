"""Mail that arrives: kept first, understood afterwards. Knows nothing of cases; the `_ref` columns are plain numbers."""
