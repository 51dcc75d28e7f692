/** An event's participant roles as bits, so that one row holds every role an actor has in it. */
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
 * The bit of a voter, in addition to the roles: a ballot makes the event match its actor, but not as a participant, a
 * principal or a member of a dyad.
 */
export const voterBit = 256;

/** The offsets in `event_actors.roles` of an actor's own roles, those through its tree, and those as a principal. */
const shifts = { self: 0, tree: 9, principal: 18 } as const;

/** How an actor has a role: itself, through an actor that belongs to it, or as a principal. */
export type RoleSide = keyof typeof shifts;

/** Role bits shifted to their side of `event_actors.roles`. */
export const rolesOn = (side: RoleSide, bits: number): number => bits << shifts[side];

/** All bits of one side of `event_actors.roles`. */
export const everyRoleOn = (side: RoleSide): number => rolesOn(side, (1 << shifts.tree) - 1);

/** The bits of one side of `event_actors.roles`. */
export const rolesOf = (side: RoleSide, roles: number): number => (roles & everyRoleOn(side)) >> shifts[side];

/** Roles on the receiving side. */
export const receiving = roleBits.recipient | roleBits.target | roleBits.victim;

/** An actor's roles in a statement, as bits. */
export const speechBits = { speaker: 1, on_behalf_of: 2, addressee: 4, reported_by: 8 } as const;

/** The combined bits of several roles. */
export function rolesMask(roles: readonly string[]): number {
  return roles.reduce((mask, role) => mask | roleBits[role as keyof typeof roleBits], 0);
}
