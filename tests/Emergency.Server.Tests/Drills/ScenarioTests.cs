using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

public sealed class ScenarioTests(Borough borough)
{
    private async Task<Answer> Send(Resident by, string file, string query = "", string language = "zh-CN")
    {
        using var content = new StringContent(file, null, "application/yaml");
        return await borough.Stranger.Send(
            HttpMethod.Post,
            $"/api/drills/scenarios{query}",
            content,
            ("Authorization", $"Bearer {by.Token}"),
            ("Accept-Language", language)
        );
    }

    private static string Named(string id) => Small.But("id: small", $"id: {id}");

    private static IEnumerable<string?> Ids(Answer list) =>
        list.Is(200)["items"].EnumerateArray().Select(one => one.GetProperty("id").GetString());

    [Fact]
    public async Task A_street_puts_up_its_own_scenario_and_changes_it_and_the_earlier_version_stays()
    {
        var street = await borough.StreetOfficer();
        var id = (await Send(street, Named("own"))).Is(201).String("scenarioId")!;
        id.ShouldBe($"{Borough.Street}-own");
        (await Send(street, Named("own"))).Is(201)["same"].GetInt32().ShouldBe(1);
        (await Send(street, Named("own").Replace("小演练", "改过的", StringComparison.Ordinal), "?onto=1")).Is(201);
        var read = (await street.Get($"/api/drills/scenarios/{id}")).Is(200);
        (
            read["scenario"].GetProperty("version").GetInt32(),
            read["scenario"].GetProperty("title").GetString(),
            read["scenario"].GetProperty("name").GetString()
        ).ShouldBe((2, "改过的", "老城街道"));
        (await street.Get($"/api/drills/scenarios/{id}?version=1")).Is(200).String("file").ShouldBe(Named("own"));
        (await street.Get($"/api/drills/scenarios/{id}?version=3")).Is(404);
        Ids(await (await borough.Secretary()).Get("/api/drills/scenarios")).ShouldContain(id, StringComparer.Ordinal);
        Ids(await (await borough.As(Role.StreetOfficer, Borough.OtherStreet)).Get("/api/drills/scenarios"))
            .ShouldNotContain(id, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Under_an_id_that_is_taken_nothing_is_put_up_until_one_says_which_version_it_follows()
    {
        var street = await borough.StreetOfficer();
        string Changed(string title) => Named("taken").Replace("小演练", title, StringComparison.Ordinal);
        var id = (await Send(street, Named("taken"))).Is(201).String("scenarioId")!;
        (await Send(street, Changed("改一"), "?dryRun=true")).Is(200)["newest"].GetInt32().ShouldBe(1);
        var refused = (await Send(street, Changed("改一"))).Is(409);
        refused.Code.ShouldBe("scenario.exists");
        refused.String("title")!.ShouldContain("第 1 版");
        (await street.Get($"/api/drills/scenarios/{id}")).Is(200)["scenario"].GetProperty("version").GetInt32().ShouldBe(1);
        (await Send(street, Changed("改一"), "?onto=1")).Is(201)["newest"].GetInt32().ShouldBe(1);
        // A publisher who looked before the newer version came is asked again.
        (await Send(street, Changed("改二"), "?onto=1"))
            .Is(409)
            .Code.ShouldBe("scenario.exists");
        (await street.Post($"/api/drills/scenarios/{id}/withdraw")).Is(200);
        (await Send(street, Changed("改二"))).Is(409).Code.ShouldBe("scenario.exists");
        (await Send(street, Changed("改二"), "?onto=2")).Is(201);
        (await street.Get($"/api/drills/scenarios/{id}")).Is(200)["scenario"].GetProperty("title").GetString().ShouldBe("改二");
    }

    [Fact]
    public async Task What_was_withdrawn_is_offered_no_more_and_only_its_own_street_can()
    {
        var street = await borough.StreetOfficer();
        var id = (await Send(street, Named("old"))).Is(201).String("scenarioId")!;
        (await (await borough.Duty()).Post($"/api/drills/scenarios/{id}/withdraw")).Is(403).Code.ShouldBe("scenario.not-theirs");
        (await (await borough.As(Role.StreetOfficer, Borough.OtherStreet)).Post($"/api/drills/scenarios/{id}/withdraw")).Is(404);
        (await street.Post($"/api/drills/scenarios/{id}/withdraw")).Is(200);
        Ids(await street.Get("/api/drills/scenarios")).ShouldNotContain(id, StringComparer.Ordinal);
        Ids(await street.Get("/api/drills/scenarios?all=true")).ShouldContain(id, StringComparer.Ordinal);
        (await street.Get($"/api/drills/scenarios/{id}")).Is(200);
        (await street.Post("/api/drills/scenarios/old-block-fire/withdraw")).Is(404);
    }

    [Theory]
    [InlineData("zh-CN", "第 3 行 hazard: “dragon”不在可选范围内")]
    [InlineData("en", "line 3 hazard: \"dragon\" is none of")]
    public async Task A_bad_file_is_refused_in_words_and_nothing_is_kept(string language, string words)
    {
        var street = await borough.StreetOfficer();
        var file = Named("bad").Replace("hazard: fire", "hazard: dragon", StringComparison.Ordinal);
        var refused = (await Send(street, file, language: language)).Is(400);
        refused.Code.ShouldBe("scenario.bad");
        refused.String("title")!.ShouldContain(words);
        (await street.Get($"/api/drills/scenarios/{Borough.Street}-bad")).Is(404);

        var mistake = (await Send(street, file, "?dryRun=true", language)).Is(200)["mistakes"].EnumerateArray().Single();
        (
            mistake.GetProperty("line").GetInt32(),
            mistake.GetProperty("column").GetInt32(),
            mistake.GetProperty("field").GetString(),
            mistake.GetProperty("reason").GetString()
        ).ShouldBe((3, 1, "hazard", "not-a-choice"));
        (await Send(street, Named("bad").Replace("小演练", "[]", StringComparison.Ordinal), "?dryRun=true", language))
            .Is(200)["mistakes"][0]
            .GetProperty("message")
            .GetString()!
            .ShouldNotContain("{");
        (await Send(street, Named("bad"), "?dryRun=true", language)).Is(200)["mistakes"].GetArrayLength().ShouldBe(0);
        (await street.Get($"/api/drills/scenarios/{Borough.Street}-bad")).Is(404);
    }

    [Fact]
    public async Task Who_plays_sees_titles_and_never_what_is_expected()
    {
        var secretary = await borough.Secretary();
        var list = await secretary.Get("/api/drills/scenarios");
        Ids(list).ShouldContain("flood-night", StringComparer.Ordinal);
        list.Text.ShouldNotContain("within", Case.Sensitive);
        (await secretary.Get("/api/drills/scenarios/flood-night")).Is(403).Code.ShouldBe("scope.not-yours");
        (await Send(secretary, Named("mine"))).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await borough.GridChief()).Get("/api/drills/scenarios")).Is(403);
    }

