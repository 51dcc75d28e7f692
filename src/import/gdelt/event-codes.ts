import { cameoCodes, classify } from '../../model/codes/cameo.ts';
import { cameoToType, type EventType } from '../../model/codes/event-types.ts';

/** What an event code makes of a row. */
export interface EventCode {
  readonly type: EventType;
  readonly cameo: string;
  /** Its label without "not specified below". */
  readonly title: string;
  readonly base: string;
  readonly root: string;
  readonly quadClass: number;
  /** The intensity that our tables give it; null where they have none. */
  readonly goldstein: number | null;
  /** Whether Actor2 is what a material conflict is directed against. */
  readonly isAgainst: boolean;
}

/** The eventCodes by event code. */
export const eventCodes: ReadonlyMap<string, EventCode> = new Map(
  cameoCodes.flatMap(({ code }) => {
    const found = classify(code);
    const type = cameoToType(code);
    if (found === null || type === null) return [];
    const { base, root, label } = found.cameo;
    const eventCode: EventCode = {
      type,
      cameo: code,
      title: label.replace(', not specified below', ''),
      base,
      root,
      quadClass: found.quad_class,
      goldstein: found.intensity?.value ?? null,
      isAgainst: found.quad_class === 4,
    };
    return [[code, eventCode] as const];
  }),
);
