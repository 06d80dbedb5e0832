-- Slugs of districts and zones stand in paths: they are shaped like a town's.

ALTER TABLE districts ADD CONSTRAINT districts_slug_shape CHECK (slug ~ '^[a-z][a-z0-9-]{1,62}$') NOT VALID;
ALTER TABLE districts VALIDATE CONSTRAINT districts_slug_shape;
ALTER TABLE zones ADD CONSTRAINT zones_slug_shape CHECK (slug ~ '^[a-z][a-z0-9-]{1,62}$') NOT VALID;
ALTER TABLE zones VALIDATE CONSTRAINT zones_slug_shape;
