using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Parties;

/// <summary>A grid that is drawn, renamed, and followed: its chief is alerted for it and sees its doors.</summary>
public sealed class ChiefTests : IAsyncLifetime
{
    private const string Quarters = $"/api/communities/{Borough.Community}/quarters",
        Building = "1号楼";
    private static readonly MemberId Chief = new(Guid.CreateVersion7());
    private static readonly MemberId[] OfTheBuilding =
    [
        BoroughRegisters.BuildingChief,
        BoroughRegisters.UnitChief,
        BoroughRegisters.OtherUnitChief,
    ];
    private readonly Borough _borough = new();

    public ValueTask InitializeAsync() => _borough.InitializeAsync();

    public ValueTask DisposeAsync() => _borough.DisposeAsync();

    [Fact]
    public async Task A_grid_named_anew_has_its_chief_alerted_and_seeing_its_doors_once_the_street_has_agreed()
    {
        await Enlist("旧网格");
        var (secretary, street) = (await _borough.Secretary(), await _borough.StreetOfficer());
        var chief = await _borough.As(Role.GridChief, Borough.Community, Chief, "旧网格");
        await Follow(secretary, "旧网格");
        (await secretary.Post($"{Quarters}/remove", new { kind = "grid", name = "旧网格" })).Is(200);
        var drawn = (await secretary.Post(Quarters, Grid("新名网格"))).Is(200);
        var before = Named(await secretary.Get(Quarters, drawn), "新名网格");
        before.GetProperty("answers").GetString().ShouldBe("behind");
        before
            .GetProperty("behind")
            .GetInt32()
            .ShouldBe(
                before.GetProperty("households").GetInt32() + before.GetProperty("persons").GetInt32() + 1 + OfTheBuilding.Length + 1
            );

        var followed = (await secretary.Post($"{Quarters}/follow", new { kind = "grid", name = "新名网格" })).Is(200);
        followed.String("answers").ShouldBe("waits");
        var after = Named(await secretary.Get(Quarters, followed), "新名网格");
        (after.GetProperty("behind").GetInt32(), after.GetProperty("answers").GetString()).ShouldBe((0, "waits"));
        (await chief.Get($"/api/communities/{Borough.Community}/residents")).Is(200)["items"].GetArrayLength().ShouldBe(0);
        // A repeated request still waits and is not entered twice.
        (await secretary.Post($"{Quarters}/follow", new { kind = "grid", name = "新名网格" })).Is(200);
        var asked = (await street.Get("/api/confirmations"))
            .Is(200)["waiting"]
            .EnumerateArray()
            .Single(one => one.GetProperty("kind").GetString() == "community-grants");

        var agreed = (await street.Post($"/api/confirmations/{asked.GetProperty("id").GetString()}/confirm", new { })).Is(200);
        agreed.String("stage").ShouldBe("done");
        Named(await secretary.Get(Quarters, agreed), "新名网格").GetProperty("answers").GetString().ShouldBe("follows");
        (await chief.Get($"/api/communities/{Borough.Community}/residents")).Is(200)["items"].GetArrayLength().ShouldBeGreaterThan(0);

        var tasks = await Burning(secretary);
        var wakes = tasks.Where(one => one.GetProperty("task").GetProperty("step").GetString() == "wake-building").ToList();
        wakes.ShouldNotBeEmpty();
        wakes.ShouldAllBe(wake => Alerts(wake, Chief));
        // The chiefs of the building's stairwells are alerted first, as before.
        foreach (var one in (MemberId[])[BoroughRegisters.UnitChief, BoroughRegisters.OtherUnitChief])
            wakes.ShouldContain(wake => Alerts(wake, one));
    }

