using System.Text;
using Emergency.Server.Across.Imports.Reading;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Tests.Imports;

/// <summary>For any uploaded file, the answer names its faults.</summary>
public class BadFileTests
{
    private static readonly KnownRegisters yiyang = new(
        [new("411502001001", "义阳社区居民委员会"), new("411502001003", "三里店社区居民委员会")],
        [new("R1", "411502201105229914", "试甲"), new("R2", null, "样乙")]
    );

    public static TheoryData<string, string, byte[]> Unreadable =>
        new()
        {
            { "nothing in it", Reasons.FileEmpty, [] },
            { "only spaces", Reasons.HeaderNotFound, "   \n \n"u8.ToArray() },
            { "a letter to the office", Reasons.HeaderNotFound, "您好，名册明天送到。\n此致"u8.ToArray() },
            { "a picture", Reasons.NotATable, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D] },
            { "bytes of no encoding", Reasons.EncodingUnknown, [0x61, 0x2C, 0xFF, 0xFF, 0x80, 0x0A] },
            {
                "the old workbook form, or a locked one",
                Reasons.OldOrLockedWorkbook,
                [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]
            },
            {
                "a workbook cut off on the way",
                Reasons.WorkbookBroken,
                SmallWorkbook.Of(("名册", SmallWorkbook.Rows(["姓名", "社区"], ["试甲", "义阳"])))[..200]
            },
            { "a package that is no workbook", Reasons.WorkbookBroken, SmallWorkbook.Package([("word/document.xml", "<a/>")]) },
            {
                "a workbook with a declared entity",
                Reasons.WorkbookBroken,
                SmallWorkbook.Package([("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>")])
            },
            { "more than 10 MB", Reasons.FileTooLarge, new byte[RegisterReader.MostBytes + 1] },
            { "10 MB of one line", Reasons.TooManyColumns, Filled("a,") },
            { "10 MB of line ends", Reasons.TooManyRows, Filled("\n") },
            {
                "a web page under the name of a workbook",
                Reasons.WebPageTable,
                "<html><body><table><tr><td>姓名</td><td>社区</td></tr></table></body></html>"u8.ToArray()
            },
            {
                "an XML table under the name of a workbook",
                Reasons.WebPageTable,
                "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"u8.ToArray()
            },
            { "two columns of one heading", Reasons.ColumnTwice, Encoding.UTF8.GetBytes("姓名,姓名,社区\n试甲,样乙,义阳\n") },
            {
                "a few rows and a million empty ones",
                Reasons.EmptyRows,
                SmallWorkbook.Of(
                    ("名册", SmallWorkbook.Rows(["姓名", "社区"], ["试甲", "义阳"]) + string.Concat(Enumerable.Repeat("<row/>", 1_000_000)))
                )
            },
            {
                "more cells than any register has",
                Reasons.TooManyRows,
                SmallWorkbook.Of(
                    (
                        "名册",
                        string.Concat(
                            Enumerable.Repeat("<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 20)) + "</row>", 110_000)
                        )
                    )
                )
            },
            {
                "a cell of megabytes",
                Reasons.TextTooLong,
                SmallWorkbook.Of(("名册", SmallWorkbook.Rows(["姓名", "社区"], [new string('试', 1_000_000), "义阳"])))
            },
            { "a quote that never ends", Reasons.QuoteUnclosed, Encoding.UTF8.GetBytes("姓名,社区\n\"试甲,义阳\n样乙,义阳\n") },
            {
                "a quote that never ends in a long file",
                Reasons.QuoteUnclosed,
                Encoding.UTF8.GetBytes("姓名,社区\n\"试甲,义阳\n" + string.Concat(Enumerable.Repeat("样乙,义阳\n", 1000)))
            },
        };

