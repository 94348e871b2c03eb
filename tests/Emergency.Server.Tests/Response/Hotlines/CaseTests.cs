using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Features.Cases;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>12345 is no emergency line: its cases wait at the street, unless life is in danger.</summary>
public sealed class CaseTests
{
    private static object Told(
        string number,
        string category = "other",
        string priority = "normal",
        object? location = null,
        string? divisionCode = Borough.Community
    ) =>
        new
        {
            caseNumber = number,
            category,
            title = "楼上装修噪音扰民",
            description = "每天到夜里十一点",
            receivedAt = "2026-01-15T02:13:00+08:00",
            priority,
            location,
            divisionCode,
        };

    private static async Task<Borough> Open()
    {
        var borough = new Borough { Lines = Settings.HotlineCodes };
        await borough.InitializeAsync();
        return borough;
    }

    private static async Task<IReadOnlyList<JsonElement>> Waiting(Resident who) =>
        [.. (await who.Get("/api/cases")).Is(200)["items"].EnumerateArray()];

    [Fact]
    public async Task What_is_no_emergency_waits_at_the_street_until_somebody_makes_it_an_incident()
    {
        await using var borough = await Open();
        var (line, street) = (new Partner(borough, "12345"), await borough.StreetOfficer());
        await using var ear = await Ear.Open(borough.Stranger.Address, street.Token);
        await ear.Join("division", Borough.Street);
        var number = Partner.NewNumber();
        var taken = (await line.Created(Told(number))).Is(202);
        taken.Body.TryGetProperty("incidentId", out _).ShouldBeFalse();
        var waiting = (await Waiting(street)).ShouldHaveSingleItem();
        (waiting.GetProperty("number").GetString(), waiting.GetProperty("title").GetString()).ShouldBe((number, "楼上装修噪音扰民"));
        var id = waiting.GetProperty("case").GetProperty("id").GetString()!;
        await Until.True(() => ear.Newest(CasesView.Case, id) is not null, "the street hears of it");
        borough.Folding.Now.Of<IncidentsKnown>().All.ShouldBeEmpty();
        (await (await borough.Secretary()).Post($"/api/cases/{id}/incident")).Is(403);

        var promoted = (await street.Post($"/api/cases/{id}/incident")).Is(201);
        promoted.String("id").ShouldBe(id);
        (await street.Get($"/api/incidents/{id}")).Is(200)["title"].GetString().ShouldBe("楼上装修噪音扰民");
        (await Waiting(street)).ShouldBeEmpty();
        await Until.True(
            () => ear.Changed.Any(change => (string?)change["view"] == CasesView.Case && change["value"] is null),
            "it leaves the list of whoever looks"
        );
        (await street.Post($"/api/cases/{id}/incident")).Is(200).String("id").ShouldBe(id);
        (await line.Updated(new { caseNumber = number, title = "还在响" })).Is(202).String("incidentId").ShouldBe(id);
        await Until.True(() => borough.Incident(Guid.Parse(id))!.State.Reports.Count == 2, "what the line adds comes to the incident");
    }

    [Fact]
    public async Task Danger_to_life_and_the_kinds_of_emergencies_open_an_incident_at_once()
    {
        await using var borough = await Open();
        var line = new Partner(borough, "12345");
        foreach (var category in Enum.GetValues<Category>())
        foreach (var priority in Enum.GetValues<Priority>())
        {
            var opens =
                priority == Priority.Life
                || category
                    is Category.Fire
                        or Category.Gas
                        or Category.Flood
                        or Category.Geological
                        or Category.Medical
                        or Category.Missing;
            var taken = (await line.Created(Told(Partner.NewNumber(), Name(category), Name(priority)))).Is(202);
            taken.Body.TryGetProperty("incidentId", out _).ShouldBe(opens, $"{category} {priority}");
        }
        (await new Partner(borough).Created(Told(Partner.NewNumber()))).Is(202).String("incidentId").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_turns_out_to_be_dangerous_waits_no_longer_and_keeps_what_was_told_before()
    {
        await using var borough = await Open();
        var (line, number) = (new Partner(borough, "12345"), Partner.NewNumber());
        (await line.Created(Told(number))).Is(202);
        (await line.Updated(new { caseNumber = number, description = "听到呼救" }))
            .Is(202)
            .Body.TryGetProperty("incidentId", out _)
            .ShouldBeFalse();
        var taken = (await line.Updated(new { caseNumber = number, priority = "life" })).Is(202);
        var duty = await borough.Duty();
        var shown = (await duty.Get($"/api/incidents/{taken.String("incidentId")}")).Is(200);
        (
            shown["title"].GetString(),
            shown["incident"].GetProperty("priority").GetString(),
            shown["incident"].GetProperty("community").GetString()
        ).ShouldBe(("楼上装修噪音扰民", "life", Borough.Community));
        (await Waiting(duty)).ShouldBeEmpty();
        await Until.True(
            () => borough.Incident(Guid.Parse(taken.String("incidentId")!))!.State.Reports.Count == 3,
            "each telling is with the incident"
        );
        (await duty.Get($"/api/incidents/{taken.String("incidentId")}"))
            .Is(200)["reports"]
            .EnumerateArray()
            .Select(report => report.GetProperty("description").GetString())
            .ShouldBe(["每天到夜里十一点", "听到呼救", "听到呼救"]);
    }

    [Fact]
    public async Task Without_a_place_it_waits_at_the_county_and_what_is_taken_back_waits_no_more()
    {
        await using var borough = await Open();
        var (line, number) = (new Partner(borough, "12345"), Partner.NewNumber());
        var (duty, street) = (await borough.Duty(), await borough.StreetOfficer());
        (await line.Created(Told(number, divisionCode: null))).Is(202);
        (await Waiting(duty)).ShouldHaveSingleItem();
        (await Waiting(street)).ShouldBeEmpty();
        (await line.Cancelled(number)).Is(202).Body.TryGetProperty("incidentId", out _).ShouldBeFalse();
        (await Waiting(duty)).ShouldBeEmpty();
        borough.Folding.Now.Of<IncidentsKnown>().All.ShouldBeEmpty();
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
