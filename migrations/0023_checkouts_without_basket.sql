-- A client may keep its basket itself and bring the lines to the till.

ALTER TABLE checkouts ALTER COLUMN basket_id DROP NOT NULL;
