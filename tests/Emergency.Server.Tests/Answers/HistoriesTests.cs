using System.Reflection;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Hazards;
using Emergency.Domain.People;
using Emergency.Domain.Plans;
using Emergency.Domain.Protection;
using Emergency.Domain.Stock;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.Clinics;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Protection;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Answers;

/// <summary>A history tells as much as is known beside it: what the journal has and the views have not read yet stands in the next answer.</summary>
public sealed class HistoriesTests(Borough town)
{
    private const string Here = Borough.Community,
        Live = Entities.Live;
    private static readonly By By = World.As(Role.Secretary, Secretary);
    private static readonly LotId Lot = new(new Guid(7, 0, 0, new byte[8]));
    private static readonly CareCaseId Case = new(new Guid(8, 0, 0, new byte[8]));
    private static readonly HazardId Hazard = new(new Guid(9, 0, 0, new byte[8]));

    /// <param name="Type">Reader of the history.</param>
    /// <param name="Of">Entity whose history is read.</param>
    /// <param name="Before">Events before somebody asks.</param>
    /// <param name="After">Events after that.</param>
    private sealed record Row(
        Type Type,
        Func<World, EntityId> Of,
        Func<World, Event[]> Before,
        Func<World, Event> After,
        Func<IFeed, ISealing, Known, World, Task<object>> Read
    );

    private static readonly Row[] Rows =
    [
        new(
            typeof(CareHistory),
            _ => Entities.Care(Live, Case),
            world => [new CareOpened(LeftBehind, Here, null, null, false, world.Now, By, world.Now)],
            world => new CareLate(1, null, world.Now),
            async (feed, sealing, known, _) => await new CareHistory(feed, sealing).Of(Live, Case, known, default)
        ),
        new(
            typeof(HazardHistory),
            _ => Entities.Hazard(Hazard),
            world =>
                [
                    new HazardFound(
                        Here,
                        new("gas", HazardLevel.General, false, null, null, null, null),
                        HazardGuard.None,
                        world.Now,
                        null,
                        By,
                        world.Now
                    ),
                ],
            world => new HazardDropped(world.Words, By, world.Now),
            async (feed, sealing, known, _) => await new HazardHistory(feed, sealing).Of(Hazard, known, default)
        ),
        new(
            typeof(PlanHistory),
            _ => Entities.Plan(Live, Here),
            _ => [],
            world => new PlanFiled("示备2号", By, world.Now),
            async (feed, _, known, _) => await new PlanHistory(feed).Of(Live, Here, known, default)
        ),
        new(
            typeof(PlanVersions),
            _ => Entities.Plan(Live, Here),
            _ => [],
            world => new PlanFiled("示备2号", By, world.Now),
            async (feed, _, known, _) => await new PlanVersions(feed).Of(Here, known, default)
        ),
        new(
            typeof(LotHistory),
            _ => Entities.Supplies(Live, Here),
            world => [new LotRecorded(new(Lot, "绳", "救援", "根", 9, 0, null, "架", null, null, null), null, world.Now)],
            world => new LotHandedOut(Lot, 1, world.Words, null, By, world.Now),
            async (feed, sealing, known, world) =>
                await new LotHistory(feed, sealing).Of(new StoreSeen(Here, known, world.Asking(Role.Secretary, Here)), Lot, default)
        ),
        new(
            typeof(VisitHistory),
            _ => Entities.Visits(Live, Here, OldWoman),
            world => [new VisitsPlanned(OldWoman, Here, 30, world.Today, null, world.Now)],
            world => Visited(world),
            async (feed, sealing, known, _) => await new VisitHistory(feed, sealing).Of(Live, Here, OldWoman, true, known, default)
        ),
        new(
            typeof(VisitMonths),
            _ => Entities.Visits(Live, Here, OldWoman),
            world => [new VisitsPlanned(OldWoman, Here, 30, world.Today.AddDays(30), null, world.Now)],
            world => Visited(world),
            async (feed, _, known, world) => await new VisitMonths(feed).Of(Live, Here, known, world.Today, 2, default)
        ),
        new(
            typeof(PersonHistory),
            _ => Entities.Residents(Live, Here),
            _ => [],
            world => new PersonHeld(OldWoman, world.Today.AddDays(9), By, world.Now),
            async (feed, sealing, known, world) =>
                await new PersonHistory(feed, sealing).Of(
                    Live,
                    known.Of<ResidentsKnown>().Persons[OldWoman],
                    new(Role.Secretary, ByTask: false),
                    known,
                    world.Today,
                    default
                )
        ),
        new(
            typeof(ClinicHistory),
            _ => Entities.Clinic(Live, Here, OldWoman),
            world => [new ClinicVisitDated(OldWoman, Here, world.Today.AddDays(3), By, world.Now)],
            world => new ClinicAsked(OldWoman, Here, By, world.Now),
            async (feed, sealing, known, _) => await new ClinicHistory(feed, sealing).Of(Live, Here, OldWoman, known, default)
        ),
        new(
            typeof(EntrustmentHistory),
            _ => Entities.Entrustment(Live, Here, LeftBehind),
            world => [new EntrustmentPlanned(LeftBehind, Here, null, null, null, null, world.Now)],
            world => new CheckAsked("a visit", null, null, By, world.Now),
            async (feed, sealing, known, _) => await new EntrustmentHistory(feed, sealing).Of(Live, Here, LeftBehind, known, default)
        ),
        new(
            typeof(EntrustmentHistory),
            _ => Entities.Entrustment(Live, Here, LeftBehind),
            world => [new EntrustmentPlanned(LeftBehind, Here, null, null, null, null, world.Now)],
            world => new LetterSent(LetterTo.Carer, LetterWay.Delivered, world.Words, null, world.Now, null, By, world.Now),
            async (feed, sealing, known, _) => await new EntrustmentHistory(feed, sealing).Of(Live, Here, LeftBehind, known, default)
        ),
        new(
            typeof(ProtectionHistory),
            _ => Entities.Protection(Live, LeftBehind),
            world => [new ProtectionOpened(LeftBehind, Here, ProtectionSource.Hand, null, world.Words, [], null, By, world.Now)],
            world => new ProtectionRead(By, world.Now),
            async (feed, sealing, known, _) => await new ProtectionHistory(feed, sealing).Of(Live, LeftBehind, known, default)
        ),
    ];

