using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Drills.ScenarioLadder;

namespace Emergency.Domain.Tests.Drills;

public sealed class JudgingStories
{
    private static JudgedAction Judge(Scenario scenario, Course course, string id) => Judging.Judge(scenario, course).Of(id);

    [Fact]
    public void What_is_done_just_at_the_end_of_its_time_is_in_time_and_a_second_after_it_late()
    {
        var inTime = Judge(Only(Wake), Course(20, Take(7, 5)), "wake");
        (inTime.Outcome, inTime.DoneAt, inTime.Lateness).ShouldBe((Outcome.Done, After(5), null));
        inTime.Events.ShouldBe([7]);
        var late = Judge(Only(Wake), Course(20, Take(7, 5) with { At = After(5).AddSeconds(1) }), "wake");
        (late.Outcome, late.Lateness!.Value.TotalSeconds).ShouldBe((Outcome.Late, 1));
    }

    [Theory]
    [InlineData("order", Outcome.Done)]
    [InlineData("warning", Outcome.Missed)]
    public void A_stored_scenario_that_waits_for_what_orders_once_wrote_of_their_calls_means_what_a_call_about_an_order_writes(
        string about,
        Outcome outcome
    )
    {
        foreach (var (old, now) in Pattern.Replaced)
        {
            var asked = Wake with { Proof = new Proof.ByEvent(new(old, [new("receiver", ["411502001001"])]), 1, null) };
            Judge(Only(asked), Course(20, Event(7, now, 3, ("about.kind", about), ("receiver", "411502001001"))), "wake")
                .Outcome.ShouldBe(outcome, old);
            Judge(Only(asked), Course(20, Event(7, now, 3, ("about.kind", about), ("receiver", "411502001002"))), "wake")
                .Outcome.ShouldBe(Outcome.Missed, old);
            Judge(Only(asked), Course(20, Event(7, old, 3, ("receiver", "411502001001"))), "wake").Outcome.ShouldBe(Outcome.Done, old);
        }
    }

    [Fact]
    public void What_happened_before_the_inject_does_not_count()
    {
        Judge(Only(Wake with { After = "phone-off" }), Course(20, Take(7, 1.9)), "wake").Outcome.ShouldBe(Outcome.Missed);
        Judge(Only(Wake with { After = "phone-off" }), Course(20, Take(7, 2)), "wake").Outcome.ShouldBe(Outcome.Done);
    }

    [Fact]
    public void Somebody_elses_act_and_another_act_prove_nothing()
    {
        Judge(Only(Wake), Course(20, Take(7, 1, "volunteer"), Event(8, Done, 1, ("by.role", "unit-chief")), Event(9, Taken, 1)), "wake")
            .Outcome.ShouldBe(Outcome.Missed);
    }

    [Fact]
    public void One_act_proves_one_action_and_the_wish_that_can_wait_waits()
    {
        var first = Wake with { Id = "first", Within = Minutes(10) };
        var one = Judging.Judge(Only(first, Wake), Course(20, Take(7, 4)));
        one.Actions.Count(action => action.Outcome == Outcome.Done).ShouldBe(1);
        one.Actions.Count(action => action.Outcome == Outcome.Missed).ShouldBe(1);
        // The short one needs the early act; the long one can take the later.
        var both = Judging.Judge(Only(first, Wake), Course(20, Take(7, 4), Take(8, 9)));
        both.Actions.ShouldAllBe(action => action.Outcome == Outcome.Done);
        both.Of("wake").Events.ShouldBe([7]);
    }

    [Fact]
    public void Where_several_are_needed_the_last_decides_and_the_same_door_counts_once()
    {
        var doors = Wake with { Proof = new Proof.ByEvent(new("doors.person-checked.v1", []), 2, "person") };
        RealmEvent Door(long position, double minute, string person) =>
            Event(position, "doors.person-checked.v1", minute, ("person", person));
        Judge(Only(doors), Course(20, Door(1, 1, "a"), Door(2, 2, "a")), "wake").Outcome.ShouldBe(Outcome.Missed);
        var late = Judge(Only(doors), Course(20, Door(1, 1, "a"), Door(2, 2, "a"), Door(3, 6, "b")), "wake");
        (late.Outcome, late.DoneAt).ShouldBe((Outcome.Late, After(6)));
        late.Events.ShouldBe([1, 3]);
    }

