using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.TemporaryCare;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

public sealed class EndingTests(Borough borough)
{
    private const string Doors = $"doors/{Borough.Community}";

    private async Task<string> Fire(bool doors = true)
    {
        var duty = await borough.Duty();
        var path =
            $"/api/incidents/{(await duty.Post("/api/incidents", new { category = "fire", title = "一号楼着火", priority = "life", location = new { lon = Borough.Lon, lat = Borough.Lat } })).Is(201).String("id")}";
        if (!doors)
            return path;
        (
            await duty.Post(
                $"{path}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = Borough.Lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(() => Task.FromResult(Here(path).Households.Count >= 3), "the doors are counted");
        return path;
    }

    private static IncidentId Id(string path) => new(Guid.Parse(path.Split('/')[^1]));

    private Doors Here(string path) => borough.Folding.Now.Of<DoorsKnown>().Of(Id(path), Borough.Community);

    private IncidentStage Stage(string path) => borough.Incident(Id(path).Value)!.State.Stage;

    private async Task Settle(string path)
    {
        var secretary = await borough.Secretary();
        foreach (var person in Here(path).Persons.Keys)
            (await secretary.Post($"{path}/{Doors}/persons/{person}/check", new { state = "safe" })).Is(200);
        foreach (var household in Here(path).Households.Keys)
            (await secretary.Post($"{path}/{Doors}/households/{household}/check", new { state = "safe", all = true })).Is(200);
    }

    private async Task<string> TaskFor(string path, string @class = "life") =>
        $"{path}/tasks/{(await (await borough.Secretary()).Post($"{path}/tasks", new { community = Borough.Community, @class, text = "看一下", members = new[] { BoroughRegisters.UnitChief } })).Is(201).String("id")}";

    private async Task<IReadOnlyList<string>> Forms(string path, string community)
    {
        var forms = new List<string>();
        await foreach (var happened in borough.Feed.Stream(Entities.Doors(Borough.Realm, Id(path), community), await borough.Feed.Head()))
            forms.Add(happened.Form);
        return forms;
    }

    private static IReadOnlyList<JsonElement> Missing(Answer answer) => [.. answer["missing"].EnumerateArray()];

    private static string Kind(JsonElement missing) => missing.GetProperty("kind").GetString()!;

    [Fact]
    public async Task The_refused_end_of_a_scene_names_the_doors_and_the_tasks()
    {
        var (street, path) = (await borough.StreetOfficer(), await Fire());
        var task = await TaskFor(path);
        var refused = (await street.Post($"{path}/end-scene")).Is(409);
        refused.Code.ShouldBe("incident.scene-not-ready");
        var missing = Missing(refused);
        missing.Select(Kind).ShouldBe(["doors", "task"]);
        (missing[0].GetProperty("community").GetString(), missing[0].GetProperty("name").GetString()).ShouldBe(
            (Borough.Community, "试阳社区")
        );
        var figures = missing[0];
        refused.Arguments.ShouldBe([
            .. new[] { "atRisk", "households", "people" }.Select(name =>
                figures.GetProperty(name).GetInt32().ToString(null as IFormatProvider)
            ),
            "1",
        ]);
        missing[1].GetProperty("task").GetString().ShouldBe(task.Split('/')[^1]);
        refused.String("title")!.ShouldContain("保命任务 1 项");
    }

    [Fact]
    public async Task The_three_acts_follow_one_another_and_after_each_nothing_of_the_last_is_done_any_more()
    {
        var (street, secretary, duty, path) = (
            await borough.StreetOfficer(),
            await borough.Secretary(),
            await borough.Duty(),
            await Fire()
        );
        var (life, wait) = (await TaskFor(path), await TaskFor(path, "wait"));
        (await street.Post($"{path}/end-response")).Is(409).Code.ShouldBe("incident.scene-running");
        await Settle(path);
        (await secretary.Post($"{life}/finish")).Is(200);
        var ended = (await street.Post($"{path}/end-scene")).Is(200);
        (await street.Get(wait, ended)).Is(200)["task"].GetProperty("state").GetString().ShouldBe("cancelled");
        (await secretary.Post($"{wait}/take")).Is(409).Code.ShouldBe("incident.scene-over");
        (
            await duty.Post(
                $"{path}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = Borough.Lat,
                        metres = 50,
                    },
                }
            )
        ).Is(409).Code.ShouldBe("incident.scene-over");
        await Until.TrueAsync(() => Task.FromResult(Here(path).Closed), "the door check is closed");
        (await secretary.Post($"{path}/{Doors}/persons/{Here(path).Persons.Keys.First()}/check", new { state = "safe", where = "家" }))
            .Is(409)
            .Code.ShouldBe("doors.over");
        (await street.Post($"{path}/archive", new { text = "终报" })).Is(409).Code.ShouldBe("incident.response-running");

        // The desk opened it by hand, so the response is the county's.
        (await street.Post($"{path}/end-response"))
            .Is(403)
            .Code.ShouldBe("incident.not-starter");
        (await duty.Post($"{path}/end-response")).Is(200);
        var refused = (await street.Post($"{path}/archive", new { })).Is(409);
        (refused.Code, Missing(refused).Select(Kind).Single()).ShouldBe(("incident.archive-not-ready", "final-report"));
        var archived = (await street.Post($"{path}/archive", new { text = "起火三户，无人员伤亡" })).Is(200);
        (await duty.Get("/api/incidents?state=archived", archived)).Is(200).Text.ShouldContain(Id(path).ToString());
        (await duty.Get("/api/incidents", archived)).Is(200).Text.ShouldNotContain(Id(path).ToString());
        (await duty.Post($"{path}/grade", new { grade = "general" })).Is(409).Code.ShouldBe("incident.over");
    }

