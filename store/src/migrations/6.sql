-- The message on account of which a notice was given, as a keyed hash: who was killed before it was sent gives it on that one again.
ALTER TABLE marks ADD COLUMN place TEXT;
