using System.IO.Compression;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.People;

/// <summary>
/// The register as a file: as the asker sees it, recorded before it is given, and nothing in it is executed. All persons are fictitious.
/// </summary>
public sealed class RegisterFileTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here,
        Address = $"/api/divisions/{Here}/lists/residents/file";

    private static object Body(string form, string? building = null) =>
        new
        {
            form,
            why = "季度核对",
            receiver = "街道民政办",
            only = new { building },
        };

    private static async Task Enter(Api who, string name, string room, int bornIn) =>
        (
            await who.Post(
                $"/api/communities/{Here}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn,
                        kinds = new[] { "disabled" },
                        needs = new[] { "oxygen" },
                        building = "=拟表楼",
                        room,
                        phones = new[] { "139-0000-0399" },
                    },
                }
            )
        ).Is(200);

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_file_is_masked_as_the_page_and_recorded_with_everybody_in_it_and_no_cell_is_a_formula(string form)
    {
        var (secretary, auditor) = (await quarter.As(Role.Secretary), await quarter.As(Role.Auditor));
        await Enter(secretary, "=于拟表", $"77{form.Length}1", 1950);
        await Enter(secretary, "于拟童", $"77{form.Length}2", TimeProvider.System.GetUtcNow().Year - 9);
        (await secretary.Post(Address, Body(form, "=拟表楼"))).Is(200);
        var bytes = await Download(secretary, Body(form, "=拟表楼"));
        var text = form == "csv" ? System.Text.Encoding.UTF8.GetString(bytes) : Sheet(bytes);
        text.ShouldContain(form == "csv" ? "'=拟表楼" : "=拟表楼");
        text.ShouldContain("孩子");
        text.ShouldContain("用氧");
        foreach (var hidden in (string[])["于拟表", "于拟童", "于*", "0399", "<f>", "\n="])
            text.ShouldNotContain(hidden);
        var reading = (await auditor.Get($"/api/access?county={QuarterRegisters.County}"))
            .Is(200)["items"]
            .Items()
            .Last(one => one.Of("account") == secretary.Account && one.Of("purpose") == "export");
        reading.GetProperty("persons").GetArrayLength().ShouldBeGreaterThanOrEqualTo(2);
        (await secretary.Post(Address, new { form })).Is(400);
        (await (await quarter.As(Role.Volunteer)).Post(Address, Body(form))).Is(403);
        (await (await quarter.As(Role.Secretary, From.Next)).Post(Address, Body(form))).Status.ShouldBeOneOf(403, 404);
    }

    [Fact]
    public void What_table_programs_would_run_is_text_and_what_xml_does_not_know_is_left_out()
    {
        string[][] rows =
        [
            ["=1+1", "+86", "-1", "@a", "\tb", "\rc", "a\"b", "一,二", "行\n行", "x\u0001y", "＝1+1", "＠a", "－1", "＋1"],
        ];
        var csv = System.Text.Encoding.UTF8.GetString(TableFile.Csv(rows));
        csv.ShouldBe("\uFEFF'=1+1,'+86,'-1,'@a,'\tb,\"'\rc\",\"a\"\"b\",\"一,二\",\"行\n行\",x\u0001y,'＝1+1,'＠a,'－1,'＋1\r\n");
        var sheet = Sheet(TableFile.Xlsx(new string('长', 40), rows));
        sheet.ShouldContain("=1+1");
        sheet.ShouldContain(">xy<");
        sheet.ShouldNotContain("<x:f>");
    }

    /// <summary>Downloads the file byte by byte, and checks that it is given out to be saved.</summary>
    private static async Task<byte[]> Download(Api who, object body)
    {
        using var http = new HttpClient { BaseAddress = who.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", who.Token);
        using var content = Api.Json(body);
        using var answer = await http.PostAsync(new Uri(Address, UriKind.Relative), content);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string Sheet(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(
            archive.Entries.Single(one => one.FullName.Contains("worksheets/", StringComparison.Ordinal)).Open()
        );
        return reader.ReadToEnd();
    }
}
