using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>
/// A file changes nobody else: neither people with an equal number, nor people of another street or county. All persons are fictitious.
/// </summary>
public sealed class OthersRecordsTests(Quarter quarter) : SmallFiles(quarter)
{
    [Theory]
    [InlineData("the number with another name and birth date and no identity number", "{0},张试验,1950-01-01,", null)]
    [InlineData("the number with another name and another identity number", "{0},张试验,1955-12-14,411502195512149926", null)]
    [InlineData(
        "identity number and birth date changed under one number",
        "{0},孟试石,1955-12-15,411502195512159921",
        "id_no|birth_date identity_conflict"
    )]
    [InlineData("a known identity number under another name", ",孟样石,1949-07-29,{2}", "name name_mismatch")]
    [InlineData("the number and the birth date with another name", "{0},孟样石,1949-07-29,", "name identity_conflict")]
    [InlineData("the number and the name with another birth date", "{0},孟试石,1959-07-29,", "birth_date identity_conflict")]
    [InlineData("the number of one and the identity number of another", "{1},孟试石,1949-07-29,{2}", "resident_id identity_conflict")]
    [InlineData("a new name beside the same number and the same identity number", "{0},孟样石,1949-07-29,{2}", "")]
    public async Task Somebody_is_overwritten_only_by_themselves(string what, string row, string? expected)
    {
        var (number, other, id) = (Number("R"), Number("R"), Identity());
        var before = $"{PersonHead}\n{Person(number, "孟试石", id: id)}\n{Person(other, "孟试水", born: "1960-02-03")}\n";
        var loaded = (await Send("residents", Here, before)).Is(200);
        Imported(loaded).ShouldBe(2, loaded.Text);
        (
            await Send(
                "guardians",
                Here,
                $"guardian_id,resident_id,role,name,relation,phone\nG{number},{number},监护人,孟拟女,女,139-0000-0105\n"
            )
        ).Is(200);
        try
        {
            var record = (await Read(Id(number))).GetRawText();
            var file =
                $"resident_id,name,birth_date,id_no,category,community_code\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, row, number, other, id)},独居老人,{Here}\n";
            await Quarter.News();
            var (looked, done) = (
                (await Send("residents", Here, file, dryRun: true)).Is(200),
                (await Send("residents", Here, file)).Is(200)
            );
            Found(done).ShouldBe(Found(looked), what);
            var now = await Read(Id(number));
            now.GetProperty("guardians").EnumerateArray().ShouldHaveSingleItem(what).GetProperty("name").GetString().ShouldBe("孟拟女");
            if (expected is "")
                now.GetProperty("name").GetString().ShouldBe("孟样石", what);
            else
                Without(now.GetRawText()).ShouldBe(Without(record), what);
            if (expected is { Length: > 0 })
                Found(done).ShouldHaveSingleItem(what).ShouldMatch($"^2 ({expected.Split(' ')[0]}) {expected.Split(' ')[1]}$");
            else
                Found(done).ShouldBeEmpty(what);
            if (expected is null)
            {
                looked["preview"].GetProperty("reassigned").EnumerateArray().Select(one => one.GetInt32()).ShouldBe([2], what);
                // A new person, once, for any number of times the file comes.
                (await Quarter.Written(Quarter.Clerk))
                    .Count(line => line.EndsWith("residents.person-recorded.v1", StringComparison.Ordinal))
                    .ShouldBe(1, what);
                Imported((await Send("residents", Here, file)).Is(200)).ShouldBe(1);
                (await Quarter.Written(Quarter.Clerk)).ShouldBeEmpty(what);
                // A list with the number alone does not identify a person.
                Found((await Send("guardians", Here, $"resident_id,role,name,phone\n{number},监护人,孟拟子,139-0000-0106\n")).Is(200))
                    .ShouldBe(["2 resident_id number_twice"], what);
            }
        }
        finally
        {
            (
                await (await Quarter.As(Role.StreetOfficer)).Post(
                    $"/api/communities/{Here}/residents/{Id(number)}/reveal",
                    new { reason = "核对登记" }
                )
            ).Is(200);
            (await Quarter.Clerk.Delete($"/api/imports/{loaded.String("importId")}")).Is(200);
        }
    }

