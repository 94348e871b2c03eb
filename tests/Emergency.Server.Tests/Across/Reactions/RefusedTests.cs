using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Answers of each reaction to a refusal.</summary>
public sealed class RefusedTests(Borough town)
{
    private const string Here = Borough.Community,
        There = Borough.Neighbour;
    private static readonly By SecretaryHere = World.As(Role.Secretary, Secretary);

    /// <summary>Answers of each reaction to a refusal, by the refused command; most need nothing more.</summary>
    [Fact]
    public async Task What_is_refused()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var reactions = town.Service<IServiceProvider>().GetServices<IReaction>().ToDictionary(one => one.Name, StringComparer.Ordinal);
        var (fire, task, person) = (world.New<IncidentId>("the fire"), world.New<TaskId>("a task"), world.New<PersonId>("somebody"));
        var planned = new PlannedTask(task, null, TaskClass.Wait, null, null, [], [], [], 60, [new("灯", 3), new("绳", 2)]);
        var opened = world.Happen(
            Entities.Incident(Entities.Live, fire),
            new IncidentOpened(
                Borough.County,
                Here,
                null,
                Category.Fire,
                Priority.Life,
                null,
                null,
                world.New<ReportId>("the call"),
                null,
                null,
                world.Now,
                world.Words,
                SecretaryHere,
                world.Now
            )
        );
        var need = opened with { Event = new TaskOpened(task, Here, null, planned, null, SecretaryHere, world.Now) };
        Reacted Rope(int ordinal) =>
            new(Entities.Supplies(Entities.Live, Here), new ReserveItem(task, fire, "绳", 2, world.Today, world.Now, world.Now), ordinal);
        told.Answers(
            "one of two is there",
            reactions["incident-asks-supplies"].Refused(need, Rope(100), new(Supplies.NotEnough.Text, ["1"]))
        );
        told.Answers("none is there", reactions["incident-asks-supplies"].Refused(need, Rope(100), new(Supplies.NotEnough.Text, ["0"])));
        told.Answers(
            "none is there any more when one was promised",
            reactions["incident-asks-supplies"].Refused(need, Rope(101), new(Supplies.NotEnough.Text, ["0"]))
        );
        told.Answers("it is not a thing", reactions["incident-asks-supplies"].Refused(need, Rope(100), new(Supplies.BadQuantity.Text, [])));
        var told4 = new Reacted(
            Entities.Incident(Entities.Live, fire),
            new ReportShortage(task, world.New<GoodsRequestId>("a request"), "绳", 2, 1, world.Now),
            150
        );
        told.Answers("the task has ended", reactions["incident-asks-supplies"].Refused(need, told4, new(Incident.Over.Text, [])));

        var ended = opened with { Event = new SceneEnded(0, SecretaryHere, world.Now) };
        var doors = new Reacted(Entities.Doors(Entities.Live, fire, Here), new CloseDoors(world.Now), 3);
        told.Answers(
            "a door is open again",
            reactions["scene-closes-doors"].Refused(ended, doors, new(Domain.Incidents.Doors.Unsettled.Text, []))
        );
        told.Answers("there are no doors", reactions["scene-closes-doors"].Refused(ended, doors, new(Incident.Unknown.Text, [])));
        told.Answers(
            "a door is open when the scene opens again",
            reactions["scene-closes-doors"]
                .Refused(opened with { Event = new SceneReopened(Here, world.Now) }, doors, new(Domain.Incidents.Doors.Unsettled.Text, []))
        );

        var joined = opened with { Event = new IncidentJoined(world.New<IncidentId>("the main one"), 0, SecretaryHere, world.Now) };
        told.Answers(
            "the main one takes nothing more",
            reactions["joined-tells-main"]
                .Refused(
                    joined,
                    new(Entities.Incident(Entities.Live, fire), new TakeInIncident(fire, Priority.Life, [], SecretaryHere, world.Now), 0),
                    new(Incident.Over.Text, [])
                )
        );
        told.Answers(
            "the main one has ended",
            reactions["joined-tells-main"]
                .Refused(
                    joined,
                    new(Entities.Incident(Entities.Live, fire), new GiveBackIncident(fire, SecretaryHere, world.Now), 0),
                    new(Incident.Over.Text, [])
                )
        );

        var care = new Reacted(
            Entities.Care(Entities.Live, world.New<CareCaseId>("a case")),
            new Domain.TemporaryCare.OpenCare(person, Here, null, fire, false, SecretaryHere, world.Now),
            2
        );
        foreach (
            var (code, ordinal) in ((string, int)[])
                [
                    (Domain.TemporaryCare.CareCase.Over.Text, 2),
                    (Domain.TemporaryCare.CareCase.Over.Text, 1_000_002),
                    (Domain.TemporaryCare.CareCase.Unknown.Text, 2),
                ]
        )
            told.Answers(
                $"care {(ordinal > 2 ? "anew " : "")}is refused: {code}",
                reactions["doors-open-care"].Refused(opened, care with { Ordinal = ordinal }, new(code, []))
            );

        var key = new CaseKey("119", "7");
        var facts = new CaseFacts(key, Category.Fire, Priority.Life, Borough.County, Here, null, null, null, null, world.Now, world.Words);
        var said = opened with
        {
            Entity = Entities.Case(Entities.Live, key),
            Event = new CaseUpdated(facts, fire, world.New<ReportId>("a telling"), world.Now),
        };
        var adding = reactions["case-opens-incident"].React(said, world.Known).First();
        foreach (var code in (string[])[Incident.AlreadyOpen.Text, Incident.Unknown.Text, Incident.Over.Text, Incident.IsJoined.Text])
            told.Answers($"more of a case is refused: {code}", reactions["case-opens-incident"].Refused(said, adding, new(code, [])));
        told.Answers(
            "what was told before is refused",
            reactions["case-opens-incident"].Refused(said, adding with { Ordinal = 4 }, new(Incident.Over.Text, []))
        );
        told.Answers(
            "a place is refused",
            reactions["case-opens-incident"]
                .Refused(
                    said,
                    adding with
                    {
                        Command = new VerifyLocation(
                            new(new(1, 1), Datum.Wgs84, new(1, 1)),
                            Borough.County,
                            Here,
                            null,
                            SecretaryHere,
                            world.Now
                        ),
                    },
                    new(Incident.Over.Text, [])
                )
        );
        told.Answers(
            "a taking back is refused",
            reactions["case-opens-incident"]
                .Refused(said, adding with { Command = new WithdrawReports(key, world.Words, world.Now) }, new(Incident.Unknown.Text, []))
        );
        told.Hold("what-is-refused");
    }
}
