#!/usr/bin/env python3
"""make_products.py OFF.jsonl.gz: chooses the town's groceries and who sells them; writes products.jsonl and offers.tsv.

OFF.jsonl.gz is an extract of Open Food Facts (June 2019, German market), one object a line: id (GTIN), title, text
(ingredients), nutrition per 100 g, diet. Python 3.9 or later, nothing else:

    ./make_products.py products.jsonl.gz

From Open Food Facts come GTIN, title, ingredients, nutrition and diet. INVENTED here, by fixed rules, so that a second run
gives the same files: price, stock, VAT class, deposit, and the content where the title tells none (`content_assumed`).
Allergens are left out: unknown is not "none". Goods of other trades come from goods.tsv, which is written by hand.
"""
import gzip
import hashlib
import json
import re
import sys

NUTRITION = ("fat", "satfat", "carb", "sugar", "fiber", "protein", "salt")
# Own brands are sold by their own chain only: GTIN prefix -> chain; nobody = a chain without a shop in this town.
OWN_BRANDS = {
    "20": "lidl", "4056489": "lidl", "4388844": "rewe", "4388840": "rewe", "4388860": "rewe", "4388858": "rewe",
    "4061458": "aldi", "4061459": "aldi", "4061461": "aldi", "4061462": "aldi", "4100790": "aldi", "4026600": "aldi",
    "4316268": "netto", "4058172": "dm", "4010355": "dm",
    "2": "nobody", "22": "nobody", "23": "nobody", "24": "nobody", "26": "nobody", "27": "nobody", "28": "nobody",
    "29": "nobody", "4311501": "nobody", "4311596": "nobody", "4305615": "nobody", "4335896": "nobody",
    "4337185": "nobody", "4337256": "nobody", "4300175": "nobody", "4306188": "nobody", "4306205": "nobody",
    "4304218": "nobody", "4304493": "nobody", "4008638": "nobody", "4260055": "nobody", "4250780": "nobody",
}
CHAIN_WORDS = {"rewe": "rewe", "lidl": "lidl", "milbona": "lidl", "aldi": "aldi", "milsani": "aldi", "edeka": "nobody",
               "gut & günstig": "nobody", "kaufland": "nobody", "rossmann": "nobody", "penny": "nobody",
               "k-classic": "nobody", "k classic": "nobody", "k take": "nobody", "netto": "netto", "ja!": "rewe",
               "tegut": "nobody", "real,-": "nobody", "tip ": "nobody", "spar ": "nobody", "migros": "nobody",
               "coop": "nobody", "dennree": "bio", "alnatura": "bio", "rapunzel": "bio", "dmbio": "dm"}
FOREIGN = re.compile(r"\b(de|du|des|la|le|les|et|avec|aux|with|and|of|the|con|sans|à|au|chocolat|lait|fromage|pâtes"
                     r"|bière|jus|sin|di|al|of|milk|organic|bio-?logique|wheat|biscuits|thé|café|sauce à)\b|[œçñàèê]")
MINIMUM_STOCK, STOCK_SPREAD = 6, 55