    [Fact]
    public async Task A_response_the_committee_started_the_committee_ends()
    {
        var (street, secretary, path) = (await borough.StreetOfficer(), await borough.Secretary(), await Fire(doors: false));
        (await secretary.Post($"{path}/cards", new { community = Borough.Community, card = "first-report" })).Is(200);
        (await secretary.Post($"{path}/end-scene")).Is(403).Code.ShouldBe("scope.not-yours");
        (await street.Post($"{path}/end-scene")).Is(200);
        (await secretary.Post($"{path}/end-response")).Is(200);
    }

    [Fact]
    public async Task Goods_that_are_out_and_care_that_is_open_hold_back_the_archive_alone()
    {
        var (street, secretary, duty, path) = (
            await borough.StreetOfficer(),
            await borough.Secretary(),
            await borough.Duty(),
            await Fire(doors: false)
        );
        var (lot, task, stock) = (new LotId(Guid.CreateVersion7()), await TaskFor(path), $"/api/communities/{Borough.Community}/supplies");
        await borough.Do(
            Entities.Supplies(Borough.Realm, Borough.Community),
            new RecordLots(
                [new(lot, $"毯子{lot}", "临时安置", "条", 3, 0, null, "物资点", null, null, null)],
                null,
                TimeProvider.System.GetUtcNow()
            )
        );
        (await secretary.Post($"{stock}/{lot}/reserve", new { task = task.Split('/')[^1], quantity = 2 })).Is(200);
        (await secretary.Post($"{stock}/{lot}/issue", new { task = task.Split('/')[^1], receivedBy = "例试签" })).Is(200);
        var care = (
            await secretary.Post(
                "/api/care",
                new
                {
                    person = BoroughRegisters.LeftBehind,
                    community = Borough.Community,
                    incident = Id(path),
                }
            )
        ).Is(201);
        (await secretary.Post($"{task}/finish")).Is(200);
        (await street.Post($"{path}/end-scene")).Is(200);
        (await duty.Post($"{path}/end-response")).Is(200);

        var missing = Missing((await street.Post($"{path}/archive", new { text = "终报" })).Is(409));
        missing.Select(Kind).ShouldBe(["supplies", "care"]);
        (missing[0].GetProperty("lot").GetString(), missing[0].GetProperty("quantity").GetInt32()).ShouldBe((lot.ToString(), 2));
        missing[1]
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(["kind", "quantity"], "whose case it is stays with whom it concerns");

        (await secretary.Post($"{stock}/{lot}/return", new { task = task.Split('/')[^1], quantity = 1 })).Is(200);
        (await secretary.Leaves($"/api/care/{care.String("id")}", "relative", "姑姑例拟某")).Is(200);
        (await street.Post($"{path}/archive", new { text = "终报" })).Is(200);
    }

