using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Across.Closing;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Neighbours kept by the view, compared with the plain way.</summary>
public sealed class NeighboursTests
{
    private static readonly string?[] Communities =
    [
        NeighbourWorld.Community,
        NeighbourWorld.Street + "002",
        "411502002001",
        "411503001001",
        null,
    ];
    private static readonly int[] Metres = [0, 1, 200, 500, 5000],
        Minutes = [0, 1, 30, 1440];
    private static readonly Asked[] Askers =
    [
        NeighbourWorld.By(Role.CountyDuty, NeighbourWorld.County),
        NeighbourWorld.By(Role.StreetOfficer, NeighbourWorld.Street),
        NeighbourWorld.By(Role.CountyCommander, "411503"),
        NeighbourWorld.By(Role.CountyDuty, "4115"),
        NeighbourWorld.By(Role.Secretary, NeighbourWorld.Community),
    ];

    /// <summary>
    /// Incidents are opened, placed, drawn, ended, joined, split, worked on, desks come and go: after each event every asker gets the same
    /// as in the plain way, and each asker with a changed answer was notified.
    /// </summary>
    [Fact]
    public void Whatever_happens_everybody_is_offered_what_the_plain_reading_finds_and_told_when_it_changes() => Happens(30, 200);

    [Fact, Long("a hundred and fifty worlds")]
    public void Whatever_happens_in_many_worlds_everybody_is_offered_what_the_plain_reading_finds_and_told_when_it_changes() =>
        Happens(150, 1_000);

    private static void Happens(int worlds, int least)
    {
        var offered = 0;
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var settings = new Settings
                    {
                        JoinMetres = Metres[random.Next(Metres.Length)],
                        JoinMinutes = Minutes[random.Next(Minutes.Length)],
                    };
                    var world = new NeighbourWorld(settings);
                    var (all, responses) = (new List<IncidentId>(), new List<(IncidentId, ResponseId)>());
                    var before = Askers.Select(_ => (IReadOnlyList<JoinCandidate>)[]).ToArray();
                    for (var step = 0; step < 60; step++)
                    {
                        var (changes, care) = Happens(world, random, settings, all, responses);
                        for (var i = 0; i < Askers.Length; i++)
                        {
                            var (answer, plain) = (world.Answer(Askers[i]), world.Plain(Askers[i]));
                            answer.ShouldBe(plain, $"seed {seed}, step {step}, {Askers[i].Account.Key}");
                            var told = changes.Any(change =>
                                change.View == JoinableLight.View
                                && change.Group.Kind == "division"
                                && change.Group.Id == Askers[i].Grants[0].Scope.Division
                            );
                            if (!care && !answer.SequenceEqual(before[i]))
                                told.ShouldBeTrue($"seed {seed}, step {step}: {Askers[i].Account.Key} must ask again");
                            (before[i], offered) = (answer, offered + answer.Count);
                        }
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(worlds));
        offered.ShouldBeGreaterThan(least, "there was something to be found");
    }

    private static (IReadOnlyList<Change> Changes, bool Care) Happens(
        NeighbourWorld world,
        Random random,
        Settings settings,
        List<IncidentId> all,
        List<(IncidentId Incident, ResponseId Response)> responses
    )
    {
        var act = all.Count < 3 ? 0 : random.Next(20);
        if (act < 8)
        {
            var community = Communities[random.Next(Communities.Length)];
            var (id, changes) = world.Opened(
                random.Next(4) == 0 ? Category.Gas : Category.Flood,
                random.NextDouble() * 3 * Math.Max(1, settings.JoinMinutes),
                Point(random, settings),
                community,
                community?[..6] ?? (random.Next(3) == 0 ? "411503" : NeighbourWorld.County)
            );
            all.Add(id);
            return (changes, false);
        }
        var some = all[random.Next(all.Count)];
        var main = all[random.Next(all.Count)];
        return act switch
        {
            8 or 9 => (world.Placed(some, Point(random, settings) ?? new(114, 32), Communities[random.Next(Communities.Length)]), false),
            10 => (world.Drawn(some), false),
            11 => (random.Next(2) == 0 ? world.Ended(some) : world.Withdrawn(some), false),
            12 => (world.Offered(some), false),
            13 => (world.Ordered(some), false),
            14 => (world.Cared(some), true),
            15 when responses.Count > 0 => (
                world.Terminated(responses[^1].Incident, responses[^1].Response),
                !responses.Remove(responses[^1])
            ),
            15 or 16 => Responded(world, some, responses),
            17 => (
                world.Desk(
                    "keeper",
                    random.Next(3) == 0 ? null
                        : random.Next(2) == 0 ? NeighbourWorld.County
                        : "411503"
                ),
                false
            ),
            18 when world.Known.Find(some)!.State.Joined is not null => (world.Split(some), false),
            18 when some != main && world.Known.Find(some)!.Running && world.Known.Find(main)!.Running => (world.Joined(some, main), false),
            _ => (random.Next(2) == 0 ? world.Graded(some) : world.Contained(some), false),
        };
    }

