import { text } from './call.ts';
import type { Json } from './call.ts';
import { badRequest } from './errors.ts';

type Test = (entity: Json) => boolean;
type Token = { kind: 'word' | 'text' | 'sign'; value: string };

const invalid = (reason: string) => badRequest(`Invalid filter clause: ${reason}`);

function tokens(filter: string): Token[] {
  const found: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|([(),:])|([\w/@.+-]+))/gy;
  let end = 0;
  for (let match = pattern.exec(filter); match; match = pattern.exec(filter)) {
    end = pattern.lastIndex;
    if (match[1] !== undefined) found.push({ kind: 'text', value: match[1].replaceAll("''", "'") });
    else if (match[2] !== undefined) found.push({ kind: 'sign', value: match[2] });
    else found.push({ kind: 'word', value: match[3] ?? '' });
  }
  if (filter.slice(end).trim() !== '') throw invalid(`syntax error at position ${end} in '${filter}'.`);
  return found;
}

/** Reads the part of OData's filter language that Graph's directory takes: eq, ne, in, startswith, any, and, or, not. */
class Reader {
  readonly #tokens: Token[];
  readonly #properties: readonly string[];
  readonly #type: string;
  #at = 0;

  constructor(filter: string, type: string, properties: readonly string[]) {
    this.#tokens = tokens(filter);
    this.#properties = properties;
    this.#type = type;
  }

  whole(): Test {
    const test = this.#either();
    if (this.#at < this.#tokens.length) throw invalid('syntax error: something follows the expression.');
    return test;
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw invalid('syntax error: the expression ends too early.');
    return token;
  }

  #take(value: string): boolean {
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'text' || token.value.toLowerCase() !== value) return false;
    this.#at += 1;
    return true;
  }

  #expect(value: string): void {
    if (!this.#take(value)) throw invalid(`syntax error: '${value}' is missing.`);
  }

  #either(): Test {
    let left = this.#both();
    while (this.#take('or')) {
      const [first, second] = [left, this.#both()];
      left = (entity) => first(entity) || second(entity);
    }
    return left;
  }

  #both(): Test {
    let left = this.#single();
    while (this.#take('and')) {
      const [first, second] = [left, this.#single()];
      left = (entity) => first(entity) && second(entity);
    }
    return left;
  }

  #single(): Test {
    if (this.#take('(')) {
      const inner = this.#either();
      this.#expect(')');
      return inner;
    }
    if (this.#take('not')) {
      const inner = this.#single();
      return (entity) => !inner(entity);
    }
    if (this.#take('startswith')) return this.#startsWith();
    return this.#comparison();
  }

  #startsWith(): Test {
    this.#expect('(');
    const name = this.#property(this.#next().value);
    this.#expect(',');
    const start = String(this.#value()).toLowerCase();
    this.#expect(')');
    return (entity) => text(entity[name]).toLowerCase().startsWith(start);
  }

  #comparison(): Test {
    const word = this.#next().value;
    const any = /^(\w+)\/any$/i.exec(word);
    if (any?.[1]) return this.#any(this.#property(any[1]));
    const name = this.#property(word);
    if (this.#take('in')) return this.#among(name);
    const operator = this.#next().value.toLowerCase();
    if (operator !== 'eq' && operator !== 'ne') throw invalid(`the operator '${operator}' is not supported.`);
    const wanted = this.#value();
    return (entity) => same(entity[name], wanted) === (operator === 'eq');
  }

  #among(name: string): Test {
    this.#expect('(');
    const wanted = [this.#value()];
    while (this.#take(',')) wanted.push(this.#value());
    this.#expect(')');
    return (entity) => wanted.some((value) => same(entity[name], value));
  }

  /** `name/any(x:x eq 'value')` */
  #any(name: string): Test {
    this.#expect('(');
    const variable = this.#next().value;
    this.#expect(':');
    this.#expect(variable.toLowerCase());
    this.#expect('eq');
    const wanted = this.#value();
    this.#expect(')');
    return (entity) => Array.isArray(entity[name]) && entity[name].some((one) => same(one, wanted));
  }

  #property(name: string): string {
    if (this.#properties.includes(name)) return name;
    throw invalid(`Could not find a property named '${name}' on type 'microsoft.graph.${this.#type}'.`);
  }

  #value(): string | boolean | null {
    const token = this.#next();
    if (token.kind === 'text') return token.value;
    if (token.value === 'true' || token.value === 'false') return token.value === 'true';
    if (token.value === 'null') return null;
    throw invalid(`'${token.value}' is no value; put text in single quotes.`);
  }
}

function same(value: unknown, wanted: string | boolean | null): boolean {
  if (typeof value === 'string' && typeof wanted === 'string') return value.toLowerCase() === wanted.toLowerCase();
  return (value ?? null) === wanted;
}

/**
 * Makes a test of a `$filter`.
 * @throws GraphError 400 for an unknown property, a wrong operator or a syntax error.
 */
export const readFilter = (filter: string, type: string, properties: readonly string[]): Test =>
  new Reader(filter, type, properties).whole();
