import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The root of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the program, parsed. */
export interface SourceFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly statements: readonly ts.Statement[];
  /** Every node of the tree. */
  readonly nodes: readonly ts.Node[];
}

/** What a file imports, re-exports or loads while it runs. */
export interface Import {
  /** As written. */
  readonly name: string;
  /** From the root of the project, or null for a package. */
  readonly path: string | null;
  readonly typeOnly: boolean;
  /** True of `import()`, which comes only when it is called. */
  readonly loaded: boolean;
}

function nodesOf(tree: ts.Node): ts.Node[] {
  const nodes = [tree];
  // The list grows while it is walked.
  for (const node of nodes) ts.forEachChild(node, (child) => void nodes.push(child));
  return nodes;
}

/** Every file under `src`. */
export const sourceFiles: readonly SourceFile[] = globSync('src/**/*.{ts,js}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    return { path, text, statements: tree.statements, nodes: nodesOf(tree) };
  });

/** The text of a module name and whether only types come from it, or null for a node that loads nothing. */
function loadedBy(node: ts.Node): { from: ts.Node | undefined; typeOnly: boolean } | null {
  if (ts.isImportDeclaration(node)) {
    return { from: node.moduleSpecifier, typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword };
  }
  if (ts.isExportDeclaration(node)) return { from: node.moduleSpecifier, typeOnly: node.isTypeOnly };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { from: node.argument.literal, typeOnly: true };
  }
  const loads = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return loads ? { from: node.arguments[0], typeOnly: false } : null;
}

/** Everything a file imports. */
export function importsOf(file: SourceFile): Import[] {
  return file.nodes.flatMap((node) => {
    const loaded = loadedBy(node);
    if (loaded?.from === undefined || !ts.isStringLiteral(loaded.from)) return [];
    const name = loaded.from.text;
    const path = name.startsWith('.') ? normalize(join(dirname(file.path), name)).replaceAll('\\', '/') : null;
    return [{ name, path, typeOnly: loaded.typeOnly, loaded: ts.isCallExpression(node) }];
  });
}

/** The lines a node takes, its docstring not counted. */
export function linesOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  const line = (at: number) => tree.getLineAndCharacterOfPosition(at).line;
  return line(node.end) - line(node.getStart()) + 1;
}

/** What a function is called, or what it is the value of; an anonymous one has the name of what it stands in. */
export function nameOf(node: ts.Node | undefined): string {
  if (node === undefined || ts.isSourceFile(node)) return 'the file';
  const { name } = node as { name?: ts.Node };
  return name === undefined ? nameOf(node.parent) : name.getText();
}

/** Every text in quotes or backticks, in parts where something is put in. */
export const textsOf = ({ nodes }: SourceFile): string[] =>
  nodes
    .filter(
      (node) => ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node),
    )
    .map((node) => node.getText());

/** The functions of a file that have a body. */
export const functionsOf = ({ nodes }: SourceFile): ts.Node[] =>
  nodes.filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined);

/** The exported declarations of a file: their names and whether a docstring stands before them. */
export function exportsOf({ statements }: SourceFile): { readonly names: readonly string[]; readonly told: boolean }[] {
  return statements
    .filter((node) => ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(isExport))
    .map((node) => {
      const declared = ts.isVariableStatement(node) ? [...node.declarationList.declarations] : [node];
      return { names: declared.map((one) => nameOf(one)), told: ts.getJSDocCommentsAndTags(node).some(ts.isJSDoc) };
    });
}

const isExport = ({ kind }: ts.Node) => kind === ts.SyntaxKind.ExportKeyword;

/** Whether a file exports something by default. */
export const exportsByDefault = ({ nodes }: SourceFile): boolean =>
  nodes.some((node) => ts.isExportAssignment(node) || (node.kind === ts.SyntaxKind.DefaultKeyword && isModifier(node)));

const isModifier = ({ parent }: ts.Node) => !ts.isDefaultClause(parent);

/** Whether a file does nothing but pass on what others export. */
export function isBarrel({ statements }: SourceFile): boolean {
  const own = statements.filter((node) => !ts.isImportDeclaration(node));
  return own.length > 0 && own.every((node) => ts.isExportDeclaration(node));
}
