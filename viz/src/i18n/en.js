import { DETAILS_EN } from "./details_en.js";
import { SHEETS_EN } from "./sheets_en.js";

/**
 * What the pages say in English. A phrase by plural forms is said by `count`, where {n} is the
 * number; every other {place} is filled by who says it.
 */
export const EN = {
  ...SHEETS_EN,
  ...DETAILS_EN,

  // The frame
  skip: "Go to the tables",
  panel: "Search and filters",
  "bar.view": "View",
  "bar.dark": "Dark",
  "bar.light": "Light",
  "bar.cite": "Cite",
  "bar.export": "Export",
  "bar.drawer": "Search and filter",
  "bar.language": "Language",
  zoom: "Zoom",
  "zoom.in": "Zoom in",
  "zoom.out": "Zoom out",
  "zoom.fit": "Fit",
  "zoom.fit.name": "Fit to window",
  tables: "Tables",
  details: "Details",
  "keys.search": "search,",
  "keys.zoom": "zoom,",
  "keys.fit": "fit, arrows move,",
  "keys.close": "closes",

  // The views
  "view.network": "Network",
  "view.map": "Map",
  "view.timeline": "Timeline",
  "view.countries": "Countries",
  "view.practices": "Practices",
  "view.table": "Table",
  "view.tables": "Tables",

  // Search
  "search.name": "Search by any name, in any language",
  "search.hint": "City, network, practice, theme",
  "search.matches": "Matches",
  "search.none": "No city, network, practice or theme has this name",

  // Filters
  "filter.group": "Theme of the network",
  "filter.theme": "One theme",
  "filter.theme.list": "Themes",
  "filter.chip": "Theme: {name}",
  "filter.theme.hint": "Any theme, or choose one",
  "filter.period": "Years active",
  "filter.from": "From year",
  "filter.to": "To year",
  "filter.programme": "Programme",
  "filter.type": "Type of network",
  "filter.role": "Role of the member",
  "filter.country": "Country of the member",
  "filter.clear": "Clear filters",
  "filter.open": "Remove the filter {name}",
  "filter.only": "only",
  "filter.only.name": "Only {name}",
  "all.group": "All",
  "all.group.name": "All themes",
  "all.programme": "All",
  "all.programme.name": "All programmes",
  "all.type": "All",
  "all.type.name": "All types",
  "all.country": "All",
  "all.country.name": "All countries",
  "none.group": "None",
  "none.group.name": "None of the themes",
  "none.programme": "None",
  "none.programme.name": "None of the programmes",
  "none.type": "None",
  "none.type.name": "None of the types",
  "none.country": "None",
  "none.country.name": "None of the countries",
  "list.type": "Types of network",
  "list.country": "Countries",
  "role.any": "Any",
  "role.lead": "Lead",
  "role.partner": "Partner",
  "no.programme": "No programme",
  "no.type": "No type",
  "no.country": "No country",
  play: "Play the years",
  "play.step": "Next year",
  pause: "Pause",
  "play.close": "End the play and show all years",

  // What a filter keeps
  "kept.group": "theme: {names}",
  "kept.programme": "programme: {names}",
  "kept.type": "type: {names}",
  "kept.country": "country: {names}",
  "kept.theme": "theme: {names}",
  "kept.role": "role: {names}",
  "kept.period": "active between {from} and {to}",
  "kept.year": "active in {from}",
  "kept.none": "none",
  "kept.some": { one: "{n} value", other: "{n} values" },

  // Kinds
  "kind.city": "City",
  "kind.organisation": "Organisation",
  "kind.network": "Network",
  "kind.project": "Project",
  "kind.practice": "Good practice",
  "kind.event": "Event",
  "kind.theme": "Theme",
  "kind.country": "Country",
  "kind.programme": "Programme",
  "kind.in": "{kind} in {country}",
  "tie.lead": "lead",
  "tie.partner": "partner",
  "tie.implementer": "implementer",
  "of.city": { one: "{n} city", other: "{n} cities" },
  "of.organisation": { one: "{n} organisation", other: "{n} organisations" },
  "of.network": { one: "{n} network", other: "{n} networks" },
  "of.project": { one: "{n} project", other: "{n} projects" },
  "of.practice": { one: "{n} good practice", other: "{n} good practices" },
  "of.event": { one: "{n} event", other: "{n} events" },
  "of.country": { one: "{n} country", other: "{n} countries" },
  "of.member": { one: "{n} member", other: "{n} members" },
  "of.membership": { one: "{n} membership", other: "{n} memberships" },
  "of.row": { one: "{n} row", other: "{n} rows" },
  "drawn.city": { one: "{n} city (circle)", other: "{n} cities (circles)" },
  "drawn.organisation": {
    one: "{n} organisation (diamond)",
    other: "{n} organisations (diamonds)",
  },
  "drawn.network": { one: "{n} network (square)", other: "{n} networks (squares)" },
  "drawn.project": { one: "{n} project (triangle)", other: "{n} projects (triangles)" },

  // The title
  "title.all": "European cities and the networks that join them",
  "title.network": { one: "{names} and its members", other: "{names} and their members" },
  "title.city": {
    one: "{names} and the networks that join it to others",
    other: "{names} and the networks that join them to others",
  },
  "title.country": {
    one: "Cities of {names} and the networks that join them to others",
    other: "Cities of {names} and the networks that join them to others",
  },
  "title.since": "since {start}",
  "title.until": "up to {end}",
  "title.between": "{start} to {end}",

  // Sentences about the whole
  whole: "{members} of {countries} in {cooperations}{when}. {hint}",
  "whole.more": "{members} of {countries}, {cooperations}{when}, {others}. {hint}",
  "whole.countries": { one: "{n} country", other: "{n} countries" },
  "whole.network": { one: "{n} network", other: "{n} networks" },
  "whole.project": { one: "{n} project", other: "{n} projects" },
  "whole.in": " in {year}",
  "whole.between": " between {first} and {last}",
  "whole.hint": "Choose one to see its ties and their sources.",
  "shown.none": "Nothing passes the filters.",
  "shown.all": "All",
  "shown.lead": "A thick line joins a lead.",
  "shown.undated": {
    one: "{n} without a recorded start is left out.",
    other: "{n} without a recorded start are left out.",
  },
  "shown.assumed": {
    one: "Without a recorded end, a network counts for {n} year after its start.",
    other: "Without a recorded end, a network counts for {n} years after its start.",
  },

  // The map, and what is drawn of it
  "map.arcs.name": "What arcs show",
  "map.partners": "Partners",
  "map.practices": "Practices",
  "map.places": { one: "{n} place.", other: "{n} places." },
  "map.arcs": "An arc goes from the lead of a network to each partner.",
  "map.arrows": "An arrow goes from who gave a practice to who learnt it.",
  "map.passed": { one: "{n} practice was passed on.", other: "{n} practices were passed on." },
  "map.headless": {
    one: "Where no lead is on the map ({n} network) arcs start at the first partner.",
    other: "Where no lead is on the map ({n} networks) arcs start at the first partner.",
  },
  "map.unplaced": "Not drawn, without coordinates: {names}.",
  "map.outside": "Outside the map: {names}.",
  "pruned.backbone":
    "Ties drawn: those of members to where they meet one whom they meet more often " +
    "than by chance (disparity filter, α < {level}: {pairs} of {of} pairs); {drawn} of {all}. The " +
    "others appear around what is chosen; details, table and files have all.",
  "pruned.weight":
    "Ties drawn: those of members to where they meet one whom they meet at least " +
    "{level} times ({pairs} of {of} pairs); {drawn} of {all}. The others appear around what is " +
    "chosen; details, table and files have all.",
  "slow.canvas": "This browser has no WebGL, so that the picture moves slowly.",
  "ego.only": "Only the cooperations of {name} and their members are drawn.",
  "chain.lit": "The shortest chain is lit: {names}.",
  "inset.azores": "Azores",
  "inset.madeira": "Madeira",
  "inset.canaries": "Canary Islands",
  "inset.antilles": "Antilles",
  "inset.guiana": "French Guiana",
  "inset.reunion": "Réunion",
  "inset.mayotte": "Mayotte",

  // The table twin
  "table.members": "Cities and organisations",
  "table.networks": "Networks",
  "column.name": "Name",
  "column.country": "Country",
  "column.networks": "Networks",
  "column.led": "Led",
  "column.in": "In",
  "column.theme": "Theme",
  "column.programme": "Programme",
  "column.start": "Start",
  "column.end": "End",
  "column.members": "Members",
  "column.lead": "Lead",

  // Export
  "export.png": "Picture (PNG)",
  "export.svg": "Drawing (SVG)",
  "export.gexf": "Graph for Gephi (GEXF)",
  "export.csv": "Memberships (CSV)",
  "export.spreadsheet": "Memberships for a spreadsheet (CSV)",

  // Citation
  "cite.title": "Cite this view",
  "cite.version":
    "Hanse: an open knowledge graph of European city cooperation, version {version} " +
    "(https://w3id.org/hanse/dataset), CC BY 4.0; with data of GeoNames (CC BY 4.0).",
  "cite.dataset":
    "Hanse: an open knowledge graph of European city cooperation " +
    "(https://w3id.org/hanse/dataset), CC BY 4.0; with data of GeoNames (CC BY 4.0).",
  "cite.digest": "(SHA-256 of the dataset: {digest}).",
  "cite.command": "Made with: {command}.",
  "cite.kept": "Filtered by {kept}.",
  "cite.seen": "Seen on {date}.",
  "cite.address": "View: {address}",
  "cite.copy": "Copy",
  "cite.copied": "Copied",
  "cite.close": "Close",
};
