/** The groups of operations, in the order they are shown. */
export const tags = [
  { name: 'events', description: 'What happened, was announced or alleged: lists, single records and counts.' },
  {
    name: 'events by type',
    description: 'The same events, one type a list: `details` exactly typed, filters of its own.',
  },
  { name: 'actors', description: 'Who can act or speak.' },
  { name: 'statements', description: 'Who said what to whom, word by word where it is quoted.' },
  { name: 'claims', description: "Disputed and undisputed propositions, with everybody's stand." },
  { name: 'sources', description: 'The documents that all of it is from.' },
  { name: 'datasets', description: 'Where records came from, and under which licence.' },
  { name: 'codes', description: 'The code lists.' },
  { name: 'search', description: 'One search over events, statements, claims and actors.' },
  { name: 'operations', description: 'Entrance, documentation, health and metrics.' },
] as const;
