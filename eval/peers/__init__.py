"""Other libraries that search, measured beside this one: each by its driver, in an environment of its own."""
