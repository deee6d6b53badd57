META
key;value
description;Borda: X 3, Y 2, Z 3. Greedy: Z is cheaper than X, and both fit. Equal shares: voters 3 and 4 pay 25 and 15 for Z; the others hold 50 and X costs 60, Y has only voter 1 left with 25.
country;Nowhere
unit;Town
instance;made up
rule;greedy
date_begin;2024
date_end;2024
num_projects;3
num_votes;4
budget;100
vote_type;ordinal
PROJECTS
project_id;cost
X;60
Y;50
Z;40
VOTES
voter_id;vote
1;X,Y,Z
2;X,Y
3;Z,Y,X
4;Z,Y
