using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Responses;

public sealed class ResponseTests(Borough borough)
{
    private static object Body(string? incident, string level = "third", int hours = 6) =>
        new
        {
            level,
            matter = "银杏楼火灾",
            plan = "浉河区火灾应急预案（示例）",
            measures = new[] { "转移", "警戒" },
            until = TimeProvider.System.GetUtcNow().AddHours(hours),
            incident,
        };

    private async Task<string> Incident(Resident by) => (
            await by.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "响应示例",
                    priority = "normal",
                    community = Borough.Community,
                }
            )
        ).Is(201).String("id")!;

    private static async Task<string> Start(Resident by, string? incident, string level = "third") =>
        (await by.Post("/api/responses", Body(incident, level))).Is(201).String("id")!;

    [Fact]
    public async Task County_and_street_each_run_their_own_and_each_ends_only_its_own()
    {
        var (county, street) = (await borough.Duty(), await borough.StreetOfficer());
        var incident = await Incident(county);
        var (ofCounty, ofStreet) = (await Start(county, incident), await Start(street, incident, "fourth"));
        var listed = (await street.Get($"/api/responses?incident={incident}")).Is(200)["items"];
        listed
            .EnumerateArray()
            .Select(one =>
                (
                    one.GetProperty("response").GetProperty("level").GetString(),
                    one.GetProperty("name").GetString(),
                    one.GetProperty("own").GetBoolean()
                )
            )
            .ShouldBe([("third", "浉河区", false), ("fourth", "老城街道", true)]);
        listed[0].GetProperty("measures").EnumerateArray().Select(one => one.GetString()).ShouldBe(["转移", "警戒"]);

        var refused = (await street.Post($"/api/responses/{ofCounty}/terminate")).Is(403);
        (refused.Code, refused.String("title")!.Contains("浉河区", StringComparison.Ordinal)).ShouldBe(("response.not-theirs", true));
        (await county.Post($"/api/responses/{ofStreet}/terminate")).Is(403).Code.ShouldBe("response.not-theirs");
        (await county.Post($"/api/responses/{ofCounty}/change", Body(null, "second"))).Is(200);
        (await county.Get($"/api/responses/{ofCounty}")).Is(200)["response"].GetProperty("level").GetString().ShouldBe("second");
        (await street.Post($"/api/responses/{ofStreet}/terminate")).Is(200);
        (await county.Get($"/api/responses?incident={incident}")).Is(200)["items"].GetArrayLength().ShouldBe(1);
        (await county.Get($"/api/responses?incident={incident}&state=all")).Is(200)["items"].GetArrayLength().ShouldBe(2);
        (await county.Post($"/api/responses/{ofStreet}/change", Body(null))).Is(403);
    }

    [Fact]
    public async Task The_response_to_an_incident_ends_when_every_authority_has_ended_its_own_and_the_refusal_names_who_has_not()
    {
        var (county, street) = (await borough.Duty(), await borough.StreetOfficer());
        var incident = await Incident(county);
        var ofStreet = await Start(street, incident, "fourth");
        (await county.Post($"/api/incidents/{incident}/end-scene")).Is(200);
        var refused = (await county.Post($"/api/incidents/{incident}/end-response")).Is(409);
        refused.Code.ShouldBe("incident.responses-running");
        var missing = refused["missing"].EnumerateArray().Single();
        (
            missing.GetProperty("kind").GetString(),
            missing.GetProperty("community").GetString(),
            missing.GetProperty("response").GetString()
        ).ShouldBe(("response", Borough.Street, ofStreet));
        (await street.Post($"/api/responses/{ofStreet}/terminate")).Is(200);
        (await county.Post($"/api/incidents/{incident}/end-response")).Is(200);
        (await county.Post("/api/responses", Body(incident))).Is(409).Code.ShouldBe("incident.over");
    }

    [Fact]
    public async Task It_is_on_the_timeline_of_its_incident_and_its_text_is_nowhere_in_clear()
    {
        var county = await borough.Duty();
        var incident = await Incident(county);
        var id = await Start(county, incident);
        (await county.Post($"/api/responses/{id}/terminate")).Is(200);
        var forms = (await county.Get($"/api/incidents/{incident}/timeline"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("form").GetString())
            .ToList();
        forms.ShouldContain("response.started.v1", StringComparer.Ordinal);
        forms.ShouldContain("response.terminated.v1", StringComparer.Ordinal);
        await foreach (
            var happened in borough.Feed.Stream(Entities.Response(Borough.Realm, new(Guid.Parse(id))), await borough.Feed.Head())
        )
            JsonSerializer.Serialize(happened.Event, happened.Event.GetType(), Json.Options).ShouldNotContain("银杏楼");
    }

    [Fact]
    public async Task Everybody_below_and_above_hears_of_it_without_its_words_and_of_its_end()
    {
        var county = await borough.Duty();
        var id = await Start(county, null, "fourth");
        var secretary = await borough.Secretary();
        (await secretary.Get("/api/responses")).Is(200).Text.ShouldContain(id);
        var changes = new Infrastructure.Views.Changes();
        borough
            .Service<IEnumerable<Infrastructure.Views.IView>>()
            .Single(view => view.Name == "responses")
            .Show(
                borough.Folding.Now.Of<Features.Responses.ResponsesKnown>(),
                Borough.Realm,
                Infrastructure.Views.Group.Division(Borough.Realm, Borough.Community),
                changes
            );
        var light = changes.All.Single(change => change.Key == id);
        JsonSerializer.Serialize(light.Value, Json.Options).ShouldNotContain("银杏楼");
        (await county.Post($"/api/responses/{id}/terminate")).Is(200);
        (await secretary.Get("/api/responses")).Is(200).Text.ShouldNotContain(id);
    }

    [Fact]
    public async Task A_committee_starts_none_and_what_is_off_is_said_by_its_path()
    {
        (await (await borough.Secretary()).Post("/api/responses", Body(null))).Is(403).Code.ShouldBe("scope.not-yours");
        var county = await borough.Duty();
        (
            await county.Post(
                "/api/responses",
                new
                {
                    level = "third",
                    matter = "",
                    plan = "示例",
                    measures = Array.Empty<string>(),
                    until = TimeProvider.System.GetUtcNow().AddHours(-1),
                }
            )
        ).Is(400).Arguments.Count.ShouldBe(3);
        (await county.Post("/api/responses", Body(Guid.CreateVersion7().ToString()))).Is(404).Code.ShouldBe("not-found");
        (await (await borough.As(Role.CountyDuty, Borough.OtherCounty)).Post($"/api/responses/{await Start(county, null)}/terminate")).Is(
            404
        );
    }
}
