/** One type of event of ours: a leaf, with the CAMEO code to use when a curator names no other. */
export interface EventTypeRow {
  readonly type: string;
  readonly label: string;
  /** Default CAMEO code for curating; null where CAMEO has nothing that fits. */
  readonly cameo: string | null;
  /** What counts and what does not. */
  readonly description: string;
}

/**
 * Every type an event can have, in the order of the CAMEO codes.
 *
 * `missile-strike`, `chemical-attack`, `news-conference`, `interview`, `vote`, `non-state-conflict` and
 * `one-sided-violence` and `strategic-development` follow from no CAMEO code: curators, the UN, UCDP and ACLED use them.
 * UCDP's state-based conflict is `armed-conflict`. `intent-to-cooperate` defaults to the root, as `030` is a pledge.
 *
 * @see https://data.gdeltproject.org/documentation/CAMEO.Manual.1.1b3.pdf
 * @see https://ucdp.uu.se/downloads/
 */
export const eventTypes = [
  {
    type: 'public-statement',
    label: 'Public statement',
    cameo: '010',
    description:
      'Somebody says something in public that is no act of its own; an appeal, threat, accusation or denial has its own type.',
  },
  {
    type: 'denial',
    label: 'Denial of responsibility',
    cameo: '016',
    description:
      'An actor denies having done what it is held responsible for; doubting what others say of third parties is a position on a claim.',
  },
  {
    type: 'appeal',
    label: 'Appeal',
    cameo: '020',
    description: 'An actor asks another for cooperation, aid, reform, restraint or talks; insisting on it is a demand.',
  },
  {
    type: 'intent-to-cooperate',
    label: 'Intent to cooperate',
    cameo: '03',
    description:
      'An actor says that it will cooperate, reform, yield or settle; a promise of aid or of a stated effort is a pledge.',
  },
  {
    type: 'intent-to-meet',
    label: 'Intent to meet',
    cameo: '036',
    description: 'Actors say that they will meet or negotiate; the meeting itself is another event.',
  },
  {
    type: 'pledge',
    label: 'Pledge',
    cameo: '030',
    description:
      'An actor binds itself in words to an effort, as aid or military cooperation, often with a target and a term; delivery is aid or cooperation.',
  },
  {
    type: 'consultation',
    label: 'Consultation',
    cameo: '040',
    description:
      'Actors consult in a way that the source does not say more of; calls, visits and meetings have their own types.',
  },
  {
    type: 'phone-call',
    label: 'Telephone call',
    cameo: '041',
    description: 'Actors talk by telephone or video link; a written message is no call.',
  },
  {
    type: 'visit',
    label: 'Visit',
    cameo: '042',
    description: 'One actor travels to another or receives it; what they do there together is a meeting.',
  },
  {
    type: 'meeting',
    label: 'Meeting',
    cameo: '044',
    description: 'Actors meet face to face, wherever it is; a call or a session of a body is none.',
  },
  {
    type: 'mediation',
    label: 'Mediation',
    cameo: '045',
    description:
      'A third party works between two others to settle their dispute; an offer to do so is an intent to cooperate.',
  },
  {
    type: 'negotiation',
    label: 'Negotiation',
    cameo: '046',
    description: 'Actors bargain over terms; a signed outcome is a formal agreement.',
  },
  {
    type: 'news-conference',
    label: 'News conference',
    cameo: '010',
    description:
      'Actors face the press and take questions or read statements; what they say there are statements made on that occasion.',
  },
  {
    type: 'interview',
    label: 'Interview',
    cameo: '010',
    description:
      'A medium questions an actor and publishes the answers; each answer is a statement made on that occasion.',
  },
  {
    type: 'diplomatic-support',
    label: 'Diplomatic support',
    cameo: '050',
    description:
      'An actor praises, endorses, defends, apologises to or rallies support for another; help in kind is aid or cooperation.',
  },
  {
    type: 'recognition',
    label: 'Diplomatic recognition',
    cameo: '054',
    description:
      'A state or organisation recognises a state, government or claim to territory; praise without it is diplomatic support.',
  },
  {
    type: 'formal-agreement',
    label: 'Formal agreement',
    cameo: '057',
    description: 'Actors sign or ratify an agreement; agreeing in words to cooperate is an intent to cooperate.',
  },
  {
    type: 'cooperation',
    label: 'Material cooperation',
    cameo: '060',
    description:
      'Actors cooperate in deed, as in trade, joint exercises, courts or intelligence; what is only promised does not count.',
  },
  {
    type: 'aid',
    label: 'Aid',
    cameo: '070',
    description:
      'An actor gives economic, military or humanitarian aid, protection or asylum; what is only promised is a pledge.',
  },
  {
    type: 'concession',
    label: 'Concession',
    cameo: '080',
    description:
      'An actor yields to others, as by easing restrictions or granting reforms; releases, access and relief of sanctions have their own types.',
  },
  {
    type: 'release',
    label: 'Release',
    cameo: '084',
    description: 'An actor frees persons or returns property; a promise or a call to do so does not count.',
  },
  {
    type: 'sanctions-relief',
    label: 'Relief of sanctions',
    cameo: '085',
    description:
      'An actor eases or lifts economic sanctions, a boycott or an embargo; easing restrictions on its own people is a concession.',
  },
  {
    type: 'access',
    label: 'International access',
    cameo: '086',
    description:
      'An actor lets in peacekeepers, inspectors or humanitarian help; asking for it is an appeal or a demand.',
  },
  {
    type: 'ceasefire',
    label: 'Ceasefire',
    cameo: '0871',
    description: 'Parties declare or agree a truce or ceasefire; its breach is a ceasefire violation.',
  },
  {
    type: 'withdrawal',
    label: 'Military withdrawal',
    cameo: '087',
    description:
      'Forces pull back, stand down, demobilise, surrender or lift a blockade; withdrawing peacekeepers or observers is an expulsion.',
  },
  {
    type: 'investigation',
    label: 'Investigation',
    cameo: '090',
    description:
      'An actor investigates crimes, abuses, military action or war crimes; asking others to do so is an appeal or a demand.',
  },
  {
    type: 'demand',
    label: 'Demand',
    cameo: '100',
    description:
      'An actor insists that another do or give something; with a term and a consequence it is an ultimatum.',
  },
  {
    type: 'disapproval',
    label: 'Disapproval',
    cameo: '110',
    description:
      'An actor disapproves, complains officially or rallies opposition; naming the fault is criticism, alleging a wrong is an accusation.',
  },
  {
    type: 'criticism',
    label: 'Criticism',
    cameo: '111',
    description:
      'An actor criticises or denounces another or its conduct; alleging a crime or an aggression is an accusation.',
  },
  {
    type: 'accusation',
    label: 'Accusation',
    cameo: '112',
    description:
      'An actor alleges that another has done wrong, as a crime, abuse, aggression or deception; a court case is a legal action.',
  },
  {
    type: 'legal-action',
    label: 'Legal action',
    cameo: '115',
    description: 'An actor sues another or a court finds it liable; an arrest or a criminal charge is an arrest.',
  },
  {
    type: 'rejection',
    label: 'Rejection',
    cameo: '120',
    description: 'An actor refuses a request, proposal, plan or norm; a vote that blocks a resolution is a veto.',
  },
  {
    type: 'veto',
    label: 'Veto',
    cameo: '129',
    description:
      'A member with that right blocks a decision of a body by its negative vote; a negative vote without the right is part of a vote.',
  },
  {
    type: 'vote',
    label: 'Vote',
    cameo: null,
    description:
      'A body votes on a draft and the ballots are counted, whatever the outcome; a draft stopped by a permanent member is a veto as well.',
  },
  {
    type: 'threat',
    label: 'Threat',
    cameo: '130',
    description:
      'An actor threatens another with harm, sanctions or force, with or without a condition; what was threatened is no event of its own.',
  },
  {
    type: 'ultimatum',
    label: 'Ultimatum',
    cameo: '139',
    description:
      'An actor demands something by a stated time or else; a threat without a demand and a term is a threat.',
  },
  {
    type: 'protest',
    label: 'Protest',
    cameo: '140',
    description:
      'People demonstrate, strike, boycott or block without violence; an official protest by a state is a disapproval.',
  },
  {
    type: 'riot',
    label: 'Riot',
    cameo: '145',
    description:
      'A protest turns to violence against persons or property; an attack by an organised armed group is none.',
  },
  {
    type: 'mobilization',
    label: 'Mobilization',
    cameo: '150',
    description:
      'An actor raises the readiness or number of its police, military or cyber forces or shows them; their use is another event.',
  },
  {
    type: 'reduced-relations',
    label: 'Reduced relations',
    cameo: '160',
    description:
      'An actor reduces relations or aid or breaks off talks or mediation; ending diplomatic relations and sanctions have their own types.',
  },
  {
    type: 'breaking-relations',
    label: 'Breaking of diplomatic relations',
    cameo: '161',
    description:
      'An actor reduces or breaks diplomatic relations, as by recalling an ambassador; the threat of it is a threat.',
  },
  {
    type: 'sanction',
    label: 'Sanction',
    cameo: '163',
    description:
      'An actor imposes an embargo, boycott or sanctions on another; restrictions on its own people are coercion.',
  },
  {
    type: 'expulsion',
    label: 'Expulsion',
    cameo: '166',
    description:
      'An actor expels or withdraws peacekeepers, inspectors, observers or agencies; deporting individuals is coercion.',
  },
  {
    type: 'coercion',
    label: 'Coercion',
    cameo: '170',
    description:
      'An authority uses its power against persons or property, as by seizure, bans, curfew, deportation or repression; arrests and cyberattacks have their own types.',
  },
  {
    type: 'arrest',
    label: 'Arrest',
    cameo: '173',
    description: 'An authority arrests, detains or charges persons; abduction by others is an assault.',
  },
  {
    type: 'cyberattack',
    label: 'Cyberattack',
    cameo: '176',
    description:
      'An actor attacks another by way of computer networks; espionage counts when it is described as an attack.',
  },
  {
    type: 'assault',
    label: 'Assault',
    cameo: '180',
    description:
      'An actor abducts, hurts, tortures or kills persons outside combat; bombings and mass killings have their own types.',
  },
  {
    type: 'bombing',
    label: 'Bombing',
    cameo: '183',
    description:
      'A suicide, vehicle, roadside or other bomb that is no weapon of an army in battle goes off; bombs from the air are an airstrike.',
  },
  {
    type: 'armed-conflict',
    label: 'Armed conflict',
    cameo: '190',
    description:
      "Organised forces fight, at least one of them a state's where the dataset tells such conflicts apart; strikes from the air, blockades and occupation have their own types.",
  },
  {
    type: 'non-state-conflict',
    label: 'Non-state conflict',
    cameo: '190',
    description:
      "Organised armed groups fight each other and none of them is a state's; a fight with a state is an armed conflict.",
  },
  {
    type: 'one-sided-violence',
    label: 'One-sided violence',
    cameo: '180',
    description:
      'A state or organised group uses deadly force against civilians who do not fight back; civilians hit in a fight between forces do not count.',
  },
  {
    type: 'strategic-development',
    label: 'Strategic development',
    cameo: null,
    description:
      'Something that bears on a conflict without being a fight or an attack, as a base set up, a group that changes or property destroyed; an agreement, an arrest and an occupation have their own types.',
  },
  {
    type: 'blockade',
    label: 'Blockade',
    cameo: '191',
    description: 'Forces blockade or restrict the movement of others; protesters who block a road are a protest.',
  },
  {
    type: 'occupation',
    label: 'Occupation',
    cameo: '192',
    description: 'Forces occupy territory; the fight for it is an armed conflict.',
  },
  {
    type: 'airstrike',
    label: 'Airstrike',
    cameo: '195',
    description:
      'Aircraft attack targets on the ground with bombs or missiles; unmanned aircraft are a drone strike, missiles from ships or land a missile strike.',
  },
  {
    type: 'drone-strike',
    label: 'Drone strike',
    cameo: '1952',
    description: 'A remotely piloted aircraft attacks a target; reconnaissance does not count.',
  },
  {
    type: 'missile-strike',
    label: 'Missile strike',
    cameo: '1951',
    description:
      'Guided missiles are fired at a target from a ship, from land or from afar; CAMEO has no code of its own for it and the one for precision-guided munitions stands in.',
  },
  {
    type: 'ceasefire-violation',
    label: 'Ceasefire violation',
    cameo: '196',
    description: 'A party breaks a truce or ceasefire in force; an accusation of it without the deed is an accusation.',
  },
  {
    type: 'mass-violence',
    label: 'Mass violence',
    cameo: '200',
    description:
      'An actor expels, kills or cleanses people in masses; weapons of mass destruction have their own types.',
  },
  {
    type: 'cbrn-attack',
    label: 'CBRN attack',
    cameo: '204',
    description:
      'An actor uses chemical, biological, radiological or nuclear weapons; where the agent is known to be chemical the curated type is chemical attack.',
  },
  {
    type: 'chemical-attack',
    label: 'Chemical attack',
    cameo: '2041',
    description: 'Toxic chemicals are used as a weapon, by whomever; riot control agents at a protest do not count.',
  },
] as const satisfies readonly EventTypeRow[];

