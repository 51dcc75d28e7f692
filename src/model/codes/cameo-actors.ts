import type { actorKinds } from './lists.ts';

type ActorKind = (typeof actorKinds)[number]['code'];

/** What a three-letter part of a CAMEO actor code stands for: an activity, an organisation, a religion or a people. */
export interface CameoActorPart {
  readonly code: string;
  readonly name: string;
  /** The kind of actor it makes of its bearer; null where our kinds have none for it. */
  readonly kind: ActorKind | null;
}

/**
 * Parts of actor codes that say what an actor does.
 *
 * @see https://www.gdeltproject.org/data/lookups/CAMEO.type.txt
 * @see https://data.gdeltproject.org/documentation/CAMEO.Manual.1.1b3.pdf (chapter 3)
 */
export const cameoSectors: readonly CameoActorPart[] = partsOf(`
GOV|government|government
MIL|military|military
REB|rebels|armed_group
INS|insurgents|armed_group
SEP|separatists|armed_group
UAF|unaligned armed forces|armed_group
OPP|opposition|
RAD|radicals|
MOD|moderates|
JUD|judiciary|government
LEG|legislature|government
SPY|intelligence service|ministry
COP|police|ministry
PTY|party|
ELI|elites|
BUS|business|
MNC|multinational company|
AGR|farming|
LAB|workers|population
CVL|civilians|population
REF|refugees|population
SET|settlers|population
EDU|education|
HLH|health|
ENV|environment|
DEV|development|
HRI|human rights|
MED|media|media
REL|religious body|
CRM|criminals|
IGO|international organisation|igo
NGO|non-governmental organisation|
NGM|non-governmental movement|
IMG|international armed group|armed_group
INT|international|
PKO|peacekeepers|military
UIS|unidentified state|unknown
AMN|Amnesty International|
IRC|Red Cross|
GRP|Greenpeace|
`);

/**
 * Parts of actor codes that name an organisation, a movement or a party, in today's words; the African Union is none of
 * the list, but GDELT names it so.
 *
 * @see https://www.gdeltproject.org/data/lookups/CAMEO.knowngroup.txt
 */
export const cameoGroups: readonly CameoActorPart[] = partsOf(`
AAM|Al-Aqsa Martyrs' Brigades|armed_group
ABD|Arab Bank for Economic Development in Africa|igo
ACC|Arab Cooperation Council|igo
ADB|Asian Development Bank|igo
AEU|Council of Arab Economic Unity|igo
AFB|African Development Bank|igo
AFU|African Union|igo
ALQ|Al-Qaeda|armed_group
AMF|Arab Monetary Fund|igo
AML|Amal Movement|armed_group
AMU|Arab Maghreb Union|igo
ANO|Abu Nidal Organization|armed_group
APE|Organization of Arab Petroleum Exporting Countries|igo
ARL|Arab League|igo
ASL|South Lebanon Army|armed_group
ASN|Association of Southeast Asian Nations|igo
ATD|Eastern and Southern African Trade and Development Bank|igo
BCA|Bank of Central African States|igo
BIS|Bank for International Settlements|igo
BTH|Ba'ath Party|
CEM|Economic and Monetary Community of Central Africa|igo
CFA|CFA franc zone|igo
CIS|Commonwealth of Independent States|igo
CMN|communists|
COE|Council of Europe|igo
CPA|Cocoa Producers' Alliance|igo
CPC|Association of Coffee Producing Countries|igo
CRC|International Red Cross and Red Crescent|
CSS|Community of Sahel-Saharan States|igo
CWN|Commonwealth of Nations|igo
DFL|Democratic Front for the Liberation of Palestine|armed_group
EBR|European Bank for Reconstruction and Development|igo
ECA|Economic Community of Central African States|igo
EEC|European Union|igo
EFT|European Free Trade Association|igo
ENN|Ennahda Movement|
FAO|Food and Agriculture Organization|igo
FID|International Federation for Human Rights|
FIS|Islamic Salvation Front|armed_group
FLN|National Liberation Front|
FTA|Fatah|
GCC|Gulf Cooperation Council|igo
GIA|Armed Islamic Group|armed_group
GOE|Group of Eight|coalition
GOS|Group of Seven|coalition
GSP|Salafist Group for Preaching and Combat|armed_group
GSS|Group of 77|coalition
HCH|Office of the UN High Commissioner for Human Rights|igo
HCR|Office of the UN High Commissioner for Refugees|igo
HEZ|Hezbollah|armed_group
HIP|heavily indebted poor countries|coalition
HMS|Hamas|armed_group
HRW|Human Rights Watch|
IAC|Inter-African Coffee Organisation|igo
IAD|Intergovernmental Authority on Development|igo
IAE|International Atomic Energy Agency|igo
IAF|Islamic Action Front|
ICC|International Criminal Court|igo
ICG|International Crisis Group|
ICJ|International Court of Justice|igo
ICO|International Cocoa Organization|igo
IDB|Islamic Development Bank|igo
IGC|International Grains Council|igo
IHF|International Helsinki Federation for Human Rights|
ILO|International Labour Organization|igo
IMF|International Monetary Fund|igo
IOM|International Organization for Migration|igo
IPU|Inter-Parliamentary Union|igo
ISJ|Palestinian Islamic Jihad|armed_group
ITP|Interpol|igo
JUR|International Commission of Jurists|
KDP|Kurdistan Democratic Party|
KID|United Nations Children's Fund|igo
LBA|Israeli Labor Party|
LKD|Likud|
MBR|Muslim Brotherhood|
MRZ|Meretz|
MSF|Médecins Sans Frontières|
MSP|Movement of Society for Peace|
NAT|North Atlantic Treaty Organization|alliance
NEP|New Partnership for Africa's Development|igo
NON|Non-Aligned Movement|coalition
OAS|Organization of American States|igo
OAU|Organization of African Unity|igo
OIC|Organisation of Islamic Cooperation|igo
OPC|Organization of the Petroleum Exporting Countries|igo
PAP|Pan-African Parliament|igo
PFL|Popular Front for the Liberation of Palestine|armed_group
PLF|Palestine Liberation Front|armed_group
PLO|Palestine Liberation Organization|
PLS|Polisario Front|armed_group
PMD|People's Mujahedin of Iran|armed_group
PRC|Paris Club|coalition
RCR|Red Crescent|
RND|Democratic National Rally|
SAA|South Asian Association for Regional Cooperation|igo
SAD|Southern African Development Community|igo
SCE|Organization for Security and Co-operation in Europe|igo
SHA|Shas|
SOT|Southeast Asia Treaty Organization|alliance
TAL|Taliban|armed_group
UEM|West African Economic and Monetary Union|igo
UNO|United Nations|igo
WAD|West African Development Bank|igo
WAM|West African Monetary Union|igo
WAS|Economic Community of West African States|igo
WBK|World Bank|igo
WCT|international war crimes tribunals|igo
WEF|World Economic Forum|
WFP|World Food Programme|igo
WHO|World Health Organization|igo
WTO|World Trade Organization|igo
XFM|Oxfam|
`);

