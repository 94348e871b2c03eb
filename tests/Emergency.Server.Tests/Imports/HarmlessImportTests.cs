using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>A file changes what it says and nothing else, and nobody else. All persons are fictitious.</summary>
public sealed class HarmlessImportTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here,
        Next = QuarterRegisters.Next,
        Away = QuarterRegisters.Away,
        Far = QuarterRegisters.Far;
    private const string PersonHead =
        "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,special_needs,care_level,lives_alone,phone,community_code,grid,address,building,unit,floor,room,lon,lat,consent,updated_on";
    private static int _last;

    /// <summary>An identity number that no other case has (GB 11643: the last character checks the others).</summary>
    private static string Identity()
    {
        var digits = FormattableString.Invariant($"41150219490729{Interlocked.Increment(ref _last):000}");
        return digits + "10X98765432"[digits.Select((digit, at) => (digit - '0') * ((1 << (17 - at)) % 11)).Sum() % 11];
    }

    private static string Number(string kind) => FormattableString.Invariant($"{kind}{Interlocked.Increment(ref _last):000}");

    private static string Person(
        string number,
        string name,
        string born = "1949-07-29",
        string id = "",
        string community = Here,
        string phone = "139-0000-0101",
        string needs = "听力障碍",
        string home = ""
    ) =>
        $"{number},{home},{name},女,{born},{id},残疾人,卧床,{needs},A,是,{phone},{community},G1,试阳路4号,4号楼,2单元,3,307,114.066,32.118,是,2026-01-05";

    private Task<Answer> Send(string kind, string division, string text, bool dryRun = false, Api? by = null) =>
        (by ?? quarter.Clerk).Send(
            HttpMethod.Post,
            $"/api/imports/{kind}?division={division}&file={kind}.csv&dryRun={(dryRun ? "true" : "false")}",
            new ByteArrayContent(Encoding.UTF8.GetBytes(text))
        );

    private static List<string> Found(Answer answer) =>
        [
            .. answer["files"]
                .EnumerateArray()
                .SelectMany(sheet => sheet.GetProperty("findings").EnumerateArray())
                .Where(one => one.GetProperty("outcome").GetString() == "reject")
                .Select(one =>
                    $"{one.GetProperty("row").GetInt32()} {one.GetProperty("field").GetString()} {one.GetProperty("reason").GetString()}"
                ),
        ];

    private static int Imported(Answer answer) => answer["files"].EnumerateArray().Sum(sheet => sheet.GetProperty("imported").GetInt32());

    /// <summary>A record in clear, as the street office reads it.</summary>
    private async Task<JsonElement> Read(Guid person, From from = From.Here) =>
        (
            await (await quarter.As(Role.StreetOfficer, from)).Post(
                $"/api/communities/{(from == From.Far ? Far : from == From.Away ? Away : Here)}/residents/{person}/reveal",
                new { reason = "核对登记" }
            )
        )
            .Is(200)
            .Body;

    private static Guid Id(string number, string county = QuarterRegisters.County) => Derived.Register("person", county, number);

    public static TheoryData<string, string, string> Registers =>
        new()
        {
            {
                "households",
                "household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone,lon,lat\nFULL,411502001001,G1,试阳路4号,4号楼,2单元,3,307,陈试家,3,139-0000-0001,114.066,32.118\n",
                "household_id,community_code\nFULL,411502001001\n"
            },
            { "residents", $"{PersonHead}\n{Person("FULL", "陈试全")}\n", "resident_id,name,community_code\nFULL,陈试全,411502001001\n" },
            {
                "guardians",
                $"guardian_id,resident_id,role,name,relation,phone,phone2,place,is_local,valid_from,valid_to\nFULL,R{Here}2,监护人,褚拟母,母,139-0000-0102,139-0000-0103,上海,否,2023-01-01,2036-01-01\n",
                $"guardian_id,resident_id,name\nFULL,R{Here}2,褚拟母\n"
            },
            {
                "team",
                "member_id,name,role,phone,community_code,grid,building,unit,skills,status,lon,lat\nFULL,卫拟全,志愿者,139-0000-0104,411502001001,G1,1号楼,1单元,急救;驾驶,请假,114.066,32.118\n",
                "member_id,name,role,phone,community_code\nFULL,卫拟全,志愿者,139-0000-0104,411502001001\n"
            },
            {
                "supplies",
                $"item_id,name,category,unit,quantity,min_quantity,expires_on,community_code,location,lon,lat,keeper_id,checked_on\nFULL,手电,照明,支,10,5,2036-01-01,411502001001,物资点,114.066,32.118,M{Here}{Role.Responder},2026-01-05\n",
                "item_id,name,unit,quantity,community_code\nFULL,手电,支,10,411502001001\n"
            },
            {
                "hazards",
                $"hazard_id,type,level,description,community_code,lon,lat,radius_m,responsible_id,found_on,status\nFULL,内涝,较大,低洼处,411502001001,114.066,32.118,50,M{Here}{Role.Responder},2026-01-05,整改中\n",
                "hazard_id,type,community_code\nFULL,内涝,411502001001\n"
            },
            {
                "shelters",
                $"shelter_id,name,type,capacity,area_m2,open_hours,barrier_free,contact_id,community_code,lon,lat,indoor,fit\nFULL,例园避难点,学校,40,160,全天,是,M{Here}{Role.Responder},411502001001,114.066,32.118,是,fire;flood\n",
                "shelter_id,name,capacity,community_code\nFULL,例园避难点,40,411502001001\n"
            },
            { "divisions", "code,name,kind,parent\n411502001077,试全社区,社区,411502001\n", "code,name\n411502001077,试全社区\n" },
        };

    [Theory, MemberData(nameof(Registers), DisableDiscoveryEnumeration = true)]
    public async Task A_column_that_is_absent_and_a_cell_that_is_empty_change_nothing(string kind, string full, string less)
    {
        var division = kind is "guardians" ? QuarterRegisters.County : QuarterRegisters.Street;
        Imported((await Send(kind, division, full)).Is(200)).ShouldBe(1);
        await quarter.News();
        var absent = (await Send(kind, division, less)).Is(200);
        (Imported(absent), (await quarter.Written(quarter.Clerk)).Count).ShouldBe((1, 0), absent.Text);
        // The same columns, all there, with nothing in those that need nothing.
        var (heads, needed) = (
            full.Split('\n')[0].Split(','),
            less.Split('\n')[0]
                .Split(',')
                .Zip(less.Split('\n')[1].Split(','))
                .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
        );
        var empty = (
            await Send(
                kind,
                division,
                $"{string.Join(',', heads)}\n{string.Join(',', heads.Select(head => needed.GetValueOrDefault(head, "")))}\n"
            )
        ).Is(200);
        (Imported(empty), (await quarter.Written(quarter.Clerk)).Count).ShouldBe((1, 0), empty.Text);
    }

    [Fact]
    public async Task A_corrected_phone_leaves_needs_kinds_and_door_and_the_preview_shows_it_alone()
    {
        var number = Number("P");
        const string id = "411502194907299932";
        Imported((await Send("residents", Here, $"{PersonHead}\n{Person(number, "秦试萍", id: id)}\n")).Is(200)).ShouldBe(1);
        var file = $"name,id_no,phone,community_code\n秦试萍,{id},139-0000-4321,{Here}\n";
        var looked = (await Send("residents", Here, file, dryRun: true)).Is(200);
        var change = looked["preview"].GetProperty("changes").EnumerateArray().ShouldHaveSingleItem(looked.Text);
        (
            change.GetProperty("field").GetString(),
            change.GetProperty("heading").GetString(),
            change.GetProperty("before").GetString(),
            change.GetProperty("after").GetString(),
            change.GetProperty("lost").GetBoolean()
        ).ShouldBe(("phone", "本人电话", "139****0101", "13900004321", false));
        (looked["preview"].GetProperty("added").GetInt32(), looked["preview"].GetProperty("changed").GetInt32()).ShouldBe((0, 1));
        (await Send("residents", Here, file)).Is(200);
        var record = await Read(Id(number));
        record.GetProperty("phones").EnumerateArray().Select(phone => phone.GetString()).ShouldBe(["13900004321"]);
        record.GetProperty("needs").EnumerateArray().Select(need => need.GetString()).ShouldBe(["carry", "deaf"], ignoreOrder: true);
        record.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["disabled"]);
        record.GetProperty("door").GetRawText().ShouldContain("4号楼");
    }

    [Fact]
    public async Task What_a_file_strikes_is_shown_as_lost_before_it_goes()
    {
        var number = Number("P");
        (await Send("residents", Here, $"{PersonHead}\n{Person(number, "秦试叶")}\n")).Is(200);
        var looked = (
            await Send(
                "residents",
                Here,
                $"resident_id,name,category,special_needs,mobility,community_code\n{number},秦试叶,独居老人,无,自理,{Here}\n",
                dryRun: true
            )
        ).Is(200);
        looked["preview"]
            .GetProperty("changes")
            .EnumerateArray()
            .Where(one => one.GetProperty("lost").GetBoolean())
            .Select(one =>
                $"{one.GetProperty("field").GetString()}: {one.GetProperty("before").GetString()} → {one.GetProperty("after").GetString()}"
            )
            .ShouldBe(["needs: carry、deaf → "], looked.Text);
        looked["preview"]
            .GetProperty("changes")
            .EnumerateArray()
            .Select(one => one.GetProperty("field").GetString())
            .ShouldContain("category", StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_door_is_never_mixed_from_two()
    {
        var number = Number("P");
        (await Send("residents", Here, $"{PersonHead}\n{Person(number, "秦试枝")}\n")).Is(200);
        (await Send("residents", Here, $"resident_id,name,building,community_code\n{number},秦试枝,9号楼,{Here}\n")).Is(200);
        var door = (await Read(Id(number))).GetProperty("door");
        (door.GetProperty("building").GetString(), door.TryGetProperty("unit", out _), door.TryGetProperty("room", out _)).ShouldBe(
            ("9号楼", false, false),
            door.GetRawText()
        );
    }

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
            await quarter.News();
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
                // Somebody new, once, whatever number of times the file comes.
                (await quarter.Written(quarter.Clerk))
                    .Count(line => line.EndsWith("residents.person-recorded.v1", StringComparison.Ordinal))
                    .ShouldBe(1, what);
                Imported((await Send("residents", Here, file)).Is(200)).ShouldBe(1);
                (await quarter.Written(quarter.Clerk)).ShouldBeEmpty(what);
                // A list that knows only the number cannot say whom it means.
                Found((await Send("guardians", Here, $"resident_id,role,name,phone\n{number},监护人,孟拟子,139-0000-0106\n")).Is(200))
                    .ShouldBe(["2 resident_id number_twice"], what);
            }
        }
        finally
        {
            (
                await (await quarter.As(Role.StreetOfficer)).Post(
                    $"/api/communities/{Here}/residents/{Id(number)}/reveal",
                    new { reason = "核对登记" }
                )
            ).Is(200);
            (await quarter.Clerk.Delete($"/api/imports/{loaded.String("importId")}")).Is(200);
        }
    }

    private static string Without(string record) =>
        System.Text.RegularExpressions.Regex.Replace(
            record,
            "\"(?:accessId|position)\":[^,}]*",
            "",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

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
                await quarter.News();
                var answer = (await Send(kind, county, later)).Is(200);
                Imported(answer).ShouldBe(1, $"{kind} {answer.Text}");
                // What is written lies in the county's own registers, and speaks of its own things only.
                foreach (
                    var one in (await quarter.News()).Where(one =>
                        one.GetProperty("meta").GetProperty("account").GetString() == quarter.Clerk.Account
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
        // A file for both counties cannot say whose number it means, and says so.
        Found((await Send("guardians", QuarterRegisters.City, $"resident_id,role,name,phone\nSAME1,监护人,监拟丙,139-0000-0107\n")).Is(200))
            .ShouldBe(["2 resident_id number_without_county"]);
    }

    /// <summary>One row for each register, with the same numbers in every county; the second time something is different.</summary>
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
    public async Task What_a_preview_promises_is_what_the_import_does_and_a_row_without_its_household_is_a_finding()
    {
        var (one, two, file) = (Number("P"), Number("P"), PersonHead);
        file += $"\n{Person(one, "柳试青", home: "NO-SUCH-HOUSEHOLD")}\n{Person(two, "柳试红", home: $"H{Here}1")}\n";
        var looked = (await Send("residents", Here, file, dryRun: true)).Is(200);
        var done = (await Send("residents", Here, file)).Is(200);
        (Found(looked), Imported(looked)).ShouldSatisfyAllConditions(
            told => told.Item1.ShouldBe(["2 household_id household_unknown"]),
            told => told.Item2.ShouldBe(1)
        );
        (Found(done), Imported(done)).ShouldSatisfyAllConditions(
            told => told.Item1.ShouldBe(Found(looked)),
            told => told.Item2.ShouldBe(1)
        );
        var finding = looked["files"][0].GetProperty("findings")[0];
        (
            finding.GetProperty("heading").GetString(),
            finding.GetProperty("value").GetString(),
            finding.GetProperty("community").GetString()
        ).ShouldBe(("household_id", "NO-SUCH-HOUSEHOLD", "试城街道 试阳社区"));
        var mend = looked["files"][0].GetProperty("mend");
        mend.GetProperty("rows")
            .EnumerateArray()
            .Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("cells")[0].GetString()))
            .ShouldBe([(2, one)]);
        (await Read(Id(two))).GetProperty("name").GetString().ShouldBe("柳试红");
    }

    [Fact]
    public async Task A_preview_tells_nobody_who_was_erased_without_a_record_nor_what_numbers_others_have()
    {
        var number = Number("P");
        (await Send("residents", Here, $"{PersonHead}\n{Person(number, "霍试萍", born: "1944-04-05")}\n")).Is(200);
        await quarter.Server.Agree(
            await (await quarter.As(Role.StreetOfficer)).Post(
                $"/api/communities/{Here}/residents/{Id(number)}/erase",
                new { basis = "term-over" }
            ),
            await quarter.As(Role.CivilAffairs)
        );
        await quarter.News();
        var looked = (await Send("residents", Here, $"{PersonHead}\n{Person("", "霍试萍", born: "1944-04-05")}\n", dryRun: true)).Is(200);
        Found(looked).ShouldBe(["2 id_no person_erased"]);
        var record = (await quarter.News())
            .Where(one => one.GetRawText().Contains("\"purpose\":\"import\"", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        record.GetRawText().ShouldContain(Id(number).ToString());
        record.GetProperty("form").GetString().ShouldBe("audit.access-recorded.v1");
        // A street asks for numbers of another street and of nobody: the answers are the same.
        var street = await quarter.As(Role.StreetOfficer);
        string Ask(string of) => $"resident_id,role,name,phone\n{of},监护人,霍拟女,139-0000-0110\n";
        var (others, nobodys) = (
            (await Send("guardians", Here[..9], Ask($"R{Away}2"), dryRun: true, by: street)).Is(200),
            (await Send("guardians", Here[..9], Ask("NOBODY"), dryRun: true, by: street)).Is(200)
        );
        Found(others).ShouldBe(Found(nobodys));
        (await quarter.Written(street)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_streets_record_is_not_taken_by_a_file_that_uses_its_number()
    {
        var before = (await Read(QuarterRegisters.Person(Away), From.Away)).GetRawText();
        var street = await quarter.As(Role.StreetOfficer);
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
        var secretary = await quarter.As(Role.Secretary);
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
