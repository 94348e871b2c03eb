using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>A file changes only its own rows and columns. All persons are fictitious.</summary>
public sealed class HarmlessImportTests(Quarter quarter) : SmallFiles(quarter)
{
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
            {
                "ground",
                "ground_id,kind,name,community_code,grid,building,holder,phone,levels,lift,warning,lon,lat\nFULL,楼栋,4号楼,411502001001,G1,4号楼,物业值班室,139-0000-0105,6,否,限高 3.2 米,114.066,32.118\n",
                "ground_id,kind,name,community_code,lon,lat\nFULL,楼栋,4号楼,411502001001,114.066,32.118\n"
            },
            { "divisions", "code,name,kind,parent\n411502001077,试全社区,社区,411502001\n", "code,name\n411502001077,试全社区\n" },
        };

    [Theory, MemberData(nameof(Registers), DisableDiscoveryEnumeration = true)]
    public async Task A_column_that_is_absent_and_a_cell_that_is_empty_change_nothing(string kind, string full, string less)
    {
        var division = kind is "guardians" ? QuarterRegisters.County : QuarterRegisters.Street;
        Imported((await Send(kind, division, full)).Is(200)).ShouldBe(1);
        await Quarter.News();
        var absent = (await Send(kind, division, less)).Is(200);
        (Imported(absent), (await Quarter.Written(Quarter.Clerk)).Count).ShouldBe((1, 0), absent.Text);
        // The same columns, all present, empty where no value is needed.
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
        (Imported(empty), (await Quarter.Written(Quarter.Clerk)).Count).ShouldBe((1, 0), empty.Text);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("不清楚", null, null)]
    [InlineData("否", "false", "有台阶")]
    [InlineData("是", "true", "无障碍")]
    public async Task Of_a_shelter_only_what_the_register_says_is_said(string cell, string? answered, string? printed)
    {
        var (number, name) = (Number("S"), $"例避难点{Number("")}");
        (await Send("shelters", Here, $"shelter_id,name,capacity,community_code,barrier_free\n{number},{name},40,{Here},{cell}\n")).Is(200);
        await Quarter.News();
        var shown = (await (await Quarter.As(Role.StreetOfficer)).Get($"/api/shelters?division={Here}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("shelter"))
            .Single(one => one.GetProperty("name").GetString() == name);
        shown.TryGetProperty("indoor", out _).ShouldBeFalse();
        (shown.TryGetProperty("barrierFree", out var steps) ? steps.GetRawText() : null).ShouldBe(answered);
        var row = (await Quarter.Clerk.Get($"/public?community={Here}"))
            .Is(200)
            .Text.Split("<li ")
            .Single(one => one.Contains($"<h3>{name}</h3>", StringComparison.Ordinal));
        foreach (var word in (string[])["室内", "室外", "无障碍", "有台阶"])
            row.Contains(word, StringComparison.Ordinal).ShouldBe(word == printed, word);
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
                $"{one.GetProperty("field").GetString()}: {one.GetProperty("before").GetString()} → {(one.TryGetProperty("after", out var after) ? after.GetString() : "")}"
            )
            .ShouldBe(["needs: carry、deaf → ", "special_needs: 听力障碍 → "], looked.Text);
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

    [Fact]
    public async Task What_a_preview_promises_is_what_the_import_does_and_nobody_is_left_out_for_a_household_that_is_missing()
    {
        var (one, two, three, file) = (Number("P"), Number("P"), Number("P"), PersonHead);
        file +=
            $"\n{Person(one, "柳试青", home: "NO-SUCH-HOUSEHOLD")}\n{Person(two, "柳试红", home: $"H{Here}1")}\n{Person(three, "柳试蓝", community: "411599999999")}\n";
        var looked = (await Send("residents", Here, file, dryRun: true)).Is(200);
        var done = (await Send("residents", Here, file)).Is(200);
        (Found(looked), Imported(looked)).ShouldSatisfyAllConditions(
            told => told.Item1.ShouldBe(["4 community unknown_community"]),
            told => told.Item2.ShouldBe(2)
        );
        (Found(done), Imported(done)).ShouldSatisfyAllConditions(
            told => told.Item1.ShouldBe(Found(looked)),
            told => told.Item2.ShouldBe(2)
        );
        var finding = looked["files"]
            [0]
            .GetProperty("findings")
            .EnumerateArray()
            .Single(one => one.GetProperty("reason").GetString() == "household_unknown");
        (
            finding.GetProperty("heading").GetString(),
            finding.GetProperty("value").GetString(),
            finding.GetProperty("community").GetString()
        ).ShouldBe(("household_id", "NO-SUCH-HOUSEHOLD", "试城街道 试阳社区"));
        var mend = looked["files"][0].GetProperty("mend");
        mend.GetProperty("rows")
            .EnumerateArray()
            .Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("cells")[0].GetString()))
            .ShouldBe([(4, three)]);
        finding.GetProperty("outcome").GetString().ShouldBe("warn");
        (await Read(Id(one))).GetProperty("name").GetString().ShouldBe("柳试青");
        (await Read(Id(two))).GetProperty("name").GetString().ShouldBe("柳试红");
    }
}
