import type { NextFunction, Request, Response } from 'express';
import { sendsBytes } from './address.ts';
import { sha256 } from './hashes.ts';

const ASIDE = new WeakMap<Request, Buffer>();

/** How bytes are written down in a log: how many, and by what they are known again; never the bytes. */
const summary = (bytes: Buffer) => ({ bytes: bytes.length, sha256: sha256(bytes) });

/** Takes the bytes out of a request once they are read, so that the log has their size and hash in their place. */
export function setAside(request: Request, _response: Response, next: NextFunction): void {
  const sent: unknown = request.body;
  const bytes = Buffer.isBuffer(sent) ? sent : Buffer.alloc(0);
  ASIDE.set(request, bytes);
  request.body = bytes.length > 0 ? summary(bytes) : undefined;
  next();
}

/** The same for the calls to Graph that send a file; the others are left as they are. */
export function setFileAside(request: Request, response: Response, next: NextFunction): void {
  if (sendsBytes(request.method, request.path.replace(/^\/v1\.0(?=\/)/, ''))) setAside(request, response, next);
  else next();
}

/** The bytes that came with a request, undefined when it sends none. */
export const takeAside = (request: Request): Buffer | undefined => ASIDE.get(request);
