// One row of the palette: an article, a command, a person or a template, told in the same words.
import type { Component } from 'svelte';
import type { Span, Status } from '../../backend/generated/protocol';

/** The groups, in the order in which they stand. What is known at once stands above what the core is asked for, so that no row moves under a finger. */
export const GROUPS = ['recent', 'command', 'template', 'article', 'person', 'search'] as const;
export type Group = (typeof GROUPS)[number];

export interface Entry {
  id: string;
  group: Group;
  label: string;
  /** Other words that it is looked for by. */
  also?: string;
  /** What it is besides its name. */
  detail?: string;
  status?: Status;
  /** The key that does the same. */
  key?: string;
  icon?: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  act: () => unknown;
}

/** An entry that answers what was typed, and where its name does. */
export interface Found extends Entry {
  spans: readonly Span[];
}