    private static VisitMade Visited(World world) =>
        new(OldWoman, Here, VisitMeans.Door, true, [], null, world.Now.AddDays(-20), true, true, null, null, null, By, world.Now);

    [Fact]
    public async Task What_happened_since_is_in_the_next_answer_and_not_in_this_one()
    {
        foreach (var row in Rows)
        {
            var world = await World.Make(town);
            world.Now = World.Start.AddDays(-60);
            foreach (var e in row.Before(world))
                world.Happen(row.Of(world), e);
            world.Now = World.Start;
            var (feed, known) = (new WholeFeed(world), world.Known);
            var before = await Told(known);
            world.Happen(row.Of(world), row.After(world));
            (await Told(known)).ShouldBe(before, $"{row.Type.Name} tells what is known and no more");
            (await Told(world.Known) == before).ShouldBeFalse($"{row.Type.Name} tells what has happened");

            async Task<string> Told(Known with) => JsonSerializer.Serialize(await row.Read(feed, town.Sealing, with, world), Json.Options);
        }
    }

    [Fact]
    public void Each_that_reads_what_happened_beside_what_is_known_has_a_row()
    {
        var all = typeof(CareHistory)
            .Assembly.GetTypes()
            .Where(type => type.GetConstructors().Any(make => make.GetParameters().Any(one => one.ParameterType == typeof(IFeed))))
            .Where(type =>
                type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Any(one => one.Name == "Of" && one.GetParameters().Any(Knows))
            );
        // Both look at what is over: a drill, and a community that has ended.
        all.Except(Rows.Select(row => row.Type))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["Courses", "EndedPasts"]);
    }

    private static bool Knows(ParameterInfo one) => one.ParameterType == typeof(Known) || one.ParameterType == typeof(StoreSeen);

    /// <summary>All that has happened in a world, whoever asks up to wherever.</summary>
    private sealed class WholeFeed(World world) : IFeed
    {
        public ValueTask<Position> Head(CancellationToken stop = default) => ValueTask.FromResult(world.All[^1].Position);

        public IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) =>
            world.All.Where(one => one.Entity == entity && one.Position <= upTo).ToList().ToAsyncEnumerable();

        public ValueTask<StreamsPage> Streams(
            IReadOnlyCollection<EntityId> entities,
            Position after,
            Position upTo,
            int limit,
            CancellationToken stop = default
        ) => throw new NotSupportedException();
    }
}
