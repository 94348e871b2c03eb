using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Imports;
using Emergency.Testing;

namespace Emergency.Server.Tests.Duplicates;

/// <summary>Faults around merging records of one person. All persons are fictitious.</summary>
public sealed class MergeFaultTests(Quarter quarter) : SmallFiles(quarter)
{
    private static string Of(Guid person, string act = "") => $"/api/communities/{Here}/residents/{person}{act}";

    // Each test has a name of its own: an erased person is recognised by name and birth.
    private static string Row(string number, string name, string building) =>
        Person(number, name).Replace("4号楼", building, StringComparison.Ordinal);

    private async Task Erased(Guid person) =>
        await Quarter.Server.Agree(
            (await (await Quarter.As(Role.StreetOfficer)).Post(Of(person, "/erase"), new { basis = "term-over" })).Is(202),
            await Quarter.As(Role.CivilAffairs)
        );

    [Fact]
    public async Task While_an_incident_counts_both_they_are_not_merged_and_both_stay_on_the_list()
    {
        var secretary = await Quarter.As(Role.Secretary);
        var (one, other) = (Number("MRG"), Number("MRG"));
        (await Send("residents", Here, $"{PersonHead}\n{Row(one, "柏样重", "31号楼")}\n{Row(other, "柏样重", "31号楼")}\n")).Is(200);
        var fire = (
            await secretary.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    community = Here,
                }
            )
        ).Is(201).String("id");
        (await secretary.Post($"/api/incidents/{fire}/impact", new { places = new[] { new { division = Here, building = "31号楼" } } })).Is(
            200
        );
        async Task<List<Guid>> Counted() =>
            [
                .. (await secretary.Get($"/api/incidents/{fire}/doors"))
                    .Is(200)["communities"]
                    .EnumerateArray()
                    .SelectMany(community => community.GetProperty("persons").EnumerateArray())
                    .Select(person => person.GetProperty("personId").GetGuid()),
            ];
        await Until.TrueAsync(async () => (await Counted()).Count == 2, "both are counted");
        (await secretary.Post(Of(Id(one), "/merge"), new { gone = Id(other) })).Is(409).Code.ShouldBe("residents.at-doors");
        (await secretary.Post(Of(Id(other), "/merge"), new { gone = Id(one) })).Is(409).Code.ShouldBe("residents.at-doors");
        (await secretary.Get($"/api/divisions/{Here}/duplicates"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(pair => pair.ToString().Contains(Id(one).ToString(), StringComparison.Ordinal))
            .GetProperty("waits")
            .GetString()
            .ShouldBe("at-doors");
        (await Counted()).ShouldBe([Id(one), Id(other)], ignoreOrder: true);
        // Each is marked by itself: a mark of one leaves the other.
        (await secretary.Post($"/api/incidents/{fire}/doors/{Here}/persons/{Id(one)}/check", new { state = "safe" })).Is(200);
        (await secretary.Post($"/api/incidents/{fire}/doors/{Here}/persons/{Id(other)}/check", new { state = "safe" })).Is(200);
        var street = await Quarter.As(Role.StreetOfficer);
        foreach (var act in (string[])["end-scene", "end-response"])
            (await street.Post($"/api/incidents/{fire}/{act}", new { })).Is(200);
        (await secretary.Post(Of(Id(one), "/merge"), new { gone = Id(other) })).Is(200);
    }

    [Fact]
    public async Task Who_is_erased_goes_with_every_record_that_was_merged_into_theirs_and_no_file_brings_one_back()
    {
        var secretary = await Quarter.As(Role.Secretary);
        string[] numbers = [Number("MRG"), Number("MRG"), Number("MRG")];
        var file = $"{PersonHead}\n{string.Join('\n', numbers.Select((number, n) => Row(number, "柏样并", $"{41 + n}号楼")))}\n";
        (await Send("residents", Here, file)).Is(200);
        Guid[] ids = [.. numbers.Select(number => Id(number))];
        // The third into the second, and that into the first.
        (await secretary.Post(Of(ids[1], "/merge"), new { gone = ids[2] })).Is(200);
        (await secretary.Post(Of(ids[0], "/merge"), new { gone = ids[1] })).Is(200);
        // A part of a person is not destroyed while the rest stands.
        (await (await Quarter.As(Role.StreetOfficer)).Post(Of(ids[2], "/erase"), new { basis = "term-over" }))
            .Is(409)
            .Code.ShouldBe("residents.merged-into");
        await Erased(ids[0]);
        var lists = (await secretary.Get($"/api/divisions/{Here}/duplicates")).Is(200).Text;
        foreach (var path in (string[])["?limit=200", "?limit=200&left=true"])
            lists += (await secretary.Get($"/api/communities/{Here}/residents{path}")).Is(200).Text;
        foreach (var id in ids)
        {
            lists.ShouldNotContain(id.ToString());
            (await secretary.Post(Of(id, "/reveal"), new { reason = "核对" })).Is(404);
            (await secretary.Post(Of(id, "/unmerge"), new { reason = "两个人" })).Status.ShouldBeOneOf(404, 409);
            (await secretary.Get(Of(id, "/history"))).Is(404);
        }
        var again = (await Send("residents", Here, file)).Is(200);
        Found(again).Count.ShouldBe(3, again.Text);
        Imported(again).ShouldBe(0);
    }

    [Fact]
    public async Task A_helper_who_leaves_the_team_is_named_at_nobodys_record_any_more()
    {
        var secretary = await Quarter.As(Role.Secretary);
        var number = Number("MRG");
        (await Send("residents", Here, $"{PersonHead}\n{Row(number, "柏样帮", "51号楼")}\n")).Is(200);
        var helper = (
            await secretary.Post(
                $"/api/communities/{Here}/team/members",
                new
                {
                    member = new
                    {
                        role = "volunteer",
                        name = "何拟邻",
                        phones = new[] { "13900000088" },
                    },
                }
            )
        ).Is(200)["member"].GetGuid();
        async Task<string?> Named() =>
            (await secretary.Get($"/api/communities/{Here}/residents?limit=200"))
                .Is(200)["items"]
                .EnumerateArray()
                .Single(one => one.GetProperty("personId").GetGuid() == Id(number))
                is var row
            && row.TryGetProperty("helper", out var named)
                ? named.GetString()
                : null;
        (await secretary.Post(Of(Id(number), "/helper"), new { member = helper })).Is(200);
        (await Named()).ShouldBe(helper.ToString());
        var leave = $"/api/communities/{Here}/team/members/{helper}/leave";
        (await secretary.Post(leave, new { why = "搬走" })).Is(409).Code.ShouldBe("team.hand-first");
        (await secretary.Post(leave, new { why = "搬走", hand = new[] { new { what = "person", key = Id(number) } } })).Is(200);
        (await Named()).ShouldBeNull();
        (await secretary.Post(Of(Id(number), "/helper"), new { member = helper })).Is(404).Code.ShouldBe("team.unknown-member");
        (await secretary.Post(Of(Id(number), "/helper"), new { member = (Guid?)null })).Is(200);
    }

    [Fact]
    public async Task A_list_that_a_phone_has_kept_is_told_of_after_somebody_on_it_was_erased_and_the_next_is_without_them()
    {
        var (secretary, number) = (await Quarter.As(Role.Secretary), Number("MRG"));
        (await Send("residents", Here, $"{PersonHead}\n{Row(number, "柏样存", "61号楼")}\n")).Is(200);
        async Task<Answer> Kept() => (await secretary.Post("/api/standing/keep", new { })).Is(200);
        var kept = await Kept();
        kept.Text.ShouldContain(Id(number).ToString());
        await Erased(Id(number));
        var opened = new { list = kept["lists"][0].GetProperty("listId").GetGuid(), reason = "停电" };
        (await secretary.Post($"/api/communities/{Here}/standing/opened", opened)).Is(200);
        // An act done at that door without network is refused with a reason, and shows nobody.
        var visit = await secretary.Post($"/api/communities/{Here}/visits/{Id(number)}/make", new { means = "door" });
        (visit.Status, visit.Code).ShouldBe((404, "visit.unknown"));
        (await Kept()).Text.ShouldNotContain(Id(number).ToString());
    }
}
