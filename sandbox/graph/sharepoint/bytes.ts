import type { NextFunction, Request, Response } from 'express';
import { sendsBytes } from './address.ts';
import { sha256 } from './hashes.ts';

const ASIDE = new WeakMap<Request, Buffer>();

/** How bytes are written down in a log: how many, and by what they are known again; never the bytes. */
export const summary = (bytes: Buffer) => ({ bytes: bytes.length, sha256: sha256(bytes) });

/** Takes a file's bytes out of the request once they are read, so that the log has their size and hash in their place. */
export function setBytesAside(request: Request, _response: Response, next: NextFunction): void {
  const path = request.path.replace(/^\/v1\.0(?=\/)/, '');
  if (sendsBytes(request.method, path)) {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    ASIDE.set(request, bytes);
    request.body = summary(bytes);
  }
  next();
}

/** The bytes that came with a request, undefined when it sends none. */
export const bytesOf = (request: Request): Buffer | undefined => ASIDE.get(request);
