"""A labelled corpus for the scanner of personal data.

Values come from Faker, national numbers are kept only where python-stdnum accepts them (numbers that it has no module for
are left out), phone numbers where phonenumbers does. What is not personal – hashes, timestamps, coordinates, ids, names of
classes and files – is generated here. Each line is one text with what it holds; `null` is nothing.
"""

import hashlib
import importlib
import json
import pathlib
import random
import uuid

import phonenumbers
from faker import Faker

random.seed(8)
Faker.seed(8)
PER_KIND = 40

lines = []


def add(kind, text, source):
    lines.append({"kind": kind, "text": text, "source": source})


def sentence(value):
    return random.choice(["{}", "call {} today", "id: {}", "({})", "see {}, please", "“{}”", "ref={}"]).format(value)


any_faker = Faker("en_US")
for scheme in ["visa16", "mastercard", "amex", "discover", "diners", "jcb16"]:
    for _ in range(PER_KIND // 4):
        number = any_faker.credit_card_number(scheme)
        assert importlib.import_module("stdnum.luhn").is_valid(number)
        if len(number) == 16 and random.random() < 0.5:
            separator = random.choice(" -")
            number = separator.join(number[i : i + 4] for i in range(0, 16, 4))
        add("card", sentence(number), f"Faker {scheme}")

for locale in ["de_DE", "fr_FR", "en_GB", "it_IT", "nl_NL", "pl_PL", "es_ES"]:
    faker = Faker(locale)
    for _ in range(PER_KIND // 6):
        iban = faker.iban()
        assert importlib.import_module("stdnum.iban").is_valid(iban, check_country=False)
        if random.random() < 0.5:
            iban = " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
        add("iban", sentence(iban), f"Faker {locale}")

# Locale, stdnum's module, how it is commonly written.
NATIONAL = [
    ("pt_BR", "stdnum.br.cpf", lambda f: f.cpf()),
    ("no_NO", "stdnum.no.fodselsnummer", lambda f: f.ssn()),
    ("pl_PL", "stdnum.pl.pesel", lambda f: f.pesel()),
    ("fr_FR", "stdnum.fr.nir", lambda f: f.ssn().replace(" ", "")),
    ("it_IT", "stdnum.it.codicefiscale", lambda f: f.ssn()),
    ("es_ES", "stdnum.es.nif", lambda f: f.nif()),
    ("es_ES", "stdnum.es.nie", lambda f: f.nie()),
    ("fi_FI", "stdnum.fi.hetu", lambda f: f.ssn()),
    ("sv_SE", "stdnum.se.personnummer", lambda f: f.ssn()),
    ("nl_BE", "stdnum.be.nn", lambda f: f.ssn()),
    ("de_CH", "stdnum.ch.ssn", lambda f: f.ssn()),
    ("zh_CN", "stdnum.cn.ric", lambda f: f.ssn()),
    ("de_DE", "stdnum.de.idnr", None),
    ("en_IN", "stdnum.in_.aadhaar", lambda f: f.aadhaar_id()),
]
for locale, module, make in NATIONAL:
    check = importlib.import_module(module)
    faker = Faker(locale)
    kept = 0
    for _ in range(4000):
        if kept == PER_KIND // 4:
            break
        if make is None:
            digits = [random.randrange(1, 10)] + [random.randrange(10) for _ in range(10)]
            value = "".join(map(str, digits))
        else:
            value = make(faker)
        if module.endswith("aadhaar"):
            value = " ".join(value[i : i + 4] for i in range(0, 12, 4))
        if check.is_valid(value):
            add("national-id", sentence(value) if make else sentence(value), module)
            kept += 1
for _ in range(PER_KIND // 2):
    add("national-id", sentence(any_faker.ssn()), "Faker US SSN")

for locale in ["en_US", "de_DE", "fr_FR", "pt_BR", "ja_JP"]:
    faker = Faker(locale)
    for _ in range(PER_KIND // 2):
        # Faker keeps to example.com; here they go to domains that could be somebody's.
        name = faker.ascii_free_email().split("@")[0]
        add("email", sentence(f"{name}@{random.choice(['posteo.de', 'uni-ulm.de', 'mail.co.uk', 'wanadoo.fr', 'acme.io'])}"), f"Faker {locale}")

for locale, region in [("en_US", "US"), ("de_DE", "DE"), ("fr_FR", "FR"), ("en_GB", "GB")]:
    faker = Faker(locale)
    kept = 0
    while kept < PER_KIND // 2:
        try:
            number = phonenumbers.parse(faker.phone_number().split("x")[0], region)
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_valid_number(number):
            continue
        form = random.choice([phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL])
        add("phone", sentence(phonenumbers.format_number(number, form)), f"phonenumbers {region}")
        kept += 1

# What looks like some of these and is not.
SYNSETS = "tench, Tinca tinca|great white shark, white shark, man-eater, man-eating shark, Carcharodon carcharias|black-and-tan coonhound|soft-coated wheaten terrier|Model T|half track|CD player|digital clock|safe|web site, website, internet site, site|cash machine, cash dispenser, automated teller machine, ATM|letter opener, paper knife, paperknife|name tag|person|face powder|mailbag, postbag|dial telephone, dial phone|pay-phone, pay-station|cellular telephone, cellular phone, cellphone, cell, mobile phone|street sign"
for name in SYNSETS.split("|"):
    add(None, name, "ImageNet class")
for i in range(150):
    random_bytes = random.randbytes(32)
    add(None, hashlib.sha256(random_bytes).hexdigest(), "SHA-256")
    add(None, hashlib.md5(random_bytes).hexdigest(), "MD5")
    add(None, str(uuid.UUID(bytes=random_bytes[:16], version=4)), "UUID")
    moment = random.randrange(10**9, 2 * 10**9)
    add(None, str(moment), "Unix time")
    add(None, f"{moment}{random.randrange(1000):03d}", "Unix time in ms")
    add(None, f"20{random.randrange(10, 30)}-{random.randrange(1, 13):02d}-{random.randrange(1, 29):02d}T{random.randrange(24):02d}:{random.randrange(60):02d}:{random.randrange(60):02d}.{random.randrange(10**6):06d}Z", "ISO time")
    add(None, f"{random.randrange(1, 29):02d}.{random.randrange(1, 13):02d}.20{random.randrange(10, 30)} {random.randrange(24):02d}:{random.randrange(60):02d}", "date")
    add(None, f"20{random.randrange(10, 30)}{random.randrange(1, 13):02d}{random.randrange(1, 29):02d}_{random.randrange(24):02d}{random.randrange(60):02d}{random.randrange(60):02d}", "camera's file name")
    add(None, f"{random.uniform(-90, 90):.9f},{random.uniform(-180, 180):.9f}", "coordinates")
    add(None, f"{random.random():.16f} {random.random():.16f} {random.random():.6f} {random.random():.6f}", "YOLO box")
    add(None, f"[{random.uniform(0, 640):.2f}, {random.uniform(0, 480):.2f}, {random.uniform(0, 99):.2f}, {random.uniform(0, 99):.2f}]", "COCO box")
    add(None, f"n0{random.randrange(1440764, 9999999)}/n0{random.randrange(1440764, 9999999)}_{random.randrange(20000)}.JPEG", "ImageNet path")
    add(None, f"data/train/cat/{random.randrange(10**9, 10**10)}_{random.randbytes(5).hex()}_b.jpg", "Flickr path")
    add(None, f"images/icon@{random.choice([2, 3])}x.png", "retina icon")
    add(None, f"COCO_train2017_{random.randrange(10**6):012d}.jpg", "COCO path")
    add(None, f"v{random.randrange(30)}.{random.randrange(100)}.{random.randrange(1000)}-rc.{random.randrange(9)}", "version")
    add(None, f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}", "IP address")
    add(None, f"10.{random.randrange(1000, 10000)}/s{random.randrange(10**5):05d}-{random.randrange(24):03d}-{random.randrange(10**5):05d}-{random.randrange(10)}", "DOI")
    add(None, f"{random.randrange(10**15, 10**16)}", "16-digit id")
    add(None, f"{random.randrange(10**10, 10**11)}", "11-digit id")
    add(None, f"{random.randrange(10**8, 10**9)}", "9-digit id")
    add(None, f"978{random.randrange(10**9, 10**10)}", "ISBN")
    add(None, f"{random.randrange(1, 9999)} x {random.randrange(1, 9999)}", "size")
    add(None, f"#{random.randbytes(3).hex()}", "colour")

pathlib.Path(__file__).with_suffix(".json").write_text(
    "[\n" + ",\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines) + "\n]\n"
)
