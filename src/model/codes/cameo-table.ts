/**
 * The CAMEO codes as data, one a line: code, quad class, GDELT's Goldstein value in tenths, PLOVER type, mode and
 * contexts, label.
 *
 * Labels are those of the CAMEO 1.1b3 code book, its capitals at the roots lowered; the book leaves `1213` and `1214`
 * blank, which here follow `1013` and `1014`. A value that the published tables leave out is empty here.
 *
 * @see https://data.gdeltproject.org/documentation/CAMEO.Manual.1.1b3.pdf
 * @see https://www.gdeltproject.org/data/lookups/CAMEO.goldsteinscale.txt
 * @see https://github.com/openeventdata/PLOVER
 */
export const cameoTable = `
01|1|0||||Make public statement
010|1|0||||Make statement, not specified below
011|1|-1||||Decline comment
012|1|-4||||Make pessimistic comment
013|1|4||||Make optimistic comment
014|1|0||||Consider policy option
015|1|0||||Acknowledge or claim responsibility
016|1|-20||||Deny responsibility
017|1|0||||Engage in symbolic act
018|1|34||||Make empathetic comment
019|1|34||||Express accord
02|1|30||||Appeal
020|1|30||||Make an appeal or request, not specified below
021|1|34||||Appeal for material cooperation, not specified below
0211|1|34||||Appeal for economic cooperation
0212|1|34||||Appeal for military cooperation
0213|1|34||||Appeal for judicial cooperation
0214|1|34||||Appeal for intelligence
022|1|32||||Appeal for diplomatic cooperation (such as policy support)
023|1|34||||Appeal for aid, not specified below
0231|1|34||||Appeal for economic aid
0232|1|34||||Appeal for military aid
0233|1|34||||Appeal for humanitarian aid
0234|1|34||||Appeal for military protection or peacekeeping
024|1|-3||||Appeal for political reform, not specified below
0241|1|-3||||Appeal for change in leadership
0242|1|-3||||Appeal for policy change
0243|1|-3||||Appeal for rights
0244|1|-3||||Appeal for change in institutions, regime
025|1|-3||||Appeal to yield, not specified below
0251|1|-3||||Appeal for easing of administrative sanctions
0252|1|-3||||Appeal for easing of political dissent
0253|1|-3||||Appeal for release of persons or property
0254|1|-3||||Appeal for easing of economic sanctions, boycott, or embargo
0255|1|-3||||Appeal for target to allow international involvement (non-mediation)
0256|1|-3||||Appeal for de-escalation of military engagement
026|1|40||||Appeal to others to meet or negotiate
027|1|40||||Appeal to others to settle dispute
028|1|40||||Appeal to engage in or accept mediation
03|1|40||||Express intent to cooperate
030|1|40|AGREE||diplomatic|Express intent to cooperate, not specified below
031|1|52|AGREE||diplomatic|Express intent to engage in material cooperation, not specified below
0311|1|52|AGREE||economic|Express intent to cooperate economically
0312|1|52|AGREE||military|Express intent to cooperate militarily
0313|1|52|AGREE||legal|Express intent to cooperate on judicial matters
0314|1|52|AGREE||intelligence|Express intent to cooperate on intelligence
032|1|45|AGREE||diplomatic|Express intent to engage in diplomatic cooperation (such as policy support)
033|1|52|AGREE||diplomatic|Express intent to provide material aid, not specified below
0331|1|52|AGREE||economic|Express intent to provide economic aid
0332|1|52|AGREE||military|Express intent to provide military aid
0333|1|52|AGREE||humanitarian|Express intent to provide humanitarian aid
0334|1|60|AGREE||peacekeeping|Express intent to provide military protection or peacekeeping
034|1|70|AGREE||political_institutions|Express intent to institute political reform, not specified below
0341|1|70|AGREE||political_institutions|Express intent to change leadership
0342|1|70|AGREE||executive|Express intent to change policy
0343|1|70|AGREE||rights_freedoms|Express intent to provide rights
0344|1|70|AGREE||political_institutions|Express intent to change institutions, regime
035|1|70|AGREE|||Express intent to yield, not specified below
0351|1|70|AGREE||rights_freedoms|Express intent to ease administrative sanctions
0352|1|70|AGREE|||Express intent to ease popular dissent
0353|1|70|AGREE||rights_freedoms|Express intent to release persons or property
0354|1|70|AGREE||economic|Express intent to ease economic sanctions, boycott, or embargo
0355|1|70|AGREE||diplomatic|Express intent to allow international involvement (non-mediation)
0356|1|70|AGREE||military|Express intent to de-escalate military engagement
036|1|40|AGREE||diplomatic|Express intent to meet or negotiate
037|1|50|AGREE||diplomatic|Express intent to settle dispute
038|1|70|AGREE||diplomatic|Express intent to accept mediation
039|1|50|AGREE||diplomatic|Express intent to mediate
04|1|10||||Consult
040|1|10|CONSULT|||Consult, not specified below
041|1|10|CONSULT|phone||Discuss by telephone
042|1|19|CONSULT|visit||Make a visit
043|1|28|CONSULT|visit||Host a visit
044|1|25|CONSULT|third-party||Meet at a "third" location
045|1|50|CONSULT||diplomatic|Mediate
046|1|70|CONSULT||diplomatic|Engage in negotiation
05|1|35||||Engage in diplomatic cooperation
050|1|35|SUPPORT||diplomatic|Engage in diplomatic cooperation, not specified below
051|1|34|SUPPORT||diplomatic|Praise or endorse
052|1|35|SUPPORT||diplomatic|Defend verbally
053|1|38|SUPPORT||diplomatic|Rally support on behalf of
054|1|60|SUPPORT||diplomatic|Grant diplomatic recognition
055|1|70|SUPPORT||diplomatic|Apologize
056|1|70|SUPPORT||diplomatic|Forgive
057|1|80|SUPPORT||diplomatic|Sign formal agreement
06|2|60||||Engage in material cooperation
060|2|60|COOPERATE|||Engage in material cooperation, not specified below
061|2|64|COOPERATE||economic|Cooperate economically
062|2|74|COOPERATE||military|Cooperate militarily
063|2|74|COOPERATE||legal|Engage in judicial cooperation
064|2|70|COOPERATE||intelligence|Share intelligence or information
07|2|70||||Provide aid
070|2|70|AID|||Provide aid, not specified below
071|2|74|AID||economic|Provide economic aid
072|2|83|AID||military|Provide military aid
073|2|74|AID||humanitarian|Provide humanitarian aid
074|2|85|AID||peacekeeping|Provide military protection or peacekeeping
075|2|70|AID||asylum|Grant asylum
08|2|50||||Yield
080|2|50|CONCEDE|||Yield, not specified below
081|2|50|CONCEDE||legal|Ease administrative sanctions, not specified below
0811|2|50|CONCEDE||democracy|Ease restrictions on political freedoms
0812|2|50|CONCEDE||democracy|Ease ban on political parties or politicians
0813|2|50|RETREAT||legal|Ease curfew
0814|2|50|RETREAT||legal|Ease state of emergency or martial law
082|2|50|CONCEDE||democracy|Ease political dissent
083|2|50|CONCEDE||political_institutions|Accede to requests or demands for political reform, not specified below
0831|2|50|CONCEDE||political_institutions|Accede to demands for change in leadership
0832|2|50|CONCEDE||executive|Accede to demands for change in policy
0833|2|50|CONCEDE||rights_freedoms|Accede to demands for rights
0834|2|50|CONCEDE||political_institutions|Accede to demands for change in institutions, regime
084|2|70|RETREAT|||Return, release, not specified below
0841|2|70|RETREAT|release|legal|Return, release person(s)
0842|2|70|RETREAT|return|legal|Return, release property
085|2|70|RETREAT|ease|economic|Ease economic sanctions, boycott, embargo
086|2|90|RETREAT|access|diplomatic|Allow international involvement, not specified below
0861|2|90|RETREAT|access|peacekeeping|Receive deployment of peacekeepers
0862|2|90|RETREAT|access|diplomatic|Receive inspectors
0863|2|90|RETREAT|access|humanitarian|Allow humanitarian access
087|2|90|RETREAT|disarm|military|De-escalate military engagement
0871|2|90|RETREAT|ceasefire|military|Declare truce, ceasefire
0872|2|90|RETREAT|withdraw|military|Ease military blockade
0873|2|90|RETREAT|disarm|military|Demobilize armed forces
0874|2|100|RETREAT|disarm|military|Retreat or surrender militarily
09|3|-20||||Investigate
090|3|-20|ACCUSE|investigate||Investigate, not specified below
091|3|-20|ACCUSE|investigate|crime; corruption|Investigate crime, corruption
092|3|-20|ACCUSE|investigate|human_rights|Investigate human rights abuses
093|3|-20|ACCUSE|investigate|military|Investigate military action
094|3|-20|ACCUSE|investigate|military; legal|Investigate war crimes
10|3|-50||||Demand
100|3|-50|REQUEST|||Demand, not specified below
101|3|-50|REQUEST|assist||Demand material cooperation, not specified below
1011|3|-50|REQUEST|assist|economic|Demand economic cooperation
1012|3|-50|REQUEST|assist|military|Demand military cooperation
1013|3|-50|REQUEST|assist|legal|Demand judicial cooperation
1014|3|-50|REQUEST|assist|intelligence|Demand intelligence cooperation
102|3|-50|REQUEST|assist|diplomatic|Demand diplomatic cooperation (such as policy support)
103|3|-50|REQUEST|assist||Demand material aid, not specified below
1031|3|-50|REQUEST|assist|economic|Demand economic aid
1032|3|-50|REQUEST|assist|military|Demand military aid
1033|3|-50|REQUEST|assist|humanitarian|Demand humanitarian aid
1034|3|-50|REQUEST|assist|peacekeeping|Demand military protection or peacekeeping
104|3|-50|REQUEST|change|political_institutions|Demand political reform, not specified below
1041|3|-50|REQUEST|change|executive|Demand change in leadership
1042|3|-50|REQUEST|change|executive|Demand policy change
1043|3|-50|REQUEST|change|rights_freedoms|Demand rights
1044|3|-50|REQUEST|change|political_institutions|Demand change in institutions, regime
105|3|-50|REQUEST|change|legal|Demand that target yields, not specified below
1051|3|-50|REQUEST|yield|legal|Demand easing of administrative sanctions
1052|3|-50|REQUEST|yield|legal|Demand easing of political dissent
1053|3|-50|REQUEST|yield|legal|Demand release of persons or property
1054|3|-50|REQUEST|yield|economic|Demand easing of economic sanctions, boycott, or embargo
1055|3|-50|REQUEST|yield|diplomatic|Demand that target allows international involvement (non-mediation)
1056|3|-50|REQUEST|yield|military|Demand de-escalation of military engagement
106|3|-50|REQUEST|meet|diplomatic|Demand meeting, negotiation
107|3|-50|REQUEST|meet|diplomatic|Demand settling of dispute
108|3|-50|REQUEST|meet|diplomatic|Demand mediation
11|3|-20||||Disapprove
110|3|-20|ACCUSE|disapprove||Disapprove, not specified below
111|3|-20|ACCUSE|disapprove||Criticize or denounce
112|3|-20|ACCUSE|disapprove||Accuse, not specified below
1121|3|-20|ACCUSE|allege|crime; corruption|Accuse of crime, corruption
1122|3|-20|ACCUSE|allege|human_rights|Accuse of human rights abuses
1123|3|-20|ACCUSE|allege|military|Accuse of aggression
1124|3|-20|ACCUSE|allege|military; legal|Accuse of war crimes
1125|3|-20|ACCUSE|allege|legal|Accuse of espionage, treason
113|3|-20|ACCUSE|disapprove||Rally opposition against
114|3|-20|ACCUSE|allege|diplomatic|Complain officially
115|3|-20|ACCUSE|allege|legal|Bring lawsuit against
116|3|-20|ACCUSE|disapprove|legal|Find guilty or liable (legally)
12|3|-40||||Reject
120|3|-40|REJECT|||Reject, not specified below
121|3|-40|REJECT|assist||Reject material cooperation
1211|3|-40|REJECT|assist|economic|Reject economic cooperation
1212|3|-40|REJECT|assist|military|Reject military cooperation
1213|3||REJECT|assist|legal|Reject judicial cooperation
1214|3||REJECT|assist|intelligence|Reject intelligence cooperation
122|3|-40|REJECT|assist||Reject request or demand for material aid, not specified below
1221|3|-40|REJECT|assist|economic|Reject request for economic aid
1222|3|-40|REJECT|assist|military|Reject request for military aid
1223|3|-40|REJECT|assist|humanitarian|Reject request for humanitarian aid
1224|3|-40|REJECT|assist|peacekeeping|Reject request for military protection or peacekeeping
123|3|-40|REJECT|change|political_institutions|Reject request or demand for political reform, not specified below
1231|3|-40|REJECT|change|executive|Reject request for change in leadership
1232|3|-40|REJECT|change|executive|Reject request for policy change
1233|3|-40|REJECT|change|rights_freedoms|Reject request for rights
1234|3|-40|REJECT|change|political_institutions|Reject request for change in institutions, regime
124|3|-40|REJECT|change||Refuse to yield, not specified below
1241|3|-40|REJECT|change|executive|Refuse to ease administrative sanctions
1242|3|-40|REJECT|change||Refuse to ease popular dissent
1243|3|-40|REJECT|yield|legal|Refuse to release persons or property
1244|3|-40|REJECT|yield|economic|Refuse to ease economic sanctions, boycott, or embargo
1245|3|-40|REJECT|yield|diplomatic|Refuse to allow international involvement (non mediation)
1246|3|-40|REJECT|yield|military|Refuse to de-escalate military engagement
125|3|-50|REJECT|meet|diplomatic|Reject proposal to meet, discuss, or negotiate
126|3|-50|REJECT|meet|diplomatic|Reject mediation
127|3|-50|REJECT|meet|diplomatic|Reject plan, agreement to settle dispute
128|3|-50|REJECT|yield|legal|Defy norms, law
129|3|-50|REJECT|yield|diplomatic|Veto
13|3|-60||||Threaten
130|3|-44|THREATEN|||Threaten, not specified below
131|3|-58|THREATEN|||Threaten non-force, not specified below
1311|3|-58|THREATEN|relations||Threaten to reduce or stop aid
1312|3|-58|THREATEN|restrict|economic|Threaten with sanctions, boycott, embargo
1313|3|-58|THREATEN|relations|diplomatic|Threaten to reduce or break relations
132|3|-58|THREATEN|ban|executive|Threaten with administrative sanctions, not specified below
1321|3|-58|THREATEN|political|human_rights|Threaten with restrictions on political freedoms
1322|3|-58|THREATEN|ban|pro_autocracy|Threaten to ban political parties or politicians
1323|3|-58|THREATEN|restrict|pro_autocracy|Threaten to impose curfew
1324|3|-58|THREATEN|restrict|pro_autocracy|Threaten to impose state of emergency or martial law
133|3|-58|THREATEN|relations||Threaten with political dissent, protest
134|3|-58|THREATEN|relations|diplomatic|Threaten to halt negotiations
135|3|-58|THREATEN|relations|diplomatic|Threaten to halt mediation
136|3|-70|THREATEN|expel|diplomatic|Threaten to halt international involvement (non-mediation)
137|3|-70|THREATEN|violence|pro_autocracy|Threaten with repression
138|3|-70|THREATEN|violence|military|Threaten with military force, not specified below
1381|3|-70|THREATEN|restrict|military|Threaten blockade
1382|3|-70|THREATEN|territory|military|Threaten occupation
1383|3|-70|THREATEN|violence|military|Threaten unconventional violence
1384|3|-70|THREATEN|violence|military|Threaten conventional attack
1385|3|-70|THREATEN|violence|cbrn|Threaten attack with WMD
139|3|-70|THREATEN|relations|diplomatic|Give ultimatum
14|4|-65||||Protest
140|4|-65|PROTEST|||Engage in political dissent, not specified below
141|4|-65|PROTEST|demo||Demonstrate or rally, not specified below
1411|4|-65|PROTEST|demo|executive|Demonstrate for leadership change
1412|4|-65|PROTEST|demo|executive|Demonstrate for policy change
1413|4|-65|PROTEST|demo|rights_freedoms|Demonstrate for rights
1414|4|-65|PROTEST|demo|political_institutions|Demonstrate for change in institutions, regime
142|4|-65|PROTEST|hunger||Conduct hunger strike, not specified below
1421|4|-65|PROTEST|hunger|executive|Conduct hunger strike for leadership change
1422|4|-65|PROTEST|hunger|executive|Conduct hunger strike for policy change
1423|4|-65|PROTEST|hunger|rights_freedoms|Conduct hunger strike for rights
1424|4|-65|PROTEST|hunger|political_institutions|Conduct hunger strike for change in institutions, regime
143|4|-65|PROTEST|boycott||Conduct strike or boycott, not specified below
1431|4|-65|PROTEST|boycott|executive|Conduct strike or boycott for leadership change
1432|4|-65|PROTEST|boycott|executive|Conduct strike or boycott for policy change
1433|4|-65|PROTEST|boycott|rights_freedoms|Conduct strike or boycott for rights
1434|4|-65|PROTEST|boycott|political_institutions|Conduct strike or boycott for change in institutions, regime
144|4|-75|PROTEST|obstruct||Obstruct passage, block, not specified below
1441|4|-75|PROTEST|obstruct|executive|Obstruct passage to demand leadership change
1442|4|-75|PROTEST|obstruct|executive|Obstruct passage to demand policy change
1443|4|-75|PROTEST|obstruct|rights_freedoms|Obstruct passage to demand rights
1444|4|-75|PROTEST|obstruct|political_institutions|Obstruct passage to demand change in institutions, regime
145|4|-75|PROTEST|riot||Protest violently, riot, not specified below
1451|4|-75|PROTEST|riot|executive|Engage in violent protest for leadership change
1452|4|-75|PROTEST|riot|executive|Engage in violent protest for policy change
1453|4|-75|PROTEST|riot|rights_freedoms|Engage in violent protest for rights
1454|4|-75|PROTEST|riot|political_institutions|Engage in violent protest for change in institutions, regime
15|4|-72||||Exhibit force posture
150|4|-72|MOBILIZE|||Demonstrate military or police power, not specified below
151|4|-72|MOBILIZE|police||Increase police alert status
152|4|-72|MOBILIZE|troops|military|Increase military alert status
153|4|-72|MOBILIZE|police||Mobilize or increase police power
154|4|-72|MOBILIZE|troops|military|Mobilize or increase armed forces
155|4|||||Mobilize or increase cyber-forces
16|4|-40||||Reduce relations
160|4|-40|SANCTION|||Reduce relations, not specified below
161|4|-40|SANCTION|withdraw|diplomatic|Reduce or break diplomatic relations
162|4|-56|SANCTION|discontinue|human_security|Reduce or stop material aid, not specified below
1621|4|-56|SANCTION|discontinue|economic|Reduce or stop economic assistance
1622|4|-56|SANCTION|discontinue|military|Reduce or stop military assistance
1623|4|-56|SANCTION|discontinue|humanitarian|Reduce or stop humanitarian assistance
163|4|-80|COERCE|restrict|diplomatic|Impose embargo, boycott, or sanctions
164|4|-70|SANCTION|withdraw|diplomatic|Halt negotiations
165|4|-65|SANCTION|withdraw|diplomatic|Halt mediation
166|4|-70|SANCTION|expel|diplomatic|Expel or withdraw, not specified below
1661|4|-70|SANCTION|expel|military|Expel or withdraw peacekeepers
1662|4|-70|SANCTION|expel|diplomatic|Expel or withdraw inspectors, observers
1663|4|-70|SANCTION|expel|human_security|Expel or withdraw aid agencies
17|4|-70||||Coerce
170|4|-70|COERCE|||Coerce, not specified below
171|4|-92|COERCE|seize|human_security|Seize or damage property, not specified below
1711|4|-92|COERCE|seize|human_security|Confiscate property
1712|4|-92|ASSAULT|seize|human_security|Destroy property
172|4|-50|COERCE|restrict|executive|Impose administrative sanctions, not specified below
1721|4|-50|COERCE|restrict|rights_freedoms|Impose restrictions on political freedoms
1722|4|-50|COERCE|ban|pro_autocracy|Ban political parties or politicians
1723|4|-50|COERCE|curfew|pro_autocracy|Impose curfew
1724|4|-50|COERCE|martial-law|pro_autocracy|Impose state of emergency or martial law
173|4|-50|COERCE|arrest|legal|Arrest, detain, or charge with legal action
174|4|-50|COERCE|deport|legal|Expel or deport individuals
175|4|-90|ASSAULT|pro_autocracy|military|Use tactics of violent repression
176|4|||||Attack cybernetically
18|4|-90||||Assault
180|4|-90|ASSAULT|||Use unconventional violence, not specified below
181|4|-90|ASSAULT|abduct||Abduct, hijack, or take hostage
182|4|-95|ASSAULT|beat||Physically assault, not specified below
1821|4|-90|ASSAULT|sexual||Sexually assault
1822|4|-90|ASSAULT|torture||Torture
1823|4|-100|ASSAULT|||Kill by physical assault
183|4|-100|ASSAULT|suicide-attack||Conduct suicide, car, or other non-military bombing, not specified below
1831|4|-100|ASSAULT|suicide-attack||Carry out suicide bombing
1832|4|-100|ASSAULT|explosives||Carry out vehicular bombing
1833|4|-100|ASSAULT|explosives||Carry out roadside bombing
1834|4|||||Carry out location bombing
184|4|-80|ASSAULT|abduct||Use as human shield
185|4|-80|ASSAULT|assassinate||Attempt to assassinate
186|4|-100|ASSAULT|assassinate||Assassinate
19|4|-100||||Fight
190|4|-100|ASSAULT||military|Use conventional military force, not specified below
191|4|-95|COERCE|restrict|military|Impose blockade, restrict movement
192|4|-95|COERCE|seize|military|Occupy territory
193|4|-100|ASSAULT|firearms|military|Fight with small arms and light weapons
194|4|-100|ASSAULT|heavy-weapons|military|Fight with artillery and tanks
195|4|-100|ASSAULT|heavy-weapons|military|Employ aerial weapons, not specified below
1951|4|||||Employ precision-guided aerial munitions
1952|4|||||Employ remotely piloted aerial munitions
196|4|-95|ASSAULT||legal; military|Violate ceasefire
20|4|-100||||Use unconventional mass violence
200|4|-100|ASSAULT|massacre|military|Use unconventional mass violence, not specified below
201|4|-95|ASSAULT|cleansing|religion_ethnicity|Engage in mass expulsion
202|4|-100|ASSAULT|massacre|religion_ethnicity|Engage in mass killings
203|4|-100|ASSAULT|cleansing|religion_ethnicity|Engage in ethnic cleansing
204|4|-100|ASSAULT|unconventional|cbrn|Use weapons of mass destruction, not specified below
2041|4|-100|ASSAULT|unconventional|cbrn|Use chemical, biological, or radiological weapons
2042|4|-100|ASSAULT|unconventional|cbrn|Detonate nuclear weapons
`;
