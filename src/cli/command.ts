/** An option of a command, as the help shows it and the command line is read by it. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly description: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly multiple?: true;
  readonly required?: true;
}

/** What was asked of a command, checked against its row of the table. */
export interface Invocation {
  readonly words: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}

/** One command: all that its help says and what it does. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** The words after the name, as the help shows them: `<must>`, `[may]`, `…` for more of it. */
  readonly words: readonly string[];
  /** What the summary does not say. */
  readonly about?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Lines to type after `npx `, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Does it and gives the exit code: 0 done, 1 failed. */
  readonly run: (asked: Invocation) => Promise<0 | 1>;
}
