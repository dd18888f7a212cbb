"""Words around names: which stand before a place, which make a person, an organisation or a kind of place of the name beside them."""

from __future__ import annotations

from functools import lru_cache

from whence.errors import GazetteerError
from whence.resolve.places.tables import DATA, read_person_names
from whence.terms import Feature

# Before "over" they tell of the air or the land above a place ("shot down over Mellit"); elsewhere it means "about" or "won against".
ABOVE = frozenset(
    "down flew flying flights flight fly flies circling hovering sky skies airspace intercepted destroyed exploded crashed seen heard smoke"
    " drone drones jet jets planes missile missiles explosion explosions blast blasts control airdrops airdrop leaflets".split()
)
LOCATIVE = frozenset(
    "in at near from to into around outside inside across through toward towards throughout between within via off leaving reached"
    " shelled bombed bombarded besieged recaptured".split()
)
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern"
    " southwestern north-east north-west south-east south-west north-eastern north-western south-eastern south-western central downtown upper"
    " lower inner greater suburban rural mainland occupied war-torn".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady dame prof professor president vice-president pm premier minister chancellor king queen prince princess"
    " emir sultan sheikh shaikh sheik ayatollah imam mullah mufti pope cardinal archbishop bishop rev reverend father fr rabbi gen general lt"
    " lieutenant col colonel maj major capt captain cmdr commander brig brigadier adm admiral sgt sergeant cpl corporal pvt private spc pfc"
    " sen senator rep representative congressman congresswoman gov governor mayor judge justice secretary ambassador spokesman spokeswoman"
    " spokesperson chairman chairwoman director chief officer detective deputy sheriff constable trooper inspector superintendent coach"
    " attorney prosecutor lawyer councilman councilwoman councillor alderman commissioner analyst activist journalist reporter author leader"
    " marshal actor actress singer abu umm al-hajj hajj mme mlle herr señor senor prime interior foreign defense defence finance vice senior"
    " former".split()
)
SAYING = frozenset(
    "said says say told tells added adds announced accused accuses warned warns insisted insists denied denies vowed vows claimed claims"
    " argued argues replied noted stated explained wrote testified asked asks urged urges condemned condemns rejected rejects condemns demands"
    " demanded hopes wants agreed agrees believes fears considers regards sees pledged pledges backs backed blames blamed called calls"
    " declined refused refuses maintains supports recalled thinks".split()
)
# After a name, these make an organisation of it whose name only contains the place.
ORGANISATIONS = frozenset(
    "university college school academy institute police sheriff sheriff's court courthouse hospital clinic church cathedral mosque temple"
    " museum library theatre theater department council commission committee board authority agency administration office bureau ministry"
    " government parliament assembly senate congress army navy force forces guard guards militia brigade brigades regiment bank inc corp"
    " corporation company co ltd llc group times post news herald tribune gazette journal star telegraph chronicle courier daily press radio"
    " tv television broadcasting airlines airways club fc united city rovers wanderers party front movement union league association"
    " federation society foundation trust center centre chamber conference treaty accord accords agreement protocol declaration summit"
    " festival games championship championships cup tigers lions bulldogs bears".split()
)
# A word beside or inside a name that tells what kind of place it is.
_DISTRICTS = (
    "district raion rayon department prefecture subdistrict subcounty commune sector woreda tehsil tahsil taluk upazila cercle arrondissement regency"
    " lga"
).split()
FEATURE_WORDS: dict[str, tuple[Feature, ...]] = {
    **dict.fromkeys(("province", "governorate", "oblast", "krai", "emirate", "voivodeship", "provinces"), (Feature.REGION, Feature.DISTRICT)),
    **dict.fromkeys(("state", "states"), (Feature.REGION, Feature.COUNTRY)),
    **dict.fromkeys(("region", "territory"), (Feature.REGION, Feature.AREA, Feature.DISTRICT)),
    **dict.fromkeys(("county", "counties", "parish", "borough", "co"), (Feature.DISTRICT, Feature.REGION)),
    **dict.fromkeys(
        (*_DISTRICTS, "municipality", "township", "division"),
        (Feature.DISTRICT, Feature.REGION, Feature.QUARTER),
    ),
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "settlement", "suburb", "capital", "port city", "kibbutz", "moshav"),
        (Feature.SETTLEMENT, Feature.QUARTER),
    ),
    **dict.fromkeys(("neighbourhood", "neighborhood", "quarter", "suburbs"), (Feature.QUARTER, Feature.SETTLEMENT, Feature.SITE)),
    **dict.fromkeys(
        ("river", "lake", "sea", "strait", "straits", "gulf", "bay", "canal", "ocean", "creek", "reservoir", "channel"), (Feature.WATER,)
    ),
    **dict.fromkeys(("island", "islands", "isle", "archipelago", "atoll"), (Feature.ISLAND,)),
    **dict.fromkeys(
        ("mountain", "mountains", "mount", "mt", "hills", "desert", "valley", "pass", "plateau", "range"), (Feature.MOUNTAIN, Feature.AREA)
    ),
    **dict.fromkeys(("airport", "airfield", "airstrip"), (Feature.AIRPORT, Feature.BASE)),
    **dict.fromkeys(("base", "airbase", "garrison", "barracks"), (Feature.BASE, Feature.AIRPORT, Feature.CAMP)),
    **dict.fromkeys(("camp",), (Feature.CAMP, Feature.BASE)),
    **dict.fromkeys(("crossing", "checkpoint", "terminal"), (Feature.CROSSING, Feature.PORT, Feature.ENERGY)),
    **dict.fromkeys(("border", "frontier"), (Feature.BORDER, Feature.COUNTRY)),
    **dict.fromkeys(("dam", "barrage"), (Feature.DAM,)),
    **dict.fromkeys(("refinery", "field", "oilfield", "pipeline", "plant"), (Feature.ENERGY,)),
    **dict.fromkeys(("port", "harbor", "harbour"), (Feature.PORT, Feature.SETTLEMENT)),
    **dict.fromkeys(
        ("square", "bridge", "park", "stadium", "mosque", "prison", "hospital", "station", "market", "forest"), (Feature.SITE, Feature.AREA)
    ),
    **dict.fromkeys(("peninsula",), (Feature.AREA, Feature.REGION, Feature.MOUNTAIN)),
}
VILLAGES = frozenset(("village", "town", "hamlet"))
SETTLEMENTS = VILLAGES | {"city", "settlement", "suburb", "neighbourhood", "neighborhood"}
DIVISIONS = frozenset("province governorate oblast krai region state county district territory department".split())
# Beside a name these ask for land, which the town of that name only gives the middle of.
DISTRICT_WORDS = frozenset(("province", "governorate", "oblast", "territory", "county", *_DISTRICTS))
DISTRICTS_WORDS = {"counties": "county", **{f"{word}s": word for word in DISTRICT_WORDS}}  # behind a list of names, each name asks for its land
ROAD_WORDS = frozenset(
    "street st road rd avenue ave drive dr lane ln boulevard blvd highway hwy route parkway pkwy turnpike expressway freeway interstate way"
    " court place terrace pike close crescent".split()
)
# With one of these as its last word (or first, for the second set), a run of capitals is a place though no gazetteer has it.
PLACE_TAILS = frozenset(
    "river lake creek valley island islands mountain mountains bay county parish township province governorate oblast district airport"
    " peninsula canal dam strait forest desert beach hills park village heights springs falls refinery oilfield camp crossing bridge square"
    " reservoir harbor harbour".split()
)
PLACE_HEADS = frozenset(
    "lake mount mt river port fort camp cape gulf strait isle islas wadi jabal jebel tell tall tal khirbet kafr kfar beit bayt deir ain ayn"
    " wadi nahr umm".split()
)
# Lower-case words that can end a name that the gazetteer has in full ("Jenin refugee camp", "Conoco gas field").
LOWER_TAILS = frozenset(
    "air airbase airfield airport army barrage base border bridge camp checkpoint complex corridor crossing dam enclave field fields forest"
    " garrison gas hospital island islands line military mosque mountain mountains naval neighborhood neighbourhood nuclear oil oilfield"
    " oilfields peninsula pipeline plant plateau port power prison reactor refinery refugee river sea site square station strait suburb"
    " terminal territory valley zone".split()
)
# Organisations' words that happen in a place rather than being named after it ("the conference in Riyadh").
EVENTS = frozenset("conference summit festival games championship championships cup treaty accord accords agreement protocol declaration".split())
# Before "of" or "in" and a place, these make the place a part of an organisation's name ("Bank of China", "Islamic Resistance in Iraq").
ORGANISATIONS_OF = (ORGANISATIONS - EVENTS) | frozenset(
    "resistance state emirate republic liberation king kingdom queen president caliphate patriarch archdiocese diocese sons soldiers embassy"
    " consulate people's voice".split()
)
# Organisations' words that are houses too: "the hospital in Aleppo" lies there, while "the Islamic Resistance in Iraq" is called so.
BUILDINGS = frozenset(
    "university college school academy institute police court courthouse hospital clinic church cathedral mosque temple museum library theatre"
    " theater parliament assembly bank club center centre office bureau ministry department council embassy consulate sheriff sheriff's".split()
)
# The last words of a name in capitals that make it one of people: "Bangsamoro Islamic Freedom Fighters".
GROUP_TAILS = frozenset(
    "army fighters force forces front guard guards militia brigade brigades battalion battalions regiment movement union league alliance coalition"
    " party resistance jihad group".split()
)
# Before a name they make a maker of news of it: "the state news agency SANA".
MEDIA_WORDS = frozenset("agency broadcaster newspaper daily weekly magazine website outlet channel".split())
# News agencies whose acronyms are names of places too.
AGENCIES = frozenset("anha ansa fars irna isna kuna maan mehr mena petra saba sana suna tass wafa".split())
# Lower-case words inside names; none begins or ends one, but for Arabic articles, which may begin one.
CONNECTORS = frozenset(
    "of the and de la le les del da do dos das du des di al el ul ez az as ash ad ed an en ar er at et e y va on upon sur au aux sous am ob der"
    " zu i bin ibn".split()
)
ARTICLES = frozenset("al el ul as ash es ad ar er an at az ez adh ath".split())
# Parts of hyphened words that are no name: "pro-Iranian", "Moscow-based". Words in -ed ("Iran-backed") are none either.
HYPHENED_PARTS = frozenset(
    "pro anti non ex pre post un sub trans cross mid inter intra multi neo counter co self all half north south east west northern southern eastern"
    " western central based led run born built made style held bound wide area speaking friendly majority era".split()
)
# Between two names joined by hyphens, these part them ("Beirut-to-Damascus"); any other word in lower case makes one name of them.
HYPHENED_JOINTS = frozenset("to and or vs versus".split())
MONTHS_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday"
    " sunday jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# Words that are no name even in capitals or at the start of a sentence.
