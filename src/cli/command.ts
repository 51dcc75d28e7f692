/** An option of a command, for both the help and the parser. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly description: string;
  /** Placeholder for the value in the help. */
  readonly value?: string;
  readonly multiple?: true;
  readonly required?: true;
}

/** The parsed arguments of a command, checked against its definition. */
export interface Invocation {
  readonly words: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}

/** One command: its help and its implementation. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** The arguments after the name, as in the help: `<required>`, `[optional]`, `…` for several. */
  readonly words: readonly string[];
  /** Details beyond the summary. */
  readonly about?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Example command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Runs the command and returns the exit code: 0 done, 1 failed. */
  readonly run: (invocation: Invocation) => Promise<0 | 1>;
}
