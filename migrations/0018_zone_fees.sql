-- A template without a fee of its own takes the fee of its zone, and so do its slots, as it stands when a place is held.

ALTER TABLE slot_templates ALTER COLUMN fee_cents DROP NOT NULL;
ALTER TABLE slots ALTER COLUMN fee_cents DROP NOT NULL;
