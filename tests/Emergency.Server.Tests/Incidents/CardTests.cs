using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

[Collection(WakesDoors.Name)]
public sealed class CardTests(Borough borough)
{
    private async Task<string> Open(bool located = true)
    {
        var duty = await borough.Duty();
        await Fires.Out(duty.Get, (path, body) => duty.Post(path, body), Borough.Community);
        var opened = (
            await duty.Post(
                "/api/incidents",
                located
                    ? new
                    {
                        category = "fire",
                        title = "一号楼着火",
                        priority = "life",
                        location = (object?)new { lon = Borough.Lon, lat = Borough.Lat },
                        community = (string?)null,
                    }
                    : new
                    {
                        category = "fire",
                        title = "某楼着火",
                        priority = "life",
                        location = (object?)null,
                        community = (string?)Borough.Community,
                    }
            )
        ).Is(201);
        return $"/api/incidents/{opened.String("id")}";
    }

    private static object Card(string card = BoroughRegisters.CardId, string community = Borough.Community) => new { community, card };

    private static JsonElement Step(Answer tasks, string step) =>
        tasks["items"].EnumerateArray().First(item => item.GetProperty("task").GetProperty("step").GetString() == step);

    private static string Path(string incident, JsonElement task) =>
        $"{incident}/tasks/{task.GetProperty("task").GetProperty("id").GetString()}";

    private async Task<(string Incident, Answer Tasks)> Running()
    {
        var (secretary, incident) = (await borough.Secretary(), await Open());
        var runs = (await secretary.Post($"{incident}/cards", Card())).Is(200);
        return (incident, (await secretary.Get($"{incident}/tasks", runs)).Is(200));
    }

    [Fact]
    public async Task The_plan_in_force_offers_the_card_for_this_kind_of_incident_first()
    {
        var incident = await Open();
        var cards = (await (await borough.Secretary()).Get($"{incident}/cards?after={(await borough.Feed.Head()).Value}"))
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
        var shown = (await (await borough.Secretary()).Get(incident)).Is(200);
        shown["area"].GetProperty("metres").GetDouble().ShouldBe(150);
        var wakes = tasks["items"]
            .EnumerateArray()
            .Where(item => item.GetProperty("task").GetProperty("step").GetString() == "wake-building")
            .ToList();
        wakes.Count.ShouldBe(2);
        wakes.Sum(item => item.GetProperty("doors").GetArrayLength()).ShouldBe(3);
        await Until.True(
            () =>
                borough.Folding.Now.Of<DoorsKnown>().Of(new(Guid.Parse(incident.Split('/')[^1])), Borough.Community).Households.Count == 3,
            "the doors are counted"
        );
    }

    [Fact]
    public async Task Where_two_incidents_overlap_a_door_is_in_one_task_only_and_comes_over_when_that_is_cancelled()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
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
        await Until.TrueAsync(
            async () =>
                (await secretary.Get($"{second}/tasks"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Sum(item => item.GetProperty("doors").GetArrayLength()) == 2,
            "the doors of the cancelled task are somebody's again"
        );
        await Fires.Out(duty.Get, (path, body) => duty.Post(path, body), Borough.Community);
    }

    [Fact]
    public async Task Doors_left_to_an_incident_that_had_just_ended_are_somebody_s_too()
    {
        var incident = await Open();
        var id = new IncidentId(Guid.Parse(incident.Split('/')[^1]));
        await borough.Do(
            Entities.Incident(Borough.Realm, id),
            new DrawImpact(
                new Area.Circle(new(Borough.Lon, Borough.Lat), 150),
                [Borough.Community],
                Borough.By,
                TimeProvider.System.GetUtcNow()
            )
        );
        await Until.True(
            () => borough.Folding.Now.Of<DoorsKnown>().Of(id, Borough.Community).Households.Count == 3,
            "the doors are counted"
        );
        // What is stored when the card was resolved a moment before another incident's end was known: all three doors were left to that.
        var card = new ActivatedCard(Borough.Community, BoroughRegisters.CardId, "1", 1, TimeProvider.System.GetUtcNow());
        await borough.Do(Entities.Incident(Borough.Realm, id), new ActivateCard(card, [], Borough.By, TimeProvider.System.GetUtcNow(), 3));
        var secretary = await borough.Secretary();
        await Until.TrueAsync(async () => await Doors() == 3, "the doors are somebody's");
        await Fires.Out((await borough.Duty()).Get, async (path, body) => await (await borough.Duty()).Post(path, body), Borough.Community);

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
        var secretary = await borough.Secretary();
        var wake = tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2);
        var doors = wake.GetProperty("doors").EnumerateArray().Select(door => door.GetString()!).ToList();
        await Until.True(
            () =>
                borough.Folding.Now.Of<DoorsKnown>().Of(new(Guid.Parse(incident.Split('/')[^1])), Borough.Community).Households.Count == 3,
            "the doors are counted"
        );
        string? State(Answer all) =>
            all["items"]
                .EnumerateArray()
                .Single(item =>
                    item.GetProperty("task").GetProperty("id").GetString() == wake.GetProperty("task").GetProperty("id").GetString()
                )
                .GetProperty("task")
                .GetProperty("state")
                .GetString();
        (await secretary.Post($"{incident}/doors/{Borough.Community}/households/{doors[0]}/check", new { state = "safe", all = true })).Is(
            200
        );
        State((await secretary.Get($"{incident}/tasks")).Is(200)).ShouldBe("open");
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
        var (secretary, incident) = (await borough.Secretary(), await Open(located: false));
        (await secretary.Post($"{incident}/cards", Card())).Is(409).Code.ShouldBe("task.no-area");
        (await secretary.Post($"{incident}/cards", Card("first-report"))).Is(200)["tasks"].GetArrayLength().ShouldBe(1);
        (await secretary.Post($"{incident}/cards", Card("no-such-card"))).Is(404).Code.ShouldBe("plan.unknown-card");
        (await (await borough.Duty()).Post($"{incident}/cards", Card(community: Borough.Neighbour))).Is(400);
    }