    [Fact]
    public async Task A_door_that_opened_between_the_look_and_the_end_opens_the_scene_again()
    {
        var path = await Fire();
        await borough.Do(
            Entities.Doors(Borough.Realm, Id(path), Borough.Neighbour),
            new CountDoors(Id(path), Borough.Neighbour, 1, [], [new(new(Guid.CreateVersion7()), 1)], TimeProvider.System.GetUtcNow())
        );
        await borough.Do(
            Entities.Doors(Borough.Realm, Id(path), Borough.Neighbour),
            new CheckHousehold(
                borough.Folding.Now.Of<DoorsKnown>().Of(Id(path), Borough.Neighbour).Households.Keys.Single(),
                DoorState.Safe,
                true,
                new(null, null, null),
                Borough.By,
                TimeProvider.System.GetUtcNow()
            )
        );
        await borough.Do(Entities.Incident(Borough.Realm, Id(path)), new EndScene([], 1, Borough.By, TimeProvider.System.GetUtcNow()));
        await Until.TrueAsync(() => Task.FromResult(Stage(path) == IncidentStage.Contained), "the scene is open again");
        Here(path).Closed.ShouldBeFalse();
        // Another community's settled and closed list is open again too.
        await Until.TrueAsync(
            async () =>
                (await Forms(path, Borough.Neighbour)).SequenceEqual(
                    ["doors.counted.v1", "doors.household-checked.v1", "doors.closed.v1", "doors.reopened.v1"],
                    StringComparer.Ordinal
                ),
            "its neighbour's too"
        );
        (await (await borough.StreetOfficer()).Post($"{path}/end-scene")).Is(409).Code.ShouldBe("incident.scene-not-ready");
    }

    [Fact]
    public async Task The_timeline_is_taken_away_line_by_line_with_command_ids_and_that_is_recorded()
    {
        var (duty, auditor, path) = (await borough.Duty(), await borough.As(Role.Auditor, Borough.County), await Fire(doors: false));
        var task = await TaskFor(path);
        (await (await borough.Secretary()).Post($"{task}/supplies", new { needs = new[] { new { item = "铜锣", quantity = 1 } } })).Is(200);
        (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Borough.Community },
                    text = "金丝指令",
                    incident = Id(path),
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        await Until.TrueAsync(
            async () => (await duty.Get($"{path}/timeline")).Text.Contains("goods.requested.v1", StringComparison.Ordinal),
            "the street is asked"
        );
        foreach (var reader in new[] { auditor, duty })
        {
            var export = (await reader.Get($"{path}/timeline/export")).Is(200);
            var lines = export
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .ToList();
            foreach (
                var form in (string[])
                    [
                        "incident.opened.v1",
                        "incident.task-opened.v1",
                        "incident.shortage-reported.v1",
                        "order.issued.v1",
                        "order.delivered.v1",
                        "goods.requested.v1",
                    ]
            )
                lines.ShouldContain(line => line.GetProperty("form").GetString() == form, form);
            lines.Select(line => line.GetProperty("position").GetInt64()).ShouldBeInOrder();
            lines.ShouldAllBe(line => line.GetProperty("commandId").GetGuid() != Guid.Empty);
            export.Text.ShouldNotContain("一号楼着火");
            export.Text.ShouldNotContain("金丝指令");
        }
        // Others of the county read at the same time: the record can stand on a later page.
        var (recorded, next) = (false, $"&after={(await borough.Feed.Head()).Value}");
        while (!recorded && next.Length > 0)
        {
            var page = (await auditor.Get($"/api/access?county={Borough.County}&limit=200{next}")).Is(200);
            recorded = page.Text.Contains("\"timeline\"", StringComparison.Ordinal);
            next = page.Body.TryGetProperty("next", out var more) && more.GetString() is { } cursor ? $"&next={cursor}" : "";
        }
        recorded.ShouldBeTrue("the reading is recorded");
        (await (await borough.GridChief()).Get($"{path}/timeline/export")).Is(403);
    }
}