    private static (IReadOnlyList<Change>, bool) Responded(NeighbourWorld world, IncidentId id, List<(IncidentId, ResponseId)> responses)
    {
        var (response, changes) = world.Responded(id);
        responses.Add((id, response));
        return (changes, false);
    }

    // A third of the incidents have no point; the others lie in a field of some reaches, often on one spot, like calls about one house.
    private static GeoPoint? Point(Random random, Settings settings)
    {
        if (random.Next(3) == 0)
            return null;
        var centre = new LonLat(114.05, 32.1);
        var at =
            random.Next(4) == 0
                ? centre
                : Earth.Onward(centre, random.NextDouble() * 2 * Math.Max(1, settings.JoinMetres), random.Next(360));
        return new(at.Lon, at.Lat);
    }

    [Theory]
    [InlineData(18.2, 109.5)]
    [InlineData(32.1, 114.05)]
    [InlineData(53.4, 122.3)]
    public void Whatever_is_within_the_distance_lies_in_a_cell_that_is_looked_at_in_the_south_and_in_the_north(double lat, double lon)
    {
        var random = new Random(7);
        foreach (var metres in (int[])[0, 1, 37, 500, 5000])
        {
            var reach = new Features.Incidents.JoinReach(metres, 30);
            for (var i = 0; i < 2_000; i++)
            {
                var here = Earth.Onward(new(lon, lat), random.NextDouble() * 20_000, random.Next(360));
                var there = Earth.Onward(here, metres * (i % 3 == 0 ? 1 : random.NextDouble()), random.NextDouble() * 360);
                if (reach.InDistance(new(here.Lon, here.Lat), new(there.Lon, there.Lat)))
                    reach
                        .CellsAround(new(here.Lon, here.Lat))
                        .ShouldContain(reach.Cell(new(there.Lon, there.Lat)), $"{metres} m, round {i}");
            }
        }
    }

    [Fact]
    public void A_card_that_changes_and_has_no_neighbour_makes_nobody_ask_and_one_that_has_makes_all_above_ask()
    {
        var world = new NeighbourWorld(new Settings());
        var (alone, opened) = world.Opened(Category.Flood, 0, new(114, 32), NeighbourWorld.Community);
        Told(opened).ShouldBeEmpty();
        foreach (
            var changes in (IReadOnlyList<Change>[])
                [
                    world.Graded(alone),
                    world.Drawn(alone),
                    world.Offered(alone),
                    world.Contained(alone),
                    world.Opened(Category.Flood, 1, new(114.1, 32), NeighbourWorld.Community).Changes,
                    world.Opened(Category.Gas, 1, new(114, 32), NeighbourWorld.Community).Changes,
                ]
        )
            Told(changes).ShouldBeEmpty();

        var (second, beside) = world.Opened(Category.Flood, 2, new(114.001, 32), NeighbourWorld.Community);
        string[] above = ["41", "4115", "411502", "411502001", "411502001001"];
        Told(beside).ShouldBe(above);
        Told(world.Graded(second)).ShouldBeEmpty("its grade says nothing about what it may be joined to");
        Told(world.Contained(second)).ShouldBeEmpty();
        Told(world.Ended(second)).ShouldBe(above);
        Told(world.Graded(alone)).ShouldBeEmpty();
    }

    [Fact]
    public void What_desks_are_told_is_a_number_and_a_care_case_tells_them_nothing()
    {
        var world = new NeighbourWorld(new Settings());
        var (first, _) = world.Opened(Category.Flood, 0, new(114, 32), NeighbourWorld.Community);
        var (second, changes) = world.Opened(Category.Flood, 2, new(114, 32), NeighbourWorld.Community);
        changes
            .Where(change => change.View == JoinableLight.View)
            .Select(change => change.Value)
            .Distinct()
            .ShouldBe([new JoinableLight(2)]);
        Told(world.Cared(second)).ShouldBeEmpty();
        world.Answer(Askers[0]).ShouldBe([new JoinCandidate(first, second, world.Known.Number(world.Known.Find(second)!), 0)]);
    }

    private static IEnumerable<string> Told(IEnumerable<Change> changes) =>
        changes.Where(change => change.View == JoinableLight.View).Select(change => change.Group.Id).Order(StringComparer.Ordinal);
}
