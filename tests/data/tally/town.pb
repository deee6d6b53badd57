META
key;value
description;A made-up town. Ten ballots are valid, so everyone has 60. R: 6 votes, 50 each of 300, which leaves 10 to those six. B: 4 votes at 35, three of them from voters who have 60: the fourth, voter 6, gives 10 and the others 43.33. P: 5 votes, 10 from each of five is 50 of 290. L: 3 votes, voters 7, 8 with 16.67 and 10 with 60 are 93.33 of 120.
country;Nowhere
unit;Town
instance;made up
rule;greedy
date_begin;2024
date_end;2024
num_projects;4
num_votes;11
budget;600
vote_type;approval
min_length;1
max_length;3
PROJECTS
project_id;cost;name;category
R;300;"Road; resurfaced";streets
P;290;"Playground ""Sun""";parks
B;140;Benches;parks
L;120;Library books;culture
VOTES
voter_id;vote
1;R,P
2;R,P
3;R,P
4;R,P
5;R,P
6;R,B
7;B,L
8;B,L
9;B
10;L
11;R,X
