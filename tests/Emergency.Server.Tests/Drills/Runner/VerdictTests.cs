using System.Text.Json.Nodes;
using Emergency.Drills.Crews;
using Emergency.Drills.Rehearsals;

namespace Emergency.Server.Tests.Drills.Runner;

public sealed class VerdictTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 10, 1, 45, 0, TimeSpan.Zero);
    private static readonly Judged Done = new(
        "area",
        "圈范围",
        "done",
        TimeSpan.FromMinutes(5),
        Due,
        Due.AddMinutes(-4),
        null,
        ByAbsence: false,
        ByObserver: false
    );
    private static readonly Judged Late = Done with
    {
        Id = "card",
        Outcome = "late",
        DoneAt = Due.AddMinutes(3),
        Late = TimeSpan.FromMinutes(3),
    };
    private static readonly Judged Missed = Done with { Id = "doors", Outcome = "missed", DoneAt = null };

    [Fact]
    public void A_good_crew_must_score_ninety() =>
        (Verdict.Faults(Manner.Good, 90, [Done], 0).Count, Verdict.Faults(Manner.Good, 89, [Done, Missed], 0).Single()).ShouldBe(
            (0, "a good crew scored 89 %, below 90 %: doors missed")
        );

    [Fact]
    public void Of_a_slow_crew_nothing_short_may_be_in_time_and_what_is_late_is_late_by_what_it_was()
    {
        Verdict.Faults(Manner.Slow, 50, [Late, Missed], 0).ShouldBeEmpty();
        Verdict.Faults(Manner.Slow, 75, [Late, Done], 0).ShouldBe(["area cannot have been done in time, and is done"]);
        Verdict.Faults(Manner.Slow, 75, [Late, Done with { Within = TimeSpan.FromMinutes(20) }], 0).ShouldBeEmpty("there was time enough");
        Verdict.Faults(Manner.Slow, 50, [Late with { DoneAt = Due.AddMinutes(-1) }], 0).Single().ShouldStartWith("card: late, done at");
        Verdict.Faults(Manner.Slow, 0, [Missed], 0).ShouldBe(["a slow crew, and nothing is late"]);
    }

    [Fact]
    public void Lateness_is_told_in_seconds_and_compared_to_the_tick()
    {
        var scenario = JsonNode.Parse("""{ "expect": [{ "id": "card", "withinSeconds": 300 }] }""")!;
        for (var ticks = TimeSpan.TicksPerMinute; ticks < TimeSpan.TicksPerHour; ticks += 17_654_321)
        {
            var report = new JsonObject
            {
                ["actions"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = "card",
                        ["title"] = "启动处置卡",
                        ["outcome"] = "late",
                        ["due"] = Due,
                        ["doneAt"] = Due.AddTicks(ticks),
                        ["lateSeconds"] = TimeSpan.FromTicks(ticks).TotalSeconds,
                        ["events"] = new JsonArray(7),
                    }
                ),
            };
            Verdict.Faults(Manner.Slow, 50, Judged.Of(JsonNode.Parse(report.ToJsonString())!, scenario), 1).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Of_an_absent_crew_all_is_missed_and_the_street_has_heard()
    {
        var kept = Done with { Id = "never", DoneAt = null, ByAbsence = true };
        Verdict.Faults(Manner.Absent, 0, [Missed, kept], 1).ShouldBeEmpty("what must not be was not");
        Verdict.Faults(Manner.Absent, 50, [Missed, Done], 1).ShouldBe(["nobody was there, and area is done"]);
        Verdict.Faults(Manner.Absent, 0, [Missed], 0).ShouldBe(["nobody was there, and the street did not hear of it"]);
    }

    [Fact]
    public void Where_nothing_was_judged_nothing_was_shown() =>
        Verdict.Faults(Manner.Good, null, [], 0).ShouldBe(["no action was judged by what happened"]);
}