    [Theory, MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public void A_file_that_is_no_register_is_refused_by_name(string what, string reason, byte[] bytes)
    {
        var read = RegisterReader.Read(RegisterKind.Residents, what, bytes, yiyang);
        var finding = read.Sheets[0].Findings.ShouldHaveSingleItem();
        (finding.Row, finding.Outcome, finding.Reason).ShouldBe((0, Severity.Reject, reason));
        read.Unreadable.ShouldBeTrue();
        read.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void A_small_package_that_unpacks_to_a_mountain_is_not_unpacked()
    {
        var bomb = SmallWorkbook.Of(("名册", new string(' ', 140 * 1024 * 1024)));
        bomb.Length.ShouldBeLessThan(RegisterReader.MostBytes);
        RegisterReader
            .Read(RegisterKind.Residents, "bomb.xlsx", bomb, yiyang)
            .Sheets[0]
            .Findings.Single()
            .Reason.ShouldBe(Reasons.WorkbookTooLarge);
    }

    [Fact]
    public void A_workbook_whose_last_row_is_the_millionth_is_refused()
    {
        var far = SmallWorkbook.Of(
            ("名册", SmallWorkbook.Rows(["姓名", "社区"]) + "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")
        );
        RegisterReader
            .Read(RegisterKind.Residents, "far.xlsx", far, yiyang)
            .Sheets[0]
            .Findings.Single()
            .Reason.ShouldBe(Reasons.TooManyRows);
    }

    /// <summary>Sheets, or whole packages, of some kB whose reader would allocate as much as they declare.</summary>
    public static TheoryData<string, string?, byte[]> Swelling
    {
        get
        {
            var people = SmallWorkbook.Rows(["姓名", "职务", "联系电话", "社区"], ["试甲", "网格长", "13900000001", "义阳"]);
            byte[] With(string row) => SmallWorkbook.Of(("名册", people + row));
            var rows = new TheoryData<string, string?, byte[]>();
            foreach (var far in (string[])["XFE3", "ZZZZ3", "ZZZZZ3", "ZZZZZZ3", "FXSHRXW3", "ZZZZZZZZZZZZ3"])
            {
                rows.Add($"a value at {far}", far.Length > 9 ? Reasons.WorkbookBroken : Reasons.TooManyColumns, With(Cell(far, "1")));
                rows.Add($"nothing at {far}", far.Length > 9 ? Reasons.WorkbookBroken : Reasons.TooManyColumns, With(Cell(far, "")));
            }
            rows.Add("a written letter", Reasons.TooManyColumns, With(Cell("&#90;ZZZZZ3", "1")));
            rows.Add("a value in the last column", Reasons.TooManyColumns, With(Cell("XFD3", "1")));
            rows.Add("a value right of the widest register", Reasons.TooManyColumns, With(Cell("GS3", "1")));
            rows.Add("a border in the last column", null, With(Cell("XFD3", "")));
            rows.Add(
                "a range over everything",
                null,
                SmallWorkbook.With(people, "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")
            );
            rows.Add("a dimension over everything", null, SmallWorkbook.With(people, "", "<dimension ref=\"A1:ZZZZZZ2000000000\"/>"));
            rows.Add(
                "a column without end",
                null,
                SmallWorkbook.With(people, "", "<cols><col min=\"1\" max=\"2000000000\" width=\"9\"/></cols>")
            );
            rows.Add("a row without end", Reasons.TooManyRows, With("<row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row>"));
            rows.Add(
                "ranges by the million",
                Reasons.WorkbookTooLarge,
                SmallWorkbook.With(people, string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:B2\"/>", 1_500_000)))
            );
            rows.Add(
                "styles by the million",
                Reasons.WorkbookTooLarge,
                SmallWorkbook.Package([("xl/styles.xml", $"<a>{string.Concat(Enumerable.Repeat("<xf/>", 8_000_000))}</a>")])
            );
            rows.Add(
                "texts by the million",
                Reasons.TooManyRows,
                SmallWorkbook.Package([("xl/texts.xml", $"<a>{string.Concat(Enumerable.Repeat("<si/>", 8_000_000))}</a>")])
            );
            return rows;

            static string Cell(string at, string value) =>
                $"<row r=\"3\"><c r=\"{at}\" s=\"0\">{(value.Length == 0 ? "" : $"<v>{value}</v>")}</c></row>";
        }
    }

