/**
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../record/model.js").Tie} Tie
 *
 * @typedef {object} Line what joins two nodes of a picture
 * @property {Node} from
 * @property {Node} to
 * @property {Node} of the cooperation for which it stands
 * @property {Node | null} practice that is learnt
 * @property {object} key the tie or transfer for which it stands, the same in every view
 * @property {boolean} thick
 * @property {boolean} bent
 * @property {boolean} arrow at its end
 */

const STRAIGHT = { practice: null, bent: false, arrow: false };
const ARC = { practice: null, thick: false, bent: true, arrow: false };

/**
 * Each membership as a line from the cooperation to the member.
 *
 * @param {View} view
 * @returns {Line[]}
 */
export function listTieLines(view) {
  return [...view.ties].map((tie) => ({
    ...STRAIGHT,
    from: tie.cooperation,
    to: tie.member,
    of: tie.cooperation,
    key: tie,
    thick: tie.role === "lead",
  }));
}

/**
 * Each cooperation as arcs from its lead to its other members, as far as they are on the map.
 *
 * Only a lead begins arcs; `headless` are cooperations whose lead is not known, has no place on the
 * map or is not shown, so that none is drawn.
 *
 * @param {View} view
 * @returns {{ lines: Line[], headless: Node[] }}
 */
export function listArcs(view) {
  /** @type {Node[]} */
  const headless = [];
  const lines = [...gather(view)].flatMap(([of, ties]) => {
    const lead = ties.find((tie) => tie.role === "lead");
    const others = new Map(ties.map((tie) => [tie.member, tie]));
    if (!lead) {
      if (others.size > 1) headless.push(of);
      return [];
    }
    others.delete(lead.member);
    return [...others.values()].map((tie) => ({
      ...ARC,
      from: lead.member,
      to: tie.member,
      of,
      key: tie,
    }));
  });
  return { lines, headless };
}

/** @param {View} view */
function gather(view) {
  /** @type {Map<Node, Tie[]>} */
  const found = new Map();
  for (const tie of view.ties) {
    if (!tie.member.place) continue;
    const known = found.get(tie.cooperation);
    if (known) known.push(tie);
    else found.set(tie.cooperation, [tie]);
  }
  return found;
}

/**
 * Each practice that was learnt as an arc with an arrowhead from who gave it to who took it up.
 *
 * @param {View} view
 * @returns {Line[]}
 */
export function listFlows(view) {
  /** @type {Map<string, Line>} */
  const flows = new Map();
  for (const transfer of view.transfers) {
    const { giver: from, learner: to, practice, cooperation: of } = transfer;
    if (!from.place || !to.place || from === to) continue;
    const key = [from, to, practice].map((node) => node.index).join(" ");
    if (!flows.has(key)) {
      flows.set(key, { ...ARC, from, to, of, practice, arrow: true, key: transfer });
    }
  }
  return [...flows.values()];
}

/**
 * An arc for each step of a chain from member to member, through what joins them.
 *
 * @param {Node[]} nodes of the chain in their order
 * @returns {Line[]}
 */
export function listSteps(nodes) {
  return nodes.flatMap((of, place) => {
    const [from, to] = [nodes[place - 1], nodes[place + 1]];
    return of.joins && from?.place && to?.place
      ? [{ ...ARC, thick: true, from, to, of, key: of }]
      : [];
  });
}
