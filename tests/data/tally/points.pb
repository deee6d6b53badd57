META
key;value
description;Four voters with 25 each. P: 16 points of voters with 50, Q: 14 points of voters with 50, R: 10 points of one with 25. Only Q (50) can be paid for. Points for the money: Q 0.28, P 0.267, R 0.25.
country;Nowhere
unit;Town
instance;made up
rule;greedy
date_begin;2024
date_end;2024
num_projects;3
num_votes;4
budget;100
vote_type;cumulative
max_sum_points;10
PROJECTS
project_id;cost
P;60
Q;50
R;40
VOTES
voter_id;vote;points
1;P;10
2;P,Q;6,4
3;Q;10
4;R;10
