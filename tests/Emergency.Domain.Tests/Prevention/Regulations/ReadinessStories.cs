using Emergency.Domain.Regulations;
using FsCheck;
using FsCheck.Fluent;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Regulations;

/// <summary>The days of a street as they end.</summary>
public sealed class ReadinessStories
{
    private static readonly KeptPack Xinyang = new("xinyang", "2024", PackStatus.InForce, false);

    private static KeptRow Row(string community, Mark plan) =>
        new(community, [new("xinyang", "plan", "plan", plan, plan == Mark.Met ? Fact.PlanApproved : Fact.PlanMissing, null, null, null)]);

    public static readonly KeepDay Ended = new(
        Community[..9],
        Today.AddDays(-1),
        [Xinyang],
        [Row(Community, Mark.Late), Row(Neighbour, Mark.Met)],
        Shanghai.At(Today, TimeOnly.MinValue)
    );
    private static readonly KeepDay Next = Ended with { Day = Today, At = Ended.At.AddDays(1) };
    private static readonly DayKept Kept = new(Ended.Street, Ended.Day, [Xinyang], Ended.Rows, [], Ended.At);
    private static string Neighbour => $"{Community[..9]}999";

    private static Story Given(params KeptReadinessEvent[] events) => Story.Of(Noun.Readiness).Given(events);

    [Fact]
    public void A_day_is_kept_when_it_has_ended_and_only_once() =>
        Given()
            .When(Ended with { Day = Today })
            .Refused(KeptReadiness.NotOver)
            .When(Ended)
            .Then(Kept)
            .When(Ended with { Rows = [] })
            .Nothing()
            .When(Ended with { Day = Ended.Day.AddDays(-1) })
            .Nothing();

    [Fact]
    public void Of_the_next_day_only_what_changed_is_written_and_what_was_so_stays_as_it_was() =>
        Given(Kept)
            .When(Next with { Rows = [Row(Community, Mark.Met)] })
            .Then(Kept with { Day = Today, Changed = [Row(Community, Mark.Met)], Gone = [Neighbour], At = Next.At })
            .Now<KeptReadiness>(state => state.Rows.ShouldBe([Row(Community, Mark.Met)]));

    // 一天记一次: for any sequence of days, the written changes give back each day as it was.
    [Fact]
    public void Every_day_reads_back_as_it_was_told() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Gen.Elements(Mark.Met, Mark.Late, Mark.Soon).ArrayOf(3).ArrayOf().ToArbitrary(),
                days =>
                {
                    var state = KeptReadiness.None;
                    foreach (var (at, marks) in days.Index())
                    {
                        ListOf<KeptRow> told =
                        [
                            .. marks.Index().Where(one => one.Item != Mark.Soon).Select(one => Row($"41150200100{one.Index}", one.Item)),
                        ];
                        var decision = KeptReadiness.Decide(
                            state,
                            Ended with
                            {
                                Day = Ended.Day.AddDays(at),
                                Rows = told,
                                At = Ended.At.AddDays(at),
                            }
                        );
                        state = ((Decision.Happened)decision).Events.Aggregate(state, KeptReadiness.Evolve);
                        if (state.Rows != told)
                            return false;
                    }
                    return true;
                }
            )
        );
}