    [Fact]
    public void What_must_not_happen_is_missed_by_the_event_that_did()
    {
        var single = Expect("single", "case", 5, new Proof.ByAbsence(new(Opened, [])));
        Judge(Only(single), Course(20), "single").Outcome.ShouldBe(Outcome.Done);
        Judge(Only(single), Course(4), "single").Outcome.ShouldBe(Outcome.Open);
        var broken = Judge(Only(single), Course(4, Event(3, Opened, 3)), "single");
        (broken.Outcome, broken.Events.Single()).ShouldBe((Outcome.Missed, 3));
        Judge(Only(single), Course(20, Event(3, Opened, 5.1)), "single").Outcome.ShouldBe(Outcome.Done);
    }

    [Fact]
    public void Nothing_is_missed_while_its_time_runs_nor_when_its_inject_never_came()
    {
        Judge(Only(Wake), Course(5), "wake").Outcome.ShouldBe(Outcome.Open);
        Judge(Only(Wake), Course(5.1), "wake").Outcome.ShouldBe(Outcome.Missed);
        var skipped = Course(20, Take(7, 3)) with { Played = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) };
        Judge(Only(Wake), skipped, "wake").Outcome.ShouldBe(Outcome.NotAsked);
        Judging.Judge(Only(Wake), skipped).Total.Percent.ShouldBeNull();
    }

    [Fact]
    public void The_observer_decides_what_no_event_can_show()
    {
        var course = Course(20);
        Judge(Fire, course, "deputy").Outcome.ShouldBe(Outcome.Unobserved);
        Judge(Fire, course with { Observed = [new("deputy", After(5))] }, "deputy").Outcome.ShouldBe(Outcome.Done);
        Judge(Fire, course with { Observed = [new("deputy", After(6))] }, "deputy").Outcome.ShouldBe(Outcome.Late);
        Judge(Fire, course with { Observed = [new("deputy", After(5)), new("deputy", null)] }, "deputy").Outcome.ShouldBe(Outcome.Missed);
    }

    [Fact]
    public void A_branch_that_was_not_taken_is_not_judged()
    {
        var awake = Course(20, Take(7, 3));
        awake.Due(Fire, Van).ShouldBeNull();
        Judge(Fire, awake, "use-van").Outcome.ShouldBe(Outcome.NotAsked);

        var asleep = Course(20, Take(7, 9), Event(8, Done, 8));
        asleep.Due(Fire, Van).ShouldBe(After(6));
        var played = asleep with
        {
            Played = new Dictionary<string, DateTimeOffset>(asleep.Played, StringComparer.Ordinal) { ["van"] = After(6) },
        };
        Judge(Fire, played, "use-van").Outcome.ShouldBe(Outcome.Done);
        Judge(Fire, played, "wake").Outcome.ShouldBe(Outcome.Late);
        // The inject was fired by hand although somebody woke the house: the branch was not taken.
        Judge(Fire, awake with { Played = played.Played }, "use-van").Outcome.ShouldBe(Outcome.NotAsked);
    }

    [Fact]
    public void An_inject_is_due_by_its_offset_after_another_or_after_an_event()
    {
        var course = Course(20, Take(7, 3), Take(8, 4));
        course.Due(Fire, TheCase).ShouldBe(Night);
        course.Due(Fire, PhoneOff).ShouldBe(After(2));
        course.Due(Fire, TheCase with { When = new Trigger.WhenEvent(new(Taken, []), Minutes(1)) }).ShouldBe(After(4));
        course.Due(Fire, TheCase with { When = new Trigger.WhenEvent(new(Done, []), Minutes(1)) }).ShouldBeNull();
        course.Due(Fire, TheCase with { When = new Trigger.AfterInject("van", Minutes(1)) }).ShouldBeNull();
    }

    [Fact]
    public void Each_objective_has_its_score_and_says_what_was_late_or_missed()
    {
        var judged = Judging.Judge(
            Only(Wake, Wake with { Id = "again" }, Wake with { Id = "third" }, Deputy with { Objective = "lead" }),
            Course(20, Take(7, 3), Take(8, 7))
        );
        var wake = judged.Objectives.Single(one => one.Objective == "wake-up");
        (wake.Done, wake.Late, wake.Missed, wake.Percent).ShouldBe((1, 1, 1, 50));
        wake.Reasons.Count.ShouldBe(2);
        judged.Objectives.Single(one => one.Objective == "lead").Percent.ShouldBeNull();
        judged.Total.Percent.ShouldBe(50);
    }

    [Fact]
    public void A_drill_that_was_stopped_early_says_so_and_is_no_full_success()
    {
        var late = Wake with { Id = "later", Within = Minutes(15), Objective = "lead" };
        var toCome = Wake with { Id = "to-come", After = "second", Objective = "lead" };
        var scenario = Only(Wake, late, toCome) with
        {
            Injects = [TheCase, PhoneOff, TheCase with { Id = "second", When = new Trigger.AfterInject("phone-off", Minutes(10)) }],
        };
        var stopped = Judging.Judge(scenario, Course(6, Take(7, 3)) with { Ended = true });
        stopped.Of("wake").Outcome.ShouldBe(Outcome.Done);
        (stopped.Of("later").Outcome, stopped.Of("to-come").Outcome).ShouldBe((Outcome.NotReached, Outcome.NotReached));
        (stopped.Total.Percent, stopped.Total.NotReached, stopped.Total.Missed).ShouldBe((33, 2, 0));
        stopped.Total.Reasons.ShouldBe(["later", "to-come"]);
        var lead = stopped.Objectives.Single(one => one.Objective == "lead");
        (lead.Percent, lead.NotReached).ShouldBe((0, 2));

        // While the drill runs nothing is cut off, nor where it came to its own end.
        Judging.Judge(scenario, Course(6, Take(7, 3))).Total.Percent.ShouldBe(100);
        var over = scenario with { End = new(Minutes(20), new(Done, [])) };
        var ended = Judging.Judge(over, Course(6, Take(7, 3), Event(8, Done, 6)) with { Ended = true });
        (ended.Of("later").Outcome, ended.Total.Percent, ended.Total.NotReached).ShouldBe((Outcome.Open, 100, 0));
        Judging
            .Judge(scenario with { End = new(Minutes(6), null) }, Course(6, Take(7, 3)) with { Ended = true })
            .Total.NotReached.ShouldBe(0);
    }

    [Fact]
    public void What_was_skipped_by_hand_or_waits_for_somebodys_act_is_not_called_unreached()
    {
        var skipped = Wake with { Id = "skipped", After = "second" };
        var waits = Wake with { Id = "waits", After = "third" };
        var scenario = Only(Wake, skipped, waits) with
        {
            Injects =
            [
                TheCase,
                PhoneOff,
                TheCase with
                {
                    Id = "second",
                    When = new Trigger.At(Minutes(10)),
                },
                TheCase with
                {
                    Id = "third",
                    When = new Trigger.WhenEvent(new(Done, []), Minutes(0)),
                },
            ],
        };
        var stopped = Judging.Judge(
            scenario,
            Course(6, Take(7, 3)) with
            {
                Ended = true,
                Skipped = new HashSet<string>(StringComparer.Ordinal) { "second" },
            }
        );
        (stopped.Of("skipped").Outcome, stopped.Of("waits").Outcome, stopped.Total.Percent).ShouldBe(
            (Outcome.NotAsked, Outcome.NotAsked, 100)
        );
    }

    [Fact]
    public void Facts_that_one_event_tells_are_each_a_proof_of_their_own()
    {
        RealmEvent Fact(long position, int part, string person) =>
            Event(position, "doors.person-checked.v1", 2, ("person", person)) with
            {
                Part = part,
            };
        var three = Wake with { Proof = new Proof.ByEvent(new("doors.person-checked.v1", []), 3, "person") };
        var judged = Judge(Only(three), Course(20, Fact(4, 1, "a"), Fact(4, 2, "b"), Fact(4, 3, "c")), "wake");
        judged.Outcome.ShouldBe(Outcome.Done);
        judged.Events.ShouldBe([4]);
        Judge(Only(three), Course(20, Fact(4, 1, "a"), Fact(4, 2, "b"), Fact(5, 1, "b")), "wake").Outcome.ShouldBe(Outcome.Missed);
    }

    [Fact]
    public void A_drill_is_compared_with_the_same_communitys_last_one_of_the_same_scenario_and_with_no_others()
    {
        PastDrill Drill(string community, double ended, params RealmEvent[] events) =>
            new(community, After(ended), Judging.Judge(Only(Wake), Course(20, events)));
        var now = Drill(Community, 900, Take(7, 3));
        var compared = Comparison.Of(
            now,
            [Drill(Community, 100, Take(7, 3)), Drill(Community, 200, Take(7, 6)), Drill(Neighbours, 300), Drill(Community, 950), now]
        )!;
        compared.Before.EndedAt.ShouldBe(After(200));
        compared.Changes.ShouldBe([new("wake-up", 50, 100), new("", 50, 100)]);
        Comparison.Of(now, [Drill(Neighbours, 300), now]).ShouldBeNull();
    }
}