    [Fact]
    public async Task The_first_to_take_a_life_safety_task_has_it_and_the_second_learns_since_when()
    {
        var (incident, tasks) = await Running();
        var (unit, grid) = (await borough.UnitChief(), await borough.GridChief());
        var wake = tasks["items"]
            .EnumerateArray()
            .First(item =>
                item.GetProperty("levels")
                    .EnumerateArray()
                    .Any(level =>
                        level
                            .GetProperty("members")
                            .EnumerateArray()
                            .Any(member => member.GetProperty("id").GetString() == BoroughRegisters.UnitChief.ToString())
                    )
            );
        var taken = (await unit.Post($"{Path(incident, wake)}/take")).Is(200);
        var second = (await grid.Post($"{Path(incident, wake)}/take")).Is(409);
        second.Code.ShouldBe("task.taken");
        second.Arguments[0].ShouldBe(unit.Account.Key);
        (await (await borough.OtherUnitChief()).Post($"{Path(incident, wake)}/take")).Is(403);
        (await unit.Get("/api/me/tasks", taken))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldContain(item =>
                item.GetProperty("task").GetProperty("mine").GetBoolean()
                && item.GetProperty("task").GetProperty("task").GetProperty("id").GetString()
                    == wake.GetProperty("task").GetProperty("id").GetString()
            );
        (await grid.Get("/api/me/tasks", taken))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldNotContain(item =>
                item.GetProperty("task").GetProperty("task").GetProperty("id").GetString()
                == wake.GetProperty("task").GetProperty("id").GetString()
            );
    }

