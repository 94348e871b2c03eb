using System.Text.Json;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>An archived incident leaves memory but for a summary; its pages answer as before.</summary>
public sealed class ArchivedTests(Borough borough)
{
    private const string Doors = $"doors/{Borough.Community}";

    private DoorsHere Here(Guid incident) => borough.Folding.Now.Of<DoorsKnown>().Here(new(incident), Borough.Community);

    [Fact]
    public async Task Its_doors_leave_memory_and_are_answered_as_they_were()
    {
        var (street, secretary, duty) = (await borough.StreetOfficer(), await borough.Secretary(), await borough.Duty());
        var fire = new
        {
            category = "fire",
            title = "一号楼着火",
            priority = "life",
            location = new { lon = Borough.Lon, lat = Borough.Lat },
        };
        var id = Guid.Parse((await duty.Post("/api/incidents", fire)).Is(201).String("id")!);
        var path = $"/api/incidents/{id}";
        var area = new
        {
            circle = new
            {
                lon = Borough.Lon,
                lat = Borough.Lat,
                metres = 150,
            },
        };
        (await duty.Post($"{path}/impact", area)).Is(200);
        await Until.True(() => Here(id).State.Households.Count >= 3, "the doors are counted");
        (await secretary.Post($"{path}/{Doors}/visitors", new { name = "访样客", state = "safe" })).Is(200);
        foreach (var person in Here(id).State.Persons.Keys)
            (await secretary.Post($"{path}/{Doors}/persons/{person}/check", new { state = "safe" })).Is(200);
        foreach (var household in Here(id).State.Households.Keys)
            (await secretary.Post($"{path}/{Doors}/households/{household}/check", new { state = "safe", all = true })).Is(200);
        var list = (await secretary.Post($"{path}/list/open", new { reason = "打印名单" })).Is(200)["lists"][0].GetProperty("listId");
        (await secretary.Get($"/api/opened/{list}/1")).Is(200);
        (await street.Post($"{path}/end-scene")).Is(200);
        await Until.True(() => Here(id).State.Closed, "the door check is closed");
        var ended = (await duty.Post($"{path}/end-response")).Is(200);
        var (doors, figures) = (await DoorsOf(secretary, path, ended), await Figures(duty, path, ended));
        doors.GetProperty("persons").GetArrayLength().ShouldBeGreaterThan(1);

        var archived = (await street.Post($"{path}/archive", new { text = "起火三户，无人员伤亡" })).Is(200);

        (await Figures(duty, path, archived)).ShouldBe(figures);
        (Here(id).State.Persons.Count, Here(id).State.Households.Count, Here(id).Persons.Count).ShouldBe((0, 0, 0));
        Here(id).Visitors.Count.ShouldBe(1, "what is kept of a visitor has a term");
        (await DoorsOf(secretary, path, archived)).GetRawText().ShouldBe(doors.GetRawText());
        Here(id).State.Persons.ShouldBeEmpty("who looks brings nothing back for all others");
        (await secretary.Get($"/api/opened/{list}/1", archived)).Is(404);
        (await secretary.Post($"{path}/{Doors}/visitors", new { name = "访样客" })).Is(409).Code.ShouldBe("doors.over");
    }

    [Fact]
    public async Task The_timeline_is_the_same_whatever_the_size_of_its_pages()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var opened = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "看一下",
                    community = Borough.Community,
                }
            )
        ).Is(201);
        var path = $"/api/incidents/{opened.String("id")}";
        for (var n = 0; n < 4; n++)
        {
            var task = new
            {
                community = Borough.Community,
                @class = "wait",
                text = "看一下",
                members = new[] { BoroughRegisters.UnitChief },
            };
            (await secretary.Post($"{path}/tasks", task)).Is(201);
        }
        var whole = await Positions(duty, path, 200);
        whole.Count.ShouldBeGreaterThan(4);
        foreach (var limit in (int[])[1, 2, whole.Count - 1, whole.Count])
            (await Positions(duty, path, limit)).ShouldBe(whole);
    }

    private static async Task<IReadOnlyList<long>> Positions(Resident who, string path, int limit)
    {
        var (all, from) = (new List<long>(), (long?)0);
        while (from is { } after)
        {
            var page = (await who.Get($"{path}/timeline?limit={limit}&from={after}")).Is(200);
            all.AddRange(page["items"].EnumerateArray().Select(one => one.GetProperty("position").GetInt64()));
            from = page.Body.TryGetProperty("next", out var next) ? next.GetInt64() : null;
        }
        return all;
    }

    private static async Task<JsonElement> DoorsOf(Resident who, string path, Answer after) =>
        (await who.Get($"{path}/doors", after)).Is(200)["communities"][0];

    private static async Task<string> Figures(Resident who, string path, Answer after) =>
        (await who.Get($"{path}/figures", after)).Is(200)["total"].GetRawText();
}
