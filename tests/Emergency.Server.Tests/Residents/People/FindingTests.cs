using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

/// <summary>Searches for people in the registers that a user can see. All persons are fictitious.</summary>
public sealed class FindingTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here;

    private static async Task<string> Entered(
        Api who,
        string name,
        string room,
        int bornIn = 1950,
        string phone = "139-0000-0301",
        string? idNumber = null,
        string community = Here,
        string building = "拟寻楼"
    ) => (
            await who.Post(
                $"/api/communities/{community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn,
                        kinds = new[] { "disabled" },
                        needs = new[] { "oxygen" },
                        building,
                        unit = "2单元",
                        room,
                        phones = new[] { phone },
                        idNumber,
                        grid = "G1",
                    },
                    why = "上门登记",
                }
            )
        ).Is(200)["id"].GetString()!;

    private static Task<Answer> Find(Api who, object search, string code = Here) =>
        who.Post($"/api/divisions/{code}/residents/find", search);

    private static async Task<IReadOnlyList<string>> Ids(Api who, string words, string code = Here) =>
        [.. (await Find(who, new { words }, code)).Is(200)["items"].Items().Select(one => one.GetProperty("person").Of("personId"))];

    private async Task<IReadOnlyList<JsonElement>> Searches(Api who) =>
        [
            .. (await (await quarter.As(Role.Auditor)).Get($"/api/access?county={QuarterRegisters.County}"))
                .Is(200)["items"]
                .Items()
                .Where(one => one.Of("account") == who.Account && one.Of("purpose") == "search"),
        ];

    [Fact]
    public async Task Somebody_is_found_by_name_number_identity_and_door_and_shown_masked_with_the_field_that_told()
    {
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "欧阳拟寻", "9301", phone: "139-0000-7318", idNumber: "411502195001018318");
        foreach (
            var (words, field) in (IEnumerable<(string, string)>)
                [
                    ("拟寻", "name"),
                    ("欧", "name"),
                    ("139-0000-7318", "phone"),
                    ("13900007318", "phone"),
                    ("7318", "phone"),
                    ("411502195001018318", "id-number"),
                    ("8318", "id-number"),
                    ("拟寻楼 9301", "door"),
                    ("拟寻楼2单元9301室", "door"),
                    ("拟寻楼-2-9301", "door"),
                    ("9301", "door"),
                ]
        )
        {
            var found = (await Find(secretary, new { words })).Is(200);
            var row = found["items"].Items().Single(one => one.GetProperty("person").Of("personId") == person);
            row.GetProperty("by").Items().Select(by => by.GetString()).ShouldContain(by => by == field, words);
            row.GetProperty("person").Of("name").ShouldBe("欧阳**");
            found.Text.ShouldNotContain("拟寻\"");
            found.Text.ShouldNotContain("7318\"");
        }
        foreach (var words in (string[])["930", "拟寻楼 1", "1390000731", "41150219500101", "没有的人"])
            (await Ids(secretary, words)).ShouldAllBe(id => id != person, words);
        foreach (var words in (string[])["——", new string('长', 41)])
            (await Find(secretary, new { words })).Is(400);
    }

    [Fact]
    public async Task A_search_is_one_reading_with_fields_and_number_and_its_words_open_only_by_the_auditor_s_reason()
    {
        var (secretary, auditor) = (await quarter.As(Role.Secretary), await quarter.As(Role.Auditor));
        var person = await Entered(secretary, "钱试记", "9311");
        var before = (await Searches(secretary)).Count;
        await Ids(secretary, "钱试记");
        var mine = (await Searches(secretary)).Skip(before).ShouldHaveSingleItem();
        mine.GetProperty("search").GetProperty("fields").Items().Select(one => one.GetString()).ShouldBe(["name", "door"]);
        mine.GetProperty("search").Of("found").ShouldBe("1");
        mine.GetProperty("persons").Items().Select(one => one.GetString()).ShouldBe([person]);
        var day = DateOnly.FromDateTime(mine.GetProperty("at").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).Date);
        (
            await auditor.Post(
                $"/api/access/{mine.Of("accessId")}/reason",
                new { day = day.ToString("O", null), county = QuarterRegisters.County }
            )
        )
            .Is(200)
            .String("text")
            .ShouldBe("钱试记");
        // A search without results is recorded too; by door and by the last four of a number a user searches for the person before them.
        await Ids(secretary, "查无此人");
        (await Searches(secretary)).Count.ShouldBe(before + 2);
        await Ids(secretary, "9311");
        await Ids(secretary, "拟寻楼 9311");
        (await Searches(secretary)).Count.ShouldBe(before + 2);
    }

    [Fact]
    public async Task The_words_stand_in_the_clear_in_no_file_of_the_server()
    {
        var secretary = await quarter.As(Role.Secretary);
        string[] words = ["金丝试雀儿", "13977314462", "411502194907289974"];
        foreach (var one in words)
            await Ids(secretary, one);
        new Canaries(words).InFolder(quarter.Server.Data).ShouldBeEmpty();
        (await quarter.Clerk.Get("/api/export")).Is(200).Text.ShouldNotContain("金丝试雀儿");
    }

    [Fact]
    public async Task A_child_nobody_has_approved_is_found_by_the_door_and_by_name_or_number_as_if_there_were_none()
    {
        var child = await quarter.As(Role.ChildDirector);
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "钱试稚", "9321", bornIn: 2019, phone: "139-0000-6614", idNumber: "411502201901019914");
        var none = (await Find(child, new { words = "钱查无" })).Is(200);
        foreach (var words in (string[])["钱试稚", "139-0000-6614", "6614", "411502201901019914", "9914"])
        {
            var answer = (await Find(child, new { words })).Is(200);
            answer.Text.ShouldNotContain(person);
            answer["count"].GetInt32().ShouldBe(0);
            if (words == "钱试稚")
                Told(answer).ShouldBe(Told(none));
        }
        var row = (await Find(child, new { words = "拟寻楼 9321" })).Is(200)["items"].Items().ShouldHaveSingleItem().GetProperty("person");
        (row.Of("personId"), row.Of("name"), row.GetProperty("minor").GetBoolean()).ShouldBe((person, "", true));
        row.GetProperty("age").GetInt32().ShouldBeGreaterThan(3);
        // No other list of the register shows a child's family name either.
        (await secretary.Post($"/api/communities/{Here}/residents/{person}/give", new { to = QuarterRegisters.Next })).Is(200);
        var given = (await secretary.Get($"/api/communities/{Here}/givings")).Is(200)["items"].Items();
        given.Single(one => one.Of("personId") == person).Of("name").ShouldBe("");
        (await secretary.Post($"/api/communities/{Here}/residents/{person}/cancel-giving", new { })).Is(200);
        (await secretary.Get($"/api/communities/{Here}/residents?limit=200"))
            .Is(200)["items"]
            .Items()
            .Single(one => one.Of("personId") == person)
            .Of("name")
            .ShouldBe("");

        var asked = (await child.Post($"/api/communities/{Here}/residents/approvals", District.Approval("child-director"))).Is(202);
        (await (await quarter.As(Role.StreetOfficer)).Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200);
        (await Ids(child, "钱试稚")).ShouldBe([person]);
        (await Searches(child))[^1].Of("approval").ShouldBe("standing");
        (await Ids(secretary, "钱试稚")).ShouldBeEmpty("the approval is the other role's");

        static string Told(Answer answer) =>
            $"{answer["count"]} {answer["items"]} {answer["facets"]} {answer["fields"]} {answer["recorded"]}";
    }

    [Fact]
    public async Task Everybody_finds_whom_they_may_see_and_no_filter_tells_what_they_may_not()
    {
        var (secretary, street, chief) = (
            await quarter.As(Role.Secretary),
            await quarter.As(Role.StreetOfficer),
            await quarter.As(Role.GridChief)
        );
        var next = await quarter.As(Role.Secretary, From.Next);
        var (here, there) = (
            await Entered(secretary, "钱试域甲", "9331", idNumber: "411502195001017731"),
            await Entered(next, "钱试域乙", "9332", community: QuarterRegisters.Next)
        );
        (await Ids(secretary, "钱试域")).ShouldBe([here]);
        (await Ids(street, "钱试域", Here[..9])).ShouldBe([here, there]);
        (await Find(secretary, new { words = "钱试域" }, Here[..9])).Is(403);
        (await Find(next, new { words = "钱试域" })).Is(403);
        (await Find(await quarter.As(Role.Secretary, From.Away), new { words = "钱试域" })).Is(404);
        (await Find(await quarter.As(Role.CountyCommander), new { words = "钱试域" })).Is(403);

        // A chief sees door and need: neither kinds nor the number of the identity card.
        (await Ids(chief, "钱试域")).ShouldBe([here]);
        (await Ids(chief, "411502195001017731")).ShouldBeEmpty();
        var byKind = (await Find(chief, new { kind = "disabled" })).Is(200);
        (byKind["count"].GetInt32(), byKind["facets"].GetProperty("kinds").GetArrayLength()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Filters_count_what_each_would_leave_and_a_window_goes_on_where_the_last_ended()
    {
        var next = await quarter.As(Role.Secretary, From.Next);
        const string there = QuarterRegisters.Next;
        for (var n = 0; n < 5; n++)
            await Entered(next, $"钱试窗{n}", $"94{n:00}", community: there, building: n < 3 ? "拟窗甲楼" : "拟窗乙楼");
        var all = (await Find(next, new { limit = 200 }, there)).Is(200);
        var (ids, count) = (Persons(all), all["count"].GetInt32());
        ids.Count.ShouldBe(count);
        var windows = new List<string>();
        for (var from = 0; from < count; from += 2)
            windows.AddRange(Persons((await Find(next, new { from, limit = 2 }, there)).Is(200)));
        windows.ShouldBe(ids);
        var narrowed = (await Find(next, new { building = "拟窗甲楼" }, there)).Is(200);
        narrowed["count"].GetInt32().ShouldBe(3);
        var facets = narrowed["facets"];
        Count("buildings", "拟窗乙楼").ShouldBe(2, "what another choice of the same filter would leave");
        Count("needs", "oxygen").ShouldBe(3);
        (await Find(next, new { building = "拟窗甲楼", need = "wheelchair" }, there)).Is(200)["count"].GetInt32().ShouldBe(0);

        int Count(string facet, string code) =>
            facets.GetProperty(facet).Items().Single(one => one.Of("code") == code).GetProperty("count").GetInt32();
        static List<string> Persons(Answer page) => [.. page["items"].Items().Select(one => one.GetProperty("person").Of("personId"))];
    }

    [Fact]
    public async Task Many_are_checked_at_once_each_has_it_in_the_history_and_twice_is_once()
    {
        var secretary = await quarter.As(Role.Secretary);
        string[] persons = [await Entered(secretary, "钱试核甲", "9341"), await Entered(secretary, "钱试核乙", "9342")];
        foreach (var one in persons)
            (
                await secretary.Post(
                    $"/api/communities/{Here}/residents/{one}/correct",
                    new { was = new { checkedOn = Shanghai.Day(TimeProvider.System.GetUtcNow()) }, now = new { checkedOn = "2020-01-01" } }
                )
            ).Is(200);
        (await Unverified("9341")).ShouldBeTrue();
        const string route = $"/api/communities/{Here}/residents/checked";
        (await secretary.Post(route, new { persons })).Is(200)["checked"].GetInt32().ShouldBe(2);
        (await Unverified("9341")).ShouldBeFalse();
        (await secretary.Post(route, new { persons })).Is(200)["checked"].GetInt32().ShouldBe(0);
        foreach (var one in persons)
        {
            var told = (await secretary.Get($"/api/communities/{Here}/residents/{one}/history")).Is(200)["items"].Items().ToList();
            told.Count.ShouldBe(3);
            told[^1].GetProperty("changes").Items().ShouldHaveSingleItem().Of("field").ShouldBe("checked-on");
        }
        (await secretary.Post(route, new { persons = (string[])[persons[0], $"{Guid.CreateVersion7()}"] })).Is(404);
        (await secretary.Post(route, new { persons = Array.Empty<string>() })).Is(400);
        (await (await quarter.As(Role.GridChief)).Post(route, new { persons })).Is(403);

        async Task<bool> Unverified(string room) =>
            (await Find(secretary, new { words = $"拟寻楼 {room}" }))
                .Is(200)["items"]
                .Items()
                .Single()
                .GetProperty("person")
                .GetProperty("unverified")
                .GetBoolean();
    }

    [Fact]
    public async Task Whose_entrusted_care_ends_is_due()
    {
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "钱试托", "9351", bornIn: 2018);
        var today = Shanghai.Day(TimeProvider.System.GetUtcNow());
        (
            await secretary.Post(
                $"/api/communities/{Here}/residents/{person}/guardians",
                new
                {
                    guardian = new
                    {
                        role = "委托照护人",
                        name = "何拟托",
                        from = today.AddDays(-9),
                        to = today.AddDays(9),
                    },
                }
            )
        ).Is(200);
        var due = (await Find(secretary, new { due = true })).Is(200);
        due["items"].Items().ShouldContain(one => one.GetProperty("person").Of("personId") == person);
        due["facets"].GetProperty("due").GetInt32().ShouldBe(due["count"].GetInt32());
    }
}
