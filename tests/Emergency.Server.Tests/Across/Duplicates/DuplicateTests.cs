using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Imports;

namespace Emergency.Server.Tests.Duplicates;

/// <summary>Records that can be one person: found by rule, masked, merged and parted by hand.</summary>
public sealed class DuplicateTests(Quarter quarter) : SmallFiles(quarter)
{
    private async Task<(Guid One, Guid Other, string Born)> Two(string community = Here, string needs = "听力障碍")
    {
        var (one, other) = (Number("DUP"), Number("DUP"));
        var born = $"19{40 + (int.Parse(one[3..], System.Globalization.CultureInfo.InvariantCulture) % 50)}-03-04";
        (await Send("residents", Here, $"{PersonHead}\n{Person(one, "柏样合", born)}\n")).Is(200);
        (
            await Send(
                "residents",
                community,
                $"{PersonHead}\n{Person(other, "柏样合", born, community: community, phone: "139-0000-0202", needs: needs).Replace("4号楼", "7号楼", StringComparison.Ordinal)}\n"
            )
        ).Is(200);
        return (Id(one), Id(other), born);
    }

    private static async Task<JsonElement?> Pair(Api who, string division, Guid one, Guid other)
    {
        var items = (await who.Get($"/api/divisions/{division}/duplicates")).Is(200)["items"].EnumerateArray();
        foreach (var item in items)
        {
            var ids = new[] { item.GetProperty("one"), item.GetProperty("other") }
                .Select(side => side.GetProperty("personId").GetGuid())
                .ToHashSet();
            if (ids.SetEquals([one, other]))
                return item;
        }
        return null;
    }

    [Fact]
    public async Task Two_records_of_one_person_are_merged_into_one_and_parted_into_two()
    {
        var secretary = await Quarter.As(Role.Secretary);
        var (one, other, _) = await Two(needs: "视力障碍");
        var found = (await Pair(secretary, Here, one, other)).ShouldNotBeNull();
        found.GetProperty("by").EnumerateArray().Select(by => by.GetString()).ShouldContain("name-and-birth", StringComparer.Ordinal);
        found.ToString().ShouldNotContain("柏样合");
        found.ToString().ShouldNotContain("13900000202");
        found.ToString().ShouldContain("柏**");
        found.GetProperty("same").EnumerateArray().Select(field => field.GetString()).ShouldNotContain("door", StringComparer.Ordinal);

        async Task<int> Count() => (await secretary.Get($"/api/communities/{Here}")).Is(200)["residents"].GetProperty("atRisk").GetInt32();
        var before = await Count();
        var merge = $"/api/communities/{Here}/residents/{one}/merge";
        (
            await secretary.Post(
                merge,
                new
                {
                    gone = other,
                    fromGone = new[] { "door", "phones" },
                    why = "同一个人",
                },
                ("Idempotency-Key", $"merge {one}")
            )
        ).Is(200);
        (
            await secretary.Post(
                merge,
                new
                {
                    gone = other,
                    fromGone = new[] { "door", "phones" },
                    why = "同一个人",
                },
                ("Idempotency-Key", $"merge {one}")
            )
        ).Is(200);
        (await Count()).ShouldBe(before - 1);
        (await Pair(secretary, Here, one, other)).ShouldBeNull();
        var record = (await Read(one)).ToString();
        record.ShouldContain("7号楼");
        record.ShouldContain("13900000202");
        var list = (await secretary.Get($"/api/communities/{Here}/residents?limit=200")).Is(200).Text;
        list.ShouldContain(one.ToString());
        list.ShouldNotContain(other.ToString());
        (await secretary.Get($"/api/communities/{Here}/residents?limit=200&left=true")).Is(200).Text.ShouldNotContain(other.ToString());
        (await secretary.Post($"/api/communities/{Here}/residents/{other}/return", new { day = "2026-01-02" }))
            .Is(409)
            .Code.ShouldBe("residents.merged-into");
        var merged = (await secretary.Get($"/api/divisions/{Here}/duplicates")).Is(200)["merged"].EnumerateArray();
        merged.ShouldContain(pair => pair.GetProperty("gone").GetProperty("personId").GetGuid() == other);

        (await secretary.Post($"/api/communities/{Here}/residents/{other}/unmerge", new { reason = "两个人" })).Is(200);
        (await Count()).ShouldBe(before);
        (await Pair(secretary, Here, one, other)).ShouldNotBeNull();
        (await Read(one)).ToString().ShouldContain("4号楼");
        (await Read(other)).ToString().ShouldContain("7号楼");
    }

