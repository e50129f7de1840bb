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
  pin(
    "what was composed where the caret stood in a list, but in no item, was lost",
    414542,
    3,
    `
    2 column-delete 2078474888
    2 merge 1423829635
    1 type 1221072553
    2 receive 1434861617
    2 retype 801864038
    2 table-remove 188364174
    2 compose 994019231
    2 type 1744530470`,
  ),
  pin(
    "three who moved one block took all of its copies back",
    250700,
    5,
    `
    4 align 1569488003
    4 retype 823016497
    4 enter 1201250491
    4 merge 991431787
    4 paste-over 634610252
    4 move 908954231
    3 receive 1823362975
    0 receive 1737309799
    0 receive 262755484
    0 move 686387313
    3 paste-over 1044734956
    3 receive 730107916
    3 move 1614189805
    0 receive 735944865`,
  ),
  pin(
    "a block that undo brought back was taken back together with the one that it stood for",
    325346,
    3,
    `
    0 type 1299056966
    1 paste 35988738
    2 receive 810734583
    0 receive 488392481
    0 move 374025124
    2 receive 467092261
    2 paste 2143302233
    2 move 1887517117
    2 undo 934103572
    0 receive 876797281
    1 move 999919470`,
  ),
  pin(
    "a block that undo brought back was believed to hold text that it did not hold",
    275762,
    4,
    `
    3 cell-type 120558880
    2 merge 2047516968
    0 paste 782412231
    0 enter 1061881120
    2 receive 417468782
    2 cell-type 835282559
    1 receive 1294734047
    0 receive 175435090
    2 move 2092940627
    0 column-delete 1687588677
    0 cell-type 29932419
    0 row-delete 1342679021
    0 type 1150733871
    0 type 1445740756
    1 receive 707711491
    1 receive 1618438787
    1 receive 1604685868
    1 move 1936666418
    0 cell-type 1563174936
    2 receive 1718977696
    1 receive 48986607
    1 erase-range 1539546754
    0 move 1915691719
    1 undo 1940737733`,
  ),
  pin(
    "the text of a merged cell was there twice after it was split, because its first row had moved",
    342973,
    3,
    `
    1 cut 20161635
    2 row-insert 443808446
    2 cell-type 243940808
    1 cut 1503102350
    1 receive 159650008
    1 cells-merge 1974197906
    2 row-move 1704686038
    1 receive 1149997548
    1 cells-split 20280363`,
  ),
  pin(
    "text was there twice after two people had merged its cell with different ones",
    339223,
    4,
    `
    2 cell-color 523916181
    2 cell-type 549059101
    0 receive 1818931638
    2 cells-merge 619105788
    0 cells-merge 2064027222
    3 receive 1028289104
    3 cells-merge 1388326596`,
  ),
  pin(
    "a block was written twice that came to stand between a table and its caption",
    255441,
    4,
    `
    3 type 1765365431
    3 cell-type 558840943
    0 column-header 1595377247
    3 receive 1205873282
    1 table-remove 1258134373
    3 move 586298219
    3 compose 2059799828
    3 table-remove 1365416883
    3 move 452359442
    3 receive 1661610065
    3 move 2090791380`,
  ),
  pin(
    "cells stayed apart for whoever cleared the text that kept them apart",
    242333,
    5,
    `
    3 type 80711538
    3 row-insert 1682078144
    3 cell-enter 1666906495
    3 cells-merge 1522668094
    4 receive 805908322
    4 cell-type 1018436677
    4 receive 980004663
    4 cell-clear 488091540`,
  ),
  pin(
    "a block whose marker was gone was shown as what it had been",
    248535,
    3,
    `
    2 type 1903706768
    1 paste-over 1461669481
    1 type 2098169540
    2 compose 473001284
    2 retype 1888426484
    2 receive 1667222401
    2 type 659263654
    2 cell-type 1532681586
    2 receive 892574855`,
  ),
  pin(
    "a column stayed as wide as it was beside one that had been given a width",
    349988,
    5,
    `
    3 cell-enter 1573593281
    1 receive 1287468105
    1 column-width 1202108897
    3 column-insert 1061183276
    1 receive 1177241327
    1 column-delete 1020686048`,
  ),
  pin(
    "what one of two had typed into a cell that both merged was there twice",
    516975,
    5,
    `
    4 cells-merge 169612210
    0 cell-type 1560239723
    0 receive 654475365
    2 cell-type 277206598
    0 cell-type 1256505075
    2 receive 1215020013
    2 receive 186380672
    2 cell-type 787978312
    2 cells-merge 662939936
    0 cells-merge 2049837423`,
  ),
  pin(
    "a moved block behind the one that was composed in was shown in both places",
    615488,
    3,
    `
    0 cell-type 739164633
    2 receive 1653516040
    1 receive 1073571551
    2 cell-type 2038389891
    1 type 534333856
    2 column-move 62329543
    2 merge 287818287
    2 cell-type 1472248582
    2 move 921593714
    1 receive 360161436
    1 cell-type 1665745074
    1 compose 1651888524
    1 receive 1245371831
    1 move 404730282`,
  ),
  pin(
    "a list without numbers kept the start of the numbered one that it had been",
    615822,
    3,
    `
    1 enter 707035512
    0 enter 395426214
    2 cell-type 1417349470
    1 receive 1402927558
    0 receive 750186513
    0 retype 1146896671
    1 receive 1621702984
    1 paste 89490705
    1 retype 161806376`,
  ),
  pin(
    "a link that a peer put on composed text was taken off by the next edit",
    49,
    4,
    `
    3 type 714419649
    1 receive 2139327124
    3 compose 244019808
    1 link 1963842326
    3 receive 87408444
    3 erase 987806653
    3 indent 710489930`,
  ),
  pin(
    "a format that a peer gave to text behind a composed block was taken off where that was split",
    221,
    4,
    `
    3 type 551128676
    3 compose 876530717
    3 erase 748682341
    1 type-over 256800608
    1 enter-late 1739437521
    1 receive 1896340965
    1 format 180630081
    3 receive 324574050
    3 paste 549992360
    3 receive 1736654610
    3 erase-range 1648816115
    3 enter 1756555578`,
  ),
  pin(
    "formats that begin before a new block in a composed one ran into the next block",
    3004257,
    5,
    `
    2 paste 201810762
    0 receive 390684993
    3 enter 1137227159
    0 enter 32164406
    3 receive 1861012623
    3 type 1765803312
    3 compose 1557455281
    3 type 1417546559
    3 receive 859949632
    3 type 616553885
    3 type 168864117`,
  ),
  pin(
    "what was typed into a moved block that undo had brought back was taken for a copy of something",
    4017011,
    3,
    `
    2 paste 1456052968
    1 receive 60232797
    1 move 290584334
    2 erase-range 1116212622
    0 receive 1040497267
    2 receive 1052213928
    2 enter 1828098966
    2 merge 82023947
    2 undo 2024348673
    2 type 1574508396
    0 receive 298573106
    0 move 991352949`,
  ),
  pin(
    "a section that somebody composed in, and a peer had made a list item, was put into a list while it was composed",
    40000801,
    5,
    `
    0 section 1021718434
    4 link 2106988518
    4 receive 372150934
    2 paste-over 1970106855
    4 compose 1819879094
    0 retype 171595683
    4 receive 2085641001
    4 type 696061531
    4 receive 241068129`,
  ),
  pin(
    "two people moved a text, of whom one had split its block: it was there twice",
    81000111,
    3,
    `
    2 type-late 84234325
    1 enter 1722445045
    0 enter 870021121
    1 receive 1986677127
    2 paste 1446164478
    0 receive 1016394139
    0 move 1296954503
    1 move 1630358229`,
  ),
  pin(
    "text that had followed one move was there twice after another",
    81001715,
    5,
    `
    1 enter 1374411117
    0 enter 697774893
    3 receive 1874211555
    3 receive 154989707
    3 move 1694048400
    1 type 1918108667
    2 receive 1050848083
    1 receive 1456078684
    2 move 1796593405`,
  ),
  pin(
    "what undo had brought back was there twice, since somebody else had moved it",
    81002653,
    4,
    `
    1 enter 1599282410
    3 type 745066167
    1 type 1985722614
    1 enter 14394106
    1 receive 1824450742
    0 receive 1856880165
    1 paste 1603707941
    1 move 2034280339
    0 receive 1083300230
    0 move 1791315090
    0 undo 274907996`,
  ),
  pin(
    "what undo had brought back and its author had split was there twice after a move",
    81000459,
    5,
    `
    3 row-delete 678581139
    0 paste 2007849854
    2 receive 200260763
    1 column-width 976960215
    2 receive 1668254638
    0 receive 795451395
    1 enter 1320403413
    2 receive 285701809
    4 cell-type 546524613
    4 receive 557113758
    4 enter 1349555598
    0 receive 1798461804
    0 move 889195297
    2 receive 1836276660
    2 move 1561669576
    2 undo 54411762
    2 enter 102155696`,
  ),
  pin(
    "text without a marker was moved without saying so, and was there twice",
    82000170,
    4,
    `
    3 paste-over 1397337067
    1 receive 568958109
    3 type 749861729
    1 move 1940793310
    1 receive 967907720
    1 move 1938992297`,
  ),
  pin(
    "the name of a block that was back came after it, and was not heard",
    82003461,
    4,
    `
    3 enter 91454772
    0 receive 875301096
    3 type 2125086302
    0 move 1901130639
    0 receive 2110037462
    2 receive 1430600350
    0 erase-range 1495993460
    2 type 1159658468
    2 type-late 255409978
    0 receive 1588010538
    0 enter 1066263800
    0 move 965262337
    0 undo 1027305021`,
  ),
  pin(
    "half of a moved block was there twice, since somebody had deleted the other half",
    83003732,
    5,
    `
    0 enter 415154867
    4 enter 1444329334
    0 type-late 1500772837
    4 paste 1671068273
    4 receive 1117889637
    4 move 1302442580
    0 move 1262954924
    4 enter 1040093873
    1 receive 2128604158
    1 erase-range 1064764422`,
  ),
  pin(
    "two people moved a text that had followed a move, and each called it a copy of something else",
    83004035,
    5,
    `
    2 paste 671463513
    3 type 628559129
    0 enter 1979046727
    2 receive 1464039158
    1 receive 344252120
    2 move 1153372006
    4 receive 1290842405
    1 move 2144691235
    3 receive 483667340
    4 receive 539821611
    4 receive 536332281
    4 receive 1054793812
    4 move 817499058
    3 receive 506246958
    3 move 217907963`,
  ),
  pin(
    "text that had followed a move was there twice after another, whose mark a third one had merged away",
    90003336,
    5,
    `
    1 enter-late 28214213
    1 move 542688708
    0 type 130592352
    1 receive 1428051660
    4 enter 2109626319
    4 move 731308816
    1 receive 1196601074
    1 move 809662369
    2 receive 1474238353
    2 enter 1089833260
    2 receive 629096716
    2 merge 649366508`,
  ),
  pin(
    "a copy was noted in a mark that undo had taken away, and was there twice after the next move",
    91031906,
    4,
    `
    2 paste 1098534217
    3 enter 1325369595
    3 paste 569662641
    0 type 729744821
    2 receive 1979013536
    2 move 1503069596
    2 undo 520849301
    2 receive 189512999
    2 receive 1855956948
    0 receive 341699051
    2 receive 1708463
    2 move 926572178`,
  ),
  pin(
    "two marks that told of copies were merged away before they were seen by those who needed them",
    91037276,
    5,
    `
    1 enter 271524434
    3 paste 574519819
    1 receive 1317320043
    2 break 1539556940
    3 move 992235153
    3 receive 1962109830
    0 receive 1213301228
    1 move 1016894421
    0 receive 765349693
    3 type-over 1879886472
    3 undo 609871645
    0 receive 2120441586
    3 type-late 449242620
    0 receive 1587648390
    0 paste 3771259
    3 merge 1616305906
    0 merge 853039540
    3 receive 1206898046
    0 merge 324206729
    0 receive 1000925446
    0 enter-late 1325617732
    0 move 4176810
    0 merge 2081343134`,
  ),
  pin(
    "a copy was noted in a mark that was moved at that moment",
    91071823,
    5,
    `
    0 type 565514075
    3 enter 1936437668
    4 receive 1734690929
    2 receive 1170171434
    4 move 520080599
    0 receive 814858527
    2 paste 831465252
    3 receive 1456004385
    3 receive 277226950
    3 enter 953715814
    3 move 1691797776
    0 receive 1081643582
    3 receive 926098037
    3 move 1661976525`,
  ),
  pin(
    "undo took the only row away in which somebody had written who knew of more rows",
    91038485,
    5,
    `
    3 row-header 1673078393
    0 receive 661557073
    0 move 1822721009
    2 receive 485079373
    2 column-header 1234378755
    3 receive 1137674607
    3 column-insert 1030991201
    2 undo 696452599
    3 type 2117953572`,
  ),
  pin(
    "a copy of which a mark told twice, since undo had brought that back, was taken back for its own sake",
    92001056,
    5,
    `
    1 type 540342404
    1 type 814327060
    1 enter 2026015903
    1 paste 927508452
    1 undo 2106455586
    1 enter 1364971093
    0 receive 424617922
    0 move 221623042
    0 receive 1540738112
    0 undo 1131977587
    0 merge 1116349025
    0 undo 1863063347`,
  ),
];

function pin(was: string, seed: number, people: number, steps: string): PinnedSession {
  return { was, seed, people, steps: parseSteps(steps) };
}
