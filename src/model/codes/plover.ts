import type { Code } from './lists.ts';

/**
 * The PLOVER types that CAMEO codes lead to; its old type YIELD is CONCEDE and RETREAT there.
 *
 * @see https://github.com/openeventdata/PLOVER
 */
export const ploverTypes = [
  { code: 'AGREE', description: 'Agree to, offer or promise something that is still to come.' },
  { code: 'CONSULT', description: 'Meet, visit, call, mediate or negotiate.' },
  { code: 'SUPPORT', description: 'Support another diplomatically, as by praise, recognition or agreement.' },
  { code: 'COOPERATE', description: 'Cooperate in deed.' },
  { code: 'AID', description: 'Give aid, protection or asylum.' },
  { code: 'CONCEDE', description: 'Yield in words or by political reform.' },
  { code: 'RETREAT', description: 'Yield in deed, as by release, access, ceasefire or withdrawal.' },
  { code: 'ACCUSE', description: 'Disapprove, accuse, investigate or take to court.' },
  { code: 'REQUEST', description: 'Request or demand.' },
  { code: 'REJECT', description: 'Refuse or veto.' },
  { code: 'THREATEN', description: 'Threaten, with or without force.' },
  { code: 'PROTEST', description: 'Demonstrate, strike, block or riot.' },
  { code: 'MOBILIZE', description: 'Show or raise police or military power.' },
  { code: 'SANCTION', description: 'Reduce or break off relations, aid or talks, or expel.' },
  { code: 'COERCE', description: 'Use power against persons or property, short of killing and hurting.' },
  { code: 'ASSAULT', description: 'Use deadly or bodily violence, of any kind and scale.' },
] as const satisfies readonly Code[];