    [Fact]
    public async Task Whom_a_running_case_of_care_counts_is_not_merged()
    {
        var secretary = await Quarter.As(Role.Secretary);
        var (one, other, _) = await Two();
        (await secretary.Post("/api/care", new { person = other, community = Here })).Is(201);
        (await secretary.Post($"/api/communities/{Here}/residents/{one}/merge", new { gone = other })).Code.ShouldBe("residents.in-care");
        (await Pair(secretary, Here, one, other)).ShouldNotBeNull().GetProperty("waits").GetString().ShouldBe("in-care");
        // Both alike records are whole: neither was touched.
        (await secretary.Get($"/api/communities/{Here}/residents?limit=200"))
            .Is(200)
            .Text.ShouldContain(other.ToString());
    }

    [Fact]
    public async Task Who_is_told_apart_is_not_named_again()
    {
        var secretary = await Quarter.As(Role.Secretary);
        var (one, other, _) = await Two();
        (await Pair(secretary, Here, one, other)).ShouldNotBeNull();
        (await secretary.Post($"/api/communities/{Here}/residents/{other}/apart", new { other = one })).Is(200);
        (await Pair(secretary, Here, one, other)).ShouldBeNull();
    }

    [Fact]
    public async Task Across_communities_a_pair_is_shown_to_the_street_only_and_merged_only_after_it_was_given()
    {
        var (street, secretary) = (await Quarter.As(Role.StreetOfficer), await Quarter.As(Role.Secretary));
        var (one, other, _) = await Two(Next);
        (await Pair(secretary, Here, one, other)).ShouldBeNull();
        (await secretary.Get($"/api/divisions/{Here}/duplicates")).Is(200).Text.ShouldNotContain(other.ToString());
        var found = (await Pair(street, Here[..9], one, other)).ShouldNotBeNull();
        found.GetProperty("waits").GetString().ShouldBe("other-community");
        (await street.Post($"/api/communities/{Here}/residents/{one}/merge", new { gone = other }))
            .Is(404)
            .Code.ShouldBe("residents.unknown-person");
        (await secretary.Post($"/api/communities/{Here}/residents/{one}/apart", new { other }))
            .Is(404)
            .Code.ShouldBe("residents.unknown-person");
        (await street.Post($"/api/communities/{Here}/residents/{one}/apart", new { other })).Is(200);
        (await Pair(street, Here[..9], one, other)).ShouldBeNull();
    }

    [Fact]
    public async Task A_child_is_shown_by_its_door_only_and_a_stranger_sees_nobody()
    {
        var secretary = await Quarter.As(Role.Secretary);
        var (one, other) = (Number("KID"), Number("KID"));
        static string Row(string number) => Person(number, "童试合", "2019-05-06", phone: "139-0000-0303");
        (await Send("residents", Here, $"{PersonHead}\n{Row(one)}\n")).Is(200);
        (await Send("residents", Here, $"{PersonHead}\n{Row(other).Replace("4号楼", "9号楼", StringComparison.Ordinal)}\n")).Is(200);
        var found = (await Pair(secretary, Here, Id(one), Id(other))).ShouldNotBeNull();
        var side = found.GetProperty("one");
        side.GetProperty("name").GetString().ShouldBe("");
        side.GetProperty("phones").GetArrayLength().ShouldBe(0);
        side.TryGetProperty("born", out _).ShouldBeFalse();
        side.TryGetProperty("kinds", out _).ShouldBeFalse();
        found.ToString().ShouldNotContain("童");
        found.ToString().ShouldNotContain("0303");
        (await (await Quarter.As(Role.Secretary, From.Away)).Get($"/api/divisions/{Here}/duplicates")).Is(404);
        (await (await Quarter.As(Role.GridChief)).Get($"/api/divisions/{Here}/duplicates")).Is(403);
        (await (await Quarter.As(Role.Volunteer)).Get($"/api/divisions/{Here}/duplicates")).Is(403);
    }
}
