/** Details that a state requires before it is accepted, 谁说的, 哪家, 谁确认的: the field of the note, and the answers by one tap. */
export const asking = {
  away: {
    field: 'source',
    question: 'door.ask.away',
    said: ['door.said.away.neighbour', 'door.said.away.phone', 'door.said.away.family', 'door.said.away.guard'],
  },
  'with-relatives': {
    field: 'where',
    question: 'door.ask.with-relatives',
    said: [
      'door.said.with-relatives.children',
      'door.said.with-relatives.parents',
      'door.said.with-relatives.friends',
      'door.said.with-relatives.other',
    ],
  },
  'at-hospital': {
    field: 'confirmation',
    question: 'door.ask.at-hospital',
    said: ['door.said.at-hospital.taken', 'door.said.at-hospital.hospital', 'door.said.at-hospital.family'],
  },
  'handed-over': {
    field: 'confirmation',
    question: 'door.ask.handed-over',
    said: ['door.said.handed-over.fire', 'door.said.handed-over.medics', 'door.said.handed-over.police'],
  },
} as const
export type AskedState = keyof typeof asking
