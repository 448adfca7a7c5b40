"""Works out again, in Python and with other people's libraries, what selection.mjs wrote down. Prints one line; a difference ends it."""
import hashlib
import json
import pathlib
import sys
from fractions import Fraction
from math import floor

from ortools.algorithms.python import knapsack_solver
from pabutools.election import Cardinality_Sat, Cost_Sat
from pabutools.election.pabulib import election_as_pabulib_string, parse_pabulib_from_string
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

work = pathlib.Path(sys.argv[1])
ours = json.loads((work / "ours.json").read_text(encoding="utf-8"))


def same(what, mine, theirs):
    if mine != theirs:
        sys.exit(f"{what}: Kyoso {mine}, Python {theirs}")


# --- scores: each city's rule as a formula ---


def state_at_least(total, least):
    return "qualified" if total >= least else "below-threshold"


def komoro(rows, panel):
    return Fraction(sum(map(sum, rows))), "qualified"


def shimane(rows, panel):
    got = sum(map(sum, rows))
    total = Fraction(got + floor(Fraction(got, len(rows)) * (panel - len(rows))))
    return total, state_at_least(total, Fraction(7 * 50 * panel, 10))


def higashimatsushima(rows, panel):
    total = Fraction(floor(Fraction(sum(map(sum, rows)), len(rows)) + Fraction(1, 2)))
    return total, state_at_least(total, 15)


def takahama(rows, panel):
    sides = [rows[0::2], rows[1::2]]
    return sum(Fraction(sum(map(sum, side)), len(side) * 50) * 50 for side in sides), "qualified"


def higashiura(rows, panel):
    total = Fraction(floor(Fraction(sum(map(sum, rows)), len(rows) * 25) * 100 * 100), 100)
    halved = any(2 * sum(1 for row in rows if row[c] == 0) >= len(rows) for c in range(5))
    return total, "rejected" if halved or total <= 29 else "qualified"


def motosu(rows, panel):
    got = Fraction(sum(map(sum, rows)))
    return got + got / len(rows) * (panel - len(rows)), "qualified"


def obu(rows, panel):
    total = sum(Fraction(row[0], 5) * 30 + Fraction(row[1], 5) * 70 for row in rows) / len(rows)
    return total, state_at_least(total, 50)


def mobara(rows, panel):
    return Fraction(sum(map(sum, rows)), len(rows)), "qualified"


def yamagata(rows, panel):
    total = Fraction(sum(map(sum, rows)))
    return total, state_at_least(total, Fraction(15 * len(rows), 2))


def trimmed(rows, panel):
    sums = sorted(map(sum, rows))
    left = sums[1:-1] if len(sums) >= 5 else sums
    return Fraction(sum(left), len(left)), "qualified"


RULES = {f.__name__: f for f in (komoro, shimane, higashimatsushima, takahama, higashiura, motosu, obu, mobara, yamagata, trimmed)}
for case in ours["scores"] + ours["golden"]:
    rows = [row for row in case["rows"] if row is not None]
    total, state = RULES[case["city"]](rows, len(case["rows"]))
    means = [str(Fraction(sum(column), len(rows))) for column in zip(*rows)]
    same(f"{case['city']} {case['rows']}", [case["total"], case["state"], case["means"]], [str(total), state, means])
for case in ours["golden"]:
    same(f"printed total of {case['city']}", Fraction(case["total"]), Fraction(case["printed"]))
    same(f"print of {case['city']}", case["ours"], case["printed"])

# --- the walk down of 小諸: smaller request first, then a lot; the runner-up chooses ---


