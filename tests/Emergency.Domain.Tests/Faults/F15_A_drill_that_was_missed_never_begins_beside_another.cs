using Emergency.Domain.Drills;
using Emergency.Domain.Tests.Drills;
using FsCheck;
using FsCheck.Fluent;

namespace Emergency.Domain.Tests.Faults;

/// <summary>
/// A misfire starts no second run beside the first (quartznet 1758). Two years of a schedule whose clock stands still, leaps and asks
/// twice.
/// </summary>
public sealed class F15_A_drill_that_was_missed_never_begins_beside_another
{
    private static readonly Arbitrary<int[]> Nights = Arb.From(Gen.Choose(-180, 4000).ArrayOf(60));

    [Fact]
    public void In_two_years_of_downtime_and_leaps_each_drill_begins_once_in_order_and_never_too_late_or_early() =>
        Prop.ForAll(
                Nights,
                late =>
                {
                    var facts = ScheduleStories.Saturday with { Rule = new(Rhythm.Days, new(2027, 3, 11), 14), Authority = "411502001" };
                    var state = Schedule.Evolve(Schedule.None, Only(Schedule.Decide(Schedule.None, ScheduleStories.Make(facts))));
                    var (fired, missed, end) = (new List<ScheduleFired>(), new List<ScheduleMissed>(), ScheduleStories.Day(2029, 3, 11));
                    for (var turn = 0; state.Next!.At < end; turn++)
                    {
                        var due = state.Next.At;
                        var lateness = late.Length == 0 ? 0 : late[turn % late.Length];
                        var fire = ScheduleStories.Fire(due, lateness);
                        if (lateness < 0)
                        {
                            Schedule.Decide(state, fire).ShouldBeOfType<Decision.Rejected>().Rejection.Code.ShouldBe(Schedule.NotDue);
                            fire = ScheduleStories.Fire(due);
                        }
                        var happened = Only(Schedule.Decide(state, fire));
                        state = Schedule.Evolve(state, happened);
                        // The other node, or the same one after a leap back, sends it again.
                        Schedule.Decide(state, fire with { At = due.AddHours(-1) }).ShouldBe(Decision.Nothing);
                        if (happened is ScheduleFired begun)
                            fired.Add(begun);
                        else
                            missed.Add((ScheduleMissed)happened);
                    }
                    fired.ShouldAllBe(e => e.At >= e.FiredFor && e.At - e.FiredFor < facts.Length);
                    missed.ShouldAllBe(e => e.At - e.FiredFor >= facts.Length);
                    fired.Select(e => e.FiredFor).ShouldBe(fired.Select(e => e.FiredFor).Distinct().Order());
                    fired.Zip(fired.Skip(1)).ShouldAllBe(pair => pair.Second.FiredFor >= pair.First.At);
                    (fired.Count + missed.Count).ShouldBe(53);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static Event Only(Decision decision) => decision.ShouldBeOfType<Decision.Happened>().Events.ShouldHaveSingleItem();
}
