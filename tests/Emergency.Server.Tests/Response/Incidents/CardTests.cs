using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

public sealed class CardTests(Borough borough) : Carrying(borough)
{
    [Fact]
    public async Task The_plan_in_force_offers_the_card_for_this_kind_of_incident_first()
    {
        var incident = await Open();
        var cards = (await (await Borough.Secretary()).Get($"{incident}/cards?after={(await Borough.Feed.Head()).Value}"))
            .Is(200)["items"]
            .EnumerateArray()
            .ToList();
        cards[0].GetProperty("card").GetString().ShouldBe(BoroughRegisters.CardId);
        cards[0].GetProperty("fits").GetBoolean().ShouldBeTrue();
        cards[1].GetProperty("fits").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_card_that_wakes_doors_draws_the_usual_circle_and_makes_one_task_for_each_stairwell()
    {
        var (incident, tasks) = await Running();
        var shown = (await (await Borough.Secretary()).Get(incident)).Is(200);
        shown["area"].GetProperty("metres").GetDouble().ShouldBe(150);
        var wakes = tasks["items"]
            .EnumerateArray()
            .Where(item => item.GetProperty("task").GetProperty("step").GetString() == "wake-building")
            .ToList();
        wakes.Count.ShouldBe(2);
        wakes.Sum(item => item.GetProperty("doors").GetArrayLength()).ShouldBe(3);
        await Until.True(
            () =>
                Borough.Folding.Now.Of<DoorsKnown>().Of(new(Guid.Parse(incident.Split('/')[^1])), Borough.Community).Households.Count == 3,
            "the doors are counted"
        );
    }

    [Fact]
    public async Task Where_two_incidents_overlap_a_door_is_in_one_task_only_and_comes_over_when_that_is_cancelled()
    {
        var (duty, secretary) = (await Borough.Duty(), await Borough.Secretary());
        var (first, tasks) = await Running();
        var second =
            $"/api/incidents/{(await duty.Post("/api/incidents", new { category = "fire", title = "旁边也冒烟", priority = "life", location = new { lon = Borough.Lon, lat = Borough.Lat } })).Is(201).String("id")}";
        var runs = (await secretary.Post($"{second}/cards", Card())).Is(200);
        (await secretary.Get($"{second}/tasks", runs))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldAllBe(item => item.GetProperty("doors").GetArrayLength() == 0);
        var entry = (await secretary.Get($"{second}/timeline"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("form").GetString() == "incident.card-activated.v1");
        entry.GetProperty("data").GetProperty("elsewhere").GetInt32().ShouldBe(3);

        var wake = tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2);
        (await secretary.Post($"{Path(first, wake)}/cancel", new { })).Is(200);
        var left = Doors([wake]);
        await Until.TrueAsync(
            async () => left.IsSubsetOf(Doors((await secretary.Get($"{second}/tasks")).Is(200)["items"].EnumerateArray())),
            "the doors of the cancelled task are somebody's again"
        );
        var kept = Doors(tasks["items"].EnumerateArray()).Except(left, StringComparer.Ordinal);
        Doors((await secretary.Get($"{second}/tasks")).Is(200)["items"].EnumerateArray()).ShouldNotContain(door => kept.Contains(door));
        await Fires.Out(duty.Get, (path, body) => duty.Post(path, body), Borough.Community);

        // Compared by name: another story can bring a door of its own to the list.
        static HashSet<string> Doors(IEnumerable<JsonElement> items) =>
            items
                .SelectMany(item => item.GetProperty("doors").EnumerateArray())
                .Select(door => door.GetString()!)
                .ToHashSet(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Doors_left_to_an_incident_that_had_just_ended_are_somebody_s_too()
    {
        var incident = await Open();
        var id = new IncidentId(Guid.Parse(incident.Split('/')[^1]));
        await Borough.Do(
            Entities.Incident(Borough.Realm, id),
            new DrawImpact(
                new Area.Circle(new(Borough.Lon, Borough.Lat), 150),
                [Borough.Community],
                Borough.By,
                TimeProvider.System.GetUtcNow()
            )
        );
        await Until.True(
            () => Borough.Folding.Now.Of<DoorsKnown>().Of(id, Borough.Community).Households.Count == 3,
            "the doors are counted"
        );
        // State of a card resolved a moment before another incident's end was known: all three doors were left to that.
        var card = new ActivatedCard(Borough.Community, BoroughRegisters.CardId, "1", 1, TimeProvider.System.GetUtcNow());
        await Borough.Do(Entities.Incident(Borough.Realm, id), new ActivateCard(card, [], Borough.By, TimeProvider.System.GetUtcNow(), 3));
        var secretary = await Borough.Secretary();
        await Until.TrueAsync(async () => await Doors() == 3, "the doors are somebody's");
        await Fires.Out((await Borough.Duty()).Get, async (path, body) => await (await Borough.Duty()).Post(path, body), Borough.Community);

        async Task<int> Doors() =>
            (await secretary.Get($"{incident}/tasks"))
                .Is(200)["items"]
                .EnumerateArray()
                .Sum(item => item.GetProperty("doors").GetArrayLength());
    }

    [Fact]
    public async Task A_task_whose_doors_are_all_settled_is_done_by_itself_and_says_why()
    {
        var (incident, tasks) = await Running();
        var secretary = await Borough.Secretary();
        var wake = tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2);
        var doors = wake.GetProperty("doors").EnumerateArray().Select(door => door.GetString()!).ToList();
        await Until.True(
            () =>
                Borough.Folding.Now.Of<DoorsKnown>().Of(new(Guid.Parse(incident.Split('/')[^1])), Borough.Community).Households.Count == 3,
            "the doors are counted"
        );
        JsonElement Shown(Answer all) =>
            all["items"]
                .EnumerateArray()
                .Single(item =>
                    item.GetProperty("task").GetProperty("id").GetString() == wake.GetProperty("task").GetProperty("id").GetString()
                );
        string? State(Answer all) => Shown(all).GetProperty("task").GetProperty("state").GetString();
        wake.GetProperty("settled").GetInt32().ShouldBe(0);
        (await secretary.Post($"{incident}/doors/{Borough.Community}/households/{doors[0]}/check", new { state = "safe", all = true })).Is(
            200
        );
        var half = (await secretary.Get($"{incident}/tasks")).Is(200);
        (State(half), Shown(half).GetProperty("settled").GetInt32()).ShouldBe(("open", 1));
        (await secretary.Post($"{incident}/doors/{Borough.Community}/households/{doors[1]}/check", new { state = "safe", all = true })).Is(
            200
        );
        await Until.TrueAsync(
            async () => State((await secretary.Get($"{incident}/tasks")).Is(200)) == "done",
            "nobody is left behind its doors"
        );
        (await secretary.Get($"{incident}/timeline"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("form").GetString() == "incident.task-done.v1")
            .GetProperty("data")
            .GetProperty("fact")
            .GetString()
            .ShouldBe("doors-settled");
    }

    [Fact]
    public async Task Without_a_place_the_card_that_wakes_doors_is_refused_and_one_that_does_not_runs()
    {
        var (secretary, incident) = (await Borough.Secretary(), await Open(located: false));
        (await secretary.Post($"{incident}/cards", Card())).Is(409).Code.ShouldBe("task.no-area");
        (await secretary.Post($"{incident}/cards", Card("first-report"))).Is(200)["tasks"].GetArrayLength().ShouldBe(1);
        (await secretary.Post($"{incident}/cards", Card("no-such-card"))).Is(404).Code.ShouldBe("plan.unknown-card");
        (await (await Borough.Duty()).Post($"{incident}/cards", Card(community: Borough.Neighbour))).Is(400);
    }

    [Fact]
    public async Task At_night_with_nobody_of_the_response_team_the_next_in_the_list_is_asked()
    {
        var (_, tasks) = await Running();
        var levels = Step(tasks, "keep-back").GetProperty("levels").EnumerateArray().Select(level => level.GetProperty("role").GetString());
        levels.ShouldBe(["volunteer", "secretary", "street"]);
    }

    [Fact]
    public async Task A_card_runs_once_in_a_community()
    {
        var (incident, _) = await Running();
        (await (await Borough.Secretary()).Post($"{incident}/cards", Card())).Is(409).Code.ShouldBe("task.card-active");
    }
}