def digest(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


for n, case in enumerate(ours["walks"]):
    order = sorted(case["given"], key=lambda c: (-int(c["total"]), c["requestYen"], digest("種 2027:" + c["id"])))
    left, over, waiting, places = case["envelope"], False, None, []
    for c in order:
        amount, answer = 0, case["answers"].get(c["id"])
        if not over:
            if c["requestYen"] <= left:
                amount = c["requestYen"]
            elif left == 0:
                over = True
            elif answer is None:
                waiting, over = c["id"], True
            elif answer == "take-remainder":
                amount, over = left, True
        left -= amount
        places.append([c["id"], 1 + sum(int(o["total"]) > int(c["total"]) for o in order), amount])
    same(f"walk {n}", [case["places"], case["waiting"]], [places, waiting])

for n, case in enumerate(ours["ballots"]):
    valid = [b for b in case["cast"] if len(b) == 3 and len(set(b)) == 3]
    same(f"count {n}", [case["valid"], case["votes"]], [len(valid), {p: sum(p in b for b in valid) for p in case["projects"]}])

for case in ours["lots"]:
    same("lot", [case["commitment"], case["number"]], [digest(case["seed"]), digest(case["seed"] + ":p1")])

# --- votes: pabutools reads our .pb, funds by its own equal shares, and writes the .pb again ---

TIES = {
    "id": TieBreakingRule(lambda inst, prof, p: p.name),
    "smaller-cost": TieBreakingRule(lambda inst, prof, p: (p.cost, p.name)),
    "more-votes": TieBreakingRule(lambda inst, prof, p: (-prof.approval_score(p), p.name)),
}


def by_hand(case, share):
    """One run with this share for each voter, as the method is told in words: who paid at most how much for what, in order."""
    choices, paid = case["vote"]["choices"], []
    purse = [share] * len(choices)
    open_projects = {p["id"]: p["costYen"] for p in case["vote"]["projects"]}
    while True:
        offers = []
        for name, cost in open_projects.items():
            backers = sorted(purse[v] for v, choice in enumerate(choices) if name in choice)
            if backers and sum(backers) >= cost:
                # The equal part that those with enough pay while the others give all they have.
                most = next(part for k in range(len(backers)) if (part := Fraction(cost - sum(backers[:k])) / (len(backers) - k)) <= backers[k])
                tie = {"id": (), "smaller-cost": (cost,), "more-votes": (-len(backers),)}[case["tieBreak"]]
                offers.append((most / (cost if case["utility"] == "cost" else 1), *tie, name, most))
        if not offers:
            return paid
        *_, name, most = min(offers)
        for v, choice in enumerate(choices):
            if name in choice:
                purse[v] -= min(purse[v], most)
        del open_projects[name]
        paid.append((name, str(most)))


written, by_rest = [], 0
for n, case in enumerate(ours["shares"]):
    instance, profile = parse_pabulib_from_string(case["pb"])
    same(f".pb {n}", sorted((p["id"], p["costYen"], p["name"]) for p in case["vote"]["projects"]), sorted((p.name, int(p.cost), instance.project_meta[p]["name"]) for p in instance))
    same(f".pb ballots {n}", sorted(",".join(sorted(c)) for c in case["vote"]["choices"]), sorted(",".join(sorted(p.name for p in b)) for b in profile))
    sat, ties = (Cost_Sat if case["utility"] == "cost" else Cardinality_Sat), TIES[case["tieBreak"]]
    shared = method_of_equal_shares(instance, profile, sat_class=sat, voter_budget_increment=1, tie_breaking=ties)
    same(f"equal shares {n}", sorted(p for p, _ in case["byShares"]), sorted(p.name for p in shared))
    rest = greedy_utilitarian_welfare(instance, profile, sat_class=sat, tie_breaking=ties, initial_budget_allocation=shared)
    full = sorted(p.name for p in rest if profile.approval_score(p) > 0)
    same(f"equal shares and rest {n}", case["all"], full)
    by_rest += len(case["all"]) - len(case["byShares"])
    share = Fraction(case["vote"]["budgetYen"], len(case["vote"]["choices"])) + case["addedYen"]
    same(f"payments {n}", [tuple(p) for p in case["byShares"]], by_hand(case, share))
    # Its writer puts no quotes around a semicolon, so such a file could not be read by anybody.
    for p in instance:
        instance.project_meta[p]["name"] = instance.project_meta[p]["name"].replace(";", "/")
    written.append(election_as_pabulib_string(instance, profile))
(work / "theirs-pb.json").write_text(json.dumps(written), encoding="utf-8")

# --- votes of residents: whoever has only the published file finds who was selected ---

for n, case in enumerate(ours["votes"]):
    valid = [c for c in case["choices"] if (len(c) == 3 if case["exactly"] else 1 <= len(c) <= 3)]
    same(f"valid ballots {n}", case["valid"], len(valid))
    same(f"votes {n}", case["counted"], {p: sum(p in c for c in valid) for p in case["counted"]})
    instance, profile = parse_pabulib_from_string(case["pb"])
    same(f"published ballots {n}", sorted(sorted(p.name for p in b) for b in profile), sorted(sorted(p for p in c if p not in case["withdrawn"]) for c in valid))
    stated = sorted(p.name for p in instance if instance.project_meta[p]["selected"] == "1")
    if case["method"] == "equal-shares":
        shared = method_of_equal_shares(instance, profile, sat_class=Cardinality_Sat, voter_budget_increment=1, tie_breaking=TIES["smaller-cost"])
        found = greedy_utilitarian_welfare(instance, profile, sat_class=Cardinality_Sat, tie_breaking=TIES["smaller-cost"], initial_budget_allocation=shared)
    else:
        # Satisfaction by cost makes the greedy rule go by votes; equal votes: the smaller request, then the lot.
        lot = TieBreakingRule(lambda inst, prof, p, seed=case["seed"]: (p.cost, digest(f"{seed}:{p.name}")))
        found = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=lot)
    same(f"selected {n}", stated, sorted(p.name for p in found if profile.approval_score(p) > 0))

# --- the best fit ---

sizes = {}
for n, case in enumerate(ours["fits"]):
    worth = [int(Fraction(g["total"]) * 100) for g in case["given"]]
    cost = [g["requestYen"] for g in case["given"]]
    solver = knapsack_solver.KnapsackSolver(knapsack_solver.SolverType.KNAPSACK_MULTIDIMENSION_BRANCH_AND_BOUND_SOLVER, "best fit")
    solver.init(worth, [cost], [case["envelope"]])
    best = solver.solve()
    same(f"best fit {n}", Fraction(case["total"]) * 100, best)
    picked = [i for i, g in enumerate(case["given"]) if g["id"] in case["ids"]]
    same(f"set of best fit {n}", [case["costYen"], best], [sum(cost[i] for i in picked), sum(worth[i] for i in picked)])
    if case["costYen"] > case["envelope"]:
        sys.exit(f"best fit {n} passes the envelope")

print(
    f"{len(ours['scores'])} totals of {len(RULES)} rules and {len(ours['golden'])} printed results by fractions, {len(ours['walks'])} walks, {len(ours['ballots'])} counts and {len(ours['lots'])} lots by Python, "
    f"{len(written)} votes by equal shares ({by_rest} projects by the rest) and their .pb both ways by pabutools, their payments by fractions, {len(ours['votes'])} published votes of residents by pabutools, {len(ours['fits'])} best fits by OR-Tools: all the same"
)
