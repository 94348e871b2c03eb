using System.Text.Json;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>Usual registers from the file to the record, and the same file once more. All persons are fictitious.</summary>
public sealed class UsualImportTests(Quarter quarter) : SmallFiles(quarter)
{
    [Fact]
    public async Task A_person_keeps_every_number_the_year_of_birth_and_whom_to_call()
    {
        var number = Number("P");
        var file =
            $"编号,姓名,所在社区,类别,出生年月,家庭住址,特殊需求,本人电话,座机,家属,联系电话\n{number},例常一,{Here},独居、大病,1949年,例园小区3-2-501,吸氧,13900000971/13900000972,0376-6222222,例娃,13900000973（儿子）\n";
        Imported((await Send("residents", Here, file)).Is(200)).ShouldBe(1);
        var record = await Read(Id(number));
        Texts(record, "phones").ShouldBe(["13900000971", "13900000972", "0376-6222222"]);
        Texts(record, "needs").ShouldBe(["oxygen"]);
        Texts(record, "kinds").ShouldBe(["elder-alone", "seriously-ill", "home-oxygen"], ignoreOrder: true);
        record.GetProperty("bornIn").GetInt32().ShouldBe(1949);
        record.GetProperty("door").GetProperty("building").GetString().ShouldBe("3号楼");
        record.GetRawText().ShouldContain("紧急联系人");
        record.GetRawText().ShouldContain("13900000973");
        // The same file changes nothing.
        (await Counts(file)).ShouldBe((0, 0, 1));
    }

    [Fact]
    public async Task Who_has_no_number_and_only_a_year_of_birth_is_the_same_person_in_the_next_file()
    {
        var file =
            $"姓名,所在社区,类别,出生年月,楼栋,室\n例年{Number("")},{Here},独居老人,1951.3,7号楼,101\n例门{Number("")},{Here},独居老人,不详,7号楼,102\n";
        Imported((await Send("residents", Here, file)).Is(200)).ShouldBe(2);
        (await Counts(file)).ShouldBe((0, 0, 2));
        // Once the day is known it replaces the year.
        (await Counts(file.Replace("1951.3", "1951-03-05", StringComparison.Ordinal))).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task Namesakes_without_a_number_are_said_to_be_namesakes()
    {
        var name = $"例同{Number("")}";
        var file = $"姓名,所在社区,类别,出生日期,楼栋\n{name},{Here},独居老人,1951-03-05,7号楼\n{name},{Here},独居老人,1951-03-05,8号楼\n";
        Imported((await Send("residents", Here, file)).Is(200)).ShouldBe(2);
        Found((await Send("residents", Here, file, dryRun: true)).Is(200)).ShouldBe(["2 name namesakes", "3 name namesakes"]);
    }

    [Fact]
    public async Task A_number_typed_by_hand_stays_behind_those_of_a_file()
    {
        var number = Number("P");
        string File(string phones) => $"编号,姓名,所在社区,类别,出生日期,本人电话\n{number},例话,{Here},独居老人,1951-03-05,{phones}\n";
        await Send("residents", Here, File("13900000971、13900000972"));
        await Send("residents", Here, File("0376-6222222"));
        Texts(await Read(Id(number)), "phones").ShouldBe(["0376-6222222", "13900000972"]);
        await Send("residents", Here, File("不详"));
        Texts(await Read(Id(number)), "phones").ShouldBe(["0376-6222222", "13900000972"]);
        await Send("residents", Here, File("无"));
        Texts(await Read(Id(number)), "phones").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_area_outside_the_level_above_waits_for_a_person_unless_that_level_is_made_up()
    {
        static string Area(string code, double west) =>
            FormattableString.Invariant(
                $$$"""{"type":"Feature","properties":{"code":"{{{code}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},32.1],[{{{west + 0.1}}},32.1],[{{{west + 0.1}}},32.2],[{{{west}}},32.1]]]}}"""
            );
        var file =
            $$"""{"type":"FeatureCollection","features":[{{Area(QuarterRegisters.Street, 114.0)}},{{Area(Here, 114.05)}},{{Area(Next, 119.06)}}]}""";
        var looked = (await Send("areas", QuarterRegisters.County, file, dryRun: true)).Is(200);
        (Imported(looked), string.Join(' ', Found(looked))).ShouldBe((2, "3 geometry outside_parent"));
        // A street whose own boundary is made up is no reason to leave an area out.
        file = file.Replace(
            $"\"code\":\"{QuarterRegisters.Street}\"",
            $"\"code\":\"{QuarterRegisters.Street}\",\"synthetic\":true",
            StringComparison.Ordinal
        );
        looked = (await Send("areas", QuarterRegisters.County, file, dryRun: true)).Is(200);
        (Imported(looked), Found(looked).Count).ShouldBe((3, 0));
        looked["files"]
            [0]
            .GetProperty("findings")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("reason")
            .GetString()
            .ShouldBe("outside_parent");
    }

    private async Task<(int Added, int Changed, int Same)> Counts(string file)
    {
        var preview = (await Send("residents", Here, file, dryRun: true)).Is(200)["preview"];
        return (preview.GetProperty("added").GetInt32(), preview.GetProperty("changed").GetInt32(), preview.GetProperty("same").GetInt32());
    }

    private static IReadOnlyList<string?> Texts(JsonElement record, string member) =>
        [.. record.GetProperty(member).EnumerateArray().Select(one => one.GetString())];
}
