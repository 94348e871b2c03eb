using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Across.Erasure;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Retaining;

/// <summary>Obstacles to erasing a person's record.</summary>
public sealed class ErasureAgainstTests(Borough town)
{
    private static readonly By By = World.As(Role.Secretary);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "residents.held")]
    [InlineData(1, "residents.held")]
    public async Task A_hold_stands_through_its_last_day(int days, string? refused)
    {
        var world = await World.Make(town);
        Against(world).ShouldBeNull();
        world.Happen(Residents, new PersonHeld(LeftBehind, world.Today.AddDays(days), By, world.Now));
        Against(world).ShouldBe(refused);
        world.Happen(Residents, new PersonHeld(LeftBehind, null, By, world.Now));
        Against(world).ShouldBeNull();
    }

    [Fact]
    public async Task A_case_of_care_stands_until_it_ends()
    {
        var world = await World.Make(town);
        var care = Entities.Care(Entities.Live, world.New<CareCaseId>("a case"));
        world.Happen(care, new CareOpened(LeftBehind, Borough.Community, null, null, false, world.Now, By, world.Now));
        Against(world).ShouldBe("residents.in-care");
        world.Happen(care, new CareEnded(CareExit.GuardianBack, world.Words, By, world.Now));
        Against(world).ShouldBeNull();
    }

    /// <summary>Each row: how the incident stands, then each that it, and the next, was joined to; and which of them stands against it, 0 for none.</summary>
    [Theory]
    [InlineData(1, "active")]
    [InlineData(1, "contained")]
    [InlineData(1, "scene ended")]
    [InlineData(0, "response ended")]
    [InlineData(0, "archived")]
    [InlineData(0, "withdrawn")]
    [InlineData(2, "joined", "active")]
    [InlineData(2, "joined", "contained")]
    [InlineData(2, "joined", "scene ended")]
    [InlineData(0, "joined", "response ended")]
    [InlineData(0, "joined", "archived")]
    [InlineData(0, "joined", "withdrawn")]
    [InlineData(1, "joined and parted again", "archived")]
    [InlineData(3, "joined", "joined", "active")]
    [InlineData(0, "joined", "joined", "archived")]
    [InlineData(0, "joined", "joined to the first")]
    [InlineData(0, "joined to none that is known")]
    public async Task Who_called_of_an_incident_stays_while_it_or_the_one_it_was_joined_to_runs(int against, params string[] stands)
    {
        var world = await World.Make(town);
        List<IncidentId> all = [.. stands.Select((_, n) => world.New<IncidentId>($"incident {n}"))];
        foreach (var (id, n) in all.Select((id, n) => (id, n)))
            world.Happen(Entities.Incident(Entities.Live, id), Opened(world, n));
        foreach (var (stood, n) in stands.Select((stood, n) => (stood, n)))
        foreach (var e in Became(world, stood, n + 1 < all.Count ? all[n + 1] : world.New<IncidentId>("unknown"), all[0]))
            world.Happen(Entities.Incident(Entities.Live, all[n]), e);
        var known = world.Known.Of<IncidentsKnown>();
        var problem = CallerErasureAct.Against(known, known.Find(all[0])!);
        problem?.Arguments.ShouldBe([known.Number(known.Find(all[against - 1])!)]);
        problem?.Code.ShouldBe(Domain.People.Residents.AtDoors.Text);
        (problem is null).ShouldBe(against == 0);
    }

    private static IncidentOpened Opened(World world, int n) =>
        new(
            Borough.County,
            Borough.Community,
            null,
            Category.Fire,
            Priority.Life,
            null,
            null,
            world.New<ReportId>($"report {n}"),
            null,
            null,
            world.Now,
            world.Words,
            By,
            world.Now
        );

    private static IncidentEvent[] Became(World world, string stood, IncidentId next, IncidentId first) =>
        stood switch
        {
            "active" => [],
            "contained" => [new IncidentContained(By, world.Now)],
            "scene ended" => [new SceneEnded(1, By, world.Now)],
            "response ended" => [new SceneEnded(1, By, world.Now), new ResponseEnded(By, world.Now)],
            "archived" =>
            [
                new SceneEnded(1, By, world.Now),
                new ResponseEnded(By, world.Now),
                new IncidentArchived(world.Words, 1, By, world.Now),
            ],
            "withdrawn" => [new IncidentWithdrawn(world.Words, By, world.Now)],
            "joined and parted again" => [new IncidentJoined(next, 1, By, world.Now), new IncidentSplit(next, By, world.Now)],
            "joined to the first" => [new IncidentJoined(first, 1, By, world.Now)],
            _ => [new IncidentJoined(next, 1, By, world.Now)],
        };

    private static EntityId Residents => Entities.Residents(Entities.Live, Borough.Community);

    private static string? Against(World world) =>
        Erasing.Against(world.Known, Entities.Live, world.Known.Of<ResidentsKnown>().Persons[LeftBehind], world.Today)?.Code;
}
