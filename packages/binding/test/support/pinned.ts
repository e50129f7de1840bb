import { type Plan, parseSteps } from "./plan.js";

export interface PinnedSession extends Plan {
  /** What was wrong. */
  readonly was: string;
}

/** Sessions that went wrong once, with as few steps as it took. */
export const PINNED: readonly PinnedSession[] = [
  pin(
    "a column's header showed on a merged cell that only ends in it",
    22,
    4,
    `
    1 cell-enter 380384472
    1 cells-merge 788810145
    2 receive 1513280901
    2 column-header 413674012`,
  ),
  pin(
    "code stayed aligned in its author's window only",
    160,
    5,
    `
    3 paste 104280628
    3 merge 813080264
    3 align 341268349`,
  ),
  pin(
    "what was typed where a table had been removed next to another one was dropped",
    1346,
    4,
    `
    3 column-insert 1158334471
    3 table-new 303837670
    3 table-remove 115538237
    3 type 1612291308`,
  ),
  pin(
    "a table that two people moved was lost with what stood in it",
    2942,
    4,
    `
    2 type-over 528202909
    1 column-width 228752512
    0 table-new 245357266
    2 receive 732601314
    1 paste 202716255
    1 merge 2081769609
    2 receive 1168869404
    0 type 1415712263
    0 receive 347306086
    2 move 1025704443
    0 cell-type 1565663011
    0 receive 1084411492
    2 receive 1509568988
    2 receive 121367798
    2 move 1733183210
    0 move 370192366`,
  ),
  pin(
    "a second marker of a moved table was made a list item, and the table was lost",
    20345,
    4,
    `
    0 column-delete 386081709
    1 cell-type 827760180
    0 receive 513901267
    0 move 118225207
    3 column-insert 1417507722
    1 receive 1120283061
    0 row-delete 1860221024
    1 receive 595639753
    1 move 502564555
    3 receive 680296842
    3 receive 1281500059
    3 retype 1159787847`,
  ),
  pin(
    "text of merged cells was doubled, because their columns had got other names",
    20810,
    4,
    `
    3 column-move 1911810757
    2 receive 1977631924
    3 cell-type 1975449171
    0 receive 634902131
    2 column-move 1049034486
    0 cells-merge 2128723259`,
  ),
  pin(
    "a table's caption that became a list item was there twice",
    23699,
    5,
    `
    1 break 649749905
    1 cell-type 605356055
    1 erase 1190556679
    2 break 1384246946
    4 receive 1764659312
    1 row-delete 59422954
    4 receive 1229605963
    4 paste 1920499813
    4 column-delete 22146831
    4 retype 149744654
    4 receive 679081754`,
  ),
  pin(
    "what was typed into a moved block was lost, because the block came back in front of it by an undo",
    207059,
    5,
    `
    1 enter 236885696
    0 receive 183430374
    0 merge 846958914
    3 receive 797436511
    3 move 365076351
    3 type 2039112502
    3 erase-range 1075127949
    0 undo 1800824599`,
  ),
  pin(
    "merged cells reached into a row that another act had removed",
    213423,
    3,
    `
    0 cell-type 1468552996
    0 column-delete 866023254
    0 type 484911590
    0 cell-type 1089258667
    0 cells-merge 879530436
    0 cells-merge 822308927
    0 retype 1544109489`,
  ),
  pin(
    "a cell still listened to the text that it had shown before",
    205017,
    5,
    `
    1 table-new 210710000
    2 receive 2022180271
    0 receive 1181246562
    2 cells-merge 1901478260
    2 cells-merge 718654261
    0 column-width 1810183854
    0 table-new 237325244`,
  ),
  pin(
    "text was there twice after two people had merged its cell",
    219965,
    5,
    `
    0 cell-type 1392610918
    0 cell-type 732870028
    2 receive 1894881827
    2 cells-merge 2110086727
    0 cells-merge 374544872`,
  ),
];

function pin(was: string, seed: number, people: number, steps: string): PinnedSession {
  return { was, seed, people, steps: parseSteps(steps) };
}