FUNCTION_WORDS = frozenset(
    "the a an and or but if of in on at to for from by with as is was were are be been it its he his she her they their them we our you your"
    " i me my that this these those there here who whom which what when where why how not no nor so than then too very can could will would"
    " shall should may might must has have had do does did after before while during since until because about against between into through"
    " over under again further once all any both each few more most other some such only own same just also however meanwhile although though"
    " despite according among amid per via around out up down off near mr mrs ms".split()
)
# Words that often begin a sentence before a name and are no part of one ("Two Syrian soldiers").
STARTERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve several dozens scores hundreds thousands many most some another other"
    " earlier later yesterday today tonight last next former senior local officials authorities troops soldiers rebels gunmen militants"
    " protesters police armed suspected unidentified pro anti ex heavy fierce fresh recent even only still now then once since like unlike"
    " both neither every each around nearly almost about roughly over under more fewer less at least sources witnesses residents medics"
    " analysts observers activists state foreign early late meanwhile again thus hence so therefore instead moreover furthermore finally first"
    " second third separately elsewhere overnight".split()
)
CIVIL_TITLES = frozenset("mr mrs ms miss dr sir lord lady dame".split())  # nobody but a person bears them
PAPERS = frozenset(
    "times post herald tribune gazette journal news chronicle telegraph courier press daily guardian observer mirror mail monitor examiner"
    " globe banner wire dispatch sentinel inquirer bulletin ledger register".split()
)
LANGUAGES = frozenset(
    "amharic arabic aramaic bengali dari english farsi french hausa hebrew hindi kurdish pashto persian portuguese russian somali spanish swahili"
    " tamil tigrinya turkish ukrainian urdu".split()
)
LANGUAGE_BEFORE = frozenset("in speak speaks spoke speaking spoken into fluent learn language translated".split())


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Everyday words that are names of places too, folded."""
    try:
        text = (DATA / "common_words.txt").read_text(encoding="utf-8")
    except OSError as err:
        raise GazetteerError(f"{DATA / 'common_words.txt'}, a part of whence, cannot be read: {err}. Install whence again.") from err
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names, folded."""
    return frozenset(name for name, kind in read_person_names() if kind == "given")


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Frequent family names, folded."""
    return frozenset(name for name, kind in read_person_names() if kind == "family")
