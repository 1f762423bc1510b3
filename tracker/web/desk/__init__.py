"""A body's work on one letter, whoever of it came: an officer who signed in, or the holder of a letter's link.

The audiences `officer` and `letter` know the way in (who somebody is, which letter is his) and declare their addresses;
the forms and what they do are here, once. A page leads on by `desk.to("register")`: both blueprints call it the same.
"""
