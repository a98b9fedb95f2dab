import { readModel } from "../../src/record/reading.js";
import { openSelection } from "../../src/record/selection.js";
import { applySelection } from "../../src/record/view.js";
import { makePage } from "../fixture.js";

export const ID = "https://w3id.org/hanse/id/";

/** The small picture with a practice that two learnt, one that nobody did, events and phases. */
export function makeRecord() {
  const page = makePage();
  return readModel({
    ...page,
    nodes: [
      ...page.nodes,
      {
        id: `${ID}practice/salon`,
        kind: "practice",
        label: "Salon",
        country: "DE",
        group: "economy",
      },
      { id: `${ID}practice/lonely`, kind: "practice", label: "Lonely", country: "LV" },
      {
        id: `${ID}event/visit`,
        kind: "event",
        label: "Visit",
        from: "2018-03-05",
        until: "2018-03-06",
      },
      { id: `${ID}event/fair`, kind: "event", label: "Fair", from: "--05-13", until: "--05-13" },
    ],
    transfers: [
      [7, 1, 0, 4, [0]],
      [7, 1, 2, 5, []],
    ],
    homes: [
      [7, 1],
      [8, 0],
      [9, 2],
    ],
    occasions: [
      [9, 5],
      [10, 5],
    ],
    attendance: [[9, 0, "Visitor", -1, [0]]],
    phases: [
      [5, "Phase 1", "2018-04-04", 6, [0]],
      [5, "Phase 2", "2018-12", 24, []],
      [5, "Learning", "2018-12-04", 18, []],
      [5, "Sharing", "", 6, []],
    ],
  });
}

/** @param {import("../../src/record/model.js").Model} model @param {object} [part] of a filter */
export const look = (model, part = {}) =>
  applySelection(model, { ...openSelection(model), ...part });
