using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Drills.ScheduleStories;

namespace Emergency.Domain.Tests.Drills;

/// <summary>Laws for every set of drills: communities, hours and people drawn from so few that they meet.</summary>
public sealed class ConflictLaws
{
    private static readonly Calendar Dragon = new(
        [2026],
        [
            new(new(2026, 6, 19), true, "端午节"),
            new(new(2026, 6, 20), true, "端午节"),
            new(new(2026, 6, 21), true, "端午节"),
            new(new(2026, 6, 28), false, "端午节"),
        ]
    );
    private static readonly string[] Codes = ["411502001001", "411502001002", "411502001003"];

    private static List<Booking> Drawn(IEnumerable<int> acts) =>
        [
            .. acts.Select(
                (act, i) =>
                {
                    var communities = ListOf.From(Codes.Where((_, n) => (act >> n) % 2 == 1).DefaultIfEmpty(Codes[act % 3]));
                    return new Booking(
                        $"{i:000}",
                        communities,
                        [.. communities.Select(code => new MemberId(new(act / 8 % 3 + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)code[^1]])))],
                        Day(2026, 6, 15 + (act / 32 % 15), 8).AddMinutes(act / 512 % 20 * 30),
                        TimeSpan.FromMinutes(5 + (act / 16384 % 40 * 5)),
                        (Firmness)(act / 1048576 % 4)
                    );
                }
            ),
        ];

    [Fact]
    public void Each_pair_that_meets_is_found_once_and_no_other() =>
        Any.Holds(
            length: 14,
            times: 400,
            acts =>
            {
                var drills = Drawn(acts);
                var found = Conflicts
                    .Among(drills, Dragon)
                    .Where(one => one.Kind == ConflictKind.SamePeople)
                    .Select(one => string.CompareOrdinal(one.Of, one.With) < 0 ? (one.Of, one.With!) : (one.With!, one.Of))
                    .Order()
                    .ToList();
                found.ShouldBe(
                    (
                        from left in drills
                        from right in drills
                        where
                            string.CompareOrdinal(left.Id, right.Id) < 0
                            && left.Communities.Intersect(right.Communities, StringComparer.Ordinal).Any()
                            && left.From < right.From + right.Length
                            && right.From < left.From + left.Length
                        select (left.Id, right.Id)
                    )
                        .Order()
                        .ToList()
                );
            }
        );

    [Fact]
    public void Two_drills_say_the_same_of_one_another_whoever_is_asked() =>
        Any.Holds(
            length: 6,
            times: 400,
            acts =>
            {
                var drills = Drawn(acts);
                foreach (var left in drills)
                foreach (var right in drills.Where(right => right.Id != left.Id))
                    Conflicts.Between(left, right).ShouldBe(Conflicts.Between(right, left));
            }
        );

    [Fact]
    public void Whoever_moves_has_less_undone_by_it_than_whoever_stays() =>
        Any.Holds(
            length: 12,
            times: 300,
            acts =>
            {
                var drills = Drawn(acts).ToDictionary(one => one.Id, StringComparer.Ordinal);
                foreach (var one in Conflicts.Among(drills.Values, Dragon).Where(one => one.With is not null))
                    ((int)drills[one.Of].Firmness).ShouldBeLessThanOrEqualTo((int)drills[one.With!].Firmness);
            }
        );

    [Fact]
    public void A_way_out_is_a_later_working_day_at_the_same_hour_and_nothing_stands_against_it() =>
        Any.Holds(
            length: 12,
            times: 300,
            acts =>
            {
                var drills = Drawn(acts);
                foreach (var one in drills)
                {
                    var free = Conflicts.Free(one, drills, Dragon).ShouldNotBeNull();
                    free.ShouldBeGreaterThan(one.From);
                    ((free - one.From).Ticks % TimeSpan.TicksPerDay).ShouldBe(0);
                    Dragon.IsWorkday(Shanghai.Day(free)).ShouldBeTrue();
                    Conflicts.Of(one with { From = free }, drills, Dragon).ShouldBeEmpty();
                }
            }
        );

    [Fact]
    public void A_drill_that_ends_as_the_next_begins_stands_in_nobodys_way()
    {
        Booking[] drills =
        [
            .. Drawn([1, 1]).Select((one, i) => one with { From = Day(2026, 6, 16).AddHours(i), Length = TimeSpan.FromHours(1) }),
        ];
        Conflicts.Among(drills, Dragon).ShouldBeEmpty();
        Conflicts
            .Among([drills[0], drills[1] with { From = drills[1].From.AddMinutes(-30) }], Dragon)
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                one => one.Overlap.ShouldBe(TimeSpan.FromMinutes(30)),
                one => one.People.ShouldBe(1),
                one => one.Of.ShouldBe("001")
            );
    }

    [Fact]
    public void A_holiday_stands_against_a_drill_and_so_does_a_weekend_that_is_worked()
    {
        var drill = Drawn([1])[0];
        Conflicts
            .Among(
                [
                    drill with
                    {
                        From = Day(2026, 6, 20),
                    },
                    drill with
                    {
                        Id = "b",
                        From = Day(2026, 6, 28),
                    },
                    drill with
                    {
                        Id = "c",
                        From = Day(2026, 6, 22),
                    },
                ],
                Dragon
            )
            .Select(one => (one.Kind, one.Holiday))
            .ShouldBe([(ConflictKind.Holiday, "端午节"), (ConflictKind.MakeUpWorkday, "端午节")]);
        Conflicts.Free(drill with { From = Day(2026, 6, 19) }, [], Dragon).ShouldBe(Day(2026, 6, 22));
    }
}
