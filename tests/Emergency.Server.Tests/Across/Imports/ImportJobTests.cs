using System.Text;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

/// <summary>An import that is a job: started, watched, stopped, listed, and undone at any later time.</summary>
public sealed class ImportJobTests(Quarter quarter) : SmallFiles(quarter)
{
    private const string StockHead = "item_id,name,unit,quantity,community_code,location";

    private Task<Answer> Start(string kind, string text, Api? by = null) =>
        (by ?? Quarter.Clerk).Send(
            HttpMethod.Post,
            $"/api/imports/{kind}?division={Here}&file=名册-{kind}.csv&later=true",
            new ByteArrayContent(Encoding.UTF8.GetBytes(text))
        );

    private async Task<Answer> Ended(string path, Api? by = null)
    {
        Answer? last = null;
        await Until.TrueAsync(
            async () => (last = (await (by ?? Quarter.Clerk).Get(path)).Is(200)).String("phase") == "ended",
            "the import has ended"
        );
        return last!;
    }

    private static string Stock(string number, int from, int rows) =>
        $"{StockHead}\n{string.Concat(Enumerable.Range(from, rows).Select(i => $"{number}-{i},手电{number},支,9,{Here},柜\n"))}";

    [Fact]
    public async Task It_goes_on_without_its_connection_and_stands_in_the_list_until_it_is_undone()
    {
        var number = Number("JOB");
        var started = (await Start("supplies", Stock(number, 0, 7))).Is(200);
        var path = $"/api/imports/{started.String("importId")}";
        var done = await Ended(path);
        done.String("state").ShouldBe("finished");
        done["rows"].GetInt32().ShouldBe(7);
        done["counts"].GetProperty("added").GetInt32().ShouldBe(7);
        done.String("file").ShouldBe("名册-supplies.csv");

        // A row was changed by hand since; it stays.
        var lots = (await Quarter.Clerk.Get($"/api/communities/{Here}/supplies?limit=200")).Is(200);
        lots.Text.ShouldContain(number);
        (await Quarter.Clerk.Get($"{path}/undo")).Is(200)["back"].GetInt32().ShouldBe(7);
        (await Send("supplies", Here, $"{StockHead}\n{number}-3,手电{number},支,2,{Here},柜\n")).Is(200);
        var look = (await Quarter.Clerk.Get($"{path}/undo")).Is(200);
        (look["back"].GetInt32(), look["kept"].GetInt32()).ShouldBe((6, 1));
        var undone = (await Quarter.Clerk.Delete(path)).Is(200);
        (undone.String("state"), undone["kept"].GetInt32()).ShouldBe(("undone", 1));
        var listed = (await Quarter.Clerk.Get($"/api/imports?division={Here}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("importId").GetString() == started.String("importId"));
        listed.GetProperty("state").GetString().ShouldBe("undone");
        listed.GetProperty("kept").GetInt32().ShouldBe(1);
        (await Quarter.Clerk.Get($"/api/communities/{Here}/supplies?limit=200")).Is(200).Text.ShouldContain($"手电{number}");
    }

    [Fact]
    public async Task Undoing_a_register_leaves_who_was_corrected_held_taken_into_care_or_counted_since_and_where_they_live()
    {
        var (secretary, street) = (await Quarter.As(Role.Secretary), await Quarter.As(Role.StreetOfficer));
        string[] numbers = [.. Enumerable.Range(0, 5).Select(_ => Number("UND"))];
        var home = Number("UNH");
        var homes =
            $"household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone\n{home},{Here},G1,试阳路7号,71号楼,1单元,1,101,陈拟户,5,139-0000-0077\n";
        (await Send("households", Here, homes)).Is(200);
        var rows = string.Join('\n', numbers.Select((number, n) => Person(number, $"陈拟撤{n}", $"194{n}-02-03", home: home)));
        var import = $"/api/imports/{(await Send("residents", Here, $"{PersonHead}\n{rows}\n")).Is(200).String("importId")}";
        string Of(int n) => $"/api/communities/{Here}/residents/{Id(numbers[n])}";
        (await secretary.Post($"{Of(0)}/correct", new { was = new { mobility = "卧床" }, now = new { mobility = "自理" } })).Is(200);
        (await street.Post($"{Of(1)}/hold", new { until = "2096-01-01" })).Is(200);
        (await secretary.Post("/api/care", new { person = Id(numbers[2]), community = Here })).Is(201);
        (await secretary.Post($"{Of(3)}/consents", new { answer = "refused", uses = new[] { "photo-care" } })).Is(200);
        (await secretary.Get($"/api/communities/{Here}/residents?limit=1")).Is(200);
        var look = (await Quarter.Clerk.Get($"{import}/undo")).Is(200);
        (look["back"].GetInt32(), look["kept"].GetInt32()).ShouldBe((2, 3));
        (await Quarter.Clerk.Delete(import)).Is(200)["kept"].GetInt32().ShouldBe(3);
        var list = (await secretary.Get($"/api/communities/{Here}/residents?limit=200")).Is(200).Text;
        numbers.Select(number => list.Contains(Id(number).ToString(), StringComparison.Ordinal)).ShouldBe([true, true, true, false, false]);
        // Undone again, all is as before.
        (await Quarter.Clerk.Delete(import))
            .Is(200)["kept"]
            .GetInt32()
            .ShouldBe(3);
        (await secretary.Post($"{Of(1)}/reveal", new { reason = "核对" })).Is(200);
        // A refused consent holds for a person of the next file too.
        (await Send("residents", Here, $"{PersonHead}\n{rows}\n")).Is(200);
        (await secretary.Get($"{Of(3)}/consents"))
            .Is(200)["bases"]
            .EnumerateArray()
            .Single(one => one.TryGetProperty("use", out var use) && use.GetString() == "photo-care")
            .GetProperty("state")
            .GetString()
            .ShouldBe("refused");
    }

    [Fact]
    public async Task What_was_finished_is_not_stopped_and_a_stranger_learns_nothing_of_it()
    {
        var started = (await Start("supplies", Stock(Number("JOB"), 0, 3))).Is(200);
        var path = $"/api/imports/{started.String("importId")}";
        (await Ended(path)).String("state").ShouldBe("finished");
        (await Quarter.Clerk.Post($"{path}/stop", new { })).Is(409).Code.ShouldBe("import.out-of-turn");
        var stranger = await Quarter.As(Role.Secretary, From.Away);
        (await stranger.Get(path)).Is(404);
        (await stranger.Post($"{path}/stop", new { })).Is(404);
        (await stranger.Get($"{path}/undo")).Is(404);
        (await stranger.Get($"/api/imports?division={Here}")).Is(200)["total"].GetInt32().ShouldBe(0);
        (await (await Quarter.As(Role.Volunteer)).Get($"/api/imports?division={Here}")).Is(200)["total"].GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_so_to_who_asks_and_is_in_no_list()
    {
        var started = (await Start("residents", "您好，名册明天送到。")).Is(200);
        var said = await Ended($"/api/imports/{started.String("importId")}");
        said.String("state").ShouldBe("none");
        said.String("problem")!.ShouldContain("没有找到表头");
        (await Quarter.Clerk.Get($"/api/imports?division={Here}")).Is(200).Text.ShouldNotContain(started.String("importId")!);
    }

    [Fact]
    public async Task Who_may_not_import_starts_nothing()
    {
        (await Start("supplies", Stock(Number("JOB"), 0, 1), await Quarter.As(Role.Volunteer))).Is(403);
        (await Start("supplies", Stock(Number("JOB"), 0, 1), await Quarter.As(Role.Secretary, From.Away))).Is(404);
    }

    [Fact]
    public async Task Headings_nobody_knows_are_asked_about_and_what_was_said_holds_for_the_next_file()
    {
        var secretary = await Quarter.As(Role.Secretary);
        var number = Number("COL");
        var text = $"登记号,当事人,生辰,住哪里,所在村居,备注\n{number},试样,1949-07-29,4号楼2单元307室,{Here},信访户13900000101\n";
        var asked = (await Send("residents", Here, text, dryRun: true, by: secretary)).Is(200);
        var sheet = asked["files"].EnumerateArray().Single(one => one.GetProperty("columns").GetArrayLength() > 0);
        sheet.GetProperty("missing").EnumerateArray().Select(one => one.GetString()).ShouldBe(["name", "community"]);
        var columns = sheet.GetProperty("columns").EnumerateArray().ToList();
        columns.Select(one => one.GetProperty("heading").GetString()).ShouldBe(["登记号", "当事人", "生辰", "住哪里", "所在村居", "备注"]);
        columns[1].GetProperty("example").GetString().ShouldBe("试**");
        columns[5].GetProperty("example").GetString()!.ShouldNotContain("13900000101");
        asked["fields"].EnumerateArray().ShouldNotContain(one => one.GetProperty("field").GetString() == "note");
        (await Send("residents", Here, text, by: secretary)).Is(400).Code.ShouldBe("import.unreadable");

        static object Body(params (string Heading, string? Field)[] said) =>
            new { columns = said.Select(one => new { heading = one.Heading, field = one.Field }).ToArray() };
        var address = $"/api/imports/residents/columns?division={Here}";
        (await secretary.Post(address, Body(("备注", "note")))).Is(400);
        (await secretary.Post(address, Body(("当事人", "name"), ("生辰", "name")))).Is(400);
        (await (await Quarter.As(Role.Volunteer)).Post(address, Body(("当事人", "name")))).Is(403);
        var chosen = (
            await secretary.Post(
                address,
                Body(
                    ("登记号", "resident_id"),
                    ("当事人", "name"),
                    ("生辰", "birth_date"),
                    ("住哪里", "address"),
                    ("所在村居", "community_code")
                )
            )
        ).Is(200);
        var next = (
            await secretary.Send(
                HttpMethod.Post,
                $"/api/imports/residents?division={Here}&file=next.csv&dryRun=true&after={chosen.Position}",
                new ByteArrayContent(Encoding.UTF8.GetBytes(text))
            )
        ).Is(200);
        next["files"][0].GetProperty("missing").GetArrayLength().ShouldBe(0);
        var read = next["files"][0].GetProperty("columns").EnumerateArray().ToList();
        read[1].GetProperty("field").GetString().ShouldBe("name");
        read[1].GetProperty("chosen").GetBoolean().ShouldBeTrue();
        read[5].TryGetProperty("field", out var note).ShouldBeFalse($"{note}");
        var imported = (await Send("residents", Here, text, by: secretary)).Is(200);
        Imported(imported).ShouldBe(1);
        (await Read(Id(number))).ToString().ShouldContain("1949-07-29");
        (await secretary.Delete($"/api/imports/{imported.String("importId")}")).Is(200);
        (await secretary.Post(address, Body(("当事人", null)))).Is(200);
    }

    [Fact]
    public async Task An_empty_cell_changes_nothing_unless_it_is_cleared_one_by_one_and_never_needs_kinds_or_doors()
    {
        var number = Number("EMPTY");
        (await Send("residents", Here, $"{PersonHead}\n{Person(number, "试样空")}\n")).Is(200);
        var id = Id(number);
        var bare =
            $"resident_id,name,birth_date,category,phone,special_needs,building,community_code\n{number},试样空,1949-07-29,,,,,{Here}\n";
        var looked = (await Send("residents", Here, bare, dryRun: true)).Is(200);
        var empty = looked["preview"]
            .GetProperty("empty")
            .EnumerateArray()
            .ToDictionary(
                one => one.GetProperty("field").GetString()!,
                one => one.GetProperty("clearable").GetBoolean(),
                StringComparer.Ordinal
            );
        empty.ShouldBe(
            new Dictionary<string, bool>(StringComparer.Ordinal)
            {
                ["category"] = false,
                ["phone"] = true,
                ["special_needs"] = false,
                ["building"] = false,
            },
            ignoreOrder: true
        );
        looked.Text.ShouldNotContain("13900000101");
        (await Send("residents", Here, bare)).Is(200);
        (await Read(id)).ToString().ShouldContain("13900000101");
        var cleared = (
            await Quarter.Clerk.Send(
                HttpMethod.Post,
                $"/api/imports/residents?division={Here}&file=bare.csv&clear=2/phone,2/category,2/special_needs,2/building",
                new ByteArrayContent(Encoding.UTF8.GetBytes(bare))
            )
        ).Is(200);
        var record = (await Read(id)).ToString();
        record.ShouldNotContain("13900000101");
        record.ShouldContain("4号楼");
        record.ShouldContain("disabled");
        (await Quarter.Clerk.Delete($"/api/imports/{cleared.String("importId")}")).Is(200);
        (await Read(id)).ToString().ShouldContain("13900000101");
    }

    [Fact]
    public async Task A_sheet_named_after_its_community_needs_no_column_for_it_and_a_hidden_one_is_left_out_and_said()
    {
        var number = Number("SHEET");
        var name = (await Quarter.Clerk.Get($"/api/divisions/{Here}")).Is(200).String("name")!;
        var book = SmallWorkbook.Of(
            "旧名单",
            (name, SmallWorkbook.Rows(["人员编号", "姓名", "出生日期"], [number, "试样表", "1950-01-02"])),
            ("旧名单", SmallWorkbook.Rows(["人员编号", "姓名", "社区"], [$"{number}9", "试样旧", name]))
        );
        var looked = (
            await Quarter.Clerk.Send(
                HttpMethod.Post,
                $"/api/imports/residents?division={Here}&file=book.xlsx&dryRun=true",
                new ByteArrayContent(book)
            )
        ).Is(200);
        looked["preview"].GetProperty("added").GetInt32().ShouldBe(1);
        looked["files"]
            .EnumerateArray()
            .SelectMany(one => one.GetProperty("findings").EnumerateArray())
            .Select(one => one.GetProperty("reason").GetString())
            .ShouldContain("sheet_hidden", StringComparer.Ordinal);
    }

    [Fact]
    public async Task Rows_to_mend_are_a_workbook()
    {
        var rows = new[] { new[] { "原行号", "姓名" }, ["3", "=1+1"] };
        (await Quarter.Clerk.Post("/api/imports/mend", new { sheet = "要改的行", rows })).Is(200).Text.ShouldStartWith("PK");
        (await Quarter.Clerk.Post("/api/imports/mend", new { sheet = "x" })).Is(400);
    }
}
