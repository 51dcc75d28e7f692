/**
 * The countries as data, one a line: ISO alpha-3, ISO alpha-2, FIPS 10-4, CAMEO, name, everyday name where it differs.
 *
 * @see https://www.iso.org/iso-3166-country-codes.html
 * @see https://www.gdeltproject.org/data/lookups/CAMEO.country.txt
 * @see https://www.gdeltproject.org/data/lookups/FIPS.country.txt
 */
export const countryTable = `
ABW|AW|AA|ABW|Aruba|
AFG|AF|AF|AFG|Afghanistan|
AGO|AO|AO|AGO|Angola|
AIA|AI|AV|AIA|Anguilla|
ALA|AX||ALA|Åland Islands|
ALB|AL|AL|ALB|Albania|
AND|AD|AN|AND|Andorra|
ARE|AE|AE|ARE|United Arab Emirates|
ARG|AR|AR|ARG|Argentina|
ARM|AM|AM|ARM|Armenia|
ASM|AS|AQ|ASM|American Samoa|
ATA|AQ|AY||Antarctica|
ATF|TF|FS||French Southern Territories|
ATG|AG|AC|ATG|Antigua and Barbuda|
AUS|AU|AS|AUS|Australia|
AUT|AT|AU|AUT|Austria|
AZE|AZ|AJ|AZE|Azerbaijan|
BDI|BI|BY|BDI|Burundi|
BEL|BE|BE|BEL|Belgium|
BEN|BJ|BN|BEN|Benin|
BES|BQ|||Bonaire, Sint Eustatius and Saba|
BFA|BF|UV|BFA|Burkina Faso|
BGD|BD|BG|BGD|Bangladesh|
BGR|BG|BU|BGR|Bulgaria|
BHR|BH|BA|BHR|Bahrain|
BHS|BS|BF|BHS|Bahamas|
BIH|BA|BK|BIH|Bosnia and Herzegovina|
BLM|BL|TB||Saint Barthélemy|
BLR|BY|BO|BLR|Belarus|
BLZ|BZ|BH|BLZ|Belize|
BMU|BM|BD|BMU|Bermuda|
BOL|BO|BL|BOL|Bolivia (Plurinational State of)|Bolivia
BRA|BR|BR|BRA|Brazil|
BRB|BB|BB|BRB|Barbados|
BRN|BN|BX|BRN|Brunei Darussalam|Brunei
BTN|BT|BT|BTN|Bhutan|
BVT|BV|BV||Bouvet Island|
BWA|BW|BC|BWA|Botswana|
CAF|CF|CT|CAF|Central African Republic|
CAN|CA|CA|CAN|Canada|
CCK|CC|CK||Cocos (Keeling) Islands|
CHE|CH|SZ|CHE|Switzerland|
CHL|CL|CI|CHL|Chile|
CHN|CN|CH|CHN|China|
CIV|CI|IV|CIV|Côte d'Ivoire|Ivory Coast
CMR|CM|CM|CMR|Cameroon|
COD|CD|CG|COD|Democratic Republic of the Congo|DR Congo
COG|CG|CF|COG|Congo|Republic of the Congo
COK|CK|CW|COK|Cook Islands|
COL|CO|CO|COL|Colombia|
COM|KM|CN|COM|Comoros|
CPV|CV|CV|CPV|Cabo Verde|Cape Verde
CRI|CR|CS|CRI|Costa Rica|
CUB|CU|CU|CUB|Cuba|
CUW|CW|UC||Curaçao|
CXR|CX|KT||Christmas Island|
CYM|KY|CJ|CYM|Cayman Islands|
CYP|CY|CY|CYP|Cyprus|
CZE|CZ|EZ|CZE|Czechia|Czech Republic
DEU|DE|GM|DEU|Germany|
DJI|DJ|DJ|DJI|Djibouti|
DMA|DM|DO|DMA|Dominica|
DNK|DK|DA|DNK|Denmark|
DOM|DO|DR|DOM|Dominican Republic|
DZA|DZ|AG|DZA|Algeria|
ECU|EC|EC|ECU|Ecuador|
EGY|EG|EG|EGY|Egypt|
ERI|ER|ER|ERI|Eritrea|
ESH|EH|WI|ESH|Western Sahara|
ESP|ES|SP|ESP|Spain|
EST|EE|EN|EST|Estonia|
ETH|ET|ET|ETH|Ethiopia|
FIN|FI|FI|FIN|Finland|
FJI|FJ|FJ|FJI|Fiji|
FLK|FK|FK|FLK|Falkland Islands (Malvinas)|Falkland Islands
FRA|FR|FR|FRA|France|
FRO|FO|FO|FRO|Faroe Islands|
FSM|FM|FM|FSM|Micronesia (Federated States of)|Micronesia
GAB|GA|GB|GAB|Gabon|
GBR|GB|UK|GBR|United Kingdom|Britain
GEO|GE|GG|GEO|Georgia|
GGY|GG|GK||Guernsey|
GHA|GH|GH|GHA|Ghana|
GIB|GI|GI|GIB|Gibraltar|
GIN|GN|GV|GIN|Guinea|
GLP|GP|GP|GLP|Guadeloupe|
GMB|GM|GA|GMB|Gambia|
GNB|GW|PU|GNB|Guinea-Bissau|
GNQ|GQ|EK|GNQ|Equatorial Guinea|
GRC|GR|GR|GRC|Greece|
GRD|GD|GJ|GRD|Grenada|
GRL|GL|GL|GRL|Greenland|
GTM|GT|GT|GTM|Guatemala|
GUF|GF|FG|GUF|French Guiana|
GUM|GU|GQ|GUM|Guam|
GUY|GY|GY|GUY|Guyana|
HKG|HK|HK|HKG|Hong Kong|
HMD|HM|HM||Heard Island and McDonald Islands|
HND|HN|HO|HND|Honduras|
HRV|HR|HR|HRV|Croatia|
HTI|HT|HA|HTI|Haiti|
HUN|HU|HU|HUN|Hungary|
IDN|ID|ID|IDN|Indonesia|
IMN|IM|IM|IMY|Isle of Man|
IND|IN|IN|IND|India|
IOT|IO|IO||British Indian Ocean Territory|
IRL|IE|EI|IRL|Ireland|
IRN|IR|IR|IRN|Iran (Islamic Republic of)|Iran
IRQ|IQ|IZ|IRQ|Iraq|
ISL|IS|IC|ISL|Iceland|
ISR|IL|IS|ISR|Israel|
ITA|IT|IT|ITA|Italy|
JAM|JM|JM|JAM|Jamaica|
JEY|JE|JE||Jersey|
JOR|JO|JO|JOR|Jordan|
JPN|JP|JA|JPN|Japan|
KAZ|KZ|KZ|KAZ|Kazakhstan|
KEN|KE|KE|KEN|Kenya|
KGZ|KG|KG|KGZ|Kyrgyzstan|
KHM|KH|CB|KHM|Cambodia|
KIR|KI|KR|KIR|Kiribati|
KNA|KN|SC|KNA|Saint Kitts and Nevis|
KOR|KR|KS|KOR|Republic of Korea|South Korea
KWT|KW|KU|KWT|Kuwait|
LAO|LA|LA|LAO|Lao People's Democratic Republic|Laos
LBN|LB|LE|LBN|Lebanon|
LBR|LR|LI|LBR|Liberia|
LBY|LY|LY|LBY|Libya|
LCA|LC|ST|LCA|Saint Lucia|
LIE|LI|LS|LIE|Liechtenstein|
LKA|LK|CE|LKA|Sri Lanka|
LSO|LS|LT|LSO|Lesotho|
LTU|LT|LH|LTU|Lithuania|
LUX|LU|LU|LUX|Luxembourg|
LVA|LV|LG|LVA|Latvia|
MAC|MO|MC|MAC|Macao|Macau
MAF|MF|RN||Saint Martin (French part)|Saint Martin
MAR|MA|MO|MAR|Morocco|
MCO|MC|MN|MCO|Monaco|
MDA|MD|MD|MDA|Republic of Moldova|Moldova
MDG|MG|MA|MDG|Madagascar|
MDV|MV|MV|MDV|Maldives|
MEX|MX|MX|MEX|Mexico|
MHL|MH|RM|MHL|Marshall Islands|
MKD|MK|MK|MKD|North Macedonia|
MLI|ML|ML|MLI|Mali|
MLT|MT|MT|MLT|Malta|
MMR|MM|BM|MMR|Myanmar|
MNE|ME|MJ|MTN|Montenegro|
MNG|MN|MG|MNG|Mongolia|
MNP|MP|CQ|MNP|Northern Mariana Islands|
MOZ|MZ|MZ|MOZ|Mozambique|
MRT|MR|MR|MRT|Mauritania|
MSR|MS|MH|MSR|Montserrat|
MTQ|MQ|MB|MTQ|Martinique|
MUS|MU|MP|MUS|Mauritius|
MWI|MW|MI|MWI|Malawi|
MYS|MY|MY|MYS|Malaysia|
MYT|YT|MF|MYT|Mayotte|
NAM|NA|WA|NAM|Namibia|
NCL|NC|NC|NCL|New Caledonia|
NER|NE|NG|NER|Niger|
NFK|NF|NF|NFK|Norfolk Island|
NGA|NG|NI|NGA|Nigeria|
NIC|NI|NU|NIC|Nicaragua|
NIU|NU|NE|NIU|Niue|
NLD|NL|NL|NLD|Netherlands|
NOR|NO|NO|NOR|Norway|
NPL|NP|NP|NPL|Nepal|
NRU|NR|NR|NRU|Nauru|
NZL|NZ|NZ|NZL|New Zealand|
OMN|OM|MU|OMN|Oman|
PAK|PK|PK|PAK|Pakistan|
PAN|PA|PM|PAN|Panama|
PCN|PN|PC|PCN|Pitcairn|
PER|PE|PE|PER|Peru|
PHL|PH|RP|PHL|Philippines|
PLW|PW|PS|PLW|Palau|
PNG|PG|PP|PNG|Papua New Guinea|
POL|PL|PL|POL|Poland|
PRI|PR|RQ|PRI|Puerto Rico|
PRK|KP|KN|PRK|Democratic People's Republic of Korea|North Korea
PRT|PT|PO|PRT|Portugal|
PRY|PY|PA|PRY|Paraguay|
PSE|PS||PSE|State of Palestine|Palestine
PYF|PF|FP|PYF|French Polynesia|
QAT|QA|QA|QAT|Qatar|
REU|RE|RE|REU|Réunion|
ROU|RO|RO|ROM|Romania|
RUS|RU|RS|RUS|Russian Federation|Russia
RWA|RW|RW|RWA|Rwanda|
SAU|SA|SA|SAU|Saudi Arabia|
SDN|SD|SU|SDN|Sudan|
SEN|SN|SG|SEN|Senegal|
SGP|SG|SN|SGP|Singapore|
SGS|GS|SX||South Georgia and the South Sandwich Islands|
SHN|SH|SH|SHN|Saint Helena, Ascension and Tristan da Cunha|Saint Helena
SJM|SJ|SV|SJM|Svalbard and Jan Mayen|
SLB|SB|BP|SLB|Solomon Islands|
SLE|SL|SL|SLE|Sierra Leone|
SLV|SV|ES|SLV|El Salvador|
SMR|SM|SM|SMR|San Marino|
SOM|SO|SO|SOM|Somalia|
SPM|PM|SB|SPM|Saint Pierre and Miquelon|
SRB|RS|RI|SRB|Serbia|
SSD|SS|OD|SSD|South Sudan|
STP|ST|TP|STP|Sao Tome and Principe|
SUR|SR|NS|SUR|Suriname|
SVK|SK|LO|SVK|Slovakia|
SVN|SI|SI|SVN|Slovenia|
SWE|SE|SW|SWE|Sweden|
SWZ|SZ|WZ|SWZ|Eswatini|
SXM|SX|NN||Sint Maarten (Dutch part)|Sint Maarten
SYC|SC|SE|SYC|Seychelles|
SYR|SY|SY|SYR|Syrian Arab Republic|Syria
TCA|TC|TK|TCA|Turks and Caicos Islands|
TCD|TD|CD|TCD|Chad|
TGO|TG|TO|TGO|Togo|
THA|TH|TH|THA|Thailand|
TJK|TJ|TI|TJK|Tajikistan|
TKL|TK|TL|TKL|Tokelau|
TKM|TM|TX|TKM|Turkmenistan|
TLS|TL|TT|TMP|Timor-Leste|East Timor
TON|TO|TN|TON|Tonga|
TTO|TT|TD|TTO|Trinidad and Tobago|
TUN|TN|TS|TUN|Tunisia|
TUR|TR|TU|TUR|Türkiye|Turkey
TUV|TV|TV|TUV|Tuvalu|
TWN|TW|TW|TWN|Taiwan|
TZA|TZ|TZ|TZA|United Republic of Tanzania|Tanzania
UGA|UG|UG|UGA|Uganda|
UKR|UA|UP|UKR|Ukraine|
UMI|UM|||United States Minor Outlying Islands|
URY|UY|UY|URY|Uruguay|
USA|US|US|USA|United States of America|United States
UZB|UZ|UZ|UZB|Uzbekistan|
VAT|VA|VT|VAT|Holy See|Vatican City
VCT|VC|VC|VCT|Saint Vincent and the Grenadines|
VEN|VE|VE|VEN|Venezuela (Bolivarian Republic of)|Venezuela
VGB|VG|VI|VGB|Virgin Islands (British)|British Virgin Islands
VIR|VI|VQ|VIR|Virgin Islands (U.S.)|US Virgin Islands
VNM|VN|VM|VNM|Viet Nam|Vietnam
VUT|VU|NH|VUT|Vanuatu|
WLF|WF|WF|WLF|Wallis and Futuna|
WSM|WS|WS|WSM|Samoa|
YEM|YE|YM|YEM|Yemen|
ZAF|ZA|SF|ZAF|South Africa|
ZMB|ZM|ZA|ZMB|Zambia|
ZWE|ZW|ZI|ZWE|Zimbabwe|
XKX|XK|KV||Kosovo|
`;