    [Fact]
    public async Task A_scenarios_words_are_nowhere_in_clear_in_the_journal()
    {
        var id = (await Send(await borough.StreetOfficer(), Named("sealed"))).Is(201).String("scenarioId")!;
        await foreach (var happened in borough.Feed.Stream(Entities.Scenario(id), await borough.Feed.Head()))
            JsonSerializer.Serialize(happened.Event, happened.Event.GetType(), Json.Options).ShouldNotContain("宣传车");
    }

    [Fact]
    public async Task Editors_read_the_schema_without_an_account_and_trainers_find_the_palette()
    {
        var schema = (await borough.Stranger.Get("/api/drills/scenario.schema.json")).Is(200);
        schema.String("$schema").ShouldBe("https://json-schema.org/draft/2020-12/schema");
        (await (await borough.StreetOfficer()).Get("/api/drills/palette"))
            .Is(200)["items"][0]
            .GetProperty("yaml")
            .GetString()!
            .ShouldStartWith("  - id: wrong-building");
    }

    [Fact]
    public async Task What_really_happened_proves_what_was_expected()
    {
        var duty = await borough.Duty();
        var started = TimeProvider.System.GetUtcNow();
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "判定示例",
                    priority = "life",
                    community = Borough.Community,
                }
            )
        ).Is(201);
        var events = new List<RealmEvent>();
        await foreach (
            var happened in borough.Feed.Stream(Entities.Incident(Borough.Realm, new(incident["id"].GetGuid())), await borough.Feed.Head())
        )
            events.Add(RealmEvents.Of(happened));
        var scenario = Shipped.Find("hotline-119-down")!.Scenario;
        var judged = Judging.Judge(
            scenario,
            new(
                started,
                new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { ["neighbour"] = started },
                events,
                [],
                started.AddMinutes(60)
            )
        );
        var opened = judged.Actions.Single(one => one.Action.Id == "reported");
        (opened.Outcome, opened.Events.Single()).ShouldBe((Outcome.Done, events.Single(one => one.Form == "incident.opened.v1").Position));
        judged.Actions.Single(one => one.Action.Id == "dialled").Outcome.ShouldBe(Outcome.Missed);
    }
}
