-- When a contact's personal data was erased; null while it is there.
ALTER TABLE delivery_contacts ADD COLUMN erased_at timestamptz;
