/** An event's participant roles as bits, so that one row tells every role an actor has in it. */
export const roleBits = {
  initiator: 1,
  recipient: 2,
  target: 4,
  victim: 8,
  host: 16,
  mediator: 32,
  beneficiary: 64,
  participant: 128,
} as const;

/**
 * The bit of an actor that voted, beside those of the roles: a ballot finds the event, but makes nobody a participant,
 * a principal or a part of a dyad.
 */
export const voterBit = 256;

/** Where in `event_actors.roles` the bits stand of what an actor is itself, of what it is found by, and as a principal. */
const shifts = { self: 0, tree: 9, principal: 18 } as const;

/** In which way an actor has a role: itself, through what belongs to it, or as the principal of who acts. */
export type RoleSide = keyof typeof shifts;

/** Bits of roles as they stand in `event_actors.roles`. */
export const rolesOn = (side: RoleSide, bits: number): number => bits << shifts[side];

/** All bits of one side of `event_actors.roles`. */
export const everyRoleOn = (side: RoleSide): number => rolesOn(side, (1 << shifts.tree) - 1);

/** The bits of one side of `event_actors.roles`. */
export const rolesOf = (side: RoleSide, roles: number): number => (roles & everyRoleOn(side)) >> shifts[side];

/** Roles on the receiving side. */
export const receiving = roleBits.recipient | roleBits.target | roleBits.victim;

/** What an actor has to do with a statement, as bits. */
export const speechBits = { speaker: 1, on_behalf_of: 2, addressee: 4, reported_by: 8 } as const;

/** The bits of several roles together. */
export function rolesMask(roles: readonly string[]): number {
  return roles.reduce((mask, role) => mask | roleBits[role as keyof typeof roleBits], 0);
}
