declare module '@messageformat/core/compile-module' {
  import type MessageFormat from '@messageformat/core';
  /** Compiles a tree of ICU messages to the text of a module. */
  export default function compileModule(messageFormat: MessageFormat, messages: unknown): string;
}