    [Fact]
    public async Task Two_counties_with_equal_numbers_keep_their_own_in_every_register()
    {
        foreach (var (kind, file) in Files(Here).Concat(Files(Far)))
            Imported((await Send(kind, file.Contains(Far, StringComparison.Ordinal) ? Far[..6] : Here[..6], file)).Is(200))
                .ShouldBe(1, $"{kind}: {file}");
        foreach (var (mine, from) in ((string, From)[])[(Here, From.Here), (Far, From.Far)])
        {
            var county = mine[..6];
            foreach (var (kind, later) in Files(mine, "二"))
            {
                await Quarter.News();
                var answer = (await Send(kind, county, later)).Is(200);
                Imported(answer).ShouldBe(1, $"{kind} {answer.Text}");
                // Every write goes to the county's own registers, and names only its own things.
                foreach (
                    var one in (await Quarter.News()).Where(one =>
                        one.GetProperty("meta").GetProperty("account").GetString() == Quarter.Clerk.Account
                    )
                )
                    one.GetRawText().ShouldNotContain(mine == Here ? Far : Here, customMessage: kind);
            }
            var record = await Read(Id("SAME1", county), from);
            record.GetProperty("name").GetString().ShouldBe($"甲试{county[^1]}");
            record
                .GetProperty("guardians")
                .EnumerateArray()
                .Select(one => one.GetProperty("name").GetString())
                .ShouldBe([$"监拟{county[^1]}", $"照拟{county[^1]}"], ignoreOrder: true);
        }
        // A file for both counties does not identify whose number it is, and the finding says so.
        Found((await Send("guardians", QuarterRegisters.City, $"resident_id,role,name,phone\nSAME1,监护人,监拟丙,139-0000-0107\n")).Is(200))
            .ShouldBe(["2 resident_id number_without_county"]);
    }

    /// <summary>A row for each register, with the same numbers in every county; the second file differs.</summary>
    private static IEnumerable<(string Kind, string File)> Files(string community, string more = "")
    {
        var mark = community[5];
        var id = community == Here ? "411502195102039927" : "411502195102039943";
        yield return (
            "households",
            $"household_id,community_code,building,room,head_name,members\nSAME1,{community},1号楼,101,户试{mark},{(more.Length > 0 ? 4 : 3)}\n"
        );
        yield return (
            "residents",
            $"resident_id,household_id,name,birth_date,id_no,category,mobility,community_code\nSAME1,SAME1,甲试{mark},1951-02-03,{id},独居老人,需协助{more},{community}\n"
        );
        yield return (
            "guardians",
            $"guardian_id,resident_id,role,name,relation,phone,place\nSAME1,SAME1,监护人,监拟{mark},女,139-0000-0108,{community}{more}\n"
        );
        yield return (
            "caregivers",
            $"resident_name,resident_id_no,caregiver_name,relation,phone,note\n甲试{mark},{id},照拟{mark},邻居{more},139-0000-0109,{community}\n"
        );
        yield return (
            "team",
            $"member_id,name,role,phone,community_code,skills\nSAME1,队拟{mark},志愿者,139-0000-01{mark}0,{community},急救{more}\n"
        );
        yield return (
            "roster",
            $"community_code,day,shift,from,to,post,member_id\n{community},20,白班,08:00,{(more.Length > 0 ? "19:00" : "20:00")},值班,SAME1\n"
        );
        yield return (
            "supplies",
            $"item_id,name,unit,quantity,community_code,keeper_id\nSAME1,手电,支,{(more.Length > 0 ? 7 : 9)},{community},SAME1\n"
        );
        yield return (
            "hazards",
            $"hazard_id,type,level,description,community_code,responsible_id,status\nSAME1,内涝,一般,低洼处,{community},SAME1,整改中{more}\n"
        );
        yield return (
            "shelters",
            $"shelter_id,name,capacity,community_code,contact_id\nSAME1,同号避难点,{(more.Length > 0 ? 50 : 40)},{community},SAME1\n"
        );
        yield return (
            "plans",
            $"plan: {{ community: \"{community}\", title: 同号预案, version: 2026-{(more.Length > 0 ? 3 : 2)} }}\ncards:\n  - id: first-report\n    hazard: flood\n    title: 报街道\n    steps:\n      - {{ id: report, class: wait, role: [值班], text: 电话先报, allow: 60 }}\n"
        );
    }

