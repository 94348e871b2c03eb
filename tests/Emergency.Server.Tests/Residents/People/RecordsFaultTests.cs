using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

/// <summary>Faults around a register that is kept by hand, over HTTP. All persons are fictitious.</summary>
public sealed class RecordsFaultTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = $"/api/communities/{QuarterRegisters.Here}",
        Next = $"/api/communities/{QuarterRegisters.Next}";

    private static async Task<Guid> Home(Api who, string head, int members) => (
            await who.Post(
                $"{Here}/households",
                new
                {
                    household = new
                    {
                        head,
                        building = "6号楼",
                        members,
                    },
                }
            )
        ).Is(200)["id"].GetGuid();

    private static async Task<Guid> Person(Api who, string name, Guid? home = null) => (
            await who.Post(
                $"{Here}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn = 1945,
                        kinds = new[] { "disabled" },
                        building = home is null ? "5号楼" : null,
                        householdId = home,
                    },
                }
            )
        ).Is(200)["id"].GetGuid();

    private static async Task<JsonElement> Doors(Api who, string fire) =>
        (await who.Get($"/api/incidents/{fire}/doors"))
            .Is(200)["communities"]
            .EnumerateArray()
            .FirstOrDefault(one => one.GetProperty("community").GetString() == QuarterRegisters.Here);

    private static IEnumerable<Guid> Ids(JsonElement doors, string list, string id) =>
        doors.ValueKind == JsonValueKind.Undefined
            ? []
            : doors.GetProperty(list).EnumerateArray().Select(one => one.GetProperty(id).GetGuid());

    private static async Task<IReadOnlyList<JsonElement>> Left(Api who, string community) =>
        [.. (await who.Get($"{community}/residents?left=true&limit=200")).Is(200)["items"].EnumerateArray()];

    private async Task Erased(Api street, Guid person) =>
        await quarter.Server.Agree(
            (await street.Post($"{Here}/residents/{person}/erase", new { basis = "term-over" })).Is(202),
            await quarter.As(Role.CivilAffairs)
        );

    [Fact]
    public async Task A_merge_while_an_incident_counts_both_households_counts_nobody_twice_and_loses_no_mark()
    {
        var secretary = await quarter.As(Role.Secretary);
        var (one, other) = (await Home(secretary, "何拟甲", 3), await Home(secretary, "何拟乙", 2));
        var person = await Person(secretary, "何拟丙", other);
        var fire = (
            await secretary.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(201).String("id")!;
        (
            await secretary.Post(
                $"/api/incidents/{fire}/impact",
                new { places = new[] { new { division = QuarterRegisters.Here, building = "6号楼" } } }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () => Ids(await Doors(secretary, fire), "persons", "personId").Contains(person),
            "the doors are counted"
        );
        (await secretary.Post($"/api/incidents/{fire}/doors/{QuarterRegisters.Here}/persons/{person}/check", new { state = "safe" })).Is(
            200
        );
        var before = (await Doors(secretary, fire)).GetProperty("figures").GetRawText();
        (await secretary.Post($"{Here}/households/{other}/merge", new { into = one })).Is(200);
        (await secretary.Get($"{Here}/households?limit=200")).Is(200).Text.ShouldNotContain($"{other}");
        var doors = await Doors(secretary, fire);
        doors.GetProperty("figures").GetRawText().ShouldBe(before);
        Ids(doors, "households", "householdId").Count(id => id == one || id == other).ShouldBe(2);
        doors
            .GetProperty("persons")
            .EnumerateArray()
            .Single(each => each.GetProperty("personId").GetGuid() == person)
            .GetProperty("state")
            .GetString()
            .ShouldBe("safe");
    }

    [Fact]
    public async Task Who_has_left_is_listed_when_asked_and_once_erased_nowhere()
    {
        var (secretary, street) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        var person = await Person(secretary, "钱拟一");
        (await secretary.Post($"{Here}/residents/{person}/leave", new { how = "moved", day = "2021-02-03" })).Is(200);
        var left = (await Left(secretary, Here)).Single(each => each.GetProperty("personId").GetGuid() == person).GetProperty("left");
        (left.GetProperty("how").GetString(), left.GetProperty("day").GetString()).ShouldBe(("moved", "2021-02-03"));
        (await (await quarter.As(Role.GridChief)).Get($"{Here}/residents?left=true&limit=200")).Text.ShouldNotContain($"{person}");
        await Erased(street, person);
        (await secretary.Get($"{Here}/residents?left=true&limit=200")).Is(200).Text.ShouldNotContain($"{person}");
        (await secretary.Get($"{Here}/residents/{person}/history")).Is(404);
        (await secretary.Post($"{Here}/residents/{person}/return", new { day = "2022-01-01" })).Is(404);
    }

    [Fact]
    public async Task Somebody_erased_while_a_list_shows_them_cannot_be_changed_and_the_list_goes_on()
    {
        var (secretary, street) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        var persons = new List<Guid>();
        for (var n = 0; n < 3; n++)
            persons.Add(await Person(secretary, $"钱拟列{n}"));
        var first = (await secretary.Get($"{Here}/residents?limit=1")).Is(200);
        var shown = first["items"][0].GetProperty("personId").GetGuid();
        var person = persons.First(id => id != shown);
        await Erased(street, person);
        var rest = (await secretary.Get($"{Here}/residents?limit=200&next={first.String("next")}")).Is(200).Text;
        rest.ShouldNotContain($"{person}");
        rest.ShouldContain($"{persons.First(id => id != shown && id != person)}");
        foreach (
            var (act, body) in ((string, object)[])
                [
                    ("correct", new { was = new { mobility = "" }, now = new { mobility = "卧床" } }),
                    ("leave", new { how = "moved", day = "2021-02-03" }),
                    ("give", new { to = QuarterRegisters.Next }),
                    ("guardians", new { guardian = new { role = "紧急联系人", name = "何拟人" } }),
                ]
        )
            (await secretary.Post($"{Here}/residents/{person}/{act}", body)).Is(404).Code.ShouldBe("residents.unknown-person");
    }

    [Fact]
    public async Task Whom_another_community_took_over_stands_in_one_list_and_the_first_knows_only_who_took_them()
    {
        var (here, next) = (await quarter.As(Role.Secretary), await quarter.As(Role.Secretary, From.Next));
        var person = await Person(here, "钱拟二");
        (await here.Post($"{Here}/residents/{person}/give", new { to = QuarterRegisters.Next })).Is(200);
        (await here.Get($"{Here}/neighbours")).Is(200).Text.ShouldContain(QuarterRegisters.Next);
        (await next.Post($"{Next}/givings/{person}/take", new { building = "2号楼" })).Is(200);
        await Until.TrueAsync(
            async () => (await next.Get($"{Next}/residents?limit=200")).Text.Contains($"{person}", StringComparison.Ordinal),
            "the person is in the second register"
        );
        (await here.Get($"{Here}/residents?limit=200")).Text.ShouldNotContain($"{person}");
        var known = (await Left(here, Here)).Single(each => each.GetProperty("personId").GetGuid() == person);
        known.GetProperty("left").GetProperty("to").GetString().ShouldBe("例店社区");
        known.GetRawText().ShouldNotContain("2号楼");
        (await here.Get($"{Here}/residents/{person}/history")).Is(404);
        (await here.Post($"{Here}/residents/{person}/reveal", new { reason = "核对" })).Is(404);
        // A person who is given back is not in both lists.
        (await next.Post($"{Next}/residents/{person}/give", new { to = QuarterRegisters.Here })).Is(200);
        (await here.Post($"{Here}/givings/{person}/take", new { building = "6号楼" })).Is(200);
        await Until.TrueAsync(
            async () => (await here.Get($"{Here}/residents?limit=200")).Text.Contains($"{person}", StringComparison.Ordinal),
            "the person is back"
        );
        (await Left(here, Here)).ShouldNotContain(each => each.GetProperty("personId").GetGuid() == person);
        (await next.Get($"{Next}/residents?limit=200")).Text.ShouldNotContain($"{person}");
    }

    [Fact]
    public async Task Two_desks_that_correct_different_things_of_a_household_both_stay_and_one_opened_is_a_reading()
    {
        var (secretary, street) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        var home = await Home(secretary, "何拟丁", 3);
        object Said(string head, int members) =>
            new
            {
                head,
                building = "6号楼",
                members,
            };
        Task<Answer> Correct(Api who, object was, object now) => who.Post($"{Here}/households/{home}/correct", new { was, now });
        var seen = Said("何拟丁", 3);
        (await Correct(secretary, seen, Said("何拟戊", 3))).Is(200);
        (await Correct(street, seen, Said("何拟丁", 4))).Is(200);
        var late = (await Correct(street, seen, Said("何拟己", 4))).Is(409);
        (late.Code, late["changed"].EnumerateArray().ShouldHaveSingleItem().GetProperty("field").GetString()).ShouldBe(
            ("residents.changed-meanwhile", "head")
        );
        var listed = (await secretary.Get($"{Here}/households?limit=200")).Is(200).Text;
        listed.ShouldNotContain("何拟戊");
        listed.ShouldContain("何**");
        var opened = (await secretary.Post($"{Here}/households/{home}/reveal", new { reason = "换户主" })).Is(200);
        (opened.String("head"), opened["members"].GetInt32()).ShouldBe(("何拟戊", 4));
        (await (await quarter.As(Role.Auditor)).Get($"/api/access?county={QuarterRegisters.County}"))
            .Is(200)
            .Text.ShouldContain(opened.String("accessId")!);
    }

    [Fact]
    public async Task The_county_keeps_no_register_and_reads_none_of_it()
    {
        var person = await Person(await quarter.As(Role.Secretary), "钱拟三");
        foreach (var role in (Role[])[Role.CountyDuty, Role.CountyCommander, Role.Auditor])
        {
            var county = await quarter.As(role);
            foreach (var path in (string[])["residents?left=true", $"residents/{person}/history", "households", "givings", "neighbours"])
                (await county.Get($"{Here}/{path}")).Is(403);
            (await county.Post($"{Here}/residents/{person}/leave", new { how = "died", day = "2021-02-03" })).Is(403);
        }
        var away = await quarter.As(Role.StreetOfficer, From.Away);
        foreach (var path in (string[])["residents?left=true", $"residents/{person}/history", "households", "givings"])
            (await away.Get($"{Here}/{path}")).Is(404);
    }
}