    [Fact]
    public async Task Who_is_chosen_as_chief_without_having_been_one_is_one_from_then_on()
    {
        await Enlist(null, TeamRole.Responder);
        var secretary = await _borough.Secretary();
        (await secretary.Post(Quarters, Grid("头一格"))).Is(200);
        (await secretary.Post($"{Quarters}/follow", new { kind = "grid", name = "头一格" })).Is(200).String("answers").ShouldBe("follows");
        var tasks = await Burning(secretary);
        tasks
            .Where(one => one.GetProperty("task").GetProperty("step").GetString() == "wake-building")
            .ShouldAllBe(one => Alerts(one, Chief));
    }

    [Fact]
    public async Task Who_led_a_grid_that_somebody_else_leads_now_is_alerted_for_it_no_more()
    {
        await Enlist("让出的格");
        var secretary = await _borough.Secretary();
        (await secretary.Post(Quarters, Grid("让出的格"))).Is(200);
        var saw = new { buildings = new[] { Building }, chief = (Guid?)Chief.Value };
        var handed = new
        {
            kind = "grid",
            name = "让出的格",
            buildings = new[] { Building },
            chief = BoroughRegisters.GridChief.Value,
            was = saw,
        };
        (await secretary.Post(Quarters, handed)).Is(200);
        (await secretary.Post($"{Quarters}/follow", new { kind = "grid", name = "让出的格" })).Is(200);
        Team().Members[Chief].Grid.ShouldBeNull();
        Team().Members[Chief].Is(TeamRole.GridChief).ShouldBeTrue("what they are is the register's");
        Team().Members[BoroughRegisters.GridChief].Grid.ShouldBe("让出的格");
        var tasks = await Burning(secretary);
        var wakes = tasks.Where(one => one.GetProperty("task").GetProperty("step").GetString() == "wake-building").ToList();
        wakes.ShouldNotBeEmpty();
        wakes.ShouldAllBe(wake => Alerts(wake, BoroughRegisters.GridChief) && !Alerts(wake, Chief));
    }

    private Team Team() => _borough.Folding.Now.Of<TeamsKnown>().Of(Borough.Community).State;

    private static bool Alerts(JsonElement task, MemberId member) =>
        task.GetProperty("levels").GetRawText().Contains(member.Value.ToString(), StringComparison.Ordinal);

    private async Task Follow(Resident secretary, string name)
    {
        (await secretary.Post(Quarters, Grid(name))).Is(200);
        (await secretary.Post($"{Quarters}/follow", new { kind = "grid", name })).Is(200).String("answers").ShouldBe("follows");
    }

    private static object Grid(string name) =>
        new
        {
            kind = "grid",
            name,
            buildings = new[] { Building },
            chief = Chief.Value,
        };

    private static JsonElement Named(Answer all, string name) =>
        all.Is(200)["items"].EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    private async Task Enlist(string? grid, TeamRole role = TeamRole.GridChief) =>
        await _borough.Do(
            Entities.Team(Borough.Realm, Borough.Community),
            new RecordMembers(
                [
                    new(
                        Chief,
                        role,
                        grid,
                        null,
                        null,
                        [],
                        Availability.OnPost,
                        await _borough.Seal(Chief.Value, new MemberContact("沈拟长", ["13900000044"], null, null))
                    ),
                ],
                null,
                TimeProvider.System.GetUtcNow()
            )
        );

    private async Task<List<JsonElement>> Burning(Resident secretary)
    {
        var duty = await _borough.Duty();
        var incident =
            $"/api/incidents/{(
                await duty.Post(
                    "/api/incidents",
                    new
                    {
                        category = "fire",
                        title = "一号楼着火",
                        priority = "life",
                        location = new { lon = Borough.Lon, lat = Borough.Lat },
                    }
                )
            ).Is(201).String("id")}";
        var runs = (await secretary.Post($"{incident}/cards", new { community = Borough.Community, card = BoroughRegisters.CardId })).Is(
            200
        );
        return [.. (await secretary.Get($"{incident}/tasks", runs)).Is(200)["items"].EnumerateArray()];
    }
}
