import { dirname, join, resolve } from 'path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** What can be imported from the package, by the name that the user writes. */
export const ENTRIES = new Map([
  ['cdk8s-stateful', join(ROOT, 'src/index.ts')],
  ['cdk8s-stateful/jest', join(ROOT, 'src/jest/index.ts')],
  ['cdk8s-stateful/plugin', join(ROOT, 'src/plugin/index.ts')],
]);

/** What is written in place of a file of the source, to see what the surface would be then. */
export interface Instead {
  readonly file: string;
  readonly text: string;
}

/**
 * Every name that a user can write and what it stands for, a line each: types, and their own members under the name of the type. Inherited
 * members are those of the type that `extends` names. What is private or `@internal` is not listed.
 */
export function surface(instead?: Instead): string[] {
  const program = programOf(instead);
  const checker = program.getTypeChecker();
  return [...ENTRIES].flatMap(([entry, file]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    return checker.getExportsOfModule(module).sort(byName).flatMap((symbol) => linesOf(symbol, checker)).map((line) => `${entry}: ${line}`);
  });
}

function programOf(instead: Instead | undefined): ts.Program {
  const path = join(ROOT, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, dirname(path));
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile;
  host.getSourceFile = (file, language) => {
    if (instead !== undefined && resolve(file) === instead.file) return ts.createSourceFile(file, instead.text, language);
    if (!parsed.has(file)) parsed.set(file, parse(file, language));
    return parsed.get(file);
  };
  return ts.createProgram([...ENTRIES.values()], options, host);
}

/** The declarations of cdk8s-plus alone are megabytes, so they are parsed once. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function linesOf(exported: ts.Symbol, checker: ts.TypeChecker): string[] {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.declarations![0];
  const head = headOf(exported.name, declaration, checker);
  if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration) && !ts.isEnumDeclaration(declaration)) return [head];
  return [head, ...declaration.members.filter(isPublished).map((member) => `${exported.name} ${memberText(member, checker)}`).sort()];
}

function byName(one: ts.Symbol, other: ts.Symbol): number {
  return one.name < other.name ? -1 : 1;
}

function headOf(name: string, declaration: ts.Declaration, checker: ts.TypeChecker): string {
  if (ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration)) {
    const parents = (declaration.heritageClauses ?? []).map((clause) => ` ${clause.getText()}`).join('');
    return `${modifiersOf(declaration)}${ts.isClassDeclaration(declaration) ? 'class' : 'interface'} ${name}${parents}`;
  }
  if (ts.isEnumDeclaration(declaration)) return `enum ${name}`;
  if (ts.isTypeAliasDeclaration(declaration)) return `type ${name} = ${declaration.type.getText()}`;
  if (ts.isFunctionDeclaration(declaration)) return `function ${name}${signatureText(declaration, checker)}`;
  return `const ${name}: ${typeText(declaration, checker)}`;
}

type Member = ts.ClassElement | ts.TypeElement | ts.EnumMember;

function isPublished(member: Member): boolean {
  const hidden = ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Private;
  return hidden === 0 && !ts.getJSDocTags(member).some((tag) => tag.tagName.text === 'internal');
}

function memberText(member: Member, checker: ts.TypeChecker): string {
  if (ts.isEnumMember(member)) return `${member.name.getText()} = ${JSON.stringify(checker.getConstantValue(member))}`;
  if (ts.isConstructorDeclaration(member)) return `${modifiersOf(member)}constructor${signatureText(member, checker)}`;
  if (ts.isIndexSignatureDeclaration(member)) return member.getText();
  const optional = (member as ts.PropertyDeclaration).questionToken ? '?' : '';
  const name = `${modifiersOf(member)}${member.name!.getText()}${optional}`;
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) return `${name}${signatureText(member, checker)}`;
  return `${ts.isGetAccessor(member) ? 'readonly ' : ''}${name}: ${typeText(member as ts.Declaration, checker)}`;
}

/** `public` is what is not private or protected. */
function modifiersOf(declaration: ts.Declaration): string {
  const said = [ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.StaticKeyword, ts.SyntaxKind.AbstractKeyword, ts.SyntaxKind.ReadonlyKeyword];
  const modifiers = ts.canHaveModifiers(declaration) ? ts.getModifiers(declaration) ?? [] : [];
  return modifiers.filter(({ kind }) => said.includes(kind)).map((modifier) => `${modifier.getText()} `).join('');
}

/** As the compiler would declare it, except that an optional parameter has no default: that is not part of the type. */
function signatureText(declaration: ts.SignatureDeclaration, checker: ts.TypeChecker): string {
  const signature = checker.getSignatureFromDeclaration(declaration)!;
  const text = checker.signatureToString(signature, declaration, ts.TypeFormatFlags.NoTruncation);
  return ts.isConstructorDeclaration(declaration) ? text.slice(0, text.lastIndexOf(': ')) : text;
}

/** `readonly port = 80` is a number to whoever uses it: that it is 80 may change. */
function typeText(declaration: ts.Declaration, checker: ts.TypeChecker): string {
  const declared = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(declaration));
  const type = (declaration as ts.PropertyDeclaration).questionToken ? checker.getNonNullableType(declared) : declared;
  return checker.typeToString(type, declaration, ts.TypeFormatFlags.NoTruncation);
}
