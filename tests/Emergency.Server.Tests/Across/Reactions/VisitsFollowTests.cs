using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Consequences of visits, made and not made.</summary>
public sealed class VisitsFollowTests(Borough town)
{
    private const string Here = Borough.Community,
        There = Borough.Neighbour;
    private static readonly By SecretaryHere = World.As(Role.Secretary, Secretary),
        Chief = World.As(Role.GridChief, GridChief),
        Doctor = World.As(Role.Clinic);

    [Fact]
    public async Task Late_visits()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var visits = Entities.Visits(Entities.Live, Here, OldWoman);
        world.Happen(visits, new VisitsPlanned(OldWoman, Here, 30, new(2026, 3, 7), null, World.Start));
        told.Apart().Says("a visit is due", visits, new VisitLate(1, new(2026, 3, 7), null, world.Now));
        told.Says("a visit is three days late", visits, new VisitLate(2, new(2026, 3, 7), null, world.Now));
        told.Follow();
        world.Now += TimeSpan.FromDays(1);
        told.Says("it is still late on the next day", visits, new VisitLate(3, new(2026, 3, 7), null, world.Now));
        told.Follow();
        foreach (
            var (what, e) in ((string, VisitsEvent)[])
                [
                    ("who was rung has made the visit", Made(OldWoman, Chief, [])),
                    ("somebody else has made the visit", Made(OldWoman, World.As(Role.UnitChief, UnitChief), [])),
                    ("who was rung was there in vain", new VisitMissed(MissReason.Out, world.Now, null, null, Chief, world.Now)),
                    ("the secretary has handed it to somebody", new VisitsHanded(UnitChief, SecretaryHere, world.Now)),
                    ("the secretary lets visits rest", new VisitsPaused(RestReason.Away, null, null, SecretaryHere, world.Now)),
                    ("who was visited has left", new VisitsEnded(VisitEnd.Left, world.Now)),
                ]
        )
            told.Apart().Says(what, visits, e);
        var other = Entities.Visits(Entities.Live, Here, Strong);
        world.Happen(other, new VisitsPlanned(Strong, Here, 30, new(2026, 3, 7), null, World.Start));
        world.Happen(other, new VisitLate(2, new(2026, 3, 7), null, world.Now));
        told.Apart().Says("one of two who are late was seen", visits, Made(OldWoman, Chief, []));
        var gone = told.Apart();
        gone.World.Happen(Register(Here), new PersonLeft(OldWoman, Leaving.Moved, new(2026, 3, 9), null, null, SecretaryHere, world.Now));
        gone.Says("a visit of who has left is late", visits, new VisitLate(3, new(2026, 3, 7), null, world.Now));
        var handed = told.Apart();
        handed.World.Happen(visits, new VisitsHanded(UnitChief, SecretaryHere, world.Now));
        handed.World.Happen(visits, new VisitLate(2, new(2026, 3, 7), null, world.Now));
        handed.Says("a visit that was handed to somebody is late", visits, new VisitLate(2, new(2026, 3, 7), null, world.Now));
        told.Hold("late-visits");
    }

    [Fact]
    public async Task Visits_that_were_asked_for_besides()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var visits = Entities.Visits(Entities.Live, Here, OldWoman);
        world.Happen(visits, new VisitsPlanned(OldWoman, Here, 30, new(2026, 3, 30), null, World.Start));
        world.Do(
            visits,
            new AskExtraVisit(
                OldWoman,
                Here,
                new(30, new(2026, 3, 30)),
                VisitTrigger.Heat,
                "heat-1",
                world.Now.AddHours(4),
                null,
                world.Now
            )
        );
        world.Now += TimeSpan.FromHours(5);
        told.Says("nobody was there in the hours of a warning", visits, new ExtraVisitLate(VisitTrigger.Heat, "heat-1", null, world.Now));
        told.Follow();
        told.Apart().Says("the warning asks for it no longer", visits, new WithdrawExtraVisits("heat-1", world.Now));
        told.Apart().Says("what was asked until then is done", visits, new ExtraVisitsSettled(world.Now, null, world.Now));
        told.Apart().Says("who goes there has been there", visits, Made(OldWoman, Chief, []));
        world.Happen(visits, new VisitLate(2, new(2026, 3, 1), null, world.Now));
        told.Says("a visit of the plan is late besides", visits, new VisitLate(2, new(2026, 3, 1), null, world.Now));
        told.Follow();
        told.Says("the warning asks no longer, and the visit of the plan is late", visits, new WithdrawExtraVisits("heat-1", world.Now));
        told.Hold("visits-that-were-asked-for-besides");
    }

    /// <summary>For each person met: the consequences of each request that a visitor can make.</summary>
    [Fact]
    public async Task What_visitors_ask_for()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var patient = await Patient(world);
        var moved = world.New<PersonId>("a child of elsewhere");
        await Enter(world, moved, new(2017, 1, 1), community: There);
        foreach (var person in (PersonId[])[OldWoman, LeftBehind, patient, moved])
        foreach (var follow in Enum.GetValues<VisitFollow>())
            told.Apart()
                .Says(
                    $"a visitor of {world.Text(person)} asks: {world.Text(follow)}",
                    Entities.Visits(Entities.Live, Here, person),
                    Made(person, Chief, [follow]) with
                    {
                        At = world.Now.AddHours(1),
                    }
                );
        told.Apart()
            .Says(
                "a visitor finds a child with nobody and signs of harm",
                Entities.Visits(Entities.Live, Here, LeftBehind),
                Made(LeftBehind, Chief, [VisitFollow.Care, VisitFollow.Report])
            );
        foreach (var person in (PersonId[])[OldWoman, moved])
            told.Apart()
                .Says(
                    $"a visitor of {world.Text(person)} saw a danger",
                    Entities.Visits(Entities.Live, Here, person),
                    Made(person, Chief, []) with
                    {
                        At = world.Now.AddHours(1),
                        Hazard = new(world.New<HazardId>("what was seen"), world.Words),
                    }
                );
        told.Hold("what-visitors-ask-for");
    }

    /// <summary>Daily rounds: only deviations have consequences.</summary>
    [Fact]
    public async Task What_comes_round()
    {
        var told = await Told.Of(town);
        var world = told.World;
        foreach (var duty in (string[])[DutyRhythm.VisitsPlan, DutyRhythm.EntrustedPlan])
            told.Apart().Says($"{duty} comes round where nothing is planned", Entities.Round(duty, Here), Came(world, duty));
        var guardian = world.New<GuardianId>("the carer");
        world.Happen(
            Register(Here),
            new GuardianRecorded(
                new(guardian, LeftBehind, await Carer(world, guardian, new(2026, 3, 10), new(2026, 3, 10))),
                null,
                world.Now
            )
        );
        told.Says("a child is entrusted from today", Entities.Round(DutyRhythm.EntrustedPlan, Here), Came(world, DutyRhythm.EntrustedPlan));
        told.Follow();
        told.Says("and is planned for", Entities.Round(DutyRhythm.EntrustedPlan, Here), Came(world, DutyRhythm.EntrustedPlan));
        world.Do(
            Entities.Round(DutyRhythm.VisitsPlan, Here),
            new ComeRound(DutyRhythm.VisitsPlan, Here, world.Now, Misfire.Once, 60, world.Now)
        );
        told.Follow();
        told.Says("all are planned for", Entities.Round(DutyRhythm.VisitsPlan, Here), Came(world, DutyRhythm.VisitsPlan));
        world.Happen(Register(Here), new PersonLeft(OldWoman, Leaving.Moved, world.Today, null, null, SecretaryHere, world.Now));
        world.Now += TimeSpan.FromDays(1);
        told.Says("somebody has left", Entities.Round(DutyRhythm.VisitsPlan, Here), Came(world, DutyRhythm.VisitsPlan));
        told.Says("a carer's term is over", Entities.Round(DutyRhythm.EntrustedPlan, Here), Came(world, DutyRhythm.EntrustedPlan));
        told.Hold("what-comes-round");
    }

    private static Emergency.Engine.EntityId Register(string community) => Entities.Residents(Entities.Live, community);

    private static VisitMade Made(PersonId person, By by, ListOf<VisitFollow> follows) =>
        new(
            person,
            Here,
            VisitMeans.Door,
            follows.Count == 0,
            follows,
            null,
            World.Start,
            false,
            true,
            null,
            new(2026, 5, 1),
            null,
            by,
            World.Start
        );

    private static RoundCame Came(World world, string duty) => new(duty, Here, world.Now, world.Now);

    private static Task<Sealed> Carer(World world, GuardianId id, DateOnly from, DateOnly to) =>
        world.Seal(id.Value, new GuardianContact(Features.People.GuardianRoles.Caregiver, "蒋试姨", null, [], null, null, from, to, null));

    private static async Task<PersonId> Patient(World world)
    {
        var id = world.New<PersonId>("a clinic's patient");
        await Enter(world, id, new(1975, 1, 1), kinds: ["escort"]);
        return id;
    }

    private static async Task<IncidentId> Fire(World world)
    {
        var id = world.New<IncidentId>("the fire");
        var incident = Entities.Incident(Entities.Live, id);
        world.Happen(
            incident,
            new IncidentOpened(
                Borough.County,
                Here,
                "G1",
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
        world.Happen(
            incident,
            new ImpactDrawn(new Domain.Places.Area.Circle(new(Borough.Lon, Borough.Lat), 500), [Here], [], 1, SecretaryHere, world.Now)
        );
        await Task.CompletedTask;
        return id;
    }

    private static async Task Enter(
        World world,
        PersonId id,
        DateOnly born,
        string community = Here,
        ListOf<string>? kinds = null,
        ListOf<string>? needs = null
    )
    {
        var contact = await world.Seal(id.Value, new PersonContact("沈例人", "女", [], null, "1号楼", "1单元", 3, "301", null));
        var sensitive = await world.Seal(
            id.Value,
            new PersonSensitive(kinds ?? [], born, null, needs ?? [], null, null, null, false, true, null, null)
        );
        world.Happen(Register(community), new PersonRecorded(new(id, null, "G1", contact, sensitive), null, world.Now));
    }
}
