// What a refused call throws. The code decides what the window does; the sentence for it is in shared/sentences.ts.
import { ERROR_CODES, type ApiError, type ErrorCode } from './generated/protocol';

export class BackendError extends Error {
  readonly code: ErrorCode;
  readonly params: Record<string, string>;

  constructor(error: ApiError) {
    super(error.message);
    this.name = 'BackendError';
    this.code = error.code;
    this.params = error.params;
  }
}

/** Whatever a transport rejected with, as the one error that the window knows. */
export function asBackendError(thrown: unknown): BackendError {
  if (thrown instanceof BackendError) return thrown;
  if (isApiError(thrown)) return new BackendError({ ...thrown, params: thrown.params ?? {} });
  return refusal('internal', thrown instanceof Error ? thrown.message : String(thrown));
}

export function refusal(code: ErrorCode, message: string, params: Record<string, string> = {}): BackendError {
  return new BackendError({ code, message, params });
}

function isApiError(thrown: unknown): thrown is ApiError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && (ERROR_CODES as readonly unknown[]).includes(thrown.code);
}