/**
 * Parts of actor codes that name a religion; `SHN`, the old Shinto schools, is Saint Helena's code as well and left out.
 *
 * @see https://www.gdeltproject.org/data/lookups/CAMEO.religion.txt
 */
export const cameoReligions: readonly CameoActorPart[] = partsOf(
  `
ADR|African diasporic religions
ALE|Alevi
ATH|agnostics and atheists
BAH|Bahá'í
BUD|Buddhists
CHR|Christians
CON|Confucians
CPT|Copts
CTH|Catholics
DOX|Orthodox
DRZ|Druze
HIN|Hindus
HSD|Hasidim
ITR|indigenous religions
JAN|Jains
JEW|Jews
JHW|Jehovah's Witnesses
LDS|Latter-day Saints
MOS|Muslims
MRN|Maronites
NRM|new religious movements
PAG|Pagans
PRO|Protestants
SFI|Sufis
SHI|Shia
SIK|Sikhs
SUN|Sunni
TAO|Taoists
UDX|ultra-Orthodox
ZRO|Zoroastrians
`,
  'population',
);

/**
 * Parts of actor codes that name a people, those met most often; their codes alone are written in small letters.
 *
 * @see https://www.gdeltproject.org/data/lookups/CAMEO.ethnic.txt
 */
export const cameoPeoples: readonly CameoActorPart[] = partsOf(
  `
abk|Abkhaz
afa|Black Africans
afr|Afrikaners
ala|Alawites
alb|Albanians
amh|Amhara
apa|Apache
ara|Arabs
ARB|Arabs
arm|Armenians
asy|Assyrians
aze|Azerbaijanis
bal|Baloch
baq|Basques
bda|Rakhine
ben|Bengalis
ber|Berbers
bod|Tibetans
bos|Bosniaks
bre|Bretons
cat|Catalans
che|Chechens
chi|Chinese
chm|Mari
cho|Choctaw
chr|Cherokee
chy|Cheyenne
cor|Cornish
crh|Crimean Tatars
dal|Dalits
din|Dinka
don|Dong
dru|Druze
ful|Fula
hau|Hausa
haz|Hazara
hmn|Hmong
hni|Hani
hrv|Croats
hut|Hutu
ibo|Igbo
idg|indigenous peoples
ijo|Ijaw
iku|Inuit
kac|Kachin
kar|Karen
kas|Kashmiris
khm|Khmer
kik|Kikuyu
kur|Kurds
KUR|Kurds
ltn|Latinos
luo|Luo
mao|Maori
mdh|Madhesi
moh|Mohawk
mus|Muscogee
nag|Naga
nai|Native Americans
nav|Navajo
ner|Nuer
orm|Oromo
oss|Ossetians
pal|Palestinians
PAL|Palestinians
pan|Punjabis
pus|Pashtuns
ran|Pahari Rajputs
rom|Roma
rus|Russians
sco|Scots
sen|Sena
sin|Sinhalese
slr|Salar
snd|Sindhis
som|Somalis
srp|Serbs
tam|Tamils
tat|Tatars
tib|Tibetans
tir|Tigrayans
tmh|Tuareg
tts|Tutsi
tur|Turks
twi|Ashanti
uig|Uyghurs
ukr|Ukrainians
urd|Urdu speakers
uzb|Uzbeks
wel|Welsh
xho|Xhosa
yor|Yoruba
zag|Zaghawa
zul|Zulu
`,
  'population',
);

function partsOf(table: string, kindOfAll: ActorKind | null = null): CameoActorPart[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', kind] = line.split('|');
      return { code, name, kind: kind ? (kind as ActorKind) : kindOfAll };
    });
}