    [Fact]
    public async Task A_preview_tells_nobody_who_was_erased_without_a_record_nor_what_numbers_others_have()
    {
        var number = Number("P");
        (await Send("residents", Here, $"{PersonHead}\n{Person(number, "霍试萍", born: "1944-04-05")}\n")).Is(200);
        await Quarter.Server.Agree(
            await (await Quarter.As(Role.StreetOfficer)).Post(
                $"/api/communities/{Here}/residents/{Id(number)}/erase",
                new { basis = "term-over" }
            ),
            await Quarter.As(Role.CivilAffairs)
        );
        await Quarter.News();
        var looked = (await Send("residents", Here, $"{PersonHead}\n{Person("", "霍试萍", born: "1944-04-05")}\n", dryRun: true)).Is(200);
        Found(looked).ShouldBe(["2 id_no person_erased"]);
        var record = (await Quarter.News())
            .Where(one => one.GetRawText().Contains("\"purpose\":\"import\"", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        record.GetRawText().ShouldContain(Id(number).ToString());
        record.GetProperty("form").GetString().ShouldBe("audit.access-recorded.v1");
        // A street asks for numbers of another street and for numbers of nobody: the answers are the same.
        var street = await Quarter.As(Role.StreetOfficer);
        string Ask(string of) => $"resident_id,role,name,phone\n{of},监护人,霍拟女,139-0000-0110\n";
        var (others, nobodys) = (
            (await Send("guardians", Here[..9], Ask($"R{Away}2"), dryRun: true, by: street)).Is(200),
            (await Send("guardians", Here[..9], Ask("NOBODY"), dryRun: true, by: street)).Is(200)
        );
        Found(others).ShouldBe(Found(nobodys));
        (await Quarter.Written(street)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_streets_record_is_not_taken_by_a_file_that_uses_its_number()
    {
        var before = (await Read(QuarterRegisters.Person(Away), From.Away)).GetRawText();
        var street = await Quarter.As(Role.StreetOfficer);
        var done = (
            await Send(
                "residents",
                Here[..9],
                $"resident_id,name,birth_date,category,community_code\nR{Away}1,霍试兰,1951-01-01,独居老人,{Here}\n",
                by: street
            )
        ).Is(200);
        Imported(done).ShouldBe(1, done.Text);
        Without((await Read(QuarterRegisters.Person(Away), From.Away)).GetRawText()).ShouldBe(Without(before));
    }

    [Fact]
    public async Task A_member_whose_number_was_given_away_keeps_account_and_name()
    {
        var member = QuarterRegisters.Member(Here, Role.Volunteer);
        var secretary = await Quarter.As(Role.Secretary);
        var many = (await secretary.Get($"/api/communities/{Here}/team?limit=200"))["items"].GetArrayLength();
        var before = (await secretary.Get($"/api/communities/{Here}/team?limit=200"))["items"]
            .EnumerateArray()
            .Single(one => one.GetRawText().Contains($"{member}", StringComparison.Ordinal))
            .GetRawText();
        Imported(
                (
                    await Send(
                        "team",
                        Here,
                        $"member_id,name,role,phone,community_code\nM{Here}{Role.Volunteer},卫拟新,志愿者,139-0000-0199,{Here}\n"
                    )
                ).Is(200)
            )
            .ShouldBe(1);
        var items = (await secretary.Get($"/api/communities/{Here}/team?limit=200"))["items"]
            .EnumerateArray()
            .Select(one => one.GetRawText())
            .ToList();
        items.Single(one => one.Contains($"{member}", StringComparison.Ordinal)).ShouldBe(before);
        items.Count.ShouldBe(many + 1, "somebody new");
        Found(
                (
                    await Send(
                        "roster",
                        Here,
                        $"community_code,day,shift,from,to,post,member_id\n{Here},30,白班,08:00,20:00,值班,M{Here}{Role.Volunteer}\n"
                    )
                ).Is(200)
            )
            .ShouldBe(["2 member_id number_twice"]);
    }
}
