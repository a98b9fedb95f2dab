import { DETAILS_LV } from "./details_lv.js";
import { SHEETS_LV } from "./sheets_lv.js";
import { TERMS_LV } from "./terms_lv.js";
import { THEMES } from "./themes_lv.js";

/**
 * What the pages say in Latvian: `zero` is for 0, 10 to 20, 30 and so on, `one` for 1, 21, 31.
 *
 * @type {import("./language.js").Language["phrases"]}
 */
const PHRASES = {
  ...SHEETS_LV,
  ...DETAILS_LV,

  // The frame
  skip: "Uz tabulām",
  panel: "Meklēšana un filtri",
  "bar.view": "Skats",
  "bar.dark": "Tumšs",
  "bar.light": "Gaišs",
  "bar.cite": "Citēt",
  "bar.export": "Eksportēt",
  "bar.drawer": "Meklēt un filtrēt",
  "bar.language": "Valoda",
  zoom: "Mērogs",
  "zoom.in": "Tuvināt",
  "zoom.out": "Tālināt",
  "zoom.fit": "Viss",
  "zoom.fit.name": "Viss logā",
  tables: "Tabulas",
  details: "Ziņas par izvēlēto",
  "keys.search": "meklē,",
  "keys.zoom": "maina mērogu,",
  "keys.fit": "rāda visu, bultiņas pārvieto,",
  "keys.close": "aizver",

  // The views
  "view.network": "Tīkls",
  "view.map": "Karte",
  "view.timeline": "Laika līnija",
  "view.countries": "Valstis",
  "view.practices": "Prakses",
  "view.table": "Tabula",
  "view.tables": "Tabulas",

  // Search
  "search.name": "Meklēt pēc jebkura nosaukuma jebkurā valodā",
  "search.hint": "Pilsēta, tīkls, prakse, tēma",
  "search.matches": "Atrastais",
  "search.none": "Šāda nosaukuma nav nevienai pilsētai, tīklam, praksei vai tēmai",

  // Filters
  "filter.group": "Tīkla galvenā tēma",
  "filter.theme": "Viena tēma",
  "filter.theme.list": "Tēmas",
  "filter.chip": "Tēma: {name}",
  "filter.theme.hint": "Jebkura tēma vai izvēlieties vienu",
  "filter.period": "Darbības gadi",
  "filter.from": "No gada",
  "filter.to": "Līdz gadam",
  "filter.programme": "Programma",
  "filter.type": "Tīkla veids",
  "filter.role": "Kāda dalībnieka loma",
  "filter.country": "Kāda dalībnieka valsts",
  "filter.match": "No vairākām valstīm",
  "match.any": "Kāda no tām",
  "match.all": "Katra no tām",
  "filter.among": "Rādītie dalībnieki",
  "among.all": "Visi",
  "among.lead": "Vadošie",
  "among.country": "No šīm valstīm",
  "filter.clear": "Notīrīt filtrus",
  "filter.open": "Noņemt filtru {name}",
  "filter.only": "tikai",
  "filter.only.name": "Tikai {name}",
  "all.group": "Visas",
  "all.group.name": "Visas tēmas",
  "all.programme": "Visas",
  "all.programme.name": "Visas programmas",
  "all.type": "Visi",
  "all.type.name": "Visi veidi",
  "all.country": "Visas",
  "all.country.name": "Visas valstis",
  "none.group": "Neviena",
  "none.group.name": "Neviena tēma",
  "none.programme": "Neviena",
  "none.programme.name": "Neviena programma",
  "none.type": "Neviens",
  "none.type.name": "Neviens veids",
  "none.country": "Neviena",
  "none.country.name": "Neviena valsts",
  "list.type": "Tīklu veidi",
  "list.country": "Valstis",
  "role.any": "Jebkura",
  "role.lead": "Vadošais",
  "role.partner": "Partneris",
  "no.programme": "Bez programmas",
  "no.type": "Bez veida",
  "no.country": "Bez valsts",
  play: "Atskaņot gadus",
  "play.step": "Nākamais gads",
  pause: "Pauze",
  "play.close": "Beigt atskaņošanu un rādīt visus gadus",

  // What a filter keeps
  "kept.group": "tēma: {names}",
  "kept.programme": "programma: {names}",
  "kept.type": "veids: {names}",
  "kept.country": "valsts: {names}",
  "kept.network": "tīkls: {names}",
  "kept.organisation": "organizācija: {names}",
  "kept.region": "reģions: {names}",
  "kept.size": "lielums: {names}",
  "kept.city": "pilsēta: {names}",
  "kept.kind": "veids: {names}",
  "kept.among": "rādīti dalībnieki: {names}",
  "kept.theme": "tēma: {names}",
  "kept.role": "loma: {names}",
  "kept.period": "darbojās no {from}. līdz {to}. gadam",
  "kept.year": "darbojās {from}. gadā",
  "kept.none": "neviena vērtība",
  "kept.some": { zero: "{n} vērtību", one: "{n} vērtība", other: "{n} vērtības" },

  // Kinds
  "kind.city": "Pilsēta",
  "kind.organisation": "Organizācija",
  "kind.network": "Tīkls",
  "kind.project": "Projekts",
  "kind.practice": "Labā prakse",
  "kind.event": "Notikums",
  "kind.theme": "Tēma",
  "kind.country": "Valsts",
  "kind.programme": "Programma",
  "kind.in": "{kind}, {country}",
  "tie.lead": "vadošais",
  "tie.partner": "partneris",
  "tie.implementer": "īstenotājs",
  "of.city": { zero: "{n} pilsētu", one: "{n} pilsēta", other: "{n} pilsētas" },
  "of.organisation": {
    zero: "{n} organizāciju",
    one: "{n} organizācija",
    other: "{n} organizācijas",
  },
  "of.network": { zero: "{n} tīklu", one: "{n} tīkls", other: "{n} tīkli" },
  "of.project": { zero: "{n} projektu", one: "{n} projekts", other: "{n} projekti" },
  "of.practice": {
    zero: "{n} labu prakšu",
    one: "{n} laba prakse",
    other: "{n} labas prakses",
  },
  "of.event": { zero: "{n} notikumu", one: "{n} notikums", other: "{n} notikumi" },
  "of.country": { zero: "{n} valstu", one: "{n} valsts", other: "{n} valstis" },
  "of.member": { zero: "{n} dalībnieku", one: "{n} dalībnieks", other: "{n} dalībnieki" },
  "of.membership": { zero: "{n} dalību", one: "{n} dalība", other: "{n} dalības" },
  "of.row": { zero: "{n} rindu", one: "{n} rinda", other: "{n} rindas" },
  "drawn.city": {
    zero: "{n} pilsētu (aplis)",
    one: "{n} pilsēta (aplis)",
    other: "{n} pilsētas (aplis)",
  },
  "drawn.organisation": {
    zero: "{n} organizāciju (rombs)",
    one: "{n} organizācija (rombs)",
    other: "{n} organizācijas (rombs)",
  },
  "drawn.network": {
    zero: "{n} tīklu (kvadrāts)",
    one: "{n} tīkls (kvadrāts)",
    other: "{n} tīkli (kvadrāts)",
  },
  "drawn.project": {
    zero: "{n} projektu (trijstūris)",
    one: "{n} projekts (trijstūris)",
    other: "{n} projekti (trijstūris)",
  },

  // The title
  "title.all": "Eiropas pilsētas un tīkli, kas tās vieno",
  "title.network": {
    zero: "{names} un to dalībnieki",
    one: "{names} un tā dalībnieki",
    other: "{names} un to dalībnieki",
  },
  "title.city": {
    zero: "{names} un tīkli, kas tās vieno ar citām",
    one: "{names} un tīkli, kas to vieno ar citām",
    other: "{names} un tīkli, kas tās vieno ar citām",
  },
  "title.country": {
    zero: "Pilsētas ({names}) un tīkli, kas tās vieno ar citām",
    one: "Pilsētas ({names}) un tīkli, kas tās vieno ar citām",
    other: "Pilsētas ({names}) un tīkli, kas tās vieno ar citām",
  },
  "title.since": "kopš {start}",
  "title.until": "līdz {end}",
  "title.between": "no {start} līdz {end}",

  // Sentences about the whole
  record: "{members} no {countries}, ko vieno {cooperations}{when}. {hint}",
  "record.more": "{members} no {countries}, {cooperations}{when}, {others}. {hint}",
  "record.countries": { zero: "{n} valstīm", one: "{n} valsts", other: "{n} valstīm" },
  "record.network": { zero: "{n} tīklu", one: "{n} tīkls", other: "{n} tīkli" },
  "record.project": { zero: "{n} projektu", one: "{n} projekts", other: "{n} projekti" },
  "record.in": " {year}. gadā",
  "record.between": " no {first}. līdz {last}. gadam",
  "record.hint": "Izvēlieties kādu, lai redzētu saites un to avotus.",
  "shown.none": "Filtriem nekas neatbilst.",
  "shown.all": "Viss:",
  "shown.lead": "Bieza līnija savieno vadošo partneri.",
  "shown.left": {
    zero: "Filtriem neatbilst {n} tīklu un projektu.",
    one: "Filtriem neatbilst {n} tīkls vai projekts.",
    other: "Filtriem neatbilst {n} tīkli un projekti.",
  },
  "shown.outside": {
    zero: "Ārpus šiem gadiem ir {n} dalību.",
    one: "Ārpus šiem gadiem ir {n} dalība.",
    other: "Ārpus šiem gadiem ir {n} dalības.",
  },
  "shown.hidden": {
    zero: "Paslēpti {n} dalībnieku; kā partneri tie skaitās.",
    one: "Paslēpts {n} dalībnieks; kā partneris tas skaitās.",
    other: "Paslēpti {n} dalībnieki; kā partneri tie skaitās.",
  },
  "shown.undated": {
    zero: "Izlaisti {n} bez zināma sākuma.",
    one: "Izlaists {n} bez zināma sākuma.",
    other: "Izlaisti {n} bez zināma sākuma.",
  },
  "shown.assumed": {
    zero: "Ja beigas nav zināmas, pieņemts, ka tīkls darbojies {n} gadu pēc sākuma.",
    one: "Ja beigas nav zināmas, pieņemts, ka tīkls darbojies {n} gadu pēc sākuma.",
    other: "Ja beigas nav zināmas, pieņemts, ka tīkls darbojies {n} gadus pēc sākuma.",
  },

  // The map, and what is drawn of it
  "map.arcs.name": "Ko rāda loki",
  "map.partners": "Partneri",
  "map.practices": "Prakses",
  "map.places": { zero: "{n} vietu.", one: "{n} vieta.", other: "{n} vietas." },
  "map.arcs": "Loks ved no tīkla vadošā partnera pie katra partnera.",
  "map.arrows": "Bulta ved no prakses devēja pie tās apguvēja.",
  "map.passed": {
    zero: "Nodotas {n} prakses.",
    one: "Nodota {n} prakse.",
    other: "Nodotas {n} prakses.",
  },
  "map.headless": {
    zero: "{n} tīklu vadošā partnera kartē nav, tāpēc nav arī loku.",
    one: "{n} tīkla vadošā partnera kartē nav, tāpēc nav arī loku.",
    other: "{n} tīklu vadošā partnera kartē nav, tāpēc nav arī loku.",
  },
  "map.unplaced": "Nav uzzīmēti, jo trūkst koordinātu: {names}.",
  "map.outside": "Ārpus kartes: {names}.",
  "pruned.backbone":
    "Uzzīmētas saites uz turieni, kur dalībnieks sastop kādu, ko sastop biežāk nekā " +
    "nejauši (atšķirību filtrs, α < {level}: {pairs} no {of} pāriem); {drawn} no {all}. Pārējās " +
    "parādās ap izvēlēto; ziņās, tabulā un failos ir visas.",
  "pruned.weight":
    "Uzzīmētas saites uz turieni, kur dalībnieks sastop kādu, ko sastop vismaz " +
    "{level} reizes ({pairs} no {of} pāriem); {drawn} no {all}. Pārējās parādās ap izvēlēto; ziņās, " +
    "tabulā un failos ir visas.",
  "slow.canvas": "Šajā pārlūkā nav WebGL, tāpēc attēls kustas lēni.",
  "ego.only": "Uzzīmētas tikai sadarbības, kurās ir {name}, un to dalībnieki.",
  "chain.lit": "Izcelta īsākā ķēde: {names}.",
  "inset.azores": "Azoru salas",
  "inset.madeira": "Madeira",
  "inset.canaries": "Kanāriju salas",
  "inset.antilles": "Antiļas",
  "inset.guiana": "Franču Gviāna",
  "inset.reunion": "Reinjona",
  "inset.mayotte": "Majota",

  // The table twin
  "table.members": "Pilsētas un organizācijas",
  "table.networks": "Tīkli",
  "column.name": "Nosaukums",
  "column.country": "Valsts",
  "column.networks": "Tīkli",
  "column.led": "Vada",
  "column.in": "Piedalās",
  "column.theme": "Tēma",
  "column.programme": "Programma",
  "column.start": "Sākums",
  "column.end": "Beigas",
  "column.members": "Dalībnieki",
  "column.lead": "Vadošais partneris",

  // Export
  "export.png": "Attēls (PNG)",
  "export.svg": "Zīmējums (SVG)",
  "export.gexf": "Grafs programmai Gephi (GEXF)",
  "export.csv": "Dalības (CSV)",
  "export.spreadsheet": "Dalības izklājlapai (CSV)",

  // Citation
  "cite.title": "Citēt šo skatu",
  "cite.version":
    "Hanse: atvērts Eiropas pilsētu sadarbības zināšanu grafs, versija {version} " +
    "(https://w3id.org/hanse/dataset), CC BY 4.0; ar GeoNames datiem (CC BY 4.0).",
  "cite.dataset":
    "Hanse: atvērts Eiropas pilsētu sadarbības zināšanu grafs " +
    "(https://w3id.org/hanse/dataset), CC BY 4.0; ar GeoNames datiem (CC BY 4.0).",
  "cite.digest": "(datu kopas SHA-256: {digest}).",
  "cite.command": "Izveidots ar: {command}.",
  "cite.kept": "Filtri: {kept}.",
  "cite.seen": "Skatīts: {date}.",
  "cite.address": "Skats: {address}",
  "cite.copy": "Kopēt",
  "cite.copied": "Nokopēts",
  "cite.close": "Aizvērt",
};

/** @type {import("./language.js").Language} */
export const LV = { name: "Latviešu", phrases: PHRASES, terms: { ...THEMES, ...TERMS_LV } };
