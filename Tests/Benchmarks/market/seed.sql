-- A town of the peers' size, for measuring: 300 retailers, 30,000 products, 100,000 orders of three lines.
-- psql variables: merchants, products, orders, and variants of a product (three unless told). Run as a superuser on a migrated, empty database.
\set ON_ERROR_STOP on
\if :{?variants} \else \set variants 3 \endif
SET client_min_messages = warning;
SELECT setseed(0.42);
CREATE FUNCTION pg_temp.named(text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5($1)::uuid $$;
SELECT pg_temp.named('city') AS city \gset

INSERT INTO cities (id, slug, name, land, centre_lat, centre_lon) VALUES (:'city', 'messstadt', 'Messstadt', 'HE', 50, 8);
INSERT INTO zones (city_id, id, slug, name, area, fee_cents, minimum_cents)
VALUES (:'city', pg_temp.named('zone'), 'mitte', 'Mitte',
        '{"type":"Polygon","coordinates":[[[7,49],[9,49],[9,51],[7,51],[7,49]]]}', 390, 0);
INSERT INTO trades VALUES (:'city', 'food', 'Lebensmittel', 'Food');
INSERT INTO slot_templates (city_id, id, name, method, zone_id, kind, weekdays, first_minute, last_minute,
       width_minutes, step_minutes, horizon_days, cutoff, holidays, places, fee_cents)
VALUES (:'city', pg_temp.named('template'), 'Täglich', 'delivery', pg_temp.named('zone'), 'fixed', '{1,2,3,4,5,6,7}',
        480, 1200, 30, 30, 10, 'order until 60 minutes before', 'open', 1000000, 390);
INSERT INTO accounts (city_id, id, email, display_name) VALUES (:'city', pg_temp.named('owner'), 'mess@demo.invalid', 'Mess');

INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
SELECT :'city', pg_temp.named('retailer' || i), 'Laden ' || i, 'food', 'orders', 'approved', now()
  FROM generate_series(1, :merchants) i;
INSERT INTO branches (city_id, id, retailer_id, name, created_at)
SELECT :'city', pg_temp.named('branch' || i), pg_temp.named('retailer' || i), 'Hauptstraße', now()
  FROM generate_series(1, :merchants) i;
-- A key for each retailer; its secret is its number in 43 digits.
INSERT INTO machine_keys (city_id, id, name, hash, scopes, retailer_id, created_by)
SELECT :'city', pg_temp.named('key' || i), 'Kasse', sha256(convert_to('liefert_key_' || lpad(i::text, 43, '0'), 'UTF8')),
       '{orders}', pg_temp.named('retailer' || i), pg_temp.named('owner')
  FROM generate_series(1, :merchants) i;

INSERT INTO categories (city_id, id, slug, title)
SELECT :'city', pg_temp.named('top' || i), 'top-' || i, 'Bereich ' || i FROM generate_series(1, 10) i;
INSERT INTO categories (city_id, id, parent_id, slug, title)
SELECT :'city', pg_temp.named('cat' || i), pg_temp.named('top' || 1 + i % 10), 'cat-' || i, 'Gruppe ' || i
  FROM generate_series(1, 50) i;

CREATE TEMP TABLE w AS SELECT ARRAY['apple','bread','cheese','honey','coffee','tea','olive','tomato','linen','wool',
 'ceramic','lamp','chair','novel','poster','candle','soap','flower','tulip','wine','cider','juice','pasta','sauce','spice',
 'pepper','salt','shirt','scarf','glove','boot','helmet','bell','tyre','cable','charger','paper','pencil','notebook','brush',
 'paint','canvas','toy','puzzle','game','vinyl','guitar','string','drum','mug','plate','bowl','knife','pan','basket','blanket',
 'pillow','towel','mirror','frame'] AS a;
INSERT INTO products (city_id, id, retailer_id, category_id, title, brand, description, vat_class)
SELECT :'city', pg_temp.named('product' || i), pg_temp.named('retailer' || 1 + (i - 1) % :merchants),
       pg_temp.named('cat' || 1 + (i / :merchants + i) % 50),
       initcap(a[1 + (i * 7) % 60] || ' ' || a[1 + (i * 13 + i / 60) % 60]) || ' ' || i, 'Brand ' || i % 97,
       'Local ' || a[1 + (i * 3) % 60] || ' with ' || a[1 + (i * 11) % 60] || ' and ' || a[1 + (i * 17 + i / 90) % 60]
       || ', made in the city and delivered by bicycle. Lot ' || i || '. '
       || repeat('Simple, honest, repairable goods from your street. ', 4), 'reduced'
  FROM generate_series(1, :products) i, w;
INSERT INTO variants (city_id, id, product_id, title, content_thousandths, content_measure)
SELECT :'city', pg_temp.named('variant' || i || '-' || n), pg_temp.named('product' || i), 'Variant ' || n, n * 250000, 'gram'
  FROM generate_series(1, :products) i, generate_series(1, :variants) n;
INSERT INTO offers (city_id, id, retailer_id, branch_id, product_id, variant_id, key, price_cents, stock_mode, state)
SELECT :'city', pg_temp.named('offer' || i || '-' || n), pg_temp.named('retailer' || m), pg_temp.named('branch' || m),
       pg_temp.named('product' || i), pg_temp.named('variant' || i || '-' || n), i || '-' || n,
       199 + (i * 37) % 9000 + (n - 1) * 150, 'tracked', 'published'
  FROM generate_series(1, :products) i, generate_series(1, :variants) n, LATERAL (SELECT 1 + (i - 1) % :merchants AS m) s;
INSERT INTO stock_levels (city_id, offer_id, branch_id, on_hand)
SELECT city_id, id, branch_id, 1000000 FROM offers;

INSERT INTO purchases (city_id, id, code, holder, method, payment, slot_id, slot_start, slot_end, fee_cents, fee_rates,
       fee_gross, fee_vat, total_cents, minimum_age, summary_hash, placed_at)
SELECT :'city', pg_temp.named('purchase' || i), 'X' || i, 'guest:' || i % 20000, 'delivery', 'cash',
       pg_temp.named('slot'), at, at + interval '1 hour', 390, '{700}', '{390}', '{26}', 390, 0, repeat('0', 64), at
  FROM generate_series(1, :orders) i, LATERAL (SELECT timestamptz '2026-01-01' + i * interval '1 minute' AS at) t;
INSERT INTO retailer_orders (city_id, id, purchase_id, retailer_id, branch_id, number, state, total_cents, answer_until,
       changed_at)
SELECT :'city', pg_temp.named('order' || i), pg_temp.named('purchase' || i), pg_temp.named('retailer' || 1 + i % :merchants),
       pg_temp.named('branch' || 1 + i % :merchants), 1, CASE WHEN i % 5 = 0 THEN 'accepted' ELSE 'completed' END, 0, now(),
       now()
  FROM generate_series(1, :orders) i;
INSERT INTO order_lines (city_id, order_id, position, offer_id, title, quantity, price_cents, vat_basis_points,
       deposit_cents, minimum_age, grams, litres_thousandths, substitution)
SELECT :'city', pg_temp.named('order' || i), n, o.id, p.title, 1 + n % 2, o.price_cents, 700, 0, 0, 250, 0, 'none'
  FROM generate_series(1, :orders) i, generate_series(0, 2) n
  JOIN LATERAL (SELECT pg_temp.named('offer' || 1 + (i * 7 + n * 911) % :products || '-1') AS id) c ON true
  JOIN offers o ON o.city_id = :'city' AND o.id = c.id
  JOIN products p ON p.city_id = :'city' AND p.id = o.product_id;
UPDATE retailer_orders o SET total_cents = s.sum
  FROM (SELECT order_id, sum(quantity * price_cents) FROM order_lines GROUP BY 1) s WHERE s.order_id = o.id;
VACUUM ANALYZE;
CHECKPOINT;
