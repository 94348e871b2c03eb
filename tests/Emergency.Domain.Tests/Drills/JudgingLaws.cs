using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Drills.ScenarioLadder;

namespace Emergency.Domain.Tests.Drills;

/// <summary>Laws for every drill: actions with windows and events drawn from a few minutes and roles, so that they contend.</summary>
public sealed class JudgingLaws
{
    private static (Scenario Scenario, Course Course) Drawn(int[] acts)
    {
        var actions = acts.Take(5)
            .Select(
                (act, i) =>
                    Wake with
                    {
                        Id = $"a{i}",
                        After = act % 2 == 0 ? "case" : "phone-off",
                        Within = Minutes(act / 2 % 6),
                        Proof = new Proof.ByEvent(
                            new(Taken, act / 16 % 2 == 0 ? [] : [new("by.role", ["unit-chief"])]),
                            1 + act / 64 % 2,
                            null
                        ),
                    }
            );
        var events = acts.Skip(5).Select((act, i) => Take(i + 1, act % 10, act / 16 % 2 == 0 ? "unit-chief" : "volunteer"));
        return (Only([.. actions]), Course(12, [.. events]));
    }

    [Fact]
    public void No_event_proves_two_actions_and_each_proof_matches_and_came_after_its_inject() =>
        Any.Holds(
            length: 12,
            times: 400,
            acts =>
            {
                var (scenario, course) = Drawn(acts);
                var judged = Judging.Judge(scenario, course);
                var proofs = judged.Actions.SelectMany(one => one.Events).ToList();
                proofs.Distinct().Count().ShouldBe(proofs.Count);
                foreach (var one in judged.Actions)
                foreach (var proof in one.Events.Select(position => course.Events.Single(happened => happened.Position == position)))
                    (
                        ((Proof.ByEvent)one.Action.Proof).Pattern.Matches(proof) && proof.At >= one.AskedAt && proof.At <= course.Until
                    ).ShouldBeTrue();
            }
        );

    [Fact]
    public void As_many_single_actions_are_in_time_as_any_assignment_could_have() =>
        Any.Holds(
            length: 10,
            times: 400,
            acts =>
            {
                var (drawn, course) = Drawn(acts);
                var scenario = drawn with
                {
                    Expect = [.. drawn.Expect.Select(one => one with { Proof = (Proof.ByEvent)one.Proof with { Times = 1 } })],
                };
                Judging.Judge(scenario, course).Total.Done.ShouldBe(Best(0, []));

                int Best(int at, HashSet<long> used)
                {
                    if (at == scenario.Expect.Count)
                        return 0;
                    var best = Best(at + 1, used);
                    foreach (
                        var one in course
                            .Candidates(scenario.Expect[at])
                            .Where(one => one.At <= course.Due(scenario.Expect[at]) && !used.Contains(one.Position))
                    )
                        best = Math.Max(best, 1 + Best(at + 1, [.. used, one.Position]));
                    return best;
                }
            }
        );

    [Fact]
    public void Events_that_match_nothing_change_nothing_and_judging_again_says_the_same() =>
        Any.Holds(
            length: 12,
            times: 300,
            acts =>
            {
                var (scenario, course) = Drawn(acts);
                var judged = Judging.Judge(scenario, course);
                Judging
                    .Judge(
                        scenario,
                        course with
                        {
                            Events =
                            [
                                .. course
                                    .Events.Select(one => one with { Position = one.Position * 2 })
                                    .SelectMany(one => (RealmEvent[])[Event(one.Position - 1, Opened, 1), one]),
                            ],
                        }
                    )
                    .Actions.Select(one => (one.Outcome, one.DoneAt))
                    .ShouldBe(judged.Actions.Select(one => (one.Outcome, one.DoneAt)));
                Judging.Judge(scenario, course).ShouldBe(judged);
            }
        );

    [Fact]
    public void One_more_act_makes_no_drill_worse() =>
        Any.Holds(
            length: 12,
            times: 300,
            acts =>
            {
                var (drawn, course) = Drawn(acts);
                var scenario = drawn with
                {
                    Expect = [.. drawn.Expect.Select(one => one with { Proof = (Proof.ByEvent)one.Proof with { Times = 1 } })],
                };
                var more = course with { Events = [.. course.Events, Take(99, acts.Length == 0 ? 1 : acts[0] % 10)] };
                Judging.Judge(scenario, more).Total.Done.ShouldBeGreaterThanOrEqualTo(Judging.Judge(scenario, course).Total.Done);
                Judging.Judge(scenario, more).Total.Missed.ShouldBeLessThanOrEqualTo(Judging.Judge(scenario, course).Total.Missed);
            }
        );
}
