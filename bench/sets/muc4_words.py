"""Words that tell the five roles of the terrorism reports apart: heads of noun phrases, lower case, and names of the region's organisations."""

NOBODY = frozenset(
    "he she it they we i you him her them us me his its their who whom which that this these those one ones some others other another someone"
    " somebody anyone nobody everyone none all both many several such our s u.s states country countries nation nations world community".split()
)
"""Heads that name nobody in particular."""

NUMBERS = frozenset("no one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty more least dozen percent half".split())

ORGANISATIONS = frozenset(
    "front army cartel movement party mafia organization organisation command league path alliance brigade brigades union committee federation"
    " association government regime administration forces police guard ministry institute bloc group groups squad squads corps resistance eln"
    " epl erp farc fmln fpl fpmr mir mrta m-19 arena urng sendero luminoso extraditables contras sandinistas fdn".split()
)
VAGUE = frozenset("group groups squad squads organization organizations command forces union committee federation".split())
"""Organisations that name none when they stand alone."""

STATE = frozenset(
    "army police troops troop forces force government soldiers military patrol battalion guard air navy marines officers authorities".split()
)
FIGHTERS = STATE | frozenset(
    "guerrillas guerrilla rebels rebel insurgents subversives terrorists terrorist fmln enemy unit units column columns militia militias"
    " combatants contras patrols battalions soldier brigade casualties traffickers".split()
)

THINGS = frozenset(
    "house houses home homes building buildings office offices headquarters embassy embassies consulate consulates station stations bridge"
    " bridges tower towers pylon pylons pipeline pipelines car cars bus buses vehicle vehicles truck trucks train trains van jeep motorcycle"
    " bicycle ambulance helicopter helicopters plane planes aircraft airplane boat ship bank banks branch branches store stores shop shops"
    " restaurant restaurants hotel hotels school schools college university church churches cathedral temple hospital clinic center centre farm"
    " farms ranch estate plantation plant plants factory factories mill mine mines warehouse warehouses depot facility facilities installation"
    " installations substation substations line lines pole poles post posts exchange exchanges box boxes system systems grid network power"
    " electricity energy water tank tanks road roads highway highways railroad railway track tracks airport port base barracks garrison palace"
    " mansion residence residences apartment apartments complex establishment establishments business businesses property properties structure"
    " structures door doors window windows wall gate garage theater cinema club newspaper radio transmitter antenna dam reservoir pump gasoline"
    " fuel oil well wells field fields crop crops cattle equipment machinery records documents money transportation transport services service"
    " interests company companies cabins transformer transformers ambulances tire tires dumptruck centers market markets body bodies".split()
)

PEOPLE = frozenset(
    "people person persons man men woman women child children boy boys girl girls youth youths individual individuals civilian civilians priest"
    " priests nun nuns jesuit jesuits soldier soldiers policeman policemen officer officers official officials member members leader leaders"
    " worker workers student students peasant peasants farmer farmers judge judges journalist journalists teacher teachers driver drivers"
    " bodyguard bodyguards guard guards president minister ministers mayor mayors candidate candidates senator deputy deputies politician"
    " politicians guerillas criminal criminals attacker attackers murderer murderers victim victims casualty casualties dead wounded injured"
    " killed population families family relatives relative wife husband son sons daughter daughters brother sister father mother maid maids cook"
    " passenger passengers citizen citizens resident residents inhabitants employee employees personnel crew pilot pilots vendor passerby"
    " pedestrian pedestrians bystanders businessman businessmen lawyer lawyers engineer engineers director chief chiefs commander commanders"
    " colonel general captain lieutenant major sergeant corporal agent agents advisers ambassador diplomat diplomats missionary missionaries"
    " bishop archbishop leadership demonstrators unionists refugees hostage hostages detainees detectives elements militants patients tourists"
    " americans salvadoran salvadorans spaniards colombian colombians hondurans peruvians chileans number total couple hundreds dozens thousands"
    " majority rest intellectuals professor professors rector academics kidnappers owner owners life lives personality figure figures magistrate"
    " magistrates congressman congressmen prosecutor prosecutors reporter reporters correspondent photographer watchman doctor doctors nurse"
    " physician".split()
)
"""Heads that describe people and do not name them."""

WEAPON = (
    "bomb|explos|dynamit|grenade|rifle|gun|mortar|rocket|missile|weapon|pistol|revolver|bullet|shot|machete|kni(?:fe|ves)|molotov|mine|device|charge|tnt"
    "|ak-|m-16|rpg|bazooka|stone|torture|truck|car|fire|arms|caliber|booby"
)
"""Parts of words that a weapon's name has (a pattern)."""
