import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands.ts';
import { helpOf } from '../../src/cli/help.ts';
import { run } from './program.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The words of a line as a shell gives them; enough for the examples, which quote with '. */
const words = (line: string) => (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));

describe('the table of commands', () => {
  it.each(commands)('$name: its help tells every option and its examples are valid', async (command) => {
    const help = helpOf(command);
    expect(help).toContain(command.summary);
    for (const name of Object.keys(command.options)) expect(help).toContain(`--${name}`);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const [line] of command.examples) {
      const typed = words(line).filter((word) => !/^[A-Z_]+=/.test(word));
      expect(typed.slice(0, 3)).toEqual(['npx', 'demarche', command.name]);
      await readArguments(command, typed.slice(3));
    }
  });
});

test('the help of the whole and of one command goes to stdout', async () => {
  const [whole, one, other, version] = await Promise.all([
    run(['--help']),
    run(['verify', '--source', 'x', '--help']),
    run(['help', 'verify']),
    run(['--version']),
  ]);
  for (const { name, summary } of commands)
    expect(whole.stdout).toMatch(new RegExp(`^ {2}${name} +${summary.slice(0, 20)}`, 'm'));
  expect(one.stdout).toContain('Usage: npx demarche verify --source ID --text FILE [--json]');
  expect(other.stdout).toBe(one.stdout);
  expect(version.stdout).toBe(`${manifest.version}\n`);
  for (const { code, stderr } of [whole, one, other, version])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('wrong use exits with 2 and says on stderr what would be right', async () => {
  const wrong: [string[], RegExp][] = [
    [[], /^Demarche serves[\s\S]*Commands:/],
    [['sed'], /no command "sed"; did you mean `npx demarche seed`\?/],
    [['verify', '--sorce', 'x'], /no option --sorce; did you mean `--source`\?\nUsage: /],
    [['export'], /`export` needs <collection>\.\nUsage: /],
    [['import', 'gdlt'], /No dataset "gdlt" can be imported; known datasets: curated, gdelt, /],
  ];
  const ran = await Promise.all(wrong.map(([args]) => run(args)));
  for (const [at, { code, stdout, stderr }] of ran.entries()) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(wrong[at]![1]);
    expect(stderr).not.toMatch(/^\s+at /m);
  }
});

test.each([
  ['verify', ['--text', 'a'], /needs --source/],
  ['verify', ['--source', '--text', 'a'], /--source needs a value: ID/],
  ['verify', ['--source', 'a', '--source', 'b', '--text', 'c'], /--source is given twice/],
  ['seed', ['--json=1'], /--json takes no value/],
  ['seed', ['now'], /takes no argument "now"/],
  ['seed', ['-x'], /no option -x/],
] as const)('%s %j is refused', (name, args, message) => {
  const command = commands.find((row) => row.name === name)!;
  expect(() => readArguments(command, args)).toThrow(message);
  expect(() => readArguments(command, args)).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test('a word after -- is no option, and an option may be repeated where the table says so', () => {
  const [exporting, seeding] = ['export', 'seed'].map((name) => commands.find((row) => row.name === name)!);
  expect(readArguments(exporting!, ['--', 'events', '--x=1']).words).toEqual(['events', '--x=1']);
  expect(readArguments(seeding!, ['--text', 'a', '--text=b']).texts('text')).toEqual(['a', 'b']);
});

test('a Node that cannot run TypeScript is told in one sentence', async () => {
  const { code, stdout, stderr } = await run(['doctor'], { nodeOptions: ['--no-experimental-strip-types'] });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^Demarche needs Node 22\.18 or newer and this is v[^\n]+\n$/);
});