/** The name of an event type. */
export type EventType = (typeof eventTypes)[number]['type'];

type Names<Rows extends readonly EventTypeRow[]> = { [At in keyof Rows]: Rows[At]['type'] };

/** The names alone, in the same order, as a tuple of literals for `z.enum`. */
export const eventTypeNames = eventTypes.map((row) => row.type) as unknown as Names<typeof eventTypes>;

const typeByPrefix: ReadonlyMap<string, EventType> = new Map<string, EventType>([
  ['01', 'public-statement'],
  ['016', 'denial'],
  ['02', 'appeal'],
  ['03', 'intent-to-cooperate'],
  ['030', 'pledge'],
  ['0312', 'pledge'],
  ['033', 'pledge'],
  ['036', 'intent-to-meet'],
  ['04', 'consultation'],
  ['041', 'phone-call'],
  ['042', 'visit'],
  ['043', 'visit'],
  ['044', 'meeting'],
  ['045', 'mediation'],
  ['046', 'negotiation'],
  ['05', 'diplomatic-support'],
  ['054', 'recognition'],
  ['057', 'formal-agreement'],
  ['06', 'cooperation'],
  ['07', 'aid'],
  ['08', 'concession'],
  ['084', 'release'],
  ['085', 'sanctions-relief'],
  ['086', 'access'],
  ['087', 'withdrawal'],
  ['0871', 'ceasefire'],
  ['09', 'investigation'],
  ['10', 'demand'],
  ['11', 'disapproval'],
  ['111', 'criticism'],
  ['112', 'accusation'],
  ['115', 'legal-action'],
  ['116', 'legal-action'],
  ['12', 'rejection'],
  ['129', 'veto'],
  ['13', 'threat'],
  ['139', 'ultimatum'],
  ['14', 'protest'],
  ['145', 'riot'],
  ['15', 'mobilization'],
  ['16', 'reduced-relations'],
  ['161', 'breaking-relations'],
  ['163', 'sanction'],
  ['166', 'expulsion'],
  ['17', 'coercion'],
  ['173', 'arrest'],
  ['176', 'cyberattack'],
  ['18', 'assault'],
  ['183', 'bombing'],
  ['19', 'armed-conflict'],
  ['191', 'blockade'],
  ['192', 'occupation'],
  ['195', 'airstrike'],
  ['1952', 'drone-strike'],
  ['196', 'ceasefire-violation'],
  ['20', 'mass-violence'],
  ['204', 'cbrn-attack'],
]);

/**
 * Gives the one type that an imported CAMEO code belongs to: the longest prefix in the table wins.
 *
 * A code that is no CAMEO code gives null; a subcode that the table does not know falls to its base or root.
 */
export function cameoToType(code: string): EventType | null {
  if (!/^\d{2,4}$/.test(code)) return null;
  for (let length = code.length; length >= 2; length -= 1) {
    const type = typeByPrefix.get(code.slice(0, length));
    if (type !== undefined) return type;
  }
  return null;
}
