"""The small words of noun phrases and names, by what they do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Pronouns, to the class that they are resolved as.
PRONOUNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("he him his himself".split(), "he"),
        **dict.fromkeys("she her hers herself".split(), "she"),
        **dict.fromkeys("it its itself".split(), "it"),
        **dict.fromkeys("they them their theirs themselves".split(), "they"),
        **dict.fromkeys("i me my mine myself".split(), "i"),
        **dict.fromkeys("we us our ours ourselves".split(), "we"),
        **dict.fromkeys("you your yours yourself".split(), "you"),
        **dict.fromkeys("who whom whose which that".split(), "who"),
    }
)

# Pronouns that open a phrase and own its head.
POSSESSIVES = frozenset(("her his its my our their whose your").split())

# Words that count or point but name nobody.
VAGUE = frozenset(
    (
        "all another anyone both dozens each eight eleven everybody everyone few five four half hundreds many more most nine nobody none one "
        "ones other others scores seven several six some somebody someone ten these this those thousands three twelve two"
    ).split()
)

# Words that open a phrase.
DETERMINERS = frozenset(
    (
        "a about all almost an another any around as at both each every few just least many more most nearly no only other over several some "
        "such than that the these this those to up what"
    ).split()
)

# Number words and words of quantity.
NUMBERS = frozenset(
    (
        "batch billion bunch clique column contingent couple crowd crowds dozen dozens eight eighteen eighty eleven fifteen fifty first "
        "five forty four fourteen group half handful hundred hundreds majority member members million millions mob nine nineteen ninety "
        "number one pair part parts portion range remainder rest score scores second series seven seventeen seventy six sixteen sixty "
        "swathe ten tens third thirteen thirty thousand thousands three total twelve twenty two"
    ).split()
)

# Words that end the head of a phrase.
PREPOSITIONS = frozenset(
    (
        "about accused across affiliated after against allied along among around as at backed based before behind believed belonging between "
        "by carrying controlled during fighting for from held in including inside into led linked living loyal near of on onto opposed "
        "outside over seeking since suspected that through to traveling travelling under via wearing when where which while who whose with "
        "within without working"
    ).split()
)

# Small words inside personal names.
NAME_LINKS = frozenset(("abu ad ag al an as ash at az ben bin da das de del den der di do dos du el ibn la le ould ter ud ul ur van von").split())

# Titles before names.
HONORIFICS = frozenset(
    (
        "acting adm admiral alhaji ambassador archbishop ayatollah bishop brig brigadier brother caliph capt captain cardinal chancellor "
        "chief class cmdr col colonel commander compañero comrade congressman congresswoman const constable corporal councillor cpl crown "
        "dame deputy detective don dona dr emir ex father first former fr gen general gov governor haji hajj hon imam inspector interim judge "
        "justice king lady late lieutenant lord lt maj major maulana mayor minister miss mr mrs ms mullah officer ousted petty pope premier "
        "president prince princess private prof professor pvt queen rep representative rev reverend sayyed sayyid secretary sen senator senor "
        "sergeant señor sgt shaykh sheik sheikh sheriff sir sister st sultan superintendent then trooper vice"
    ).split()
)

# Words for women and girls.
FEMALE = frozenset(
    (
        "actress aunt businesswoman chairwoman congresswoman daughter daughters female girl girlfriend girls granddaughter grandmother lady "
        "miss mom mother mothers mrs ms mum niece nun policewoman premieress princess queen schoolgirl sister sisters spokeswoman stepmother "
        "widow wife wives woman women"
    ).split()
)

# Words for men and boys.
MALE = frozenset(
    (
        "actor boy boyfriend boys brother brothers businessman chairman congressman dad father fathers fireman fisherman gentleman "
        "grandfather grandson gunman husband imam king lord male man men monk mr nephew policeman pope prince schoolboy sheik sheikh sir son "
        "sons spokesman step-father stepfather uncle"
    ).split()
)

# Words for people by their tie to somebody ("his lawyer"): never that somebody himself.
KIN = frozenset(
    (
        "accomplices accusers aide aides allies associate associates attorney attorneys aunt backers bodyguard bodyguards boyfriend brother "
        "child children co-conspirators co-defendants colleague colleagues comrades confidante confidantes counsel counterpart cousin critics "
        "dad daughter daughters families family father followers friend friends girlfriend granddaughter grandfather grandmother grandson "
        "hosts husband kid kids lawyer lawyers longtime mom mother mum neighbors neighbours nephew niece opponents parent parents partner "
        "partners predecessor relative relatives rival rivals siblings sister son sons spokesman spokesperson spokeswoman spouse step-father "
        "stepfather stepmother successor supporters top uncle victim victims widow wife"
    ).split()
)

# A capitalised name that holds one of these is an organisation, not a person.
ORGANISATION_WORDS = frozenset(
    (
        "academy action administration agency airlines alliance army assembly association authority bank battalion board brigade brigades "
        "bureau cabinet campaign cartel cathedral center centre chamber church clinic club coalition coastguard college command commission "
        "committee company conference congregation congress constabulary consulate corp corporation corps council court daily department "
        "directorate division embassy enterprises exchange farm federation fire force forces forum foundation front fund gang gardai gazette "
        "government group guard guards herald holdings hospital hotel house inc industries initiative institute journal laboratories league "
        "legion ltd media militia ministry mission monitor mosque movement navy network news newspaper observatory office organisation "
        "organization pack parliament party patrol people's police post press program programme project radio regiment registry republic "
        "rescue resistance restaurant school scout scouts secretariat senate service services sheriff's sheriffs society squad state states "
        "students studio studios systems teachers team television temple times treasury tribe tribunal tribune troop trust union unit "
        "university watch workers"
    ).split()
)

# Words whose capital tells nothing: they open sentences.
COMMON_STARTS = frozenset(
    (
        "a about according across additional afp after again against all allah almost also although amid amidst among an and another any ap "
        "apr april are around as asked at aug august be because been before being between both but by by-line byline can cant christmas click "
        "continue copyright could crisis dec december despite did didnt do does dont dr during each earlier easter editor eid eight even "
        "every feb february few file first five following for former four friday from further furthermore getty god had has have he her here "
        "hes his how however i id if ill im image in including instead is islam isnt it its ive jan january jul july jun june just last later "
        "let many mar march may meanwhile might monday more moreover most mr mrs ms must my nearly new next nine no not nov november now oct "
        "october of olympics on once one only or other otherwise our over own per photo please ramadan read reporting reuters saturday second "
        "sep sept september seven several shall share she shes should since six so some still story such sunday ten than that thats the their "
        "then there therefore theres these they theyre third this those though three through thursday thus to today tomorrow tonight too "
        "treaty tuesday two under unless until update updated very via video war was we wednesday were weve what when where which while who "
        "why will with wont would yes yesterday yet you youre"
    ).split()
)

# Points of the compass.
DIRECTIONS = frozenset(("central east eastern north northeast northern northwest south southeast southern southwest west western").split())

# Verbs of saying, past and present.
SAYING = frozenset(
    (
        "added announced argued asked claimed confirmed explained insisted noted replied reported said says stated testified told tweeted "
        "warned wrote"
    ).split()
)

# Verbs that often follow a subject; enough to tell subjects from objects without parsing.
VERBS = frozenset(
    (
        "accused accuses added agreed agrees allegedly already also announced announces are arrested arrests attacked attacks be began begins "
        "bombed called calls can captured captures carried claimed claims condemned condemns conducted conducts continued continues could "
        "denied denies deployed deploys destroyed did do does fired fires gave gives had has have held holds is killed kills launched "
        "launches made makes may meets met might must never now rejected rejects reportedly said says seized seizes sends sent shall shelled "
        "should still struck takes threatened threatens told took urged urges vowed wanted wants warned warns was went were will would"
    ).split()
)

# Nouns for one person of a body or an office: their singular may be somebody whom the report names.
PERSON_NOUNS = frozenset(
    (
        "airman|archbishop|ayatollah|billionaire|bishop|blogger|businessman|businessman of the town|businesswoman|cadet|cameraman|"
        "candidate|cardinal|catholicos|ceo|chief executive|chief justice|cleric|co-founder|columnist|commando|congressman|congresswoman|"
        "constable|contender|correspondent|democrat|detective|district attorney|doctor|double agent|editor|ex-spy|farmer|former spy|"
        "founder|frontrunner|igp|imam|inspector general of police|journalist|judge|justice|lawmaker|lawyer|legislator|magistrate|magnate|"
        "marine|miner|mining magnate|missionary|mogul|monk|mp|mullah|national chairman|nominee|nurse|opposition leader|"
        "opposition politician|paratrooper|party leader|pastor|patriarch|photographer|pilot|police chief|policeman|policewoman|"
        "political leader|politician|pontiff|pope|presidential candidate|priest|professor|prosecutor|rabbi|reporter|republican|"
        "republican politician|researcher|sailor|scientist|senator|serviceman|servicewoman|sheik|sheriff|show host|sniper|soldier|spy|"
        "spymaster|student|superintendent|talk-show host|teacher|trooper|tycoon|union leader|worker"
    ).split("|")
)

# Nouns for one who speaks for somebody else.
SPOKESMEN = frozenset(("spokesman", "spokesperson", "spokeswoman"))

# Words for relatives.
FAMILY = frozenset(
    (
        "aunt|brother|brothers|children|cousin|daughter|daughters|family|father|granddaughter|grandson|husband|kids|mother|nephew|niece|"
        "relative|relatives|sister|sisters|son|sons|uncle|widow|wife"
    ).split("|")
)

# Nouns for what is told: as a source, nobody stands behind them.
TELLINGS = frozenset(("account|accusation|allegation|announcer|claim|data|email|emails|evidence|letter|release|report|statement|warning").split("|"))

# Nouns for people who speak for their state.
STATE_HEADS = frozenset(
    (
        "ambassador|chancellor|chief cabinet secretary|defence minister|defense minister|defense secretary|deputy minister|diplomat|emir|"
        "envoy|foreign minister|foreign secretary|head of state|interior minister|king|leader|minister|official|premier|president|"
        "prime minister|representative|secretary|secretary of state|special representative|spokesman|spokesperson|spokeswoman|"
        "vice president"
    ).split("|")
)

# Those of them whom parties, groups and companies have too.
ANYBODYS_HEADS = SPOKESMEN | {"leader", "representative", "secretary", "special representative"}

# Words before a noun of forces that make them the state's.
STATE_WORDS = frozenset("government junta regime".split())

# Weapons, in front of which a name says what they are, not whose: "FPV drone", "Grad rockets".
WEAPONS = frozenset(
    (
        "bomb bomber bombers bombs drone drones helicopter helicopters howitzer howitzers jet jets launcher launchers missile missiles "
        "munition munitions rocket rockets shell shells tank tanks uav uavs warplane warplanes"
    ).split()
)

# First parts of joined adjectives of states ("Franco-German"), to their countries.
JOINED_STATES: Mapping[str, str] = MappingProxyType(
    dict(part.split(":") for part in "anglo:GBR franco:FRA greco:GRC indo:IND israelo:ISR russo:RUS serbo:SRB sino:CHN turco:TUR turko:TUR".split())
)

# Words behind the name of a state that make it the backer of somebody, not him: "Russian-backed", "US-made".
BACKING = frozenset("aligned allied armed backed financed funded made occupied sponsored supplied supported trained".split())

# Loaded nouns, by what they can mean: their meaning hangs on who writes, so nothing is guessed from the nearest name.
LOADED_FORCES = frozenset("enemy jihadist resistance takfiri terror terrorism terrorist".split())
LOADED_STATES = frozenset("junta occupation occupier regime".split())

# Words for those who came from elsewhere, or fight for them: nobody's compatriots.
OUTSIDERS = frozenset("aggressor aggressors enemies enemy invader invaders occupation occupier occupiers".split())