    [Fact]
    public async Task A_chief_sees_the_doors_of_a_task_until_somebody_else_takes_it()
    {
        var (incident, tasks) = await Running();
        var (unit, grid, id) = (
            await borough.UnitChief(),
            await borough.GridChief(),
            new Domain.IncidentId(Guid.Parse(incident.Split('/')[^1]))
        );
        IReadOnlySet<Domain.HouseholdId> Doors(Resident who, Domain.MemberId member) =>
            new TaskSight().Doors(
                borough.Folding.Now,
                id,
                new(who.Account, [], new(Borough.Community, member), Borough.Realm, default, default, "", null)
            );
        Doors(grid, BoroughRegisters.GridChief)
            .ShouldBe([BoroughRegisters.Elder, BoroughRegisters.Child, BoroughRegisters.OtherUnit], ignoreOrder: true);
        Doors(unit, BoroughRegisters.UnitChief).ShouldBe([BoroughRegisters.Elder, BoroughRegisters.Child], ignoreOrder: true);
        var wake = tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2);
        var taken = (await grid.Post($"{Path(incident, wake)}/take")).Is(200);
        await unit.Get("/api/me/tasks", taken);
        Doors(unit, BoroughRegisters.UnitChief).ShouldBeEmpty();
        Doors(grid, BoroughRegisters.GridChief).Count.ShouldBe(3);
        var finished = (await grid.Post($"{Path(incident, wake)}/finish")).Is(200);
        await grid.Get("/api/me/tasks", finished);
        Doors(grid, BoroughRegisters.GridChief).ShouldBe([BoroughRegisters.OtherUnit]);
    }

    [Fact]
    public async Task Nobody_takes_a_professional_step_and_only_the_desk_reports_it_done()
    {
        var (incident, tasks) = await Running();
        var cut = Path(incident, Step(tasks, "cut-power"));
        (await (await borough.Secretary()).Post($"{cut}/take")).Is(403).Code.ShouldBe("task.professional");
        (await (await borough.UnitChief()).Post($"{cut}/take")).Is(403);
        (await (await borough.Secretary()).Post($"{cut}/finish")).Is(200);
    }

    [Fact]
    public async Task At_night_with_nobody_of_the_response_team_the_next_in_the_list_is_asked()
    {
        var (_, tasks) = await Running();
        var levels = Step(tasks, "keep-back").GetProperty("levels").EnumerateArray().Select(level => level.GetProperty("role").GetString());
        levels.ShouldBe(["volunteer", "secretary", "street"]);
    }

    [Fact]
    public async Task A_holder_hands_on_to_a_neighbour_and_a_stranger_cannot_be_named()
    {
        var (incident, tasks) = await Running();
        var (unit, wake) = (
            await borough.UnitChief(),
            Path(incident, tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2))
        );
        (await unit.Post($"{wake}/hand-on", new { to = BoroughRegisters.Volunteer })).Is(409).Code.ShouldBe("task.not-taken");
        (await unit.Post($"{wake}/take")).Is(200);
        (await unit.Post($"{wake}/hand-on", new { to = Guid.Empty })).Is(404).Code.ShouldBe("team.unknown-member");
        var handed = (await unit.Post($"{wake}/hand-on", new { to = BoroughRegisters.Volunteer })).Is(200);
        var volunteer = await borough.As(Role.Volunteer, Borough.Community, BoroughRegisters.Volunteer);
        (await volunteer.Get(wake, handed)).Is(200)["mine"].GetBoolean().ShouldBeFalse();
        (await volunteer.Post($"{wake}/take")).Is(200);
        (await volunteer.Post($"{wake}/arrive")).Is(200);
        (await volunteer.Post($"{wake}/decline", new { reason = "扭了脚" })).Is(200);
    }

    [Fact]
    public async Task A_card_runs_once_in_a_community()
    {
        var (incident, _) = await Running();
        (await (await borough.Secretary()).Post($"{incident}/cards", Card())).Is(409).Code.ShouldBe("task.card-active");
    }

    [Fact]
    public async Task A_task_in_own_words_alerts_only_who_was_named()
    {
        var (secretary, incident) = (await borough.Secretary(), await Open());
        var task = new
        {
            community = Borough.Community,
            @class = "wait",
            text = "送水到集合点",
            members = new[] { BoroughRegisters.UnitChief },
            allowSeconds = 600,
        };
        var assigned = (await secretary.Post($"{incident}/tasks", task)).Is(201);
        (await (await borough.UnitChief()).Get($"{incident}/tasks", assigned))
            .Is(200)["items"]
            .EnumerateArray()
            .Single()
            .GetProperty("text")
            .GetString()
            .ShouldBe("送水到集合点");
        (await (await borough.OtherUnitChief()).Get($"{incident}/tasks", assigned)).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (
            await secretary.Post(
                $"{incident}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "life",
                    text = "无人",
                    members = new[] { Guid.Empty },
                }
            )
        ).Is(404).Code.ShouldBe("team.unknown-member");
        (
            await secretary.Post(
                $"{incident}/tasks",
                new
                {
                    community = Borough.Neighbour,
                    @class = "life",
                    text = "越界",
                    members = new[] { BoroughRegisters.UnitChief },
                }
            )
        ).Is(403);
        (
            await secretary.Post(
                $"{incident}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "professional",
                    text = "入楼",
                    members = new[] { BoroughRegisters.UnitChief },
                }
            )
        ).Is(400);
    }

    [Fact]
    public async Task What_is_broadcast_of_a_task_names_no_door_and_no_person()
    {
        var (incident, _) = await Running();
        var changes = Infrastructure
            .Views.Folding.Show(
                borough.Folding.Now,
                borough.Folding.Views,
                Infrastructure.Views.Group.Division(Borough.Realm, Borough.Community)
            )
            .Where(change => change.View is Lights.Incident or Lights.Task)
            .ToList();
        changes
            .Select(change => change.Value)
            .OfType<IncidentLight>()
            .Select(light => light.Id.ToString())
            .ToList()
            .ShouldContain(incident.Split('/')[^1], StringComparer.Ordinal);
        var text = JsonSerializer.Serialize(changes.Select(change => change.Value), Json.Options);
        foreach (
            var secret in (string[])
                ["一号楼", "着火", "1单元", BoroughRegisters.Elder.ToString(), BoroughRegisters.UnitChief.ToString(), "114.07"]
        )
            text.ShouldNotContain(secret);
        changes.Select(change => change.Value).OfType<TaskLight>().ShouldContain(task => task.Doors == 2 && task.State == TaskState.Open);
    }
}
