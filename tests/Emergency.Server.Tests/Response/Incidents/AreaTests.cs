using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>
/// Stories in which a card wakes the few doors of a borough of their own: one after another, since a door belongs to one task only, of any
/// incident.
/// </summary>
[CollectionDefinition(Name)]
public sealed class WakesDoors : ICollectionFixture<Borough>
{
    public const string Name = "wakes the doors of the borough";
}

[Collection(WakesDoors.Name)]
public sealed class AreaTests(Borough borough)
{
    private static object Circle(double metres = 150) =>
        new
        {
            circle = new
            {
                lon = Borough.Lon,
                lat = Borough.Lat,
                metres,
            },
        };

    private async Task<Guid> Open() => Guid.Parse((
                await (await borough.Duty()).Post(
                    "/api/incidents",
                    new
                    {
                        category = "fire",
                        title = "着火",
                        location = new { lon = Borough.Lon, lat = Borough.Lat },
                    }
                )
            ).Is(201).String("id")!);

    private Doors Doors(Guid incident) => borough.Folding.Now.Of<DoorsKnown>().Of(new(incident), Borough.Community);

    [Fact]
    public async Task Drawing_a_circle_counts_everybody_inside_it()
    {
        var incident = await Open();
        (await (await borough.Secretary()).Post($"/api/incidents/{incident}/impact", Circle()))
            .Is(200)["communities"]
            .EnumerateArray()
            .Select(code => code.GetString())
            .ShouldBe([Borough.Community]);
        await Until.True(() => Doors(incident).Households.Count == 3, "the households are counted");
        Doors(incident)
            .Persons.Keys.ShouldBeSubsetOf(
                borough.Folding.Now.Of<ResidentsKnown>().PersonsOf(Borough.Community).Select(person => person.Id)
            );
        Doors(incident).Persons.Keys.ShouldContain(BoroughRegisters.OldWoman);
    }

    [Fact]
    public async Task A_smaller_area_lets_go_of_whom_nobody_has_marked()
    {
        var (duty, incident) = (await borough.Duty(), await Open());
        await duty.Post($"/api/incidents/{incident}/impact", Circle());
        await Until.True(() => Doors(incident).Households.Count == 3, "the households are counted");
        (
            await duty.Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon + 0.0001,
                        lat = Borough.Lat,
                        metres = 3,
                    },
                }
            )
        ).Is(200);
        await Until.True(() => Doors(incident).Households.Keys.SequenceEqual([BoroughRegisters.Elder]), "only the nearest door is left");
    }

    [Fact]
    public async Task Who_is_recorded_in_the_middle_of_it_appears_inside_the_area()
    {
        var (incident, person) = (await Open(), BoroughRegisters.Someone("came-late"));
        await (await borough.Duty()).Post($"/api/incidents/{incident}/impact", Circle());
        await Until.True(() => Doors(incident).Incident is not null, "the doors are counted");
        await BoroughRegisters.Record(borough, person, null, "蒋试晚", new(1950, 1, 1), 0.0004, "elder-alone");
        await Until.True(() => Doors(incident).Persons.ContainsKey(person), "the newcomer is on the list");
    }

    [Fact]
    public async Task A_door_that_comes_to_the_list_while_the_card_runs_is_knocked_at_too()
    {
        var duty = await borough.Duty();
        await Fires.Out(duty.Get, (path, body) => duty.Post(path, body), Borough.Community);
        var (secretary, incident) = (await borough.Secretary(), await Open());
        (
            await secretary.Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon + 0.0001,
                        lat = Borough.Lat,
                        metres = 3,
                    },
                }
            )
        ).Is(200);
        var runs = (
            await secretary.Post($"/api/incidents/{incident}/cards", new { community = Borough.Community, card = BoroughRegisters.CardId })
        ).Is(200);
        IEnumerable<Domain.HouseholdId> Woken() =>
            borough.Incident(incident)!.State.Tasks.Values.Where(task => task.Step == "wake-building").SelectMany(task => task.Doors);
        await secretary.Get("/api/me/tasks", runs);
        Woken().ShouldBe([BoroughRegisters.Elder]);
        (await secretary.Post($"/api/incidents/{incident}/impact", Circle())).Is(200);
        await Until.True(() => Woken().Count() >= 3, "the other doors are woken");
        Woken().ShouldBe([BoroughRegisters.Elder, BoroughRegisters.Child, BoroughRegisters.OtherUnit], ignoreOrder: true);
    }

    [Fact]
    public async Task An_outline_that_crosses_itself_is_refused_with_the_place_where_it_does()
    {
        var incident = await Open();
        double[][] ring =
        [
            [114.06, 32.10],
            [114.08, 32.12],
            [114.08, 32.10],
            [114.06, 32.12],
            [114.06, 32.10],
        ];
        var refused = (
            await (await borough.Duty()).Post(
                $"/api/incidents/{incident}/impact",
                new { polygon = new { type = "Polygon", coordinates = new[] { ring } } }
            )
        ).Is(400);
        (refused.Code, refused.Arguments[0], refused.Arguments[1]).ShouldBe(("area.self-crossing", "114.07", "32.11"));
    }

    [Fact]
    public async Task An_area_beyond_ones_own_is_for_the_level_above()
    {
        var incident = await Open();
        (await (await borough.Secretary()).Post($"/api/incidents/{incident}/impact", Circle(2_000)))
            .Is(403)
            .Code.ShouldBe("scope.not-yours");
        (await (await borough.StreetOfficer()).Post($"/api/incidents/{incident}/impact", Circle(1_200)))
            .Is(200)["communities"]
            .GetArrayLength()
            .ShouldBe(2);
        (
            await (await borough.As(Role.Secretary, Borough.Neighbour)).Get(
                $"/api/incidents/{incident}?after={(await borough.Feed.Head()).Value}"
            )
        ).Is(200);
        // An area that the street drew for two communities cannot be taken back by one of them alone.
        (await (await borough.Secretary()).Post($"/api/incidents/{incident}/impact", Circle())).Is(403);
    }

    [Fact]
    public async Task Exactly_one_way_of_drawing_is_asked_for()
    {
        var incident = await Open();
        foreach (
            var body in new object[]
            {
                new { },
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = Borough.Lat,
                        metres = 100,
                    },
                    places = new[] { new { division = Borough.Community } },
                },
                new { places = Array.Empty<object>() },
                // A missing number is never taken as 0.
                new { circle = new { metres = 100 } },
                new { circle = new { lon = Borough.Lon, metres = 100 } },
                new { circle = new { lon = Borough.Lon, lat = Borough.Lat } },
            }
        )
            (await (await borough.Duty()).Post($"/api/incidents/{incident}/impact", body)).Is(400);
        (
            await (await borough.Duty()).Post(
                $"/api/incidents/{incident}/impact",
                new { places = new[] { new { division = Borough.Community, grid = "G1" } } }
            )
        ).Is(200);
    }
}
