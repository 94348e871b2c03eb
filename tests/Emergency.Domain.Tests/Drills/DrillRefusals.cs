using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Drills;

/// <summary>Reasons for refusing of drills: their days, their course and their results, each with an act that meets it.</summary>
internal static class DrillRefusals
{
    private static readonly DrillPrepared Paper = new(DrillStories.Facts with { Form = DrillForm.Solo }, StreetOfficer, Night);
    private static readonly DrillStarted Begun = new(Night, 1, [Community], StreetOfficer, Night);

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (PublishedScenario.Unknown, Noun.Scenario, [], new WithdrawScenario(County, DutyOfficer, Night)),
        (
            PublishedScenario.Exists,
            Noun.Scenario,
            [PublishedScenarioStories.First],
            PublishedScenarioStories.Publish with
            {
                File = Hidden("v2"),
            }
        ),
        (
            PublishedScenario.NotTheirs,
            Noun.Scenario,
            [PublishedScenarioStories.First],
            PublishedScenarioStories.Publish with
            {
                Authority = County,
            }
        ),
        (Schedule.Unknown, Noun.Schedule, [], new PauseSchedule(StreetOfficer, Night)),
        (
            Schedule.Exists,
            Noun.Schedule,
            [ScheduleStories.Made],
            new MakeSchedule(ScheduleStories.Saturday with { Minutes = 30 }, Calendar.WeekendsOnly, StreetOfficer, Night)
        ),
        (
            Schedule.Over,
            Noun.Schedule,
            [ScheduleStories.Made, new ScheduleEnded(StreetOfficer, Night)],
            new PauseSchedule(StreetOfficer, Night)
        ),
        (
            Schedule.Paused,
            Noun.Schedule,
            [ScheduleStories.Made, new SchedulePaused(StreetOfficer, Night)],
            ScheduleStories.Fire(ScheduleStories.April)
        ),
        (Schedule.BadRule, Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Rule = new(Rhythm.Days, Today, 0) })),
        (Schedule.BadLength, Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Minutes = 4 })),
        (Schedule.NoCommunity, Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Communities = [] })),
        (
            Schedule.NoDay,
            Noun.Schedule,
            [],
            ScheduleStories.Make(ScheduleStories.Saturday with { Rule = new(Rhythm.Once, Today.AddDays(-1)) })
        ),
        (
            Schedule.NothingNext,
            Noun.Schedule,
            [ScheduleStories.Made with { Next = null }],
            new TickPreparation(Preparation.Place, StreetOfficer, Night)
        ),
        (Schedule.Past, Noun.Schedule, [ScheduleStories.Made], new ProposeDate(After(-1), Secretary, Night)),
        (Schedule.NotDue, Noun.Schedule, [ScheduleStories.Made], ScheduleStories.Fire(ScheduleStories.April, -1)),
        (
            Schedule.NotAsked,
            Noun.Schedule,
            [ScheduleStories.Made with { Facts = ScheduleStories.Saturday with { Form = DrillForm.Solo } }],
            new TickPreparation(Preparation.Place, StreetOfficer, Night)
        ),
        (Drill.Unknown, Noun.Drill, [], new PauseDrill(StreetOfficer, Night)),
        (Drill.AlreadyPrepared, Noun.Drill, [Paper], new PrepareDrill(Paper.Facts with { Title = "别的" }, StreetOfficer, Night)),
        (Drill.NoCommunity, Noun.Drill, [], new PrepareDrill(Paper.Facts with { Communities = [] }, StreetOfficer, Night)),
        (Drill.NotTold, Noun.Drill, [Paper with { Facts = DrillStories.Facts }], new StartDrill(Night, 1, StreetOfficer, Night)),
        (Drill.BadSpeed, Noun.Drill, [Paper], new StartDrill(Night, 61, StreetOfficer, Night)),
        (Drill.NotRunning, Noun.Drill, [Paper], new PauseDrill(StreetOfficer, Night)),
        (Drill.AlreadyStarted, Noun.Drill, [Paper, Begun], new StartDrill(Night, 1, StreetOfficer, After(1))),
        (
            Drill.Over,
            Noun.Drill,
            [Paper, Begun, new DrillEnded(EndReason.Finished, Night, StreetOfficer, After(5))],
            new ResumeDrill(StreetOfficer, After(6))
        ),
        (
            Drill.RealCall,
            Noun.Drill,
            [Paper, Begun, new DrillPaused(PauseReason.RealCall, Id<IncidentId>(7), null, After(5))],
            new ResumeDrill(StreetOfficer, After(6))
        ),
        (Drill.NotEnded, Noun.Drill, [Paper, Begun], ReviewStories.Evaluate()),
        (Drill.Unanswered, Noun.Drill, ReviewStories.Ended, ReviewStories.Evaluate("area")),
        (
            Drill.Evaluated,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Evaluated],
            new ObserveAction("loud", null, StreetOfficer, After(90))
        ),
        (Improvement.Unknown, Noun.Drill, ReviewStories.Ended, ReviewStories.Finish()),
        (
            Improvement.Exists,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added],
            ReviewStories.Add(ReviewStories.Facts with { To = Belonging.Drill, Of = "" })
        ),
        (Improvement.BadDay, Noun.Drill, ReviewStories.Ended, ReviewStories.Add(ReviewStories.Facts with { Until = Today.AddDays(-1) })),
        (Improvement.NotOwner, Noun.Drill, [.. ReviewStories.Ended, ReviewStories.Added], ReviewStories.Finish() with { By = DutyOfficer }),
        (
            Improvement.AlreadyDone,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added, ReviewStories.Done],
            ReviewStories.Finish() with
            {
                At = After(999),
            }
        ),
        (Improvement.NotDone, Noun.Drill, [.. ReviewStories.Ended, ReviewStories.Added], ReviewStories.Check()),
        (
            Improvement.OwnWork,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added, ReviewStories.Done],
            ReviewStories.Check() with
            {
                By = Secretary,
            }
        ),
        (
            Improvement.Over,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added, ReviewStories.Done, ReviewStories.Checked],
            ReviewStories.Finish()
        ),
        (Cue.Unknown, Noun.Cue, [], new ReadCue(Secretary, Night)),
        (Cue.NotForYou, Noun.Cue, [CueStories.Call], new AnswerCue(UnitChief, Night)),
        (Cue.AlreadyAnswered, Noun.Cue, [CueStories.Call, new CueAnswered(GridChief, Night)], new AnswerCue(Secretary, Night)),
        (Cue.NoCall, Noun.Cue, [CueStories.Message], new AnswerCue(Secretary, Night)),
        (Cue.Rings, Noun.Cue, [CueStories.Call], new ReadCue(Secretary, Night)),
        (Drill.WithPeople, Noun.Drill, [Paper, Begun], new JumpDrill(After(9), StreetOfficer, After(1))),
        (
            Drill.Standing,
            Noun.Drill,
            [
                Paper with
                {
                    Facts = Paper.Facts with { WithoutPeople = true },
                },
                Begun,
                new DrillPaused(PauseReason.ByController, null, StreetOfficer, After(1)),
            ],
            new JumpDrill(After(9), StreetOfficer, After(2))
        ),
        (
            Drill.InjectDone,
            Noun.Drill,
            [Paper, Begun, new InjectPlayed("smoke", InjectFate.Fired, Night, StreetOfficer, After(1))],
            new DoInject("smoke", InjectFate.Skipped, StreetOfficer, After(2))
        ),
    ];
}