def rules(path):
    """The table of categories: what belongs to one, its price range, VAT, deposit."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    names = ("code", "name_de", "name_en", "vat", "min_age", "content", "unit", "from", "to", "deposit", "limit")
    for row in rows:
        rule = dict(zip(names, row))
        if rule["limit"]:  # a row without one is a category of goods.tsv
            rule["include"], rule["exclude"] = re.compile(row[11]), re.compile(row[12]) if row[12] else None
            rule["per_100"] = [re.fullmatch(r"(\w+) ([\d.]+)-([\d.]+)", part).groups() for part in row[13].split(",") if part]
            yield rule


def chance(*words):
    """A number in [0, 1) that depends on the words alone."""
    digest = hashlib.sha256("|".join(words).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def valid_gtin(code):
    """GTIN-8, -12, -13 or -14 with the right check digit."""
    if not code.isdigit() or len(code) not in (8, 12, 13, 14) or code.startswith("000"):
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code)))
    return total % 10 == 0


def chain_of(code, title):
    """The only chain that sells this own brand, or nothing for brands that everybody sells."""
    for word, chain in CHAIN_WORDS.items():
        if word in title.lower():
            return chain
    for length in (7, 2):
        if (length == 7 or len(code) == 8) and code[:length] in OWN_BRANDS:
            return OWN_BRANDS[code[:length]]
    return "nobody" if len(code) == 8 and code.startswith("2") else None


def content_in(title, rule):
    """Amount, unit and pieces as told by the title, where that is plausible for the category."""
    units = {"g": ("g", 1), "gr": ("g", 1), "kg": ("g", 1000), "ml": ("ml", 1), "cl": ("ml", 10), "l": ("ml", 1000),
             "liter": ("ml", 1000)}
    found = re.search(r"(?:(\d{1,2}) ?[x×] ?)?(\d+(?:[.,]\d+)?) ?(kg|gr?|ml|cl|liter|l)\b", title.lower())
    if not found:
        return None
    unit, factor = units[found[3]]
    pieces = int(found[1] or 1)
    amount = round(float(found[2].replace(",", ".")) * factor * pieces)
    usual = int(rule["content"])
    if unit != rule["unit"] or not usual * 0.08 <= amount <= usual * 8:
        return None
    return {"amount": amount, "unit": unit, **({"pieces": pieces} if pieces > 1 else {})}


def price(rule, content, code, organic):
    """An invented price: in the category's range, for more content less than in proportion, ending in 9."""
    low, high = int(rule["from"]), int(rule["to"])
    share = content["amount"] / int(rule["content"])
    cents = (low + (high - low) * chance("price", code)) * share**0.85 * (1.25 if organic else 1)
    return max(29, round(cents / 10) * 10 - 1)


def deposit(rule, content, title, code):
    """Deposit as German law and custom ask: 25 ct one-way (cans, PET), 15 ct or 8 ct returnable; none on cartons."""
    kind, text, each = rule["deposit"], title.lower(), content["amount"] / content.get("pieces", 1)
    if not kind or each > 3000 or each < 100:
        return None
    can = re.search(r"\bdosen?\b", text)
    if kind == "can" or can:
        return "single-use-25"
    if kind == "beer":
        return "bottle-15" if re.search(r"bügel", text) else "bottle-8"
    if kind == "carton":
        return "bottle-15" if re.search(r"direktsaft|streuobst", text) and chance("glass", code) < 0.5 else None
    if kind == "bottle":
        return "bottle-15" if chance("glass", code) < 0.4 else "single-use-25"
    return "single-use-25" if chance("pet", code) < 0.7 else "bottle-15"


def product(entry, rule, title):
    """One line of products.jsonl."""
    code, organic = entry["id"], "bio" in entry.get("diet", [])
    told = content_in(title, rule)
    content = told or {"amount": int(rule["content"]), "unit": rule["unit"]}
    made = {"sku": "off-" + code, "gtin": code, "title": title, "category": rule["code"], "content": content}
    if not told:
        made["content_assumed"] = True
    made.update(vat=rule["vat"], price_cents=price(rule, content, code, organic))
    if (kind := deposit(rule, content, title, code)) is not None:
        made["deposit"] = kind
    if rule["min_age"] and not re.search(r"alkoholfrei|\b0[.,]0\b", title.lower()):
        made["min_age"] = int(rule["min_age"])
    text = " ".join(entry.get("text", "").split())
    if 5 < len(text) <= 400:
        made["ingredients"] = text
    if facts := {name: entry[name] for name in NUTRITION if name in entry}:
        made["nutrition_per_100"] = facts
    if entry.get("diet"):
        made["diet"] = entry["diet"]
    made["source"] = "open-food-facts"
    return made


def tidy(title):
    """The title as one clean line, or nothing where it is no German name of a good."""
    title = " ".join(title.split()).strip(" .,-–")
    if not 6 <= len(title) <= 70 or FOREIGN.search(title.lower()) or title.isupper():
        return None
    if re.search(r"[()\[\]{}|<>@#*_=;:\"„“”?]|\d{5}|\b\w{25}", title) or sum(c.isalpha() for c in title) < 5:
        return None
    return title[0].upper() + title[1:]


