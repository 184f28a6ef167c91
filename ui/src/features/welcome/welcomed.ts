// Whether the first steps were shown to their end on this machine; they are not shown again.

const KEY = 'banthao.welcomed';

export const wasWelcomed = (): boolean => localStorage.getItem(KEY) !== null;

export const noteWelcomed = (): void => localStorage.setItem(KEY, '1');
