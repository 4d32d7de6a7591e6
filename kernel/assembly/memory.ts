// Where things stand in the kernel's memory, in bytes. src/cluster/kernel.ts reads these as exports.

/** Where `step` stopped: the state, the group of steps that it did not know, the successors that wait. */
export const STOPPED: usize = 0x40;
/** Of each state of a batch, how many successors wait up to its last one. */
export const ENDS: usize = 0x100;
/** Expanded between two rounds of insertion: their successors stay in the processor's cache. */
export const MOST_STATES_OF_A_BATCH: i32 = 256;
/** Of each group of steps, its tree: 0 is none yet, n begins at n, -n is the leaf at n alone. */
export const ROOTS: usize = 0x800;
export const MOST_GROUPS: i32 = 512;
/**
 * Of each group, 64 bytes on its shortcuts: the address of its table of leaves, or 0 where it has none; and of up to four fields that it looks at the mask in the
 * key, the word, and by how much the word is rotated to bring the field under the mask.
 */
export const SHORTCUTS_OF: usize = 0x2000;
export const MOST_PLACES: i32 = 4;
/** Of each successor that waits: its label, the state that it is (once it is inserted), and its row. */
export const LABELS: usize = 0x10000;
export const TARGETS: usize = 0x20000;
export const SUCCESSORS: usize = 0x30000;
export const MOST_SUCCESSORS: i32 = 1 << 14;
/** Rows are so long that they fit. */
export const MOST_SUCCESSOR_WORDS: i32 = 1 << 20;
/** A node is the place of its field and then, by the field's value, a child: 0 is not known yet, n is the node at n, -n the leaf at n. So many numbers there is room for in all trees. */
export const TREES: usize = 0x430000;
export const TREES_ROOM: i32 = 1 << 22;
/** A leaf is its number of successors, and of each the label and the bits in which each word differs from the state's. */
export const LEAVES: usize = 0x1430000;
export const LEAVES_ROOM: i32 = 1 << 21;
/** The tables of leaves. */
export const SHORTCUTS: usize = 0x1c30000;
export const SHORTCUTS_ROOM: i32 = 1 << 18;
/** From here on: the table of states, and then their rows. */
export const HEAP: usize = 0x1d30000;