def plausible(entry, rule):
    """Does the nutrition fit the category? A name alone takes a chocolate bar for milk."""
    return all(name in entry and float(low) <= entry[name] <= float(high) for name, low, high in rule["per_100"])


def choose(path, table):
    """The groceries of the town: per category the entries that carry most, in a fixed order."""
    found, seen = {rule["code"]: [] for rule in table}, set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            title = tidy(entry["title"])
            if not title or not valid_gtin(entry["id"]) or (chain := chain_of(entry["id"], title)) == "nobody":
                continue
            name = title.lower()
            rule = next((r for r in table if r["include"].search(name)), None)
            if rule is None or (rule["exclude"] and rule["exclude"].search(name)) or name in seen:
                continue
            if not plausible(entry, rule):
                continue
            seen.add(name)
            rank = (-bool(entry.get("text")) - ("salt" in entry), chance("choose", entry["id"]))
            found[rule["code"]].append((rank, product(entry, rule, title), chain))
    for rule in table:
        kept = sorted(found[rule["code"]], key=lambda item: item[0])[: int(rule["limit"])]
        yield from ((made, chain) for _, made, chain in sorted(kept, key=lambda item: item[1]["title"].lower()))


def goods(path):
    """The hand-made, unbranded goods of other trades: (product, sellers)."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
            sku, title, category, amount, unit, vat, cents, deposit_type, age, stock, allergens, sellers = cells
            made = {"sku": sku, "title": title, "category": category}
            made["content"] = {"amount": int(amount or 1), "unit": unit or "piece"}
            made.update(vat=vat, price_cents=int(cents))
            if deposit_type:
                made["deposit"] = deposit_type
            if age:
                made["min_age"] = int(age)
            if allergens:
                made["allergens"] = [] if allergens == "none" else allergens.split(",")
            made["source"] = "liefert"
            yield made, sellers.split(","), stock


def sells(shop, made, chain):
    """Does the shop sell this grocery?"""
    if chain is not None and chain in (shop["chain"], "bio" if shop["organic"] else ""):
        return True
    if chain not in (None, "bio") or made["category"] not in shop["categories"]:
        return False
    if shop["organic"] and "bio" not in made.get("diet", []):
        return False
    return chain is None and chance("sells", shop["osm"], made["sku"]) < shop["share"]


def offers(shops, groceries, by_hand):
    """Who sells what at which price: rows of offers.tsv. Stock: a number, `untracked` or `on_request`."""
    for shop in shops:
        for made, chain in groceries:
            if sells(shop, made, chain):
                lift = 1 + 0.08 * (chance("lift", shop["osm"]) - 0.5) + 0.06 * (chance("own", shop["osm"], made["sku"]) - 0.5)
                cents = max(29, round(made["price_cents"] * lift / 10) * 10 - 1)
                yield shop["osm"], made["sku"], cents, MINIMUM_STOCK + int(STOCK_SPREAD * chance("stock", shop["osm"], made["sku"]))
        for made, sellers, stock in by_hand:
            if shop["key"] in sellers:
                yield shop["osm"], made["sku"], made["price_cents"], stock


def main():
    table = list(rules("categories.tsv"))
    with open("retailers.json", encoding="utf-8") as file:
        shops = [{"chain": None, "organic": False, "share": 0, "categories": [], **shop}
                 for shop in json.load(file)["ordering"]]
    groceries, by_hand = list(choose(sys.argv[1], table)), list(goods("goods.tsv"))
    rows = list(offers(shops, groceries, by_hand))
    sold = {row[1] for row in rows}
    with open("products.jsonl", "w", encoding="utf-8") as out:
        for made in [m for m, _ in groceries] + [m for m, _, _ in by_hand]:
            if made["sku"] in sold:
                out.write(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")
    with open("offers.tsv", "w", encoding="utf-8") as out:
        out.write("branch\tsku\tprice_cents\tstock\n")
        for row in rows:
            out.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
