"""Works out the same cases with exact fractions and day by day, and the same holidays with another table. Exit code 1 on an unknown difference."""
import json
import sys
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import holidays

# Closed days that the two tables call by different names: theirs -> how ours ends. Days themselves have no known difference in these years.
KNOWN_NAMES = {"振替休日": "振替休日", "国民の休日": "休日"}
DAY = timedelta(days=1)


def grant(case, eligible, asked):
    """The rule in its published order: other grants off, rate, unit, cap, what was asked."""
    base = max(0, eligible - case["otherGrantsYen"])
    rate = case["rates"][min(case["year"], len(case["rates"])) - 1]
    exact = base * Fraction(rate["num"], rate["den"])
    amount = floor(exact / case["unitYen"]) * case["unitYen"]
    amount = min(amount, case["capYen"])
    return amount if asked is None else min(amount, asked)


def split(case):
    """Every part rounded down; all that is lost goes to the first."""
    parts = [floor(Fraction(case["totalYen"], case["parts"]))] * case["parts"]
    parts[0] += case["totalYen"] - sum(parts)
    return parts


def refund(case):
    """Adds up what stood open on every single day: another way than the rules', which work with stretches of days."""
    iso = date.fromisoformat
    due, as_of, left, lots = iso(case["dueOn"]), iso(case["asOf"]), case["orderedYen"], []
    for receipt in sorted(case["receipts"], key=lambda one: one["on"], reverse=True):
        lots.append((iso(receipt["on"]), min(left, receipt["yen"])))
        left -= lots[-1][1]
    paid_on = {}
    for payment in case["payments"]:
        paid_on[iso(payment["on"])] = paid_on.get(iso(payment["on"]), 0) + payment["yen"]
    yen_days = late_days = paid = 0
    day = min(on for on, _ in lots)
    while day <= as_of:
        received = sum(yen for on, yen in lots if (on <= day if case["count"] == "both-ends" else on < day))
        yen_days += max(0, received - paid)
        if day > due:
            late_days += max(0, case["orderedYen"] - paid)
        paid += paid_on.get(day, 0)
        day += DAY

    def money(days, rate):
        exact = Fraction(days * rate["num"], rate["den"] * case["baseDays"])
        return floor(exact / case["unitYen"]) * case["unitYen"]

    interest = money(yen_days, case["rate"]) if case["cause"] == "revocation" else 0
    late = money(late_days, case["lateRate"]) if case["lateRate"] else 0
    above = max(0, paid - case["orderedYen"])
    return [interest, late, max(0, case["orderedYen"] - paid), max(0, interest + late - above), max(0, above - interest - late)]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        ours = json.load(file)
    first, last = cases["years"]
    faults, told = [], []

    def compare(what, pairs):
        pairs = list(pairs)
        wrong = [f"{what} {n}: rules {a}, Python {b}" for n, (a, b) in enumerate(pairs) if a != b]
        faults.extend(wrong[:3])
        told.append(f"{len(pairs)} {what}: {len(pairs) - len(wrong)} agree")

    compare("grant amounts", ((a[0], grant(c, c["eligibleYen"], c["askedYen"])) for a, c in zip(ours["grants"], cases["grants"], strict=True)))
    compare("final amounts", ((a[1], min(c["decidedYen"], grant(c, c["spentYen"], None))) for a, c in zip(ours["grants"], cases["grants"], strict=True)))
    compare("splits into instalments", ((a, split(c)) for a, c in zip(ours["splits"], cases["splits"], strict=True)))
    compare("refunds with interest", ((a, refund(c)) for a, c in zip(ours["refunds"], cases["refunds"], strict=True)))

    table = holidays.country_holidays("JP", years=range(first, last + 1), language="ja")
    theirs = {day.isoformat(): name for day, name in table.items()}
    for day in sorted(set(theirs) ^ set(ours["holidays"])):
        faults.append(f"{day}: rules {ours['holidays'].get(day)}, PyPI holidays {theirs.get(day)}")
    names = {}
    for day in sorted(set(theirs) & set(ours["holidays"])):
        a, b = ours["holidays"][day], theirs[day]
        if a == b:
            continue
        if b in KNOWN_NAMES and a.endswith(KNOWN_NAMES[b]):
            names.setdefault(b, []).append(f"{day} {a}")
        else:
            faults.append(f"{day}: rules call it {a}, PyPI holidays {b}")
    told.append(f"{len(ours['holidays'])} national holidays {first}-{last}: {len(set(theirs) & set(ours['holidays']))} on the same days as PyPI holidays {holidays.__version__}")
    for name, days in sorted(names.items()):
        told.append(f"known difference of names, {len(days)} days that PyPI holidays calls {name}: {', '.join(days)}")

    expected, day = [], date(first, 1, 1)
    while day.year <= last:
        new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
        if day.weekday() < 5 and not new_year and day not in table:
            expected.append(day.isoformat())
        day += DAY
    for wrong in sorted(set(expected) ^ set(ours["open"]))[:3]:
        faults.append(f"{wrong}: open for {'PyPI holidays' if wrong in expected else 'the rules'} only")
    told.append(f"{len(expected)} open office days {first}-{last}: {len(set(expected) & set(ours['open']))} agree")

    print("\n".join(told + (["Differences:"] + faults if faults else [])))
    return 1 if faults else 0


sys.exit(main())
