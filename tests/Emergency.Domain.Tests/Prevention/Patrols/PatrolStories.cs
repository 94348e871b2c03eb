using Emergency.Domain.Patrols;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Patrols;

public sealed class PatrolStories
{
    internal static readonly PatrolFacts Route = new(
        "院内一圈",
        MemberOf(GridChief),
        7,
        [
            new(1, StopKind.Other, null, "6号楼后 窨井", "井盖在不在，响不响", There),
            new(2, StopKind.Hydrant, null, "8号楼 消防栓", null, null),
            new(3, StopKind.RiskPoint, Guid.Empty, "例园后沟 沟口", "水位尺到几了", null),
        ]
    );
    internal static readonly PatrolSet Set = new(Community, Route, Today, Morning(0), Secretary, Night);

    private static DateTimeOffset Morning(int day, int hour = 8) => Shanghai.At(Today.AddDays(day), hour);

    internal static TellStop Tell(int stop, DateTimeOffset at, StopState state = StopState.Good, DateTimeOffset? told = null) =>
        new(stop, state, state == StopState.Bad ? Id<HazardId>(stop) : null, null, at, GridChief, told ?? at);

    private static Story Given(params PatrolEvent[] events) => Story.Of(Noun.Patrol).Given(events);

    [Fact]
    public void A_round_that_was_interrupted_goes_on_where_it_stood_and_ends_with_its_last_stop() =>
        Given()
            .When(new SetPatrol(Community, Route, Today, Secretary, Night))
            .Then(Set)
            .When(Tell(1, After(10)))
            .Then<StopWasTold>(e => e.Round.ShouldBe(1))
            .When(Tell(2, After(20), StopState.Bad))
            .Then<StopWasTold>(e => e.Hazard.ShouldBe(Id<HazardId>(2)))
            .When(Tell(3, Night.AddDays(1), StopState.Skipped))
            .Then<StopWasTold, PatrolWalked>(
                (_, walked) => (walked.Round, walked.Good, walked.Bad, walked.Skipped, walked.Next).ShouldBe((1, 1, 1, 1, Today.AddDays(8)))
            )
            .Now<Patrol>(patrol => (patrol.Round, patrol.Told.Count).ShouldBe((2, 0)));

    [Fact]
    public void A_phone_that_was_three_days_without_network_tells_the_round_as_it_was_walked() =>
        Given(Set)
            .When(Tell(1, After(1), told: Night.AddDays(3)))
            .When(Tell(2, After(2), told: Night.AddDays(3)))
            .When(Tell(3, After(3), told: Night.AddDays(3)))
            .Then<StopWasTold, PatrolWalked>((_, walked) => (walked.Next, walked.Due).ShouldBe((Today.AddDays(7), Morning(7))));

    [Fact]
    public void What_was_seen_before_the_last_round_ended_counts_in_no_round() =>
        Given(Set)
            .When(Tell(1, After(1)))
            .When(Tell(2, After(2)))
            .When(Tell(3, After(3)))
            .When(Tell(1, After(2), told: After(30)))
            .Then<StopWasTold>(e => e.Round.ShouldBe(0))
            .Now<Patrol>(patrol => patrol.Told.ShouldBeEmpty());

    [Fact]
    public void A_round_that_nobody_walks_is_told_to_the_walker_the_committee_and_the_street() =>
        Given(Set)
            .When(new Remind(Morning(0)))
            .Then(new PatrolLate(1, Morning(1), Morning(0)))
            .When(new Remind(Morning(1)))
            .Then(new PatrolLate(2, Morning(3), Morning(1)))
            .When(new Remind(Morning(3)))
            .Then(new PatrolLate(3, null, Morning(3)));

    [Fact]
    public void A_stop_that_is_taken_out_holds_no_round_up() =>
        Given(Set)
            .When(Tell(1, After(1)))
            .When(Tell(2, After(2)))
            .When(new SetPatrol(Community, Route with { Stops = [Route.Stops[0], Route.Stops[1]] }, Today, Secretary, After(5)))
            .Then<PatrolSet, PatrolWalked>((_, walked) => walked.Good.ShouldBe(2));

    /// <summary>Law: for any reports in any order, each stop counts once in a round, and each round is walked once.</summary>
    [Fact]
    public void Each_stop_counts_once_in_each_round_and_each_round_is_walked_once() =>
        Any.Holds(
            length: 60,
            times: 60,
            acts =>
            {
                var (state, rounds) = (Patrol.Evolve(Patrol.None, Set), new List<int>());
                foreach (var (act, i) in acts.Select((act, i) => (act, i)))
                {
                    var at = After((act % 3000) + i);
                    var state1 = (StopState)(act % 3);
                    var decision = Patrol.Decide(state, Tell((act % 4) + 1, at, state1, told: After(4000)));
                    if (decision is not Decision.Happened { Events: var events })
                        continue;
                    foreach (var e in events)
                    {
                        if (e is PatrolWalked walked)
                        {
                            rounds.Add(walked.Round);
                            (walked.Good + walked.Bad + walked.Skipped).ShouldBe(3);
                        }
                        state = Patrol.Evolve(state, e);
                    }
                }
                rounds.ShouldBe(Enumerable.Range(1, rounds.Count));
            }
        );
}