    [Theory, MemberData(nameof(Swelling), DisableDiscoveryEnumeration = true)]
    public void A_small_workbook_takes_little_room_whatever_it_refers_to(string what, string? reason, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = RegisterReader.Read(RegisterKind.Team, what, bytes, yiyang);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000_000, what);
        if (reason is null)
            read.Of<MemberRow>().ShouldHaveSingleItem().Name.ShouldBe("试甲");
        else
            read.Sheets[0].Findings.ShouldHaveSingleItem().Reason.ShouldBe(reason, what);
    }

    [Fact]
    public void A_hidden_sheet_is_not_imported_and_said()
    {
        var read = RegisterReader.Read(
            RegisterKind.Team,
            "team.xlsx",
            SmallWorkbook.Of(
                hidden: "旧名册",
                ("名册", SmallWorkbook.Rows(["姓名", "职务", "联系电话", "社区"], ["试甲", "网格长", "13900000001", "义阳"])),
                ("旧名册", SmallWorkbook.Rows(["姓名", "职务", "联系电话", "社区"], ["样乙", "网格长", "13900000002", "义阳"]))
            ),
            yiyang
        );
        read.Of<MemberRow>().Select(row => row.Name).ShouldBe(["试甲"]);
        var old = read.Sheets.Single(sheet => sheet.Sheet == "旧名册");
        (old.Skipped, old.Findings.ShouldHaveSingleItem().Reason).ShouldBe((true, Reasons.SheetHidden));
    }

    [Fact]
    public void What_turns_or_hides_a_text_is_left_out_of_every_kind_of_file()
    {
        Read(RegisterKind.Team, "姓名,职务,联系电话,社区\n试\u202E甲,网格长,\u202A13900000001\u202C,义\u200E阳\n")
            .Of<MemberRow>()
            .Select(row => row.Name)
            .ShouldBe(["试甲"]);
        RegisterReader
            .Read(
                RegisterKind.Team,
                "team.xlsx",
                SmallWorkbook.Of(
                    (
                        "名册",
                        SmallWorkbook.Rows(["姓名\u200F", "职务", "联系电话", "社区"], ["试\u2066甲", "网格长", "13900000001", "义阳"])
                    )
                ),
                yiyang
            )
            .Of<MemberRow>()
            .Select(row => row.Name)
            .ShouldBe(["试甲"]);
        Read(
                RegisterKind.Plans,
                "plan: { community: \"411502001001\", title: \"预\\u202E案\", version: 1 }\ncards:\n  - { id: a, hazard: fire, title: 火\u202E灾, steps: [{ id: a, class: life, role: 书记, text: 敲门, allow: 2 }] }\n"
            )
            .Of<PlanCard>()
            .Select(card => (card.PlanTitle, card.Title))
            .ShouldBe([("预案", "火灾")]);
        var named = Read(
            RegisterKind.Areas,
            """{"type":"FeatureCollection","features":[{"properties":{"code":"411502","name":"浉\u202E河"},"geometry":{"type":"Polygon","coordinates":[[[114,32],[115,32],[115,33],[114,32]]]}}]}"""
        );
        named.Rows.OfType<AreaFeature>().ShouldHaveSingleItem().Name.ShouldBe("浉河");
    }

    [Theory, InlineData("=A1&B1"), InlineData("@SUM(A1)"), InlineData("+cmd(1)")]
    public void A_formula_is_nobodys_name(string formula)
    {
        var read = Read(RegisterKind.Team, $"姓名,职务,联系电话,社区\n{formula},网格长,13900000001,义阳\n");
        (read.Sheets[0].Findings.ShouldHaveSingleItem().Reason, read.Rows.Count).ShouldBe((Reasons.Formula, 0));
    }

    [Fact]
    public void Reading_ends_when_nobody_waits_for_it()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        foreach (
            var bytes in new[]
            {
                SmallWorkbook.Of(("名册", SmallWorkbook.Rows(["姓名", "社区"], ["试甲", "义阳"]))),
                "姓名,社区\n试甲,义阳\n"u8.ToArray(),
            }
        )
            Should.Throw<OperationCanceledException>(() => RegisterReader.Read(RegisterKind.Residents, "gone", bytes, yiyang, gone.Token));
    }

    [Fact]
    public void A_phone_of_nobody_is_said()
    {
        Read(
            RegisterKind.Residents,
            "姓名,身份证号,类别,所在社区,监护人姓名,监护人电话\n试甲,411502201105229919,留守儿童,义阳,,13900000003\n"
        )
            .Sheets[0]
            .Findings.Select(one => (one.Field, one.Reason))
            .ShouldBe([("guardian_name", Reasons.GuardianNameMissing)]);
    }

    [Fact]
    public void Stock_brought_as_residents_is_recognised_as_stock()
    {
        var finding = Read(RegisterKind.Residents, "物资名称,计量单位,数量,存放社区\n沙袋,条,5,义阳").Sheets[0].Findings.Single();
        (finding.Reason, finding.Detail).ShouldBe((Reasons.WrongKind, "supplies"));
        Read(RegisterKind.Residents, "item_id,name,unit,quantity,community_code\nS1,沙袋,条,5,411502001001")
            .Sheets[0]
            .Findings.Single()
            .Reason.ShouldBe(Reasons.WrongKind);
    }

    [Fact]
    public void A_register_without_the_column_it_lives_by_says_which()
    {
        var finding = Read(RegisterKind.Team, "姓名,职务,社区\n试甲,网格长,义阳").Sheets[0].Findings.Single();
        (finding.Reason, finding.Field, finding.Detail).ShouldBe((Reasons.ColumnMissing, "phone", "联系电话"));
    }

    [Fact]
    public void An_empty_form_is_no_mistake_but_is_mentioned()
    {
        var read = Read(RegisterKind.Team, "姓名,职务,联系电话,社区\n");
        read.Unreadable.ShouldBeFalse();
        read.Sheets[0].Findings.Single().ShouldBe(new Finding(0, Severity.Warn, "file", Reasons.NoRows));
    }

    [Fact]
    public void Exchanged_longitude_and_latitude_are_put_right_and_listed()
    {
        var read = Read(
            RegisterKind.Households,
            "household_id,community_code,lon,lat\nH1,411502001001,32.119,114.068\nH2,411502001001,114.068,32.119\nH3,411502001001,0,0\nH4,411502001001,东经,北纬\nH5,411502001001,,"
        );
        read.Of<HouseholdRow>()
            .Select(h => (h.Point?.Lon, h.Point?.Lat))
            .ShouldBe([(114.068, 32.119), (114.068, 32.119), (null, null), (null, null), (null, null)]);
        read.Sheets[0]
            .Findings.Select(f => (f.Row, f.Outcome, f.Reason))
            .ShouldBe([
                (2, Severity.Warn, Reasons.CoordinatesSwapped),
                (4, Severity.Warn, Reasons.CoordinatesOutside),
                (5, Severity.Warn, Reasons.CoordinatesInvalid),
            ]);
    }

    [Fact]
    public void A_row_with_several_mistakes_shows_them_all_and_no_trifles_beside_them()
    {
        var read = Read(RegisterKind.Residents, "姓名,身份证号,出生日期,所在社区,监护人,联系电话\n,123,2016-02-30,何处,样乙,\n");
        read.Sheets[0]
            .Findings.Select(f => f.Reason)
            .ShouldBe([Reasons.MissingName, Reasons.UnknownCommunity, Reasons.DateInvalid, Reasons.IdLength], ignoreOrder: true);
        (read.Sheets[0].Rejected, read.Sheets[0].DataRows).ShouldBe((1, 1));
    }

    [Fact]
    public void Totals_signatures_blank_lines_and_headings_printed_again_are_not_people()
    {
        var read = Read(
            RegisterKind.Team,
            "应急队伍名册\n姓名,职务,联系电话,社区\n试甲,网格长,13900000001,义阳\n\n小计：1人\n姓名,职务,联系电话,社区\n样乙,楼栋长,13900000002,三里店村\n合计,2,,\n审核人：样丙,,,\n"
        );
        read.Of<MemberRow>().Select(m => (m.Row, m.Name)).ShouldBe([(3, "试甲"), (7, "样乙")]);
        read.Sheets[0].Findings.ShouldBeEmpty();
    }

    [Theory, InlineData("utf-16", "\t"), InlineData("utf-8", ";"), InlineData("GB18030", ",")]
    public void Tables_come_in_the_encodings_and_separators_offices_use(string encoding, string separator)
    {
        var table = Encoding.GetEncoding(encoding);
        byte[] bytes =
        [
            .. table.Preamble,
            .. table.GetBytes("姓名,职务,联系电话,社区\n试䶮,网格长,13900000001,义阳\n".Replace(",", separator, StringComparison.Ordinal)),
        ];
        RegisterReader.Read(RegisterKind.Team, "team", bytes, yiyang).Of<MemberRow>().Single().Name.ShouldBe("试䶮");
    }

    [Fact]
    public void A_community_two_townships_have_is_unknown_when_nothing_else_in_the_file_tells()
    {
        var twice = new KnownRegisters(
            [
                new("411502001003", "三里店社区居民委员会"),
                new("411502006008", "三里店社区居民委员会"),
                new("411502006001", "前进社区居民委员会"),
            ],
            []
        );
        const string head = "姓名,职务,联系电话,社区\n试甲,网格长,13900000001,三里店\n";
        RegisterReader
            .Read(RegisterKind.Team, "team", Encoding.UTF8.GetBytes(head), twice)
            .Sheets[0]
            .Findings.Single()
            .Reason.ShouldBe(Reasons.UnknownCommunity);
        RegisterReader
            .Read(RegisterKind.Team, "team", Encoding.UTF8.GetBytes(head + "样乙,楼栋长,13900000002,前进社区\n"), twice)
            .Of<MemberRow>()
            .First()
            .CommunityCode.ShouldBe("411502006008");
    }

    [Theory]
    [InlineData("三里店社区居民委员会（老城街道）", "411502001003")]
    [InlineData("三里店社区(五里墩街道)", "411502006008")]
    [InlineData("三里店（老城街道）", "411502001003")]
    [InlineData("三里店社区（东双河镇）", null)]
    public void A_community_two_townships_have_is_read_as_our_own_lists_write_it(string written, string? code)
    {
        var twice = new KnownRegisters(
            [new("411502001003", "三里店社区居民委员会", "老城街道"), new("411502006008", "三里店社区居民委员会", "五里墩街道")],
            []
        );
        var read = RegisterReader.Read(
            RegisterKind.Team,
            "team",
            Encoding.UTF8.GetBytes($"姓名,职务,联系电话,社区\n试甲,网格长,13900000001,{written}\n"),
            twice
        );
        if (code is null)
            read.Sheets[0].Findings.Single().Reason.ShouldBe(Reasons.UnknownCommunity);
        else
            read.Of<MemberRow>().Single().CommunityCode.ShouldBe(code);
    }

    [Theory]
    [InlineData("试阳社区居民委员会")]
    [InlineData("试阳")]
    [InlineData("411502101001")]
    public void A_row_of_a_community_that_was_split_says_where_its_people_belong_now(string written)
    {
        var known = new KnownRegisters([new("411502101003", "试阳东社区"), new("411502101004", "试阳西社区")], [])
        {
            EndedCommunities = [new("411502101001", "试阳社区", "试阳东社区、试阳西社区")],
        };
        var table = Encoding.UTF8.GetBytes($"姓名,职务,联系电话,社区\n试甲,网格长,13900000001,{written}\n");
        var plan = Encoding.UTF8.GetBytes($"plan:\n  title: 预案\n  community: \"{written}\"\ncards: []\n");
        foreach (
            var read in (RegisterReading[])
                [RegisterReader.Read(RegisterKind.Team, "team", table, known), RegisterReader.Read(RegisterKind.Plans, "plan", plan, known)]
        )
            read.Sheets[0]
                .Findings.Where(one => one.Field == "community")
                .Select(one => (one.Reason, one.Detail))
                .ShouldBe([(Reasons.CommunityEnded, "试阳东社区、试阳西社区")]);
    }

    [Fact]
    public void A_community_of_today_is_meant_where_one_that_ended_had_its_name()
    {
        var known = new KnownRegisters([new("411502101003", "试阳社区")], [])
        {
            EndedCommunities = [new("411502101001", "试阳社区", "试阳社区")],
        };
        RegisterReader
            .Read(RegisterKind.Team, "team", "姓名,职务,联系电话,社区\n试甲,网格长,13900000001,试阳\n"u8.ToArray(), known)
            .Of<MemberRow>()
            .Single()
            .CommunityCode.ShouldBe("411502101003");
    }

    [Fact]
    public void Guardians_of_nobody_known_wait_for_the_residents()
    {
        Read(RegisterKind.Guardians, "resident_id,role,name,phone\nR1,监护人,试丁,13900000003\nR9,监护人,样戊,13900000004")
            .Sheets[0]
            .Findings.ShouldBe([new Finding(3, Severity.Reject, "resident_id", Reasons.ResidentUnknown)]);
    }

    [
        Theory,
        InlineData("day,post,member_id,community,from,to\n2024-06-03,值班,M1,义阳,20:00,8:00", true),
        InlineData("day,post,member_id,community,from,to\n明天,值班,M1,义阳,20点,8:00", false)
    ]
    public void A_duty_has_a_day_and_hours(string file, bool good)
    {
        var read = Read(RegisterKind.Roster, file);
        if (good)
        {
            read.Of<RosterRow>()
                .Single()
                .ShouldBe(new RosterRow(null, 2, "411502001001", null, new(2024, 6, 3), null, new(20, 0), new(8, 0), "值班", "M1"));
        }
        else
        {
            read.Sheets[0].Findings.Select(f => (f.Field, f.Reason)).ShouldBe([("day", Reasons.DayInvalid), ("from", Reasons.TimeInvalid)]);
        }
    }

    [Fact]
    public void Random_bytes_of_any_kind_are_answered_and_never_break_the_reader()
    {
        var random = new Random(20240601);
        var workbook = SmallWorkbook.Of(("名册", SmallWorkbook.Rows(["姓名", "社区"], ["试甲", "义阳"])));
        var seeds = new[]
        {
            [],
            workbook,
            "姓名,社区,身份证号\n试甲,义阳,411502201105229914\n"u8.ToArray(),
            "{\"type\":\"FeatureCollection\",\"features\":[{}]}"u8.ToArray(),
            "plan: { community: a }\ncards: [ { id: x } ]"u8.ToArray(),
        };
        for (var i = 0; i < 500; i++)
        {
            var bytes = (byte[])seeds[i % seeds.Length].Clone();
            if (bytes.Length == 0)
            {
                bytes = new byte[random.Next(1, 400)];
                random.NextBytes(bytes);
            }
            for (var j = random.Next(0, 6); j > 0; j--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            foreach (var kind in Enum.GetValues<RegisterKind>())
            {
                RegisterReader.Read(kind, "file", bytes, yiyang).Sheets.ShouldNotBeEmpty();
            }
        }
    }

    private static RegisterReading Read(RegisterKind kind, string text) =>
        RegisterReader.Read(kind, "file.csv", Encoding.UTF8.GetBytes(text), yiyang);

    private static byte[] Filled(string with) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(with, RegisterReader.MostBytes / with.Length)));
}
